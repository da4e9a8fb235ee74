import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from databases import NewDatabase
from flask import Flask
from flask.testing import FlaskClient

from matcher.assembly import Rolefit
from matcher.domain.access import ALL_SCOPES, Scope
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.web import create_app
from matcher.web.access import COOKIE


@pytest.fixture(scope="module")
def rolefit(taxonomy_folder: Path, new_database: NewDatabase) -> Iterator[Rolefit]:
    service = Rolefit(Settings(new_database(), taxonomy_dir=taxonomy_folder))
    upgrade(service.database)
    yield service
    service.close()


@pytest.fixture(scope="module")
def app(rolefit: Rolefit) -> Flask:
    return create_app(rolefit)


@pytest.fixture(scope="module")
def key(rolefit: Rolefit) -> str:
    made: str = rolefit.access.create("desk", ALL_SCOPES)["key"]
    return made


@pytest.fixture
def client(app: Flask, key: str) -> FlaskClient:
    assert key
    return app.test_client()


def cookie_set(client: FlaskClient, key: str, **headers: str) -> set[str]:
    answer = client.post("/sign-in", data={"key": key}, headers=headers)
    (cookie,) = answer.headers.getlist("Set-Cookie")
    return set(cookie.split("; "))


def test_a_visitor_signs_in_goes_where_they_were_going_and_signs_out(client: FlaskClient, key: str) -> None:
    asked = client.get("/roles/data-engineer/candidates?cursor=x")
    assert (asked.status_code, asked.location) == (
        303,
        "/sign-in?next=/roles/data-engineer/candidates?cursor%3Dx",
    )
    page = client.get(asked.location)
    assert page.status_code == 200
    (wanted,) = re.findall(r'name="next" value="([^"]*)"', page.text)
    assert wanted == "/roles/data-engineer/candidates?cursor=x"
    entered = client.post("/sign-in", data={"key": f"  {key}\n", "next": "/roles"})
    assert (entered.status_code, entered.location) == (303, "/roles")
    assert "Sign out" in client.get("/roles").text
    left = client.post("/sign-out")
    assert (left.status_code, left.location) == (303, "/sign-in")
    assert client.get("/roles").status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient, key: str) -> None:
    plain = cookie_set(client, key)
    assert plain == {f"{COOKIE}={key}", "HttpOnly", "Path=/", "SameSite=Strict"}
    assert "Secure" in cookie_set(client, key, **{"X-Forwarded-Proto": "https"})
    over_tls = client.post("/sign-in", data={"key": key}, base_url="https://localhost")
    assert "Secure" in over_tls.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "sent", ["", " ", "wrong", "rolefit_000000000000_" + "A" * 43, "x" * 100_000, "\x00", "\ud800", "ä"]
)
def test_a_wrong_key_is_told_and_not_repeated(client: FlaskClient, sent: str) -> None:
    data = {"key": sent.encode("utf-8", "surrogatepass"), "next": "/roles"}
    answer = client.post("/sign-in", data=data)
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert 'value="/roles"' in answer.text
    assert "Set-Cookie" not in answer.headers
    if len(sent) > 4:
        assert sent not in answer.text


DEAD = "rolefit_000000000000_" + "A" * 43
GONE = f"{COOKIE}=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; HttpOnly; Path=/; SameSite=Strict"
NO_LONGER = "Your key is no longer good"


@pytest.fixture
def open_to_candidates(rolefit: Rolefit, key: str) -> FlaskClient:
    assert key
    return create_app(Rolefit(replace(rolefit.settings, open_form=True), rolefit.process)).test_client()


def test_a_refused_key_is_told_once_where_it_is_asked_for_and_forgotten(
    client: FlaskClient, key: str
) -> None:
    client.set_cookie(COOKIE, DEAD)
    sent_on = client.get("/roles")
    assert "Set-Cookie" not in sent_on.headers
    page = client.get(sent_on.headers["Location"])
    assert NO_LONGER in page.text
    assert "Sign out" not in page.text
    assert page.headers["Set-Cookie"] == GONE
    assert NO_LONGER not in client.get("/sign-in").text
    client.set_cookie(COOKIE, DEAD)
    assert client.post("/sign-in", data={"key": key}).headers.getlist("Set-Cookie") == [
        f"{COOKIE}={key}; HttpOnly; Path=/; SameSite=Strict"
    ]


@pytest.mark.parametrize("path", ["/", "/roles", "/roles/data-engineer", "/problems"])
def test_a_refused_key_is_told_on_pages_that_need_none_too(
    open_to_candidates: FlaskClient, path: str
) -> None:
    open_to_candidates.set_cookie(COOKIE, DEAD)
    page = open_to_candidates.get(path)
    assert page.status_code == 200
    assert f'{NO_LONGER}: <a href="/sign-in?next={path}">sign in again</a>' in page.text
    assert "Sign out" not in page.text
    assert page.headers["Set-Cookie"] == GONE
    assert NO_LONGER not in open_to_candidates.get(path).text


