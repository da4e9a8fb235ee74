"""What job titles say: for credit, for seniority, and about roles."""

import re
from collections.abc import Iterable, Iterator, Mapping

from matcher.domain.extraction import Extraction, Job
from matcher.domain.month import Month
from matcher.domain.profile import TitleCredit
from matcher.domain.role import Catalogue, RoleShare
from matcher.fitting.arithmetic import shared_out
from matcher.fitting.weights import (
    TITLE_HEADLINE,
    TITLE_INTERNSHIP,
    TITLE_NOW,
    TITLE_OLD,
    TITLE_RECENT,
    TITLE_RECENT_MONTHS,
)

_WORD = re.compile(r"[a-z0-9+#.]*[a-z0-9+#]")
_LONGEST_PHRASE = 5
_MOST_CHARACTERS = 100  # no title is longer, and phrases are kept in an index
_WHOLE = 100


def title_phrases(title: str) -> tuple[str, ...]:
    """Every run of one to five words of `title` that is no longer than a title, lower-case, longest first."""
    words = title_words(title)
    runs = (
        " ".join(words[first : first + length])
        for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1)
        for first in range(len(words) - length + 1)
    )
    return tuple(dict.fromkeys(run for run in runs if len(run) <= _MOST_CHARACTERS))


def title_words(title: str) -> list[str]:
    """The words of a title in lower case, without marks."""
    return _WORD.findall(title.lower())


def title_credits(extraction: Extraction) -> tuple[TitleCredit, ...]:
    """Runs of words of the titles held and of the headline, each with its best credit."""
    best: dict[str, int] = {}
    for title, credit in _titles(extraction):
        for phrase in title_phrases(title):
            best[phrase] = max(credit, best.get(phrase, 0))
    return tuple(TitleCredit(phrase, best[phrase]) for phrase in sorted(best))


def _titles(extraction: Extraction) -> Iterator[tuple[str, int]]:
    if extraction.headline:
        yield extraction.headline, TITLE_HEADLINE
    for job in extraction.jobs:
        if job.title:
            yield job.title, _credit(job, extraction.as_of)


def _credit(job: Job, as_of: Month) -> int:
    if job.internship:
        return TITLE_INTERNSHIP
    if job.current:
        return TITLE_NOW
    past = as_of.index - job.interval.end.index
    return TITLE_RECENT if past <= TITLE_RECENT_MONTHS else TITLE_OLD


def resolve_title(title: str, catalogue: Catalogue) -> tuple[RoleShare, ...]:
    """The role that a job title means, or the blend of roles, in the order they are named; shares sum to 100.

    Of overlapping phrases the longest counts. Empty where no phrase is known.
    """
    roles = list(dict.fromkeys(_roles_named(title_words(title), catalogue.title_words)))
    shares = shared_out(_WHOLE, [1] * len(roles))
    return tuple(RoleShare(role, share) for role, share in zip(roles, shares, strict=True))


def _roles_named(words: list[str], known: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            named = known.get(" ".join(words[first : first + length]))
            if named:
                before = _roles_named(words[:first], known)
                after = _roles_named(words[first + length :], known)
                return [*before, *named, *after]
    return []
