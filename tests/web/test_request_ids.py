from collections.abc import Callable

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from ulid import ULID

from matcher.assembly import Rolefit
from matcher.web import create_app
from matcher.web.request_ids import register_request_ids


@pytest.mark.parametrize(
    "path", ["/", "/static/rolefit.css", "/nothing", "/api/v1/roles", "/api/v1/nothing", "/healthz"]
)
def test_every_answer_has_an_id_of_its_own(client: FlaskClient, path: str) -> None:
    answers = [client.get(path, buffered=True).headers["X-Request-Id"] for _ in range(2)]
    assert len({str(ULID.from_str(each)) for each in answers}) == 2


@pytest.mark.parametrize("sent", ["a", "hr-2026.11_7", "x" * 64, "01J0000000000000000000000A"])
def test_a_sane_id_is_taken_over(client: FlaskClient, sent: str) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": sent}).headers["X-Request-Id"] == sent


@pytest.mark.parametrize("sent", ["", "x" * 65, "a b", "a;b", "Zoë", "a\tb", "<script>", "%0a"])
def test_any_other_is_replaced(client: FlaskClient, sent: str) -> None:
    answered = client.get("/healthz", headers={"X-Request-Id": sent}).headers["X-Request-Id"]
    assert ULID.from_str(answered)


def test_a_problem_names_the_id(client: FlaskClient) -> None:
    for path in ("/api/v1/nothing", "/api/v1/resumes?limit=0", "/api/v1/resumes/nobody"):
        response = client.get(path, headers={"X-Request-Id": "hr-7"})
        assert response.get_json()["request_id"] == "hr-7"


def test_the_id_is_at_hand_for_logs(bare_app: Callable[..., Flask]) -> None:
    app = bare_app()
    register_request_ids(app)
    app.add_url_rule("/id", view_func=lambda: g.request_id)
    assert app.test_client().get("/id", headers={"X-Request-Id": "hr-7"}).text == "hr-7"


def test_the_page_of_a_fault_names_the_id(rolefit: Rolefit, monkeypatch: pytest.MonkeyPatch) -> None:
    client = create_app(rolefit).test_client()
    monkeypatch.setitem(client.application.view_functions, "pages.show_form", lambda: 1 // 0)
    page = client.get("/", headers={"X-Request-Id": "hr-7"})
    assert (page.status_code, page.mimetype) == (500, "text/html")
    assert "<code>hr-7</code>" in page.text
