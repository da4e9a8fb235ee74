"""What a reader of the result should know about the text; nothing here changes a score."""

from collections.abc import Callable, Sequence

from matcher.domain.document import Document, DocumentWarning
from matcher.domain.extraction import Job, Mention, Section
from matcher.domain.month import Month
from matcher.domain.words import JobWords
from matcher.extraction.job_cautions import find_job_cautions
from matcher.extraction.legibility import find_garbling
from matcher.extraction.stuffing import find_stuffing


class CautionFinder:
    """Composes the checks; `is_word` tells words of English and of names of skills from others."""

    def __init__(self, words: JobWords, is_word: Callable[[str], bool]) -> None:
        self._words = words
        self._is_word = is_word

    def find(
        self,
        document: Document,
        sections: Sequence[Section],
        mentions: Sequence[Mention],
        jobs: Sequence[Job],
        as_of: Month,
    ) -> tuple[DocumentWarning, ...]:
        """At most one warning of each code: keyword-stuffing, unreadable-layout, overlapping-jobs, ..."""
        return (
            *find_garbling(document, self._is_word),
            *find_stuffing(document.text, mentions),
            *find_job_cautions(document.text, sections, jobs, as_of, self._words),
        )
