"""What recruiters put down on the page of a résumé, without JavaScript; candidates see none of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from builders import RESUME
from databases import NewDatabase, empty_tables
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matcher.assembly import Rolefit
from matcher.domain.access import Scope
from matcher.domain.review import Author, Stage
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.web import create_app
from matcher.web.access import COOKIE

HOSTILE = '<script>alert("x")</script>'
OTHER = Author("Herr Vogel", "0123456789ab")
NOT_STORED = "/resumes/01J0000000000000000000000A"
FORMS = ("stage", "labels", "labels/take-off", "notes", "notes/01K0000000000000000000000A/erase")
READ, BOTH = {Scope.RESUMES_READ}, {Scope.RESUMES_READ, Scope.RESUMES_WRITE}


@pytest.fixture(scope="module")
def service(taxonomy_folder: Path, new_database: NewDatabase) -> Iterator[Rolefit]:
    made = Rolefit(Settings(new_database(), taxonomy_dir=taxonomy_folder))
    upgrade(made.database)
    yield made
    made.close()


@pytest.fixture
def rolefit(service: Rolefit) -> Iterator[Rolefit]:
    yield service
    empty_tables(service.database)


@pytest.fixture
def client(rolefit: Rolefit) -> FlaskClient:
    """That of the local user."""
    return create_app(rolefit).test_client()


@pytest.fixture
def page(client: FlaskClient) -> str:
    """The address of a stored résumé's page."""
    return str(client.post("/", data={"text": RESUME}).location)


@pytest.fixture
def sign_in(rolefit: Rolefit, client: FlaskClient) -> Callable[..., FlaskClient]:
    """Gives the client of somebody with a key."""

    def signed_in(scopes: set[Scope], name: str = "Frau Weber") -> FlaskClient:
        client.set_cookie(COOKIE, rolefit.access.create(name, scopes)["key"])
        return client

    return signed_in


def resume_of(page: str) -> str:
    return page.rpartition("/")[2]


