"""What is kept of a résumé in figures: enough to score it for any role."""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.domain.extraction import EducationLevel


@dataclass(frozen=True, slots=True)
class Figures:
    """By skill, the credit in per cents and the months of use; by words of titles held, their credit."""

    credits: Mapping[str, tuple[int, int]]
    titles: Mapping[str, int]
    total_months: int
    education_level: EducationLevel


@dataclass(frozen=True, slots=True)
class StoredScore:
    """The score, in hundredths, that a résumé was answered with for a version of a role."""

    role: str
    version: int
    score: int
