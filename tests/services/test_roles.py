import math

import pytest

from matcher.domain.lexicon import Lexicon
from matcher.errors import InvalidInput, NotFound
from matcher.services.roles import compare_roles, list_roles, resolve, show_role

ENGINEER, SCIENTIST = "data-engineer", "data-scientist"


def test_roles_are_listed_by_title(lexicon: Lexicon) -> None:
    found = list_roles(lexicon)
    assert [role["title"] for role in found] == [
        "Data Engineer",
        "Data Scientist",
        "Machine Learning Engineer",
    ]
    assert found[0] == {
        "id": ENGINEER,
        "title": "Data Engineer",
        "version": 2,
        "definition": "Brings data from where it is made to where it is used.",
        "place": {"infrastructure": 60, "statistics": 10, "software": 30},
        "requirements": 6,
    }


def test_a_role_is_shown_in_full(lexicon: Lexicon) -> None:
    role = show_role(ENGINEER, lexicon)
    assert role["requirements"][:2] == [
        {"label": "SQL", "any_of": ["sql"], "importance": "essential", "months": 24, "distinction": 66},
        {
            "label": "any of Python, Java",
            "any_of": ["python", "java"],
            "importance": "essential",
            "months": None,
            "distinction": 50,
        },
    ]
    assert role["weights"] == {"skills": 70, "experience": 15, "education": 5, "title": 10}
    assert role["education"] == {
        "level": "bachelor",
        "fields": ["computer science"],
        "note": "A bachelor's degree is usual.",
    }
    assert role["tools"][1] == {
        "kind": "frameworks",
        "skills": [
            {"id": "apache-spark", "name": "Apache Spark"},
            {"id": "apache-flink", "name": "Apache Flink"},
        ],
    }
    assert role["interview"] == [
        {"question": "How do you make a pipeline safe to repeat?", "skills": ["apache-airflow"]}
    ]
    assert role["levels"] == [{"name": "senior", "months": 60, "note": "Owns a platform."}]
    assert (role["experience_months"], role["titles"]) == (36, ["data engineer", "etl developer"])


@pytest.mark.parametrize("ids", [("baker", ENGINEER), (ENGINEER, "baker")])
def test_no_role_is_not_found(lexicon: Lexicon, ids: tuple[str, str]) -> None:
    with pytest.raises(NotFound, match="baker"):
        compare_roles(*ids, lexicon)


def ids_of(split: dict[str, list[dict[str, str]]]) -> dict[str, list[str]]:
    return {part: [skill["id"] for skill in skills] for part, skills in split.items()}


def test_a_comparison_says_what_is_shared_and_what_is_not(lexicon: Lexicon) -> None:
    found = compare_roles(ENGINEER, SCIENTIST, lexicon)
    assert ids_of(found["skills"]) == {
        "shared": ["sql", "python"],
        "only_role": ["java", "apache-spark", "apache-airflow", "apache-kafka", "docker"],
        "only_other": ["statistics", "r", "machine-learning", "pandas"],
    }
    assert ids_of(found["tools"]) == {
        "shared": [],
        "only_role": ["postgresql", "apache-spark", "apache-flink"],
        "only_other": ["pandas", "scikit-learn"],
    }
    assert found["distance"] == 55
    assert found["axes"]["statistics"] == {"role": 10, "other": 65}
    assert found["role"]["industries"] == ["Retail", "Banking"]


def test_a_comparison_the_other_way_round_mirrors_it(lexicon: Lexicon) -> None:
    one, other = compare_roles(ENGINEER, SCIENTIST, lexicon), compare_roles(SCIENTIST, ENGINEER, lexicon)
    assert one["distance"] == other["distance"]
    assert one["skills"]["only_role"] == other["skills"]["only_other"]


def test_a_role_is_no_way_from_itself(lexicon: Lexicon) -> None:
    found = compare_roles(ENGINEER, ENGINEER, lexicon)
    assert found["distance"] == 0
    assert found["skills"]["only_role"] == found["skills"]["only_other"] == []


@pytest.mark.parametrize(
    ("title", "shares"),
    [
        ("Senior Data Engineer", {ENGINEER: 1.0}),
        ("Data Engineer & AI Expert", {ENGINEER: 0.5, "machine-learning-engineer": 0.5}),
        ("Baker", {}),
    ],
)
def test_a_title_is_resolved_in_shares_of_one(lexicon: Lexicon, title: str, shares: dict[str, float]) -> None:
    found = resolve(title, lexicon)
    assert found["title"] == title
    assert {each["id"]: each["share"] for each in found["roles"]} == shares
    assert math.isclose(sum(shares.values()), 1) is bool(shares)


@pytest.mark.parametrize("title", ["", "  \n"])
def test_no_title_is_an_invalid_input(lexicon: Lexicon, title: str) -> None:
    with pytest.raises(InvalidInput, match="title"):
        resolve(title, lexicon)