@pytest.mark.parametrize("path", ["/problems", "/sign-in", "/nowhere", "/roles/baker", "/roles"])
def test_a_good_key_is_seen_on_every_page(client: FlaskClient, key: str, path: str) -> None:
    assert "Sign out" not in client.get(path).text
    client.set_cookie(COOKIE, key)
    page = client.get(path)
    assert "Sign out" in page.text
    assert "Set-Cookie" not in page.headers


def test_pages_that_need_no_key_need_no_database_to_look_at_one() -> None:
    away = create_app(Rolefit(Settings("sqlite:////nowhere/at/all.sqlite3"))).test_client()
    away.set_cookie(COOKIE, DEAD)
    assert away.get("/problems/database-away").status_code == 200
    assert away.get("/roles").status_code == 503


def test_a_revoked_key_signs_nobody_in_and_nobody_on(client: FlaskClient, rolefit: Rolefit) -> None:
    made = rolefit.access.create("gone", ALL_SCOPES)
    client.post("/sign-in", data={"key": made["key"]})
    assert client.get("/roles").status_code == 200
    rolefit.access.revoke(made["prefix"], rolefit.organisation)
    assert client.get("/roles").location == "/sign-in?next=/roles"
    assert client.post("/sign-in", data={"key": made["key"]}).status_code == 401


@pytest.mark.parametrize(
    "asked",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "https://evil.example",
        "HTTPS:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\n/evil.example",
        "/\r\nSet-Cookie: a=b",
        "/roles\x00",
        "/\u2028",
        "",
        "?next=//evil.example",
        "@evil.example",
        ".evil.example",
    ],
)
def test_signing_in_leads_to_no_other_site(client: FlaskClient, key: str, asked: str) -> None:
    for where in (asked, f"{asked}/", f"{asked}?x"):
        entered = client.post("/sign-in", data={"key": key, "next": where})
        assert entered.location == "/", where
        shown = client.get("/sign-in", query_string={"next": where})
        assert 'name="next" value="/"' in shown.text


@pytest.mark.parametrize(
    "asked",
    ["/", "/roles", "/roles/data-engineer?x=//evil.example", "/%2F/evil.example", "/./\\evil.example", "/ä"],
)
def test_it_leads_to_pages_of_this_one(client: FlaskClient, key: str, asked: str) -> None:
    location = client.post("/sign-in", data={"key": key, "next": asked}).location
    assert location is not None
    assert urlsplit(urljoin("http://here.example/sign-in", location)).netloc == "here.example"


READ, WRITE = Scope.RESUMES_READ, Scope.RESUMES_WRITE


@pytest.mark.parametrize(
    ("scopes", "asked", "landing"),
    [
        ({WRITE}, None, "/"),
        ({READ, WRITE}, "/", "/"),
        ({READ, WRITE}, "/roles", "/roles"),
        ({READ}, None, "/roles"),
        ({READ}, "/", "/roles"),
        ({READ}, "/?erased", "/roles"),
        ({READ}, "/compare", "/compare"),
        ({Scope.ADMIN, Scope.ROLES_WRITE}, None, "/api/docs/"),
    ],
)
def test_signing_in_leads_to_a_page_that_the_key_opens(
    client: FlaskClient, rolefit: Rolefit, scopes: set[Scope], asked: str | None, landing: str
) -> None:
    data = {"key": rolefit.access.create("some", scopes)["key"]}
    entered = client.post("/sign-in", data=data | ({"next": asked} if asked else {}))
    assert entered.location == landing
    assert client.get(landing).status_code == 200


@pytest.mark.parametrize(
    ("scopes", "refused", "beginning"),
    [
        ({READ}, "/", '<a class="button" href="/roles">Roles</a>'),
        ({WRITE}, "/roles", '<a class="button" href="/">Match a résumé</a>'),
        ({Scope.ADMIN}, "/", '<a class="button" href="/api/docs/">API docs</a>'),
    ],
)
def test_a_page_that_a_key_does_not_open_leads_to_none_of_those(
    client: FlaskClient, rolefit: Rolefit, scopes: set[Scope], refused: str, beginning: str
) -> None:
    client.set_cookie(COOKIE, rolefit.access.create("some", scopes)["key"])
    page = client.get(refused)
    assert page.status_code == 403
    assert beginning in page.text
    for link in set(re.findall(r'<a[^>]* href="(/[^"]*)"', page.text)):
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_another_site_signs_nobody_in_or_out(client: FlaskClient, key: str, headers: dict[str, str]) -> None:
    assert client.post("/sign-in", data={"key": key}, headers=headers).status_code == 403
    client.set_cookie(COOKIE, key)
    assert client.post("/sign-out", headers=headers).status_code == 403
    assert client.get("/roles").status_code == 200


def test_what_is_asked_for_is_shown_as_text(client: FlaskClient) -> None:
    shown = client.get("/sign-in", query_string={"next": '/"><script>alert(1)</script>'})
    assert "<script>alert" not in shown.text


def test_the_key_goes_into_no_address(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    assert 'method="post" action="/sign-in"' in page
    assert 'type="password"' in page
