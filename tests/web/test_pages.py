import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matcher.assembly import Rolefit
from matcher.settings import Settings
from matcher.web.errors import TABLE

HOSTILE = '<script>alert("x")</script>'


def send_file(client: FlaskClient, content: bytes, name: str, **headers: str) -> TestResponse:
    return client.post("/", data={"file": (io.BytesIO(content), name)}, headers=headers)


def words_of(response: TestResponse) -> str:
    """The text that a reader sees, in one line."""
    text = re.sub(r"<(style|script).*?</\1>|<[^>]*>", "", response.text, flags=re.DOTALL)
    return " ".join(text.split())


def some_roles(rolefit: Rolefit) -> list[str]:
    return sorted(rolefit.lexicon.catalogue.roles)


@pytest.fixture
def one_off(client: FlaskClient, resume_pdf: bytes) -> str:
    return send_file(client, resume_pdf, "one-off.pdf").headers["Location"]


def test_the_form_says_what_is_taken_and_what_becomes_of_it(client: FlaskClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    said = words_of(answer)
    assert "Up to 10 MB and 50 pages" in said
    assert "asks no other service about them" in said
    assert 'enctype="multipart/form-data"' in answer.text


def test_a_file_is_stored_and_leads_to_its_result(client: FlaskClient, resume_pdf: bytes) -> None:
    answer = send_file(client, resume_pdf, "ilse.pdf")
    assert answer.status_code == 303
    assert re.fullmatch(r"/resumes/[0-9A-Z]{26}", answer.headers["Location"])


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ({"text": ""}, 303),  # what a browser sends beside a file
        ({"text": "", "label": "a"}, 422),
        ({"text": "", "more": (b"Python", "b.txt")}, 422),
        ({"text": "", "file": [(b"Python", "a.txt"), (b"SQL", "b.txt")]}, 422),
    ],
)
def test_the_parts_of_the_form_are_taken_and_no_others(
    client: FlaskClient, parts: dict[str, object], status: int
) -> None:
    sent = {"file": (b"Knows Python", "a.txt")} | parts
    files = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
    data = {
        name: [(io.BytesIO(each[0]), each[1]) if isinstance(each, tuple) else each for each in values]
        for name, values in files.items()
    }
    answer = client.post("/", data=data)
    assert answer.status_code == status
    assert ('role="alert"' in answer.text) == (status != 303)


def test_pasted_text_gets_the_answer_of_the_api(client: FlaskClient, resume_text: str) -> None:
    posted = client.post("/", data={"text": resume_text.replace("\n", "\r\n"), "file": (io.BytesIO(), "")})
    assert posted.status_code == 303
    by_form = client.get(f"/api/v1{posted.headers['Location']}").get_json()
    by_api = client.post("/api/v1/match", json={"text": resume_text}).get_json()
    assert (by_form["fits"], by_form["profile"]) == (by_api["fits"], by_api["profile"])


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Choose a file, or paste the text"),
        ({"text": "  \r\n "}, "Choose a file, or paste the text"),
        ({"text": "Python", "file": (b"Python", "cv.txt")}, "Send one"),
    ],
)
def test_a_form_without_one_resume_comes_back(
    client: FlaskClient, form: dict[str, object], sentence: str
) -> None:
    data = {name: (io.BytesIO(v[0]), v[1]) if isinstance(v, tuple) else v for name, v in form.items()}
    answer = client.post("/", data=data)
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert 'id="upload"' in answer.text


@pytest.mark.parametrize(
    ("content", "status", "title"),
    [
        (b"", 422, "There is no text in the file"),
        (b"%PDF-1.7 and then nothing of the kind", 422, "The file is damaged"),
        (b"PK\x03\x04" + bytes(60), 422, "The file is damaged"),
        (b"\x7fELF" + bytes(range(256)), 415, "The type of the file is not read here"),
    ],
)
def test_a_file_that_cannot_be_used_comes_back_on_the_form(
    client: FlaskClient, content: bytes, status: int, title: str
) -> None:
    answer = send_file(client, content, "cv.pdf")
    assert (answer.status_code, title in words_of(answer)) == (status, True)
    assert 'role="alert"' in answer.text
    assert 'id="upload"' in answer.text


def test_a_request_beyond_the_greatest_size_comes_back_on_the_form(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)
    answer = send_file(client, bytes(2000), "cv.pdf")
    assert answer.status_code == 413
    assert "The file is too large" in words_of(answer)
    assert 'id="upload"' in answer.text


def test_pasted_text_is_still_there_after_an_error(client: FlaskClient, rolefit: Rolefit) -> None:
    text = f"\n{HOSTILE} Python " + "x" * rolefit.settings.limits.characters
    answer = client.post("/", data={"text": text})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
