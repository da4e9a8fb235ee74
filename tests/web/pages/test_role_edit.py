"""The pages that change roles, without JavaScript."""

import os
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import DOTALL, search

import pytest
from flask.testing import FlaskClient

from matcher.assembly import Rolefit
from matcher.domain.access import Scope
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.web import create_app
from matcher.web.access import COOKIE

EDIT = "/roles/data-engineer/edit"


@pytest.fixture
def rolefit(tmp_path: Path, taxonomy_folder: Path) -> Iterator[Rolefit]:
    settings = Settings.from_env({**os.environ, "MATCHER_DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3"})
    service = Rolefit(Settings(settings.database_url, taxonomy_dir=taxonomy_folder))
    upgrade(service.database)
    yield service
    service.close()


@pytest.fixture
def client(rolefit: Rolefit) -> FlaskClient:
    return create_app(rolefit).test_client()


def form(client: FlaskClient) -> dict[str, str]:
    """The fields of the form as a browser would send them."""
    page = client.get(EDIT).text
    toml = search(r"<textarea[^>]*>(.*?)</textarea>", page, DOTALL)
    version = search(r'name="version" value="(\d+)"', page)
    assert toml
    assert version
    return {"toml": unescape(toml[1]).replace("\n", "\r\n"), "version": version[1]}


def test_a_role_is_changed_and_its_history_told(client: FlaskClient) -> None:
    assert "Version 2" in client.get("/roles/data-engineer").text
    sent = form(client)
    sent["toml"] = sent["toml"].replace("Asked for everywhere.", "Asked <b>for</b>.")
    answer = client.post(EDIT, data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/roles/data-engineer")
    page = client.get("/roles/data-engineer").text
    assert "Version 3" in page
    assert "Asked &lt;b&gt;for&lt;/b&gt;." in page
    history = client.get("/roles/data-engineer/history").text
    assert "comes with Rolefit" in history
    assert "by the local user" in history


def test_problems_are_listed_and_nothing_typed_is_lost(client: FlaskClient) -> None:
    sent = form(client)
    sent["toml"] = sent["toml"].replace("skills = 70", "skills = 71").replace('"sql"', '"<sqll>"')
    answer = client.post(EDIT, data=sent)
    assert answer.status_code == 422
    assert "sum to 101, not 100" in answer.text
    assert "<strong>&lt;sqll&gt;</strong>: no such skill" in answer.text
    assert "skills = 71" in answer.text
    broken = client.post(EDIT, data={**sent, "toml": "id ="})
    assert (broken.status_code, "<strong>TOML</strong>" in broken.text) == (422, True)
    assert "Version 2" in client.get("/roles/data-engineer").text


def test_a_change_to_a_version_of_before_is_not_kept(client: FlaskClient) -> None:
    first = form(client)
    client.post(EDIT, data={**first, "toml": first["toml"].replace("everywhere", "here")})
    for version in (first["version"], "x", ""):
        late = client.post(EDIT, data={**first, "version": version})
        assert late.status_code == 412
        assert "it has version 3 now" in late.text


def test_only_who_may_change_roles_is_shown_the_way(rolefit: Rolefit, client: FlaskClient) -> None:
    assert EDIT in client.get("/roles/data-engineer").text
    for scopes, shown, status in (((Scope.RESUMES_READ,), False, 403), (tuple(Scope), True, 200)):
        key = rolefit.access.create("desk", scopes)["key"]
        client.set_cookie(COOKIE, key)
        assert (EDIT in client.get("/roles/data-engineer").text) is shown
        assert client.get(EDIT).status_code == status
    assert client.get("/roles/nobody/edit").status_code == 404
    assert client.get("/roles/nobody/history").status_code == 404
    refused = client.post(EDIT, data={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
