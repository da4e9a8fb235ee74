import pytest

from matcher.domain.lexicon import Lexicon
from matcher.errors import NotFound
from matcher.services.skills import dump_skill, search_skills


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("flow", ["apache-airflow", "mlflow", "tensorflow"]),  # all hold it: by name
        ("spark", ["apache-spark"]),
        ("deep", ["deep-learning"]),
        ("r", ["r", "relational-databases"]),  # the very surface first, then what starts with it (RDBMS)
        ("PYTHON3", ["python"]),  # however it is written
        ("sci kit learn", ["scikit-learn"]),
        ("learning", ["deep-learning", "machine-learning"]),
        ("data", ["big-data", "relational-databases"]),
        ("wandb", ["weights-and-biases"]),
        ("cobol", []),
    ],
)
def test_the_closest_come_first(lexicon: Lexicon, words: str, found: list[str]) -> None:
    assert [skill["id"] for skill in search_skills(words, len(found) or 1, lexicon)] == found


def test_no_more_than_asked_for(lexicon: Lexicon) -> None:
    assert len(search_skills("", 5, lexicon)) == 5
    assert len(search_skills("", 500, lexicon)) == len(lexicon.taxonomy.skills)


def test_a_skill_is_shown_in_full(lexicon: Lexicon) -> None:
    assert dump_skill("pytorch", lexicon) == {
        "id": "pytorch",
        "name": "PyTorch",
        "kind": "framework",
        "domain": "learning",
        "aliases": ["Torch Lightning"],
        "implies": ["deep-learning", "python"],
        "related": {"tensorflow": 70},
    }


def test_no_skill_is_not_found(lexicon: Lexicon) -> None:
    with pytest.raises(NotFound, match="cobol"):
        dump_skill("cobol", lexicon)
