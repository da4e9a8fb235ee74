"""Drafting a role from a job advert, for a person to correct and save."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.domain.advert import Advert, Evidence, Pay
from matcher.domain.document import Document
from matcher.domain.lexicon import Lexicon
from matcher.domain.role import ComponentWeights, Importance, Role, Seniority
from matcher.domain.skill import Place
from matcher.errors import InvalidInput
from matcher.fitting.weights import MID_MONTHS, SENIOR_MONTHS
from matcher.services.analysis import Analyst
from matcher.services.answers import dump_document, points
from matcher.services.draft_requirements import Drafted, draft_requirements, place_of, tools_of
from matcher.services.draft_words import define, education_of, level_of, role_id_of, title_of, typical_titles
from matcher.services.role_toml import write_role
from matcher.services.roles import dump_role

HOUSE_WEIGHTS = ComponentWeights(skills=75, experience=12, education=8, title=5)
_CENTRE = Place(34, 33, 33)
_MONTHS_BY_LEVEL = {Seniority.MID: MID_MONTHS, Seniority.SENIOR: SENIOR_MONTHS, Seniority.LEAD: SENIOR_MONTHS}


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """A role as read from an advert, with what was read beside it and from where."""

    document: Document
    advert: Advert
    role: Role
    requirements: tuple[Drafted, ...]
    level: Seniority | None
    checks: tuple[str, ...]


def draft_role(document: Document, analyst: Analyst, role_id: str | None = None) -> RoleDraft:
    """Read `document` as an advert; the role takes `role_id`, or an id made from its title.

    Raises InvalidInput where the text asks for no skill that is known.
    """
    lexicon, advert = analyst.lexicon, analyst.read_advert(document)
    drafted = draft_requirements(advert.asked, lexicon.taxonomy.skills)
    if not drafted:
        raise InvalidInput("text", "asks for no skill that is known here; is it a job advert?")
    level = level_of(advert, MID_MONTHS, SENIOR_MONTHS)
    role = _role(advert, drafted, level, lexicon, role_id)
    return RoleDraft(document, advert, role, drafted, level, tuple(_checks(advert, role, drafted)))


def _role(
    advert: Advert, drafted: Sequence[Drafted], level: Seniority | None, lexicon: Lexicon, role_id: str | None
) -> Role:
    skills = lexicon.taxonomy.skills
    title, requirements = title_of(advert), tuple(each.requirement for each in drafted)
    months = _experience_months(advert, drafted, level)
    return Role(
        id=role_id or role_id_of(title, lexicon.catalogue),
        title=title,
        version=1,
        definition=define(title, requirements, advert, months, skills),
        responsibilities=tuple(" ".join(each.surface.split()) for each in advert.duties),
        requirements=requirements,
        weights=HOUSE_WEIGHTS,
        experience_months=months,
        education=education_of(advert.education),
        place=place_of(requirements, skills) or _CENTRE,
        titles=typical_titles(title, lexicon.advert_words.titles, lexicon.catalogue),
        tools=tools_of(requirements, skills),
    )


def _experience_months(advert: Advert, drafted: Sequence[Drafted], level: Seniority | None) -> int:
    """What is asked for in general; else the most that is asked of a skill; else what the level takes."""
    if advert.experience:
        return advert.experience.months
    heavy = (each.requirement for each in drafted if each.requirement.importance is not Importance.USEFUL)
    return max((each.months or 0 for each in heavy), default=0) or (
        _MONTHS_BY_LEVEL.get(level, 0) if level else 0
    )


def _checks(advert: Advert, role: Role, drafted: Sequence[Drafted]) -> Iterator[str]:
    """What a person should look at before the role is used."""
    if advert.title is None:
        yield "No job title was found: give the role its title, and its id with it."
    if not role.titles:
        yield "Its titles belong to other roles: add the job titles that mean this one."
    if not role.responsibilities:
        yield "No list of duties was found: add the responsibilities."
    if advert.experience is None:
        yield "The advert asks for no experience in general: experience_months is a guess."
    if advert.education is None:
        yield "The advert names no degree: education asks for none."
    if len({each.requirement.importance for each in drafted}) == 1:
        yield "All requirements came out equally important: set them apart."
    yield "The weights are the house's defaults."


def dump_draft(draft: RoleDraft, lexicon: Lexicon) -> dict[str, Any]:
    """The draft in the terms of a role in full, with what was read beside it, its evidence and its TOML."""
    location = draft.advert.location
    mode = location.mode.value if location and location.mode else None
    return {
        **dump_role(draft.role, lexicon),
        "level": draft.level.value if draft.level else None,
        "pay": dump_pay(draft.advert.pay),
        "location": {"name": location.name, "mode": mode} if location else None,
        "evidence": [
            {"field": field, "surface": each.surface, "start": each.start, "end": each.end}
            for field, each in evidence_of(draft)
        ],
        "checks": list(draft.checks),
        "document": dump_document(draft.document),
        "toml": draft_toml(draft),
    }


def dump_pay(pay: Pay | None) -> dict[str, Any] | None:
    if pay is None:
        return None
    return {
        "minimum": points(pay.minimum),
        "maximum": points(pay.maximum),
        "currency": pay.currency,
        "period": pay.period.value if pay.period else None,
    }


def evidence_of(draft: RoleDraft) -> Iterator[tuple[str, Evidence]]:
    """Each field that was read, as a path like `requirements.0`, with a quotation."""
    advert = draft.advert
    if advert.title:
        yield "title", advert.title
    for number, duty in enumerate(advert.duties):
        yield f"responsibilities.{number}", duty
    for number, drafted in enumerate(draft.requirements):
        yield from ((f"requirements.{number}", each) for each in drafted.evidence)
    if advert.experience:
        yield "experience_months", advert.experience.evidence
    if advert.education:
        yield from (("education", each) for each in advert.education.evidence)
    if advert.level:
        yield "level", advert.level.evidence
    if advert.pay:
        yield "pay", advert.pay.evidence
    if advert.location:
        yield from (("location", each) for each in advert.location.evidence)


def draft_toml(draft: RoleDraft) -> str:
    """The role as a file of `skill_taxonomy/roles/`, with comments on what a person should check."""
    advert = draft.advert
    beside = {
        "level": draft.level.value if draft.level else None,
        "pay": advert.pay.evidence.surface if advert.pay else None,
        "location": ", ".join(each.surface for each in advert.location.evidence) if advert.location else None,
    }
    notes = [f"{name}: {said}" for name, said in beside.items() if said]
    quotes = [[each.surface for each in drafted.evidence] for drafted in draft.requirements]
    return write_role(draft.role, notes, draft.checks, quotes)
