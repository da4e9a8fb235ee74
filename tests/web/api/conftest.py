from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import AS_OF
from databases import NewDatabase, empty_tables
from flask import Flask
from flask.testing import FlaskClient

from matcher.assembly import Rolefit
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.web import create_app


@pytest.fixture(scope="session")
def rolefit(taxonomy_folder: Path, new_database: NewDatabase) -> Iterator[Rolefit]:
    service = Rolefit(Settings(new_database(), taxonomy_dir=taxonomy_folder))
    upgrade(service.database)
    yield service
    service.close()


@pytest.fixture(scope="session")
def app(rolefit: Rolefit) -> Flask:
    return create_app(rolefit)


@pytest.fixture
def client(app: Flask, rolefit: Rolefit) -> Iterator[FlaskClient]:
    """A client of the application over a database that is emptied behind each test."""
    with app.test_client() as client:
        yield client
    empty_tables(rolefit.database)


@pytest.fixture
def store(client: FlaskClient) -> Callable[..., dict[str, Any]]:
    """Stores a text and gives the answer."""

    def post(text: str, **more: object) -> dict[str, Any]:
        response = client.post("/api/v1/resumes", json={"text": text, "as_of": str(AS_OF), **more})
        assert response.status_code == 201
        answer: dict[str, Any] = response.get_json()
        return answer

    return post
