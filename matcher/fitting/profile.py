"""Extraction -> Profile."""

from collections.abc import Iterable, Mapping

from matcher.domain.extraction import EducationLevel, Extraction, Job, Schooling
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import covered_months
from matcher.domain.profile import Profile, ProfileSkill
from matcher.domain.role import Seniority
from matcher.domain.skill import Place, Skill
from matcher.fitting.arithmetic import shared_out
from matcher.fitting.credit import all_credits, profile_skills
from matcher.fitting.relations import Relations
from matcher.fitting.titles import title_credits, title_words
from matcher.fitting.weights import MID_MONTHS, SENIOR_MONTHS

_WHOLE = 100


def build_profile(extraction: Extraction, lexicon: Lexicon, relations: Relations) -> Profile:
    """What `extraction` shows of the person, in the terms that roles ask in.

    `relations` are those of the lexicon's skills.
    """
    skills = profile_skills(extraction)
    total_months = covered_months(job.interval for job in extraction.jobs)
    return Profile(
        as_of=extraction.as_of,
        skills=skills,
        credits=all_credits(skills, lexicon.taxonomy.skills, relations),
        titles=title_credits(extraction),
        total_months=total_months,
        education_level=_highest(extraction.schooling),
        seniority=_seniority(extraction, total_months, lexicon.catalogue.seniority_words),
        place=_place(skills, lexicon.taxonomy.skills),
    )


def _highest(schooling: Iterable[Schooling]) -> EducationLevel:
    levels = (each.level for each in schooling)
    return max(levels, key=lambda level: level.rank, default=EducationLevel.NONE)


def _seniority(extraction: Extraction, months: int, words: Mapping[str, Seniority]) -> Seniority | None:
    """What the latest title says in so many words; else by months; None without any job or title."""
    latest = max(extraction.jobs, key=lambda job: (job.interval.end, job.interval.start), default=None)
    said = {words[word] for word in title_words(_title(latest, extraction)) if word in words}
    if said:
        return max(said, key=list(Seniority).index)
    if latest is None:
        return None
    if latest.internship:
        return Seniority.INTERN
    if months >= SENIOR_MONTHS:
        return Seniority.SENIOR
    return Seniority.MID if months >= MID_MONTHS else Seniority.JUNIOR


def _title(latest: Job | None, extraction: Extraction) -> str:
    return (latest.title if latest else None) or extraction.headline or ""


def _place(skills: Iterable[ProfileSkill], taxonomy: Mapping[str, Skill]) -> Place | None:
    """The mean place of the skills held, weighted by credit; None where no skill has one."""
    sums = [0, 0, 0]
    for skill in skills:
        place = taxonomy[skill.id].place if skill.id in taxonomy else None
        if place:
            sums[0] += skill.credit * place.infrastructure
            sums[1] += skill.credit * place.statistics
            sums[2] += skill.credit * place.software
    return Place(*shared_out(_WHOLE, sums)) if any(sums) else None
