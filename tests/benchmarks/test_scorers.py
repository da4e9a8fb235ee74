"""Over labels of invented texts, by the scorers that stand beside the checkout."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.scorers import Scorers, UnknownOutput, read_scores


@pytest.fixture
def scorers(shared: Path, tmp_path: Path) -> Scorers:
    folder = tmp_path / "eval"
    folder.mkdir()
    (folder / "score").symlink_to(shared / "eval" / "score")
    return Scorers(folder, tmp_path)


def write(folder: Path, name: str, *lines: dict[str, object]) -> None:
    (folder / "eval" / name).write_text("\n".join(map(json.dumps, lines)), "utf-8")


def test_skills(scorers: Scorers, tmp_path: Path) -> None:
    write(
        tmp_path, "skills_gold.jsonl", {"id": "a", "skills": [["Python"], ["SQL"], ["Kafka", "Apache Kafka"]]}
    )
    scores = scorers.skills([{"id": "a", "skills": ["python", ["Kafka", "Apache Kafka"], "Cobol"]}])
    assert scores.documents == 1
    assert scores.figures == {"precision": 0.667, "recall": 0.667, "f1": 0.667}


def test_roles(scorers: Scorers, tmp_path: Path) -> None:
    labelled = ({"id": str(number), "label": "ad:Data Engineer", "set": "ad"} for number in range(2))
    write(tmp_path, "roles.jsonl", *labelled, {"id": "c", "label": "Blockchain", "set": "ad"})
    titles = ["Data Scientist", "Data Engineer"]
    scores = scorers.roles([{"id": "0", "roles": titles}, {"id": "1", "roles": titles[::-1]}], "ad", titles)
    assert scores.documents == 2, "no role here answers the third"
    assert scores.figures == {"top1": 0.5, "top3": 1.0, "mrr": 0.75}


def test_text(scorers: Scorers, tmp_path: Path) -> None:
    gold = [{"file": name, "streams": [["first words", "second words"]]} for name in ("a.pdf", "b.pdf")]
    write(tmp_path, "gold.jsonl", *gold)
    predictions = [
        {"file": "a.pdf", "text": "First words, second words"},
        {"file": "b.pdf", "text": "Second words"},
    ]
    scores = scorers.text(predictions, "gold.jsonl")
    assert scores.figures == {"phrases_in_order": 0.75, "files_passing": 0.5}


def test_experience(scorers: Scorers, tmp_path: Path) -> None:
    job = {"title": "Baker", "start": "2019-01", "end": "2019-12"}
    gold = {
        "jobs": [job],
        "total_months": 12,
        "skills": [{"name": "Kneading", "months": 12, "last_used": "2019-12"}],
    }
    about = {"id": "a", "as_of": "2020-01", "education_level": "none"}
    write(tmp_path, "experience_gold.jsonl", {**about, **gold})
    scores = scorers.experience([{"id": "a", "jobs": [job], "total_months": 16, "education_level": "none"}])
    assert scores.figures == {
        "job_intervals_f1": 1.0,
        "total_months": 0.0,
        "skill_months": 0.0,
        "education_level": 1.0,
    }


def test_another_form_of_output_is_refused() -> None:
    pattern = re.compile(r"share (?P<share>\S+) of (?P<documents>\d+)")
    assert read_scores("share 0.5 of 3", pattern, "score.py").figures == {"share": 0.5}
    with pytest.raises(UnknownOutput, match=r"score\.py"):
        read_scores("half of 3", pattern, "score.py")
