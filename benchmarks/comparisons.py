"""Rolefit and the baseline over the same labelled documents, scored by the same scorers."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import baseline
from benchmarks.figures import Comparison, Scores
from benchmarks.labelled import read_lines
from benchmarks.readings import Readings
from benchmarks.scorers import Predictions, Scorers
from matcher.assembly import Rolefit
from matcher.domain.month import Month

# Most of the texts say no month of their own, and a figure must not change with the calendar.
AS_OF = Month(2026, 11)


class Comparisons:
    """The comparisons over the documents in `folder`; `scorers` judge both sides."""

    def __init__(self, rolefit: Rolefit, folder: Path, scorers: Scorers) -> None:
        self._folder = folder
        self._scorers = scorers
        self._readings = Readings(rolefit)
        self._keywords = baseline.Keywords(baseline.well_known())
        roles = rolefit.lexicon.catalogue.roles
        self._titles = [role.title for role in roles.values()]
        self._profiles = baseline.KeywordProfiles(roles, rolefit.lexicon.taxonomy.skills)

    def all(self) -> Iterator[Comparison]:
        """In the order of the table."""
        yield self._skills()
        yield self._roles("roles_of_resumes", "resume", "text")
        yield self._roles("roles_of_masked_resumes", "resume", "text_masked")
        yield self._roles("roles_of_adverts", "ad", "text")
        yield self._text("pdf", "pdf_text_gold.jsonl")
        yield self._text("scans", "pdf_scanned_gold.jsonl", wants="tesseract")
        yield self._docx()
        yield self._experience()

    def _skills(self) -> Comparison:
        gold = read_lines(self._folder / "skills_gold.jsonl")
        return _compared(
            "skills",
            self._scorers.skills,
            [{"id": each["id"], "skills": self._readings.skills(each["text"], AS_OF)} for each in gold],
            [{"id": each["id"], "skills": self._keywords.found(each["text"])} for each in gold],
        )

    def _roles(self, group: str, documents: str, field: str) -> Comparison:
        gold = [each for each in read_lines(self._folder / "roles.jsonl") if each["set"] == documents]
        return _compared(
            group,
            lambda predictions: self._scorers.roles(predictions, documents, self._titles),
            [{"id": each["id"], "roles": self._readings.roles(each[field], AS_OF)} for each in gold],
            [{"id": each["id"], "roles": self._profiles.ranked(each[field])} for each in gold],
        )

    def _text(self, group: str, gold: str, wants: str = "") -> Comparison:
        names = [each["file"] for each in read_lines(self._folder / gold)]
        plain = self._scorers.text(self._texts(names, _with_bytes(baseline.pdf_text)), gold)
        if wants and shutil.which(wants) is None:
            return Comparison(group, None, plain, wants)
        return Comparison(group, self._scorers.text(self._texts(names, self._readings.file), gold), plain)

    def _docx(self) -> Comparison:
        files = self._folder / "files"
        names = [str(path.relative_to(files)) for path in sorted(files.rglob("*.docx"))]
        return _compared(
            "docx",
            self._scorers.docx,
            self._texts(names, self._readings.file),
            self._texts(names, _with_bytes(baseline.docx_text)),
        )

    def _experience(self) -> Comparison:
        gold = read_lines(self._folder / "experience_gold.jsonl")
        months = {each["id"]: Month.parse(each["as_of"]) for each in gold}
        return _compared(
            "experience",
            self._scorers.experience,
            [
                {"id": each["id"], **self._readings.experience(each["text"], months[each["id"]])}
                for each in gold
            ],
            [
                {"id": each["id"], **baseline.experience(each["text"], months[each["id"]], self._keywords)}
                for each in gold
            ],
        )

    def _texts(self, names: list[str], read: Callable[[Path], str]) -> list[dict[str, Any]]:
        return [{"file": name, "text": read(self._folder / "files" / name)} for name in names]


def _compared(
    group: str, score: Callable[[Predictions], Scores], rolefit: Predictions, plain: Predictions
) -> Comparison:
    return Comparison(group, score(rolefit), score(plain))


def _with_bytes(read: Callable[[bytes], str]) -> Callable[[Path], str]:
    return lambda path: read(path.read_bytes())
