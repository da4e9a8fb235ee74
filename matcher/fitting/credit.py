"""Credit for skills from the evidence in a résumé, and from skills that imply them or are close to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from matcher.domain.extraction import Extraction, Job, Mention, Project
from matcher.domain.month import Month, covered_months
from matcher.domain.profile import Credit, ProfileSkill, Through
from matcher.domain.skill import Assertion, Skill
from matcher.fitting.arithmetic import rounded
from matcher.fitting.relations import Relations
from matcher.fitting.weights import (
    IMPLIED_SHARE,
    MONTHS_A_POINT,
    MONTHS_BONUS_MOST,
    RECENCY_LOSSES,
    RELATED_LEAST,
    SECTION_BONUS,
    SECTION_BONUS_MOST,
    SECTION_CREDIT,
)

_WHOLE = 100
_ORDER = (Through.HELD, Through.IMPLIED, Through.RELATED)


def profile_skills(extraction: Extraction) -> tuple[ProfileSkill, ...]:
    """Every skill named, held or not, the best credit first."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in extraction.mentions:
        mentions[mention.skill].append(mention)
    stated = {each.skill: each.months for each in sorted(extraction.stated, key=lambda s: s.months)}
    skills = (
        _profile_skill(skill, found, stated.get(skill), extraction) for skill, found in mentions.items()
    )
    return tuple(sorted(skills, key=lambda skill: (-skill.credit, skill.id)))


def _profile_skill(
    skill: str, mentions: list[Mention], stated: int | None, extraction: Extraction
) -> ProfileSkill:
    held = [mention for mention in mentions if mention.assertion is Assertion.HELD]
    work: tuple[Job | Project, ...] = (*extraction.jobs, *extraction.projects)
    used_in = [each.interval for each in work if any(_inside(mention, each) for mention in held)]
    months = covered_months(used_in) if used_in else None
    last_used = max((interval.end for interval in used_in), default=None)
    used = max(months or 0, stated or 0)
    credit = _credit(held, used, last_used, extraction.as_of) if held else 0
    return ProfileSkill(skill, credit, months, last_used, stated, tuple(mentions))


def _inside(mention: Mention, work: Job | Project) -> bool:
    return work.start_offset <= mention.start < work.end_offset


def _credit(held: Sequence[Mention], months: int, last_used: Month | None, as_of: Month) -> int:
    sections = {mention.section for mention in held}
    credit = max(SECTION_CREDIT[section] for section in sections)
    credit += min(SECTION_BONUS * (len(sections) - 1), SECTION_BONUS_MOST)
    credit += min(months // MONTHS_A_POINT, MONTHS_BONUS_MOST)
    return max(1, min(credit, _WHOLE) - _recency_loss(last_used, as_of))


def _recency_loss(last_used: Month | None, as_of: Month) -> int:
    if last_used is None:
        return 0
    past = as_of.index - last_used.index
    return next((loss for months, loss in RECENCY_LOSSES if past > months), 0)


def all_credits(
    skills: Iterable[ProfileSkill], taxonomy: Mapping[str, Skill], relations: Relations
) -> tuple[Credit, ...]:
    """The best credit for each skill, also through implication and relation; none for what is denied."""
    named = tuple(skills)
    denied = {skill.id for skill in named if not skill.credit}
    best: dict[str, Credit] = {}
    for skill in (skill for skill in named if skill.credit):
        for credit in credits_from(skill, taxonomy, relations.relatives(skill.id)):
            if credit.skill not in denied:
                best[credit.skill] = min(best.get(credit.skill, credit), credit, key=preference)
    return tuple(best[skill] for skill in sorted(best))


def preference(credit: Credit) -> tuple[int, int, str]:
    """Orders credits for one skill: the higher first, the more direct first among equals."""
    return (-credit.credit, _ORDER.index(credit.through), credit.by)


def credits_from(
    skill: ProfileSkill, taxonomy: Mapping[str, Skill], relatives: Mapping[str, int]
) -> Iterator[Credit]:
    """What `skill` alone gives credit for; `relatives` are its own, with their strengths."""
    months = max(skill.months or 0, skill.stated_months or 0)
    yield Credit(skill.id, skill.credit, months, Through.HELD, skill.id)
    for implied, share in implied_shares(skill.id, taxonomy).items():
        yield Credit(implied, rounded(skill.credit * share, _WHOLE), months, Through.IMPLIED, skill.id)
    for relative, strength in relatives.items():
        credit = rounded(skill.credit * strength, _WHOLE)
        if credit >= RELATED_LEAST:
            yield Credit(relative, credit, months, Through.RELATED, skill.id)


def implied_shares(skill: str, taxonomy: Mapping[str, Skill]) -> dict[str, int]:
    """What `skill` implies, over any number of steps, with the share of credit that comes through."""
    shares: dict[str, int] = {}
    waiting = [(named, IMPLIED_SHARE) for named in taxonomy[skill].implies] if skill in taxonomy else []
    while waiting:
        named, share = waiting.pop()
        if share > shares.get(named, 0):
            shares[named] = share
            waiting += [
                (next_named, rounded(share * IMPLIED_SHARE, _WHOLE)) for next_named in taxonomy[named].implies
            ]
    return shares
