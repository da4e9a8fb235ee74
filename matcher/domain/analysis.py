"""One résumé through every stage."""

from dataclasses import dataclass

from matcher.domain.document import Document
from matcher.domain.extraction import Extraction
from matcher.domain.fit import Fit
from matcher.domain.profile import Profile


@dataclass(frozen=True, slots=True)
class Analysis:
    """What each stage made of one résumé; `fits` in order of rank."""

    document: Document
    extraction: Extraction
    profile: Profile
    fits: tuple[Fit, ...]
