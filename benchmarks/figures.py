"""The figures of quality by name. All are shares from 0 to 1, and more is better."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_RANKING = {
    "top1": "accepted role first",
    "top3": "accepted role in the first three",
    "mrr": "mean of 1/rank",
}
_READING = {"phrases_in_order": "phrases in reading order", "files_passing": "files passing"}

LABELS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "skills": (
        "Skills, strictly compared",
        {"precision": "precision", "recall": "recall", "f1": "F1"},
    ),
    "roles_of_resumes": ("Roles of résumés", _RANKING),
    "roles_of_masked_resumes": ("Roles of résumés, job titles masked", _RANKING),
    "roles_of_adverts": ("Roles of adverts", _RANKING),
    "pdf": ("Text of PDFs", _READING),
    "scans": ("Text of scans", _READING),
    "docx": ("Text of DOCX", {"paragraphs": "paragraphs found"}),
    "experience": (
        "Experience",
        {
            "job_intervals_f1": "job intervals, F1 to the month",
            "total_months": "total months within 3",
            "skill_months": "months of a skill within 3",
            "education_level": "education level",
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Scores:
    """What a scorer says of one set of predictions: figures by name, over how many `documents`."""

    figures: Mapping[str, float]
    documents: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rolefit's scores for a group of figures beside those of the baseline.

    `rolefit` None means that this machine lacks the program named by `wants`.
    """

    group: str
    rolefit: Scores | None
    baseline: Scores
    wants: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of Rolefit, None if it could not be measured, and the baseline's."""

    group: str
    name: str
    rolefit: float | None
    baseline: float

    def is_under(self, floor: float) -> bool:
        """Whether the figure was measured and falls short of `floor`."""
        return self.rolefit is not None and self.rolefit < floor


def figures_of(comparison: Comparison) -> Iterator[Figure]:
    """One for each name of the group, in the order of the table."""
    for name in LABELS[comparison.group][1]:
        rolefit = comparison.rolefit.figures[name] if comparison.rolefit else None
        yield Figure(comparison.group, name, rolefit, comparison.baseline.figures[name])
