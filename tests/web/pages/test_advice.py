import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

ROLE = "data-engineer"


def words_of(page: str) -> str:
    text = re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    return " ".join(text.replace("&amp;", "&").replace("&#39;", "'").split())


@pytest.mark.parametrize("role", [ROLE, "data-scientist"])
def test_the_page_shows_what_the_api_answers(client: FlaskClient, stored_resume: str, role: str) -> None:
    body = client.get(f"/api/v1{stored_resume}/advice/{role}?target=85.5").get_json()
    page = client.get(f"{stored_resume}/advice/{role}?target=85.5")
    assert page.status_code == 200
    said = words_of(page.text)
    assert 'value="85.5"' in page.text
    for step in body["steps"]:
        assert f"{step['name']} +{step['gain']:.2f}, then {step['score_after']:.2f}" in said
    for way in body["ways"]:
        assert way["sentence"] in said
        assert f'/advice/{way["role"]}?target=85.5"' in page.text
    for each in (*body["questions"], *body["strengths"]):
        assert (each.get("question") or each["why"]) in said


def test_bars_rise_to_the_score_after(client: FlaskClient, stored_resume: str) -> None:
    page = client.get(f"{stored_resume}/advice/{ROLE}?target=95").text
    steps = page.partition('id="steps"')[2].partition("</section>")[0]
    pairs = re.findall(
        r'class="before" style="width:([\d.]+)%"></span><span class="adds" style="width:([\d.]+)%"', steps
    )
    ends = [float(before) + float(adds) for before, adds in pairs]
    assert len(ends) > 1
    assert ends == sorted(ends)


def test_the_result_leads_there_and_back(client: FlaskClient, stored_resume: str) -> None:
    assert f'href="{stored_resume}/advice/{ROLE}"' in client.get(stored_resume).text
    assert f'href="{stored_resume}"' in client.get(f"{stored_resume}/advice/{ROLE}").text


@pytest.mark.parametrize(("beyond", "there"), [(-1.0, True), (0.0, True), (0.01, False)])
def test_who_is_there_already_is_told_so(
    client: FlaskClient, stored_resume: str, *, beyond: float, there: bool
) -> None:
    score = client.get(f"/api/v1{stored_resume}/advice/{ROLE}?target=1").get_json()["score"]
    target = f"{score + beyond:.2f}"
    said = words_of(client.get(f"{stored_resume}/advice/{ROLE}?target={target}").text)
    assert (f"There already for Data Engineer : {score:.2f} where {target} was asked for" in said) == there
    assert ("you are there already" in said) == there
    assert (f"from {score:.2f} to {target}" in said) == (not there)


def test_what_skills_cannot_reach_is_told(client: FlaskClient, stored_resume: str) -> None:
    page = client.get(f"{stored_resume}/advice/data-scientist?target=100")
    assert "Skills alone lead to" in words_of(page.text)


def test_an_empty_target_is_the_usual_one(client: FlaskClient, stored_resume: str) -> None:
    assert 'value="80"' in client.get(f"{stored_resume}/advice/{ROLE}?target=").text


@pytest.mark.parametrize(
    ("path", "status"),
    [(f"/advice/{ROLE}?target=0", 422), (f"/advice/{ROLE}?target=x", 422), ("/advice/baker", 404)],
)
def test_what_cannot_be_advised_on_is_a_page_too(
    client: FlaskClient, stored_resume: str, path: str, status: int
) -> None:
    answer = client.get(f"{stored_resume}{path}")
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert "<main" in answer.text


def test_a_resume_without_any_skill_is_advised(client: FlaskClient) -> None:
    posted = client.post("/", data={"text": "Once upon a time there was a baker."})
    page = client.get(f"{posted.headers['Location']}/advice/{ROLE}")
    assert page.status_code == 200
    assert "no requirement of the role is met" in words_of(page.text)


def test_headings_stand_in_order_and_ids_once(client: FlaskClient, stored_resume: str) -> None:
    page = client.get(f"{stored_resume}/advice/{ROLE}").text
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