def test_other_sites_cannot_post_or_erase(
    client: FlaskClient, stored_resume: str, resume_pdf: bytes, headers: dict[str, str]
) -> None:
    assert send_file(client, resume_pdf, "cv.pdf", **headers).status_code == 403
    assert client.post(f"{stored_resume}/erase", headers=headers).status_code == 403
    assert client.get(stored_resume).status_code == 200


def test_the_own_pages_can_post(client: FlaskClient, resume_pdf: bytes) -> None:
    answer = send_file(client, resume_pdf, "cv.pdf", Origin="http://localhost")
    assert answer.status_code == 303


def test_pages_let_browsers_name_the_own_origin(client: FlaskClient) -> None:
    assert client.get("/").headers["Referrer-Policy"] == "same-origin"


def test_the_result_says_what_the_api_says(client: FlaskClient, stored_resume: str) -> None:
    said = words_of(client.get(stored_resume))
    body = client.get(f"/api/v1{stored_resume}").get_json()
    best = body["fits"][0]
    assert f"You fit {best['title']} best: {best['score']:.2f} of 100" in said
    for fit in body["fits"]:
        assert f"{fit['title']} {fit['score']:.2f}" in said
        for met in fit["met"]:
            assert met["requirement"] in said.replace("&amp;", "&").replace("&#39;", "'")
    for missing in best["missing"]:
        assert f"+{missing['gain']:.2f} points" in said


def test_the_result_quotes_marks_and_places_its_evidence(client: FlaskClient, stored_resume: str) -> None:
    page = client.get(stored_resume).text
    assert "<mark>ETL</mark> in Python and SQL on PostgreSQL" in page
    assert "page 1, experience" in page


def test_the_result_sets_apart_what_does_not_count(client: FlaskClient, stored_resume: str) -> None:
    said = words_of(client.get(stored_resume))
    not_counted = said.partition("Named, but not counted")[2]
    assert "Scala said to be lacking" in said
    assert "Terraform wished for" in said
    assert not_counted
    assert "Blorptastic" in said.partition("Listed, but not known here")[2]


def test_the_result_shows_jobs_and_links_the_json(client: FlaskClient, stored_resume: str) -> None:
    page = client.get(stored_resume)
    assert "Data Engineer, Lindenbaum Logistics" in words_of(page)
    assert "Mar 2019 – now" in words_of(page)
    assert f'href="/api/v1{stored_resume}"' in page.text


def test_warnings_about_the_document_are_told(client: FlaskClient) -> None:
    hidden = b"<html><body><p>Python</p><p style='display:none'>Scala</p></body></html>"
    answer = client.get(send_file(client, hidden, "cv.html").headers["Location"])
    assert "About the document: Text that a reader of the page does not see was left out." in words_of(answer)


def test_hostile_names_and_texts_are_shown_not_run(client: FlaskClient) -> None:
    text = f"{HOSTILE}\nSkills: Python, {HOSTILE}, <img src=x onerror=alert(1)>, SQL"
    answer = send_file(client, text.encode(), "<img src=x onerror=alert(1)>.txt")
    page = client.get(answer.headers["Location"]).text
    assert "<img" not in page
    assert "<script>alert" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;.txt" in page


def test_a_resume_without_any_skill_is_told_so(client: FlaskClient) -> None:
    posted = client.post("/", data={"text": "Once upon a time there was a baker."})
    answer = client.get(posted.headers["Location"])
    assert answer.status_code == 200
    assert "No skill was recognised" in words_of(answer)


def test_erasing_removes_the_result_and_says_so(client: FlaskClient, one_off: str) -> None:
    answer = client.post(f"{one_off}/erase")
    assert answer.status_code == 303
    assert "is erased" in words_of(client.get(answer.headers["Location"]))
    assert client.get(one_off).status_code == 404
    assert client.post(f"{one_off}/erase").status_code == 404


