"""The application over a database of its own and the taxonomy that Rolefit carries."""

import io
import os
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from databases import NewDatabase
from flask import Flask
from flask.testing import FlaskClient
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
from werkzeug.serving import make_server

from matcher.assembly import Rolefit
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.web import create_app

RESUME_LINES = (
    ("Title", "Ilse Verhagen"),
    ("BodyText", "Data Engineer"),
    ("BodyText", "Keen to learn Terraform. No experience with Scala."),
    ("Heading2", "Experience"),
    ("BodyText", "Data Engineer, Lindenbaum Logistics, March 2019 - Present"),
    ("BodyText", "• Built ETL in Python and SQL on PostgreSQL, scheduled with Apache Airflow"),
    ("BodyText", "• Streaming with Apache Kafka and Apache Spark, deployed with Docker"),
    ("Heading2", "Skills"),
    ("BodyText", "Python, SQL, Apache Spark, Docker, Git, Blorptastic"),
    ("Heading2", "Education"),
    ("BodyText", "B.Sc. Computer Science, 2014 - 2018"),
)
RESUME_TEXT = "\n".join(line for _, line in RESUME_LINES)


@pytest.fixture(scope="session")
def rolefit(new_database: NewDatabase) -> Iterator[Rolefit]:
    service = Rolefit(Settings.from_env({**os.environ, "MATCHER_DATABASE_URL": new_database()}))
    upgrade(service.database)
    yield service
    service.close()


@pytest.fixture(scope="session")
def app(rolefit: Rolefit) -> Flask:
    return create_app(rolefit)


@pytest.fixture
def bare_app() -> Callable[..., Flask]:
    """Makes an application with settings and nothing registered."""

    def make(**settings: Any) -> Flask:
        app = Flask(__name__)
        app.extensions["rolefit"] = Rolefit(Settings(**settings))
        return app

    return make


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    """Where the application is served for browsers and other programs."""
    server = make_server("127.0.0.1", 0, app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def resume_pdf() -> bytes:
    styles, file = getSampleStyleSheet(), io.BytesIO()
    story: list[Any] = [Paragraph(line, styles[style]) for style, line in RESUME_LINES]
    SimpleDocTemplate(file).build(story)
    return file.getvalue()


@pytest.fixture(scope="session")
def resume_text() -> str:
    return RESUME_TEXT


@pytest.fixture(scope="session")
def stored_resume(app: Flask, resume_pdf: bytes) -> str:
    """The address of a stored résumé's page; tests must not erase it."""
    form = {"file": (io.BytesIO(resume_pdf), "ilse.pdf")}
    return app.test_client().post("/", data=form).headers["Location"]
