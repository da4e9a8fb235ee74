"""Who comes in, and to what: without a key, with one, and with one that allows too little."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import RESUME
from databases import NewDatabase, empty_tables
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from matcher.assembly import Rolefit
from matcher.domain.access import ALL_SCOPES, Scope
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.web import create_app
from matcher.web.access import COOKIE

ROLES = "/api/v1/roles"
RESUMES = "/api/v1/resumes"
# Whatever answers anybody; all else is for those who may.
OPEN = {
    "flask-smorest": {"api-docs.openapi_json"},
    "health": {"health.alive", "health.ready"},
    "metrics": {"metrics.show_metrics"},  # has a rule of its own
    "pages": {"pages.show_problem_kind", "pages.show_problems", "pages.show_sign_in"}
    | {"pages.sign_in", "pages.sign_out"},
    "static": {"static"},
    "swagger_ui": {"swagger_ui.show"},
}


@pytest.fixture(scope="module")
def rolefit(taxonomy_folder: Path, new_database: NewDatabase) -> Iterator[Rolefit]:
    service = Rolefit(Settings(new_database(), taxonomy_dir=taxonomy_folder))
    upgrade(service.database)
    yield service
    service.close()


@pytest.fixture(scope="module")
def app(rolefit: Rolefit) -> Flask:
    return create_app(rolefit)


@pytest.fixture
def client(app: Flask, rolefit: Rolefit) -> Iterator[FlaskClient]:
    yield app.test_client()
    empty_tables(rolefit.database)


@pytest.fixture
def key(rolefit: Rolefit) -> str:
    made: str = rolefit.access.create("desk", ALL_SCOPES)["key"]
    return made


@pytest.fixture
def with_settings(rolefit: Rolefit) -> Callable[..., FlaskClient]:
    def make(**changed: Any) -> FlaskClient:
        return create_app(Rolefit(replace(rolefit.settings, **changed), rolefit.process)).test_client()

    return make


def problem(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["type"].removeprefix("/problems/")


# Without a key


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LOCALHOST",
        "127.0.0.1",
        "127.0.0.1:8000",
        "127.8.9.1",
        "[::1]",
        "[::1]:8000",
    ],
)
def test_a_name_of_this_machine_is_answered(client: FlaskClient, host: str) -> None:
    assert client.get(ROLES, headers={"Host": host}).status_code == 200
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil-localhost",
        "0.0.0.0",  # noqa: S104  # what a browser is told to ask for
        "0.0.0.0:8000",
        "10.0.0.7",
        "[::]",
        "[2001:db8::1]",
        "[evil",
        "::1]",
        "127.0.0.1@evil.example",
        "evil.example@127.0.0.1",
        "127.0.0.1/evil.example",
        "127.0.0.1:8000:9",
        "127.0.0.1:evil",
        "127.0.0.1#",
        "2130706433",
        "0x7f.1",
        "",
        "ä.example",
    ],
)
def test_any_other_name_is_not(client: FlaskClient, host: str) -> None:
    answer = client.get(ROLES, headers={"Host": host})
    assert answer.status_code in {400, 403}
    assert client.post(RESUMES, headers={"Host": host}, json={"text": RESUME}).status_code in {400, 403}
    assert client.get("/", headers={"Host": host}).status_code in {400, 403}


def test_the_name_is_the_hosts_whatever_a_proxy_is_said_to_have_heard(client: FlaskClient) -> None:
    headers = {"Host": "evil.example", "X-Forwarded-Host": "localhost"}
    assert client.get(ROLES, headers=headers).status_code in {401, 403}


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1"])
def test_this_machine_needs_no_key(client: FlaskClient, address: str) -> None:
    assert client.get(ROLES, environ_base={"REMOTE_ADDR": address}).status_code == 200


@pytest.mark.parametrize("address", ["10.0.0.7", "192.0.2.1", "2001:db8::1", "::ffff:10.0.0.7", "", "unix:"])
def test_another_machine_does(client: FlaskClient, address: str) -> None:
    assert problem(client.get(ROLES, environ_base={"REMOTE_ADDR": address})) == (401, "key-missing")
    page = client.get("/roles", environ_base={"REMOTE_ADDR": address})
    assert (page.status_code, page.location) == (303, "/sign-in?next=/roles")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Forwarded", "for=10.0.0.7"),
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Forwarded-For", ""),
        ("X-Forwarded-Host", "localhost"),
        ("X-Forwarded-Proto", "https"),
        ("X-Real-IP", "127.0.0.1"),
        ("Via", "1.1 proxy"),
    ],
)
def test_what_a_proxy_hands_on_does_too(client: FlaskClient, header: str, value: str) -> None:
    assert problem(client.get(ROLES, headers={header: value})) == (401, "key-missing")
    assert client.get("/roles", headers={header: value}).status_code == 303


def cross_site_posts(client: FlaskClient, **headers: str) -> list[TestResponse]:
    """What a page of any site can have a browser send without being asked first."""
    form = {"file": (io.BytesIO(RESUME.encode()), "cv.txt")}
    return [
        client.post(RESUMES, data=form, headers=headers),
        client.post(RESUMES, data='{"text": "x"}', content_type="text/plain", headers=headers),
        client.post(RESUMES, data={"text": RESUME}, headers=headers),
        client.post("/api/v1/batches", data={"file": (io.BytesIO(b"x"), "a.txt")}, headers=headers),
        client.get(RESUMES, headers=headers),
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "SAME-ORIGIN?"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "null"},
        {"Origin": "http://[evil"},
        {"Origin": ""},
    ],
)
def test_pages_of_other_sites_do_nothing_here(client: FlaskClient, headers: dict[str, str]) -> None:
    for answer in cross_site_posts(client, **headers):
        assert problem(answer) == (403, "origin-refused")
    assert client.get(RESUMES).get_json()["items"] == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
    ],
)
def test_programs_and_own_pages_do(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post(RESUMES, json={"text": RESUME}, headers=headers).status_code == 201


def test_origins_that_are_named_may_call(
    with_settings: Callable[..., FlaskClient], client: FlaskClient
) -> None:
    named = with_settings(cors_origins=("https://hr.example",))
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://hr.example"}
    assert named.get(ROLES, headers=headers).status_code == 200
    assert problem(named.get(ROLES, headers={**headers, "Origin": "https://evil.example"}))[0] == 403
    assert problem(client.get(ROLES, headers=headers)) == (403, "origin-refused")


def test_with_a_key_it_does_not_matter_where_from(client: FlaskClient, key: str) -> None:
    headers = {
        "Authorization": f"Bearer {key}",
        "Host": "rolefit.example",
        "Origin": "https://evil.example",
        "Sec-Fetch-Site": "cross-site",
        "X-Forwarded-For": "10.0.0.7",
    }
    assert client.get(ROLES, headers=headers, environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 200


def test_a_link_from_elsewhere_opens_a_page(client: FlaskClient) -> None:
    assert client.get("/roles", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_after_the_first_key_nobody_comes_in_without(client: FlaskClient, rolefit: Rolefit) -> None:
    assert client.get(ROLES).status_code == 200
    made = rolefit.access.create("desk", {Scope.RESUMES_READ})
    refused = client.get(ROLES)
    assert problem(refused) == (401, "key-missing")
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="Rolefit"'
    rolefit.access.revoke(made["prefix"], rolefit.organisation)
    assert problem(client.get(ROLES)) == (401, "key-missing")
    assert client.get("/roles").status_code == 303


# With a key


@pytest.mark.parametrize("scheme", ["Bearer {}", "bearer {}", "BEARER {}", "Bearer   {}", "Bearer {}  "])
def test_a_key_is_taken_as_the_standard_writes_it(client: FlaskClient, key: str, scheme: str) -> None:
    assert client.get(ROLES, headers={"Authorization": scheme.format(key)}).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        "Bearer",
        "Bearer ",
        "{}",
        "Basic {}",
        "Basic Zm9vOmJhcg==",
        "Token {}",
        "Bearer {} {}",
        "Bearer {},Bearer {}",
        "Bearer {}x",
        "Bearer x{}",
        "Bearer '{}'",
        "Bearer\t{}",
        "Bearer rolefit_000000000000_" + "A" * 43,
        "Bearer " + "A" * 100_000,
        "Bearer ä",
        "Bearer \xff\xfe",
        "Digest username=x",
    ],
)
def test_anything_else_is_no_key(client: FlaskClient, key: str, sent: str) -> None:
    answer = client.get(ROLES, headers={"Authorization": sent.format(key, key)})
    assert problem(answer) == (401, "key-refused")
    assert key not in answer.text


def test_no_two_headers_are_taken_for_one(client: FlaskClient, key: str) -> None:
    headers = [("Authorization", f"Bearer {key}"), ("Authorization", f"Bearer {key}")]
    assert problem(client.get(ROLES, headers=headers)) == (401, "key-refused")


def test_an_empty_header_is_none(client: FlaskClient, key: str) -> None:
    assert key
    assert problem(client.get(ROLES, headers={"Authorization": ""})) == (401, "key-missing")


def test_a_key_in_the_address_or_a_cookie_is_none_for_programs(client: FlaskClient, key: str) -> None:
    for name in ("key", "api_key", "access_token", "token"):
        assert problem(client.get(ROLES, query_string={name: key})) == (401, "key-missing")
    client.set_cookie(COOKIE, key)
    assert problem(client.get(ROLES)) == (401, "key-missing")
    assert client.get("/roles").status_code == 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(
            ["Authorization", "Cookie", "Host", "Origin", "Sec-Fetch-Site", "Idempotency-Key", "Forwarded"]
        ),
        st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60),
    )
)
def test_no_header_breaks_anything(client: FlaskClient, headers: dict[str, str]) -> None:
    for path in (ROLES, "/roles"):
        assert client.get(path, headers=headers).status_code < 500
    assert client.post("/api/v1/keys", json={}, headers=headers).status_code < 500
    assert client.post("/sign-in", data={"key": "x"}, headers=headers).status_code < 500


# Scopes


def of_the_api(app: Flask) -> list[tuple[str, str]]:
    return sorted(
        {
            (method, rule.rule)
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith("/api/v1/") and rule.endpoint not in OPEN["flask-smorest"]
            for method in (rule.methods or set()) - {"OPTIONS"}
        }
    )


def test_every_view_says_what_it_takes_or_is_open(app: Flask) -> None:
    silent = {name for name, view in app.view_functions.items() if getattr(view, "scope", None) is None}
    assert silent <= set().union(*OPEN.values())
    assert not {
        name for name in silent if app.view_functions[name].__module__.startswith("matcher.web.api")
    } - (OPEN["health"] | OPEN["flask-smorest"])


def test_only_what_candidates_do_is_open_to_them(app: Flask) -> None:
    theirs = {name for name, view in app.view_functions.items() if getattr(view, "candidates", False)}
    assert theirs == {
        "pages.choose_comparison",
        "pages.erase_result",
        "pages.show_advice",
        "pages.show_comparison",
        "pages.show_form",
        "pages.show_one_role",
        "pages.show_result",
        "pages.show_roles",
        "pages.take_form",
    }


@pytest.mark.parametrize("scope", Scope)
def test_a_key_opens_what_its_scope_says_and_names_the_one_that_is_missing(
    app: Flask, client: FlaskClient, rolefit: Rolefit, scope: Scope
) -> None:
    header = {"Authorization": f"Bearer {rolefit.access.create('one', {scope})['key']}"}
    told: dict[bool, int] = {True: 0, False: 0}
    for method, rule in of_the_api(app):
        path = re.sub("<[^>]+>", "nobody", re.sub("<int:[^>]+>", "1", rule))
        endpoint, _ = app.url_map.bind("localhost").match(path, method=method)
        needed = app.view_functions[endpoint].scope  # type: ignore[attr-defined]  # set by `needs`
        answer = client.open(path, method=method, headers=header)
        told[needed is scope] += 1
        if needed is scope:
            assert answer.status_code not in {401, 403}, (method, rule)
        else:
            assert answer.status_code == 403, (method, rule)
            if method != "HEAD":
                body = answer.get_json()
                assert (body["type"], body["scope"]) == ("/problems/scope-missing", needed.value)
    assert min(told.values()) > 0


def test_a_view_that_says_nothing_is_refused_to_everybody(
    rolefit: Rolefit, client: FlaskClient, key: str
) -> None:
    assert client
    app = create_app(rolefit)
    app.add_url_rule("/api/v1/forgotten", "forgotten", lambda: "all of it")
    answer = app.test_client().get("/api/v1/forgotten", headers={"Authorization": f"Bearer {key}"})
    assert problem(answer) == (403, "access-refused")


def test_a_key_with_too_little_is_told_so_on_pages(client: FlaskClient, rolefit: Rolefit) -> None:
    made = rolefit.access.create("reader", {Scope.RESUMES_READ})
    client.set_cookie(COOKIE, made["key"])
    assert client.get("/roles").status_code == 200
    refused = client.get("/")
    assert (refused.status_code, refused.mimetype) == (403, "text/html")
    assert "resumes:write" in refused.text


def test_no_page_takes_a_form_of_another_site(app: Flask, client: FlaskClient, key: str) -> None:
    client.set_cookie(COOKIE, key)
    forms = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("pages.") and "POST" in (rule.methods or ())
    ]
    assert len(forms) >= 4
    for form in forms:
        path = re.sub("<[^>]+>", "nobody", form)
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            assert client.post(path, headers=headers).status_code == 403, form


def api_links(page: str) -> list[str]:
    return re.findall(r'href="(/api/v1/[^"]*)"', page)


def test_a_result_links_to_the_api_only_while_that_asks_nobody_for_a_key(
    client: FlaskClient, rolefit: Rolefit, with_settings: Callable[..., FlaskClient]
) -> None:
    page = client.post("/", data={"text": RESUME}).location
    assert page is not None
    (link,) = api_links(client.get(page).text)
    assert client.get(link).status_code == 200
    signed_in, candidate = with_settings(), with_settings(open_form=True)
    signed_in.set_cookie(COOKIE, rolefit.access.create("desk", ALL_SCOPES)["key"])
    for visitor in (signed_in, candidate):
        assert api_links(visitor.get(page).text) == []
        assert visitor.get(link).status_code == 401


# The form, open to candidates


@pytest.fixture
def candidate(with_settings: Callable[..., FlaskClient], client: FlaskClient, key: str) -> FlaskClient:
    assert client
    assert key
    return with_settings(open_form=True)


def test_candidates_use_the_form_and_see_their_own_result(candidate: FlaskClient) -> None:
    assert candidate.get("/", environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 200
    sent = candidate.post("/", data={"text": RESUME}, environ_base={"REMOTE_ADDR": "10.0.0.7"})
    assert sent.status_code == 303
    assert candidate.get(sent.location).status_code == 200
    assert candidate.get(f"{sent.location}/advice/data-engineer").status_code == 200
    for path in (
        "/roles",
        "/roles/data-engineer",
        "/compare",
        "/roles/data-engineer/comparison/data-scientist",
    ):
        assert candidate.get(path).status_code == 200
    assert candidate.post(f"{sent.location}/erase").status_code == 303
    assert candidate.get(sent.location).status_code == 404


def test_candidates_see_nobody_else(candidate: FlaskClient) -> None:
    page = candidate.get("/roles/data-engineer/candidates")
    assert (page.status_code, page.location) == (303, "/sign-in?next=/roles/data-engineer/candidates")
    assert problem(candidate.get(RESUMES)) == (401, "key-missing")
    assert problem(candidate.post(RESUMES, json={"text": RESUME})) == (401, "key-missing")


def test_a_key_that_has_run_out_makes_nobody_less_than_a_candidate(candidate: FlaskClient) -> None:
    candidate.set_cookie(COOKIE, "rolefit_000000000000_" + "A" * 43)
    assert candidate.get("/").status_code == 200
    assert candidate.get("/roles/data-engineer/candidates").status_code == 303


def signed_in(client: FlaskClient, made: dict[str, Any]) -> FlaskClient:
    client.set_cookie(COOKIE, made["key"])
    return client


@pytest.mark.parametrize("scope", Scope)
def test_a_key_closes_nothing_that_is_open_without_one(
    candidate: FlaskClient, rolefit: Rolefit, scope: Scope
) -> None:
    visitor = signed_in(candidate, rolefit.access.create("one", {scope}))
    assert visitor.get("/").status_code == 200
    sent = visitor.post("/", data={"text": RESUME})
    assert sent.status_code == 303
    page = visitor.get(sent.location)
    assert page.status_code == 200
    assert ("For recruiters" in page.text) == (scope is Scope.RESUMES_READ)
    assert visitor.get("/roles").status_code == 200
    ranking = visitor.get("/roles/data-engineer/candidates")
    assert ranking.status_code == (200 if scope is Scope.RESUMES_READ else 403)


def test_what_candidates_send_goes_to_no_other_organisation(candidate: FlaskClient, rolefit: Rolefit) -> None:
    mills = rolefit.access.add_organisation("mills")
    visitor = signed_in(candidate, rolefit.access.create("reader", {Scope.RESUMES_READ}, mills))
    assert visitor.get("/roles").status_code == 200
    assert visitor.get("/").status_code == 403
    assert visitor.post("/", data={"text": RESUME}).status_code == 403


@pytest.mark.parametrize(
    ("scopes", "offers"),
    [({Scope.RESUMES_READ}, 0), ({Scope.RESUMES_READ, Scope.RESUMES_WRITE}, 1), (None, 1)],
)
def test_erasing_is_offered_to_those_who_may(
    candidate: FlaskClient, rolefit: Rolefit, scopes: set[Scope] | None, offers: int
) -> None:
    page = candidate.post("/", data={"text": RESUME}).headers["Location"]
    if scopes:
        signed_in(candidate, rolefit.access.create("some", scopes))
    assert candidate.get(page).text.count("Erase this résumé") == offers


def test_the_form_is_closed_unless_it_is_opened(client: FlaskClient, key: str) -> None:
    assert key
    assert client.get("/").location == "/sign-in?next=/"
    posted = client.post("/", data={"text": RESUME})
    assert (posted.status_code, posted.location) == (303, "/sign-in")