def test_a_result_whose_roles_are_gone_still_shows(
    app: Flask, client: FlaskClient, stored_resume: str, rolefit: Rolefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Rolefit(rolefit.settings, rolefit.process)
    gone.__dict__["lexicon"] = replace(
        rolefit.lexicon, catalogue=replace(rolefit.lexicon.catalogue, roles={})
    )
    gone.__dict__["database"] = rolefit.database
    monkeypatch.setitem(app.extensions, "rolefit", gone)
    answer = client.get(stored_resume)
    assert answer.status_code == 200
    assert "No role fits yet" in words_of(answer)
    assert "Questions to expect" not in answer.text


def test_the_form_says_so_where_files_are_not_kept(
    app: Flask, client: FlaskClient, rolefit: Rolefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgetful = Settings(rolefit.settings.database_url, keep_originals=False)
    monkeypatch.setitem(app.extensions, "rolefit", Rolefit(forgetful, rolefit.process))
    assert "the file itself is not" in words_of(client.get("/"))


def test_every_role_has_a_card_and_a_page(client: FlaskClient, rolefit: Rolefit) -> None:
    cards = client.get("/roles").text
    for role in rolefit.lexicon.catalogue.roles.values():
        assert f'href="/roles/{role.id}"' in cards
        page = client.get(f"/roles/{role.id}")
        assert page.status_code == 200
        seen = page.text.replace("&#39;", "'").replace("&amp;", "&").replace("&#34;", '"')
        for words in (role.definition, role.outlook, *role.responsibilities, *role.tips, *role.industries):
            assert words in seen
        for question in role.interview:
            assert question.question in seen


def test_candidates_are_ranked_and_paged(
    client: FlaskClient, rolefit: Rolefit, resume_pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.web.pages.candidates._A_PAGE", 1)
    for name in ("first.pdf", "second.pdf"):
        send_file(client, resume_pdf, name)
    role = some_roles(rolefit)[0]
    page = client.get(f"/roles/{role}/candidates")
    following = re.search(r'href="([^"]*cursor=[^"]*)"', page.text)
    assert following
    second = client.get(following[1])
    assert second.status_code == 200
    assert "From the start" in words_of(second)
    rows = [re.search(r'<th role="rowheader".*?</th>', each.text) for each in (page, second)]
    assert rows[0] and rows[1] and rows[0][0] != rows[1][0]  # noqa: PT018  # both at once reads best


def test_a_comparison_is_the_same_from_the_form_and_by_its_address(
    client: FlaskClient, rolefit: Rolefit
) -> None:
    role, other = some_roles(rolefit)[:2]
    by_form = client.get("/compare", query_string={"role": role, "other": other})
    by_address = client.get(f"/roles/{role}/comparison/{other}")
    assert by_form.status_code == 200
    assert by_form.text.replace("/compare", "") == by_address.text.replace("/compare", "")


def test_a_comparison_tells_shares_and_distance(client: FlaskClient, rolefit: Rolefit) -> None:
    role, other = some_roles(rolefit)[:2]
    compared = client.get(f"/api/v1/roles/{role}/comparison/{other}").get_json()
    said = words_of(client.get(f"/roles/{role}/comparison/{other}")).replace("&amp;", "&")
    assert f"{compared['distance']} % of the way" in said
    for part in ("shared", "only_role", "only_other"):
        for skill in compared["skills"][part]:
            assert skill["name"] in said


def test_the_selector_alone_and_a_role_with_itself(client: FlaskClient, rolefit: Rolefit) -> None:
    role = some_roles(rolefit)[0]
    assert "How far apart" not in client.get("/compare").text
    assert "How far apart" not in client.get("/compare", query_string={"role": role}).text
    same = client.get("/compare", query_string={"role": role, "other": role})
    assert "the same role twice" in words_of(same)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/roles/baker", 404),
        ("/roles/baker/candidates", 404),
        ("/compare?role=baker&other=chef", 404),
        ("/resumes/01JD7Z3X1V9Q4M8T2B6C5N0R7S", 404),
        ("/resumes/%3Cscript%3E", 404),
        ("/nowhere", 404),
        ("/problems/nothing-of-the-kind", 404),
        ("/resumes/x/erase", 405),
    ],
)
def test_what_is_not_there_is_a_page_too(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert "<main" in answer.text
    assert "<script>" not in answer.text


def test_a_strange_cursor_is_a_page_that_says_so(client: FlaskClient, rolefit: Rolefit) -> None:
    answer = client.get(f"/roles/{some_roles(rolefit)[0]}/candidates?cursor=%3Cb%3E")
    assert answer.status_code == 422
    assert "cursor" in words_of(answer)


def test_every_kind_of_problem_has_its_page(client: FlaskClient) -> None:
    listed = client.get("/problems").text
    for kind in TABLE.values():
        assert f'href="/problems/{kind.slug}"' in listed
        page = client.get(f"/problems/{kind.slug}")
        assert (page.status_code, kind.title in page.text) == (200, True)


def test_the_type_of_any_problem_leads_to_a_page(client: FlaskClient) -> None:
    for address in ("/api/v1/resumes/none", "/api/v1/nothing"):
        kind = client.get(address).get_json()["type"]
        assert client.get(kind).status_code == 200
    refused = client.delete("/api/v1/roles").get_json()["type"]
    assert client.get(refused).status_code == 200


PAGES = ("/", "/roles", "/compare", "/problems", "/problems/encrypted")


@pytest.mark.parametrize("address", PAGES)
def test_pages_bring_nothing_from_elsewhere_and_no_inline_scripts(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert not re.search(r'(src|href|action)="(https?:)?//', page)
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son\w+=", page)


@pytest.mark.parametrize("address", PAGES)
def test_headings_stand_in_order_and_ids_once(client: FlaskClient, stored_resume: str, address: str) -> None:
    for page in (client.get(address).text, client.get(stored_resume).text):
        levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        named = {each for group in re.findall(r'aria-labelledby="([^"]+)"', page) for each in group.split()}
        assert named <= set(ids)
