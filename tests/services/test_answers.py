import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from builders import RESUME
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.analysis import Analysis
from matcher.domain.lexicon import Lexicon
from matcher.services.answers import dump_stored, dump_unstored, encode, moment, points
from matcher.services.intake import Intake

AXES = {"infrastructure": int, "statistics": int, "software": int}
MAYBE_INT, MAYBE_STR = (int, type(None)), (str, type(None))
MENTION = {
    "surface": str,
    "start": int,
    "end": int,
    "page": int,
    "section": str,
    "match": str,
    "assertion": str,
    "why": str,
}
SKILL = {
    "id": str,
    "name": str,
    "kind": str,
    "credit": int,
    "months": MAYBE_INT,
    "last_used": MAYBE_STR,
    "stated_months": MAYBE_INT,
    "mentions": [MENTION],
}
JOB = {
    "title": MAYBE_STR,
    "employer": MAYBE_STR,
    "start": str,
    "end": str,
    "current": bool,
    "internship": bool,
}
CERTIFICATION = {"name": str, "issuer": MAYBE_STR, "start": int, "end": int}
SCHOOLING = {"level": str, "field": MAYBE_STR, "start": int, "end": int}
LANGUAGE = {"code": str, "name": str, "level": MAYBE_STR, "start": int, "end": int}
FIT = {
    "role": str,
    "title": str,
    "rank": int,
    "score": float,
    "components": [{"name": str, "weight": int, "score": float, "points": float, "why": str}],
    "met": [
        {
            "requirement": str,
            "importance": str,
            "credit": int,
            "points": float,
            "gain": float,
            "skill": str,
            "by": str,
            "through": str,
            "mentions": [{"start": int, "end": int}],
        }
    ],
    "missing": [
        {
            "requirement": str,
            "any_of": [str],
            "importance": str,
            "gain": float,
            "closest": (dict, type(None)),
        }
    ],
    "versions": {"scorer": str, "taxonomy": str, "role": int},
}
ANSWER = {
    "id": MAYBE_STR,
    "external_id": MAYBE_STR,
    "status": str,
    "as_of": str,
    "created_at": MAYBE_STR,
    "document": {
        "filename": str,
        "media_type": str,
        "pages": int,
        "characters": int,
        "language": MAYBE_STR,
        "sha256": str,
        "warnings": [{"code": str, "detail": str}],
    },
    "profile": {
        "skills": [SKILL],
        "unrecognised": [{"surface": str, "start": int, "end": int}],
        "declined": [{"skill": str, "surface": str, "start": int, "end": int, "why": str}],
        "jobs": [JOB],
        "education": [SCHOOLING],
        "certifications": [CERTIFICATION],
        "languages": [LANGUAGE],
        "total_months": int,
        "education_level": str,
        "seniority": MAYBE_STR,
        "place": AXES,
    },
    "fits": [FIT],
}