def said(answer: TestResponse) -> str:
    """The part for recruiters, as it is read; empty where there is none."""
    found = re.search(r'<details class="card review".*?<div class="overview">', answer.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", found[0])).split()) if found else ""


def seen(client: FlaskClient, page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]


def move(client: FlaskClient, page: str, stage: str, tag: str | None = None, **more: str) -> TestResponse:
    shown = tag if tag is not None else seen(client, page)
    return client.post(f"{page}/stage", data={"stage": stage, "seen": shown, **more})


def followed(client: FlaskClient, answer: TestResponse) -> TestResponse:
    assert answer.status_code == 303, answer.text
    return client.get(str(answer.location))


def test_a_recruiter_moves_labels_and_notes(sign_in: Callable[..., FlaskClient], page: str) -> None:
    client = sign_in(BOTH)
    assert "Stage: new" in said(client.get(page))
    moved = move(client, page, "shortlisted", reason=" Knows pipelines ")
    assert moved.location == f"{page}?done=stage#stage"
    shown = followed(client, moved)
    assert "Stage: shortlisted Moved to shortlisted." in said(shown)
    assert re.search(
        r"Stage history new → shortlisted Knows pipelines Frau Weber , \d+ \w+ \d{4}", said(shown)
    )
    labelled = client.post(f"{page}/labels", data={"labels": "Job  Fair, backend"})
    assert "The labels are on. backend × job fair ×" in said(followed(client, labelled))
    noted = client.post(f"{page}/notes", data={"text": "Calls back\r\non Monday"})
    assert "The note is kept." in said(followed(client, noted))
    assert "Calls back\non Monday" in client.get(page).text
    taken = client.post(f"{page}/labels/take-off", data={"label": "job fair"})
    assert "The label is off. backend ×" in said(followed(client, taken))
    (erase,) = re.findall(r'action="([^"]*/notes/[^"]*/erase)"', client.get(page).text)
    assert "The note is erased." in said(followed(client, client.post(erase)))
    assert "Calls back" not in client.get(page).text


def test_the_local_user_does_so_too_and_is_not_met_by_it(client: FlaskClient, page: str) -> None:
    """Who reads their own résumé on their own machine came for something else."""
    assert '<details class="card review">' in client.get(page).text
    followed(client, move(client, page, "rejected"))
    shown = client.get(page)
    assert "local user" in said(shown)
    assert '<details class="card review" open>' in shown.text


def test_a_recruiter_is_met_by_it(sign_in: Callable[..., FlaskClient], page: str) -> None:
    assert '<details class="card review" open>' in sign_in(BOTH).get(page).text


def test_it_is_what_the_api_tells(client: FlaskClient, page: str) -> None:
    move(client, page, "hired", reason="Starts in May")
    client.post(f"{page}/labels", data={"labels": "a,b"})
    client.post(f"{page}/notes", data={"text": "Called"})
    api = f"/api/v1{page}"
    assert (client.get(api).get_json()["stage"], client.get(api).get_json()["labels"]) == (
        "hired",
        ["a", "b"],
    )
    assert [each["reason"] for each in client.get(f"{api}/stages").get_json()["items"]] == ["Starts in May"]
    assert [each["text"] for each in client.get(f"{api}/notes").get_json()["items"]] == ["Called"]


def test_a_stale_form_changes_nothing_and_loses_nothing(
    client: FlaskClient, page: str, rolefit: Rolefit
) -> None:
    tag = seen(client, page)
    rolefit.reviews.change_stage(resume_of(page), Stage.SHORTLISTED, "First in", OTHER, {tag})
    late = move(client, page, "rejected", tag, reason="No German")
    assert late.status_code == 412
    assert '<details class="card review" open>' in late.text
    assert "It was changed after you opened this page" in said(late)
    assert "Stage: shortlisted" in said(late)
    assert "First in Herr Vogel" in said(late)
    assert re.search(r'value="rejected" required checked autofocus', late.text)
    assert 'value="No German"' in late.text
    assert 'role="alert"' in late.text
    assert len(rolefit.reviews.stage_changes(resume_of(page))["items"]) == 1
    (shown,) = re.findall(r'name="seen" value="([^"]+)"', late.text)
    assert move(client, page, "rejected", shown, reason="No German").status_code == 303
    assert rolefit.resumes.get(resume_of(page))["stage"] == "rejected"


@pytest.mark.parametrize("tag", ["", "nonsense", "r0-0000000000000000", "r9-"])
def test_a_form_that_tells_no_revision_is_stale(client: FlaskClient, page: str, tag: str) -> None:
    assert move(client, page, "hired", tag).status_code == 412
    assert "Stage: new" in said(client.get(page))


def test_labels_and_notes_go_on_whatever_was_changed_meanwhile(
    client: FlaskClient, page: str, rolefit: Rolefit
) -> None:
    client.get(page)
    rolefit.reviews.put_label(resume_of(page), "theirs", OTHER)
    followed(client, client.post(f"{page}/labels", data={"labels": "mine"}))
    followed(client, client.post(f"{page}/notes", data={"text": "Called"}))
    assert rolefit.resumes.get(resume_of(page))["labels"] == ["mine", "theirs"]


@pytest.mark.parametrize(
    ("form", "data", "sentence"),
    [
        ("stage", {"stage": "", "reason": HOSTILE}, "The stage is missing; choose where"),
        ("stage", {"stage": "lost", "reason": HOSTILE}, "The stage is missing; choose where"),
        ("stage", {"stage": "hired", "reason": HOSTILE + "x" * 1000}, "The reason must be 1 to 1,000"),
        ("labels", {"labels": HOSTILE}, "Labels must be 1 to 50 printable characters, no comma or slash."),
        ("labels", {"labels": " , "}, "Labels are missing"),
        ("notes", {"text": ""}, "The note must be 1 to 10,000 characters."),
        ("notes", {"text": HOSTILE + "x" * 10_000}, "The note must be 1 to 10,000 characters."),
    ],
)
def test_what_cannot_be_kept_comes_back_as_it_was_typed(
    client: FlaskClient, page: str, form: str, data: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"{page}/{form}", data={**data, "seen": seen(client, page)})
    assert answer.status_code == 422
    assert f"Nothing was changed {sentence}" in said(answer)
    typed = next(iter(reversed(data.values())))
    assert typed in unescape(answer.text)
    assert HOSTILE not in answer.text
    assert "Stage: new" in said(client.get(page))


def test_hostile_texts_are_shown_not_run(client: FlaskClient, page: str) -> None:
    move(client, page, "hired", reason=HOSTILE)
    client.post(f"{page}/labels", data={"labels": '"><img src=x onerror=alert(1)>'})
    client.post(f"{page}/notes", data={"text": HOSTILE})
    text = client.get(page, query_string={"done": HOSTILE}).text
    assert HOSTILE not in text
    assert "<img" not in text
    assert text.count("&lt;script&gt;alert") == 2


@pytest.mark.parametrize("done", ["", "nothing", "move", "__class__"])
def test_only_what_was_done_is_told(client: FlaskClient, page: str, done: str) -> None:
    assert 'role="status"' not in client.get(page, query_string={"done": done}).text


def test_what_somebody_else_took_away_first_is_away(client: FlaskClient, page: str) -> None:
    followed(client, client.post(f"{page}/labels/take-off", data={"label": "gone"}))
    followed(client, client.post(f"{page}/notes/01K0000000000000000000000A/erase"))
    assert client.post(f"{page}/labels/take-off", data={"label": " "}).status_code == 422


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_stored_is_a_page_that_says_so(client: FlaskClient, form: str) -> None:
    data = {"stage": "hired", "seen": "*", "labels": "a", "label": "a", "text": "Called"}
    for sent in (data, {}):
        answer = client.post(f"{NOT_STORED}/{form}", data=sent)
        assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_who_may_only_read_sees_it_and_has_no_form(
    sign_in: Callable[..., FlaskClient], page: str, rolefit: Rolefit
) -> None:
    resume = resume_of(page)
    rolefit.reviews.change_stage(resume, Stage.HIRED, "Starts in May", OTHER, {"*"})
    rolefit.reviews.put_label(resume, "backend", OTHER)
    rolefit.reviews.add_note(resume, "Calls back", OTHER)
    client = sign_in(READ)
    shown = client.get(page)
    assert all(each in said(shown) for each in ("hired", "Starts in May", "backend", "Calls back"))
    assert f'action="{page}/' not in shown.text.partition('<div class="overview">')[0]
    for form in FORMS:
        assert client.post(f"{page}/{form}", data={"label": "backend"}).status_code == 403
    assert rolefit.resumes.get(resume)["labels"] == ["backend"]


# Candidates, who have the link to their own result and no key


@pytest.fixture
def candidate(rolefit: Rolefit, page: str) -> FlaskClient:
    """One whose result recruiters have spoken about, where the form is open to everybody."""
    resume = resume_of(page)
    rolefit.reviews.change_stage(resume, Stage.REJECTED, "Too quiet", OTHER, {"*"})
    rolefit.reviews.put_label(resume, "second choice", OTHER)
    rolefit.reviews.add_note(resume, "Ask Lindenbaum about it", OTHER)
    rolefit.access.create("desk", BOTH)
    opened = Rolefit(replace(rolefit.settings, open_form=True), rolefit.process)
    return create_app(opened).test_client()


def kept(rolefit: Rolefit, page: str) -> list[Any]:
    resume = resume_of(page)
    told = rolefit.resumes.get(resume)
    return [
        told["stage"],
        told["labels"],
        rolefit.reviews.notes(resume),
        rolefit.reviews.stage_changes(resume),
    ]


@pytest.mark.parametrize("cookie", [None, "rolefit_000000000000_" + "A" * 43])
def test_a_candidate_sees_nothing_of_it(candidate: FlaskClient, page: str, cookie: str | None) -> None:
    if cookie:
        candidate.set_cookie(COOKIE, cookie)
    for path in (page, f"{page}?done=stage", f"{page}/advice/data-engineer"):
        answer = candidate.get(path, environ_base={"REMOTE_ADDR": "10.0.0.7"})
        assert answer.status_code == 200
        assert said(answer) == ""
        for told in ("Too quiet", "second choice", "Ask Lindenbaum", "Herr Vogel", "ecruiter", 'name="seen"'):
            assert told not in answer.text
        assert not re.search(r"\brejected\b|\bshortlisted\b", answer.text)
    assert candidate.get(f"/api/v1{page}").status_code == 401


@pytest.mark.parametrize("form", FORMS)
def test_a_candidate_changes_nothing_of_it(
    candidate: FlaskClient, page: str, rolefit: Rolefit, form: str
) -> None:
    before = kept(rolefit, page)
    data = {"stage": "hired", "seen": "*", "labels": "best", "label": "second choice", "text": "Hire me"}
    answer = candidate.post(f"{page}/{form}", data=data)
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert kept(rolefit, page) == before


def test_a_recruiter_sees_it_where_the_form_is_open_too(
    candidate: FlaskClient, page: str, rolefit: Rolefit
) -> None:
    candidate.set_cookie(COOKIE, rolefit.access.create("Frau Weber", BOTH)["key"])
    assert "Stage: rejected" in said(candidate.get(page))
    assert move(candidate, page, "shortlisted").status_code == 303
