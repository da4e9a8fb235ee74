"""Every place of a résumé where one skill was taken or left, and why."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from matcher.domain.analysis import Analysis
from matcher.domain.document import Document
from matcher.domain.extraction import Declined, Extraction, Mention, SectionName
from matcher.domain.lexicon import Lexicon
from matcher.domain.skill import Skill
from matcher.domain.surface import surface_key
from matcher.errors import InvalidInput
from matcher.services.skills import search_skills

_NEAR = 5
_JOINERS = re.compile(r"[\s.\-/_]+")
_JOINED = r"[ .\-/_]?"


@dataclass(frozen=True, slots=True)
class SkillPlace:
    """`text[start:end]`, taken for the skill or left, and why; `mention` where it was taken."""

    start: int
    end: int
    why: str
    mention: Mention | None = None


def skill_called(words: str, lexicon: Lexicon) -> Skill:
    """The skill with this id, name or alias, however it is written. Raises InvalidInput with near names."""
    skills = lexicon.taxonomy.skills
    if words in skills:
        return skills[words]
    key = surface_key(words)
    called = next((each for each in skills.values() if key in map(surface_key, each.surfaces)), None)
    if called is None:
        raise InvalidInput("skill", f"{words!r} is not known{_advice(words, lexicon)}")
    return called


def _advice(words: str, lexicon: Lexicon) -> str:
    named = {surface.casefold(): surface for skill in _all(lexicon) for surface in skill.surfaces}
    near = [named[each] for each in get_close_matches(words.casefold(), named, _NEAR)]
    holding = [skill["name"] for skill in search_skills(words, _NEAR, lexicon)] if surface_key(words) else []
    names = list(dict.fromkeys((*near, *holding)))[:_NEAR]
    return f"; near are {', '.join(names)}" if names else ""


def _all(lexicon: Lexicon) -> Iterable[Skill]:
    return lexicon.taxonomy.skills.values()


def explain(analysis: Analysis, skill: Skill, lexicon: Lexicon) -> dict[str, Any]:
    """Every place where `skill` was taken or left, in order, each quoted in its line."""
    document = analysis.document
    places = skill_places(document, analysis.extraction, skill, lexicon)
    return {
        "skill": {"id": skill.id, "name": skill.name},
        "places": [_dump(place, document, analysis.extraction) for place in places],
    }


def skill_places(
    document: Document, extraction: Extraction, skill: Skill, lexicon: Lexicon
) -> list[SkillPlace]:
    """What was taken, what was left, and what only looks like a surface of `skill`."""
    taken = [SkillPlace(m.start, m.end, m.why, m) for m in extraction.mentions if m.skill == skill.id]
    left = [SkillPlace(d.start, d.end, d.why) for d in extraction.declined if d.skill == skill.id]
    decided = [*taken, *left]
    found: list[Mention | Declined] = [*extraction.mentions, *extraction.declined]
    others = [each for each in found if each.skill != skill.id]
    passed_over = [
        place for place in _passed_over(document.text, skill, others, lexicon) if _apart(place, decided)
    ]
    return sorted((*decided, *passed_over), key=lambda place: (place.start, place.end))


def _passed_over(
    text: str, skill: Skill, others: Iterable[Mention | Declined], lexicon: Lexicon
) -> Iterator[SkillPlace]:
    """Places with the letters of a surface that were never asked about."""
    spoken_for = sorted(others, key=lambda each: each.start - each.end)
    for surface in sorted(skill.surfaces, key=len, reverse=True):
        for found in _pattern(surface).finditer(text):
            start, end = found.span()
            longer = next((each for each in spoken_for if each.start <= start and end <= each.end), None)
            if longer is not None:
                name = lexicon.taxonomy.skills[longer.skill].name
                yield SkillPlace(start, end, f'part of "{longer.surface}", which was read as {name}')
            elif surface in skill.case_sensitive and _letters(found[0]) != _letters(surface):
                yield SkillPlace(start, end, f'counts only when it is written "{surface}"')
            else:
                yield SkillPlace(start, end, "not read as a name of its own here")


def _pattern(surface: str) -> re.Pattern[str]:
    """The surface in any case, as whole words, whatever joins them."""
    words = _JOINED.join(map(re.escape, filter(None, _JOINERS.split(surface))))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _apart(place: SkillPlace, decided: Iterable[SkillPlace]) -> bool:
    return all(place.end <= each.start or each.end <= place.start for each in decided)


def _dump(place: SkillPlace, document: Document, extraction: Extraction) -> dict[str, Any]:
    line_start = document.text.rfind("\n", 0, place.start) + 1
    line_end = document.text.find("\n", place.end)
    return {
        "taken": place.mention is not None,
        "surface": document.text[place.start : place.end],
        "start": place.start,
        "end": place.end,
        "page": document.page_at(place.start),
        "section": _section_at(place.start, extraction).value,
        "match": place.mention.match.value if place.mention else None,
        "assertion": place.mention.assertion.value if place.mention else None,
        "why": place.why,
        "line": document.text[line_start : line_end if line_end >= 0 else None].strip(),
    }


def _section_at(offset: int, extraction: Extraction) -> SectionName:
    within = (each.name for each in extraction.sections if each.start <= offset < each.end)
    return next(within, SectionName.HEADER)
