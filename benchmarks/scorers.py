"""Runs the scorers that come with the labelled documents, and reads their figures off what they print."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.figures import Scores

Predictions = Iterable[dict[str, Any]]

# Each group of a pattern is named as its figure is; `documents` is how many were scored.
_SKILLS = re.compile(
    r"^strict +micro P=(?P<precision>\S+) R=(?P<recall>\S+) F1=(?P<f1>\S+).* docs=(?P<documents>\d+)",
    re.MULTILINE,
)
_ROLES = re.compile(
    r"^accept +n=(?P<documents>\d+) +top1=(?P<top1>\S+) top3=(?P<top3>\S+) MRR=(?P<mrr>\S+)", re.MULTILINE
)
_TEXT = re.compile(
    r" in order \S+ = (?P<phrases_in_order>\S+) +files passing (?P<files_passing>\d+)/(?P<documents>\d+)"
)
_DOCX = re.compile(r"^paragraphs covered \S+ = (?P<paragraphs>\S+) .*/(?P<documents>\d+)$", re.MULTILINE)
_EXPERIENCE = re.compile(
    r"^documents (?P<documents>\d+)"
    r".*?^  job F1 exact month +(?P<job_intervals_f1>\S+)"
    r".*?^  total within 3 +(?P<total_months>\S+)"
    r".*?^  skill months within 3, of all +(?P<skill_months>\S+)"
    r".*?^  education level +(?P<education_level>\S+)",
    re.MULTILINE | re.DOTALL,
)


class UnknownOutput(Exception):
    """A scorer printed something else than it used to."""


class Scorers:
    """The scorers in `folder`/score, run as they are; predictions go through files below `scratch`."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self._folder = folder
        self._scratch = scratch

    def skills(self, predictions: Predictions) -> Scores:
        return self._scores("score_skills.py", "skills_gold.jsonl", predictions, _SKILLS)

    def roles(self, predictions: Predictions, documents: str, titles: Iterable[str]) -> Scores:
        """`documents` is resume or ad; what no role of `titles` can answer is left out."""
        catalogue = self._scratch / "titles.txt"
        catalogue.write_text("\n".join(titles), "utf-8")
        options = ("--set", documents, "--catalogue", str(catalogue))
        return self._scores("score_roles.py", "roles.jsonl", predictions, _ROLES, *options)

    def text(self, predictions: Predictions, gold: str) -> Scores:
        scores = self._scores("score_pdf_text.py", gold, predictions, _TEXT)
        passing = scores.figures["files_passing"] / scores.documents
        return Scores({**scores.figures, "files_passing": passing}, scores.documents)

    def docx(self, predictions: Predictions) -> Scores:
        return self._scores("score_docx.py", "files", predictions, _DOCX)

    def experience(self, predictions: Predictions) -> Scores:
        return self._scores("score_experience.py", "experience_gold.jsonl", predictions, _EXPERIENCE)

    def _scores(
        self, script: str, gold: str, predictions: Predictions, pattern: re.Pattern[str], *options: str
    ) -> Scores:
        predicted = self._scratch / "predictions.jsonl"
        predicted.write_text("".join(json.dumps(line) + "\n" for line in predictions), "utf-8")
        program = self._folder / "score" / script
        call = [sys.executable, "-B", str(program), str(self._folder / gold), str(predicted), *options]
        printed = subprocess.run(call, capture_output=True, text=True, check=True)  # noqa: S603  # a scorer
        return read_scores(printed.stdout, pattern, script)


def read_scores(printed: str, pattern: re.Pattern[str], script: str) -> Scores:
    """Raises UnknownOutput."""
    found = pattern.search(printed)
    if found is None:
        raise UnknownOutput(f"{script} printed no line of the form expected")
    figures = found.groupdict()
    documents = int(figures.pop("documents"))
    return Scores({name: float(value) for name, value in figures.items()}, documents)