def check_shape(value: Any, shape: Any, where: str = "answer") -> None:
    if isinstance(shape, dict):
        assert list(value) == list(shape), where
        for key, below in shape.items():
            check_shape(value[key], below, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for each in value:
            check_shape(each, shape[0], f"{where}[]")
    else:
        assert isinstance(value, shape), where


@pytest.fixture(scope="module")
def analysis(analyse_text: Callable[..., Analysis]) -> Analysis:
    return analyse_text(RESUME)


@pytest.fixture(scope="module")
def answer(analysis: Analysis, lexicon: Lexicon) -> dict[str, Any]:
    return dump_unstored(analysis, lexicon)


def test_an_answer_has_the_keys_of_the_contract_in_its_order(answer: dict[str, Any]) -> None:
    check_shape(answer, ANSWER)
    assert answer["fits"][0]["met"]
    assert answer["fits"][0]["missing"]
    assert answer["profile"]["jobs"]
    assert answer["profile"]["education"]
    assert answer["profile"]["unrecognised"]


def test_months_are_written_as_year_and_month(answer: dict[str, Any]) -> None:
    assert answer["as_of"] == "2024-06"
    assert [(job["start"], job["end"]) for job in answer["profile"]["jobs"]] == [
        ("2020-03", "2024-06"),
        ("2017-01", "2019-02"),
    ]
    assert {skill["id"]: skill["last_used"] for skill in answer["profile"]["skills"]}["docker"] is None


def test_every_mention_quotes_the_text(answer: dict[str, Any]) -> None:
    for skill in answer["profile"]["skills"]:
        assert skill["mentions"]
        for each in skill["mentions"]:
            assert RESUME[each["start"] : each["end"]] == each["surface"]
    for each in answer["profile"]["unrecognised"]:
        assert RESUME[each["start"] : each["end"]] == each["surface"]


def test_what_is_denied_or_wished_for_is_shown_without_credit(answer: dict[str, Any]) -> None:
    shown = {skill["id"]: skill for skill in answer["profile"]["skills"]}
    assert [each["assertion"] for each in shown["apache-kafka"]["mentions"]] == ["negated"]
    assert [each["assertion"] for each in shown["go"]["mentions"]] == ["wished"]
    assert shown["apache-kafka"]["credit"] == shown["go"]["credit"] == 0


def test_points_of_the_components_sum_to_the_score_to_the_digit(answer: dict[str, Any]) -> None:
    for fit in json.loads(encode(answer), parse_float=Decimal)["fits"]:
        assert sum(each["points"] for each in fit["components"]) == fit["score"]
        assert sum(each["points"] for each in fit["met"]) == fit["components"][0]["points"]
        assert sum(each["weight"] for each in fit["components"]) == 100


def test_what_is_met_points_at_its_proof(answer: dict[str, Any]) -> None:
    skills = {skill["id"]: skill for skill in answer["profile"]["skills"]}
    for fit in answer["fits"]:
        for met in fit["met"]:
            held = [each for each in skills[met["by"]]["mentions"] if each["assertion"] == "held"]
            assert met["mentions"] == [{"start": each["start"], "end": each["end"]} for each in held] != []


def test_a_stored_answer_is_the_unstored_one_but_for_id_and_time(
    analysis: Analysis, answer: dict[str, Any], intake: Intake
) -> None:
    stored = dump_stored(intake.store(analysis, RESUME.encode(), "hr-1").resume)
    assert list(stored) == [*answer, "stage", "labels"]
    assert (stored.pop("stage"), stored.pop("labels")) == ("new", [])
    assert len(stored["id"]) == 26
    assert stored["created_at"] == "2024-06-15T09:30:00Z"
    assert stored["external_id"] == "hr-1"
    told_apart = {"id": None, "external_id": None, "created_at": None}
    assert encode({**stored, **told_apart}) == encode(answer)


def test_json_is_readable_and_ends_its_line() -> None:
    assert encode({"b": "é", "a": [1]}) == '{\n  "b": "é",\n  "a": [\n    1\n  ]\n}\n'


def test_a_moment_is_told_to_the_second() -> None:
    assert moment(datetime(2026, 11, 21, 9, 30, 0, tzinfo=UTC)) == "2026-11-21T09:30:00Z"


@given(st.integers(0, 10_000))
def test_points_have_two_decimals_at_the_most(hundredths: int) -> None:
    assert Decimal(json.dumps(points(hundredths))) == Decimal(hundredths) / 100


def test_warnings_of_the_text_join_those_of_the_file(
    analyse_text: Callable[..., Analysis], lexicon: Lexicon
) -> None:
    analysis = analyse_text(f"{RESUME}\n{', '.join(['Python'] * 9)}")
    body = dump_unstored(analysis, lexicon)
    assert [warning["code"] for warning in body["document"]["warnings"]] == ["keyword-stuffing"]
    plain = dump_unstored(analyse_text(RESUME), lexicon)
    assert [fit["score"] for fit in body["fits"]] == [fit["score"] for fit in plain["fits"]]


def test_what_was_studied_is_told_and_where_it_stands(answer: dict[str, Any]) -> None:
    [degree] = answer["profile"]["education"]
    assert (degree["level"], degree["field"]) == ("master", "Statistics")
    assert RESUME[degree["start"] : degree["end"]].strip() == "Master of Science in Statistics"


def test_certificates_and_languages_are_told(analyse_text: Callable[..., Analysis], lexicon: Lexicon) -> None:
    analysis = analyse_text(f"{RESUME}\nCertifications\nCCNA, 2021\n\nLanguages: Swedish (native), English\n")
    profile = dump_unstored(analysis, lexicon)["profile"]
    text = analysis.document.text
    assert [(each["name"], each["issuer"]) for each in profile["certifications"]] == [
        ("Cisco Certified Network Associate", "Cisco")
    ]
    assert [(each["code"], each["level"]) for each in profile["languages"]] == [
        ("sv", "native"),
        ("en", None),
    ]
    assert [text[each["start"] : each["end"]] for each in profile["languages"]] == ["Swedish", "English"]
