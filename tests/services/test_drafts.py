"""Roles drafted from invented adverts, loaded again from their TOML, and ranked by."""

import json
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import AS_OF
from hypothesis import given
from hypothesis import strategies as st

from matcher.documents import Reader, document_from_text
from matcher.domain.document import ReadingLimits
from matcher.domain.role import Importance, Role
from matcher.errors import InvalidInput
from matcher.services.analysis import Analyst
from matcher.services.drafts import RoleDraft, draft_role, draft_toml, dump_draft
from matcher.services.role_toml import write_role
from matcher.taxonomy import load_lexicon

ADVERT = """Senior Stream Engineer
Location: Ghent (hybrid)
Salary: €60,000 - €70,000 per year

What you'll do
- Build streams with Apache Flink
- Mend streams that "leak"

Requirements
- 4+ years of experience
- 2+ years of Java or Go
- Apache Kafka
- Docker is a plus
- Bachelor's degree in Computer Science or equivalent experience

Benefits
- Free lessons in Keras
"""
APT = """Bo Lund
Stream Engineer

Experience
Stream Engineer, Waterworks, January 2015 - Present
- Built streams in Java with Apache Kafka and Apache Flink on Docker

Education
BSc Computer Science, 2010 - 2014
"""
Draft = Callable[..., RoleDraft]


@pytest.fixture(scope="module")
def draft(analyst: Analyst) -> Draft:
    def drafted(text: str = ADVERT, role_id: str | None = None) -> RoleDraft:
        return draft_role(document_from_text(text, ReadingLimits()), analyst, role_id)

    return drafted


def test_a_draft_is_a_role_in_full(draft: Draft, analyst: Analyst) -> None:
    body = dump_draft(draft(), analyst.lexicon)
    assert body["id"] == "senior-stream-engineer"
    assert body["title"] == "Senior Stream Engineer"
    assert body["responsibilities"] == ["Build streams with Apache Flink", 'Mend streams that "leak"']
    assert [(each["label"], each["importance"], each["months"]) for each in body["requirements"]] == [
        ("Java or Go", "essential", 24),
        ("Apache Kafka", "essential", None),
        ("Apache Flink", "useful", None),
        ("Docker", "useful", None),
    ]
    assert body["weights"] == {"skills": 75, "experience": 12, "education": 8, "title": 5}
    assert body["experience_months"] == 48
    assert (body["education"]["level"], body["education"]["fields"]) == ("bachelor", ["computer science"])
    assert body["titles"] == ["senior stream engineer", "stream engineer"]
    assert sum(body["place"].values()) == 100
    assert body["level"] == "senior"
    assert body["pay"] == {"minimum": 60000.0, "maximum": 70000.0, "currency": "EUR", "period": "year"}
    assert body["location"] == {"name": "Ghent", "mode": "hybrid"}


def test_the_definition_is_in_our_own_words(draft: Draft) -> None:
    assert draft().role.definition == (
        "Senior Stream Engineer: works mainly with Java and Apache Kafka. The advert asks for 4 years of "
        "experience and a bachelor's degree in computer science. The work is hybrid in Ghent."
    )


def test_evidence_names_its_field_and_quotes_the_text(draft: Draft, analyst: Analyst) -> None:
    body = dump_draft(draft(), analyst.lexicon)
    for each in body["evidence"]:
        assert ADVERT[each["start"] : each["end"]] == each["surface"]
    fields = {each["field"] for each in body["evidence"]}
    assert fields >= {f"requirements.{number}" for number in range(len(body["requirements"]))}
    assert fields >= {
        "title",
        "level",
        "pay",
        "location",
        "education",
        "experience_months",
        "responsibilities.1",
    }


def test_the_toml_loads_and_ranks_an_apt_resume_first(
    draft: Draft, taxonomy_folder: Path, tmp_path: Path
) -> None:
    drafted = draft()
    shutil.copytree(taxonomy_folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "roles" / f"{drafted.role.id}.toml").write_text(draft_toml(drafted), "utf-8")
    lexicon = load_lexicon(tmp_path)
    assert _not_set_apart(lexicon.catalogue.roles[drafted.role.id]) == drafted.role
    with Reader(ReadingLimits()) as reader:
        document = document_from_text(APT, ReadingLimits())
        assert Analyst(lexicon, reader).analyse_document(document, AS_OF).fits[0].role == drafted.role.id


def _not_set_apart(role: Role) -> Role:
    """Distinctions come from the other roles once all are loaded, and no file holds them."""
    return replace(role, requirements=tuple(replace(each, distinction=100) for each in role.requirements))


def test_each_requirement_of_the_toml_quotes_the_advert(draft: Draft) -> None:
    assert '# Read from "Java", "Go"\n[[requirement]]\nlabel = "Java or Go"' in draft_toml(draft())


def test_ids_and_titles_of_other_roles_are_left_to_them(draft: Draft) -> None:
    drafted = draft("Data Engineer\nRequirements\n- Python")
    assert drafted.role.id == "data-engineer-2"
    assert "data engineer" not in drafted.role.titles
    assert any("titles" in check for check in drafted.checks)


def test_the_id_may_be_given(draft: Draft) -> None:
    assert draft(role_id="plumber").role.id == "plumber"


def test_a_text_that_asks_for_nothing_known_is_refused(draft: Draft) -> None:
    with pytest.raises(InvalidInput, match="job advert"):
        draft("Dear all, lunch is at noon.")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Requirements\n- 7 years of experience\n- 2 years of Python", 84),
        ("Requirements\n- 2 years of Python\n- 3 years of SQL", 36),
        ("Nice to have\n- 9 years of SQL", 0),
        ("Senior Data Engineer\nRequirements\n- Python", 72),
        ("Requirements\n- Python", 0),
    ],
)
def test_experience_is_what_is_asked_or_what_the_level_takes(draft: Draft, text: str, months: int) -> None:
    assert draft(text).role.experience_months == months


def test_each_thing_is_asked_for_once_and_at_its_strongest(draft: Draft) -> None:
    role = draft(
        "What you'll do\n- Write Python and Java\nNice to have\n- SQL\nRequirements\n- SQL\n"
        "- 2 years of SQL\n- Python or Go\nNice to have\n- Kafka or Flink\n- Flink or Kafka"
    ).role
    assert [(each.label, each.importance.value, each.months) for each in role.requirements] == [
        ("SQL", "essential", 24),
        ("Python or Go", "essential", None),
        ("Java", "useful", None),
        ("Apache Kafka or Apache Flink", "useful", None),
    ]


def test_an_advert_without_a_list_of_requirements_leans_on_what_its_work_is_done_with(draft: Draft) -> None:
    role = draft("What you'll do\n- Write Python\nNice to have\n- SQL").role
    assert [each.importance for each in role.requirements] == [Importance.IMPORTANT, Importance.USEFUL]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(TEXTS, st.lists(TEXTS, max_size=3), TEXTS)
def test_any_text_survives_the_toml(draft: Draft, title: str, duties: list[str], quote: str) -> None:
    drafted = draft()
    role = Role(
        **{
            name: getattr(drafted.role, name)
            for name in Role.__slots__
            if name not in {"title", "responsibilities"}
        },
        title=title,
        responsibilities=tuple(duties),
    )
    written = write_role(role, [quote], [quote], [[quote]] * len(role.requirements))
    parsed = tomllib.loads(written)
    assert (parsed["title"], parsed["responsibilities"]) == (title, duties)
    assert json.loads(json.dumps(parsed["requirement"][0]))["label"] == "Java or Go"
