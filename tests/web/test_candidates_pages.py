import csv
import io
import re
from html import unescape

import pytest
from builders import AS_OF
from flask.testing import FlaskClient
from markupsafe import escape

from matcher.assembly import Rolefit
from matcher.documents import document_from_text
from matcher.domain.review import Author, Stage

ROLE = "data-engineer"
PAGE = f"/roles/{ROLE}/candidates"
WORDS = "Zwirnfaden"  # nothing else that other tests store holds it


@pytest.fixture(scope="module")
def people(app: object) -> list[str]:
    """The ids of two résumés that hold WORDS."""
    client = app.test_client()  # type: ignore[attr-defined]
    texts = (f"Skills\nPython, SQL, {WORDS}", f"Skills\nApache Spark\n{WORDS}")
    answers = [
        client.post("/api/v1/resumes", json={"text": text, "external_id": f"=n{number}"})
        for number, text in enumerate(texts)
    ]
    return [answer.get_json()["id"] for answer in answers]


def said(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_the_form_narrows_the_list_and_keeps_what_was_typed(client: FlaskClient, people: list[str]) -> None:
    page = client.get(PAGE, query_string={"q": WORDS, "skills_all": "python", "stage": "", "label": ""}).text
    assert people[0] in page
    assert people[1] not in page
    assert f'value="{WORDS}"' in page
    assert "Who was found" in page
    nobody = client.get(PAGE, query_string={"q": WORDS, "stage": "hired"}).text
    assert "Nobody was found." in nobody
    assert "<option selected>hired</option>" in nobody


def test_the_stage_is_shown_and_a_label_leads_to_all_who_have_it(
    client: FlaskClient, people: list[str], rolefit: Rolefit
) -> None:
    rolefit.reviews.put_label(people[0], "job fair & co", Author("desk"))
    rolefit.reviews.change_stage(people[0], Stage.SHORTLISTED, None, Author("desk"), {"*"})
    page = client.get(PAGE, query_string={"q": WORDS}).text
    assert page.count('<span class="stage shortlisted">shortlisted</span>') == 1
    (address,) = re.findall(r'<a class="tag"[^>]* href="([^"]*)"', page)
    found = client.get(unescape(address)).text
    assert people[0] in found
    assert people[1] not in found
    by_stage = client.get(PAGE, query_string={"q": WORDS, "stage": "new"}).text
    assert people[0] not in by_stage
    assert people[1] in by_stage
    rolefit.reviews.take_label(people[0], "job fair & co")
    rolefit.reviews.change_stage(people[0], Stage.NEW, None, Author("desk"), {"*"})


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("skills_all", "<b>no skill</b>", "No skill is known as '<b>no skill</b>'"),
        ("skills_all", "python, a; b", "No skill is known as 'a; b'"),
        (
            "skills_all",
            "sql," * 10 + ",".join(map(str, range(40))),
            "The field for skills holds more than 30",
        ),
        ("q", "x" * 2001, "The field for words is longer than 2,000 characters."),
        ("label", "a/b", "The label must be 1 to 50 printable characters"),
        ("stage", "gone", "The stage 'gone' is none of new"),
        ("skills_any", "no skill", "No skill is known as 'no skill'"),
        ("score_min", "much", "In the address, score_min is no number from 0 to 100"),
        ("role_id", "x", "In the address, role_id is no parameter of this list"),
        ("_external", "x", "In the address, _external is no parameter of this list"),
        ("cursor", "x", "In the address, cursor is not one that a page gave out"),
    ],
)
def test_what_cannot_be_found_by_is_told_above_the_form(
    client: FlaskClient, name: str, value: str, told: str
) -> None:
    answer = client.get(PAGE, query_string={"q": WORDS, "sort": "score"} | {name: value})
    assert answer.status_code == 422
    notice = answer.text.partition('id="slip"')[2].partition("</div>")[0]
    assert told in unescape(said(f"<p {notice}"))
    assert "<b>no skill" not in answer.text
    assert "/api/v1" not in answer.text
    assert 'name="sort" value="score"' in answer.text
    fields = re.findall(r'<(?:input|select)[^>]* name="(\w+)"[^>]* aria-invalid="true"', answer.text)
    assert fields == ([name] if name in {"q", "skills_all", "label", "stage"} else [])
    if fields and name != "stage":
        assert f'name="{name}" value="{escape(value)}"' in answer.text
    if not fields:
        assert f'name="{name}"' not in answer.text


@pytest.mark.parametrize("ticked", [0, 1, 6])
def test_too_few_or_too_many_ticked_are_asked_for_again_and_stay_ticked(
    client: FlaskClient, people: list[str], ticked: int
) -> None:
    ids = [*people, "a", "b", "c", "d"][:ticked]
    asked = {"q": WORDS, "sort": "score", "stage": "", "ids": ids}
    answer = client.get(f"/roles/{ROLE}/compare-candidates", query_string=asked)
    assert answer.status_code == 422
    assert "Tick two to five résumés to compare them" in said(answer.text)
    assert set(re.findall(r'value="(\w+)" checked', answer.text)) == set(ids) & set(people)
    assert all(each in answer.text for each in people)
    assert f'value="{WORDS}"' in answer.text


@pytest.mark.usefixtures("people")
def test_ticking_too_few_on_a_later_page_comes_back_to_that_page(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.web.pages.candidates._A_PAGE", 1)
    first = client.get(PAGE, query_string={"q": WORDS}).text
    following = re.search(r'href="([^"]*cursor=[^"]*)"', first)
    assert following
    later = client.get(unescape(following[1])).text
    form = later.partition("/compare-candidates")[2]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert hidden.keys() == {"q", "cursor"}
    back = client.get(f"/roles/{ROLE}/compare-candidates", query_string=hidden).text
    assert re.findall(r'name="ids" value="(\w+)"', back) == re.findall(r'name="ids" value="(\w+)"', later)


def test_side_by_side_leads_back_to_the_search(client: FlaskClient, people: list[str]) -> None:
    asked = {"q": WORDS, "role_id": "x", "_external": "x", "ids": people}
    page = client.get(f"/roles/{ROLE}/compare-candidates", query_string=asked).text
    assert f'href="{PAGE}?q={WORDS}">Candidates' in page


@pytest.mark.usefixtures("people")
def test_pages_and_the_table_to_download_keep_the_search(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.web.pages.candidates._A_PAGE", 1)
    page = client.get(PAGE, query_string={"q": WORDS, "sort": "score"}).text
    following = re.search(r'href="([^"]*cursor=[^"]*)"', page)
    table = re.search(r'href="([^"]*candidates\.csv[^"]*)"', page)
    assert following
    assert table
    assert 'name="sort" value="score"' in page
    assert client.get(following[1].replace("&amp;", "&")).status_code == 200
    answer = client.get(table[1].replace("&amp;", "&"))
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))
    assert {row["external_id"] for row in rows} == {"'=n0", "'=n1"}


def test_those_ticked_stand_side_by_side(client: FlaskClient, people: list[str], rolefit: Rolefit) -> None:
    page = client.get(PAGE, query_string={"q": WORDS}).text
    assert re.findall(r'type="checkbox" name="ids" value="(\w+)"', page) == [
        item["id"] for item in rolefit.candidates.page(ROLE, None, 5, {"q": WORDS})["items"]
    ]
    compared = client.get(f"/roles/{ROLE}/compare-candidates", query_string={"ids": people})
    assert compared.status_code == 200
    told = rolefit.candidate_comparison.compare(ROLE, people)
    for row in told["requirements"]:
        assert row["requirement"] in said(compared.text).replace("&amp;", "&")
    for candidate in told["candidates"]:
        assert f"{candidate['score']:.2f}" in said(compared.text)
    by_commas = client.get(f"/roles/{ROLE}/compare-candidates?ids={','.join(people)}")
    assert by_commas.text == compared.text


def test_a_blank_name_leaves_no_link_without_words(client: FlaskClient, rolefit: Rolefit) -> None:
    word = "Blanktuch"
    text = f"Skills\nPython\n{word}"
    document = document_from_text(text, rolefit.settings.limits, "   ")
    analysis = rolefit.analyst.analyse_document(document, AS_OF)
    kept = [rolefit.intake.store(analysis, text.encode(), blank).resume.id for blank in (None, "  ")]
    listed = client.get(PAGE, query_string={"q": word}).text
    compared = client.get(f"/roles/{ROLE}/compare-candidates", query_string={"ids": kept}).text
    for each in kept:
        for page in (listed, compared):
            assert re.findall(rf'<a href="/resumes/{each}"[^>]*>([^<]*)</a>', page) == ["resume"]
        assert '<p class="crumb">resume</p>' in client.get(f"/resumes/{each}").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/roles/{ROLE}/compare-candidates", 422),
        (f"/roles/{ROLE}/compare-candidates?ids=a", 422),
        (f"/roles/{ROLE}/compare-candidates?ids=a,b", 404),
        ("/roles/baker/compare-candidates?ids=a,b", 404),
        ("/roles/baker/candidates.csv", 404),
        (f"{PAGE}.csv?sort=name", 422),
    ],
)
def test_what_is_not_there_is_a_page(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
