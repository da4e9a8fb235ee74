"""The words of a drafted role that are Rolefit's own: its title, id, definition and notes."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count

from matcher.domain.advert import Advert, AdvertTitleWords, AskedEducation, Location
from matcher.domain.extraction import EducationLevel
from matcher.domain.role import Catalogue, EducationWish, Importance, Requirement, Seniority
from matcher.domain.skill import Skill
from matcher.fitting.titles import title_words

UNTITLED = "Untitled role"
_MONTHS_A_YEAR = 12
_MOST_NAMED = 5
_LONGEST_ACRONYM = 3
_LONGEST_TITLE = 5
_DEGREES = {
    EducationLevel.SECONDARY: "a secondary education",
    EducationLevel.DIPLOMA: "a diploma",
    EducationLevel.BACHELOR: "a bachelor's degree",
    EducationLevel.MASTER: "a master's degree",
    EducationLevel.DOCTORATE: "a doctorate",
}


def title_of(advert: Advert) -> str:
    """The title as the advert has it, in the usual letters."""
    if advert.title is None:
        return UNTITLED
    return " ".join(map(_capitalised, advert.title.surface.split()))


def _capitalised(word: str) -> str:
    if word.islower() and word not in {"and", "for", "in", "of"}:
        return word.capitalize()
    return word.capitalize() if word.isalpha() and word.isupper() and len(word) > _LONGEST_ACRONYM else word


def role_id_of(title: str, catalogue: Catalogue, taken: Collection[str] = ()) -> str:
    """A kebab-case id made from `title` that no role has and that is not `taken`."""
    plain = "-".join(re.findall(r"[a-z0-9]+", title.lower())) or "role"
    numbered = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
    return next(each for each in numbered if each not in catalogue.roles and each not in taken)


def typical_titles(title: str, words: AdvertTitleWords, catalogue: Catalogue) -> tuple[str, ...]:
    """Titles that mean this role, with and without its level; those of other roles are left to them."""
    if title == UNTITLED:
        return ()
    taken = {each for role in catalogue.roles.values() for each in role.titles}
    found = dict.fromkeys(each for part in _parts(title) for each in _variants(part, words))
    return tuple(each for each in found if each not in taken)


def _parts(title: str) -> list[str]:
    parts = re.split(r"\s*[/|]\s*", title)
    return [title, *(part for part in parts if len(part.split()) > 1)]


def _variants(title: str, words: AdvertTitleWords) -> Iterator[str]:
    levels = {word for phrases in words.levels.values() for phrase in phrases for word in phrase.split()}
    said = title_words(title)
    for each in (said, [word for word in said if word not in levels]):
        if 1 < len(each) <= _LONGEST_TITLE:
            yield " ".join(each)


def define(
    title: str, requirements: Sequence[Requirement], advert: Advert, months: int, skills: Mapping[str, Skill]
) -> str:
    """Two or three sentences from what was read; none is the advert's."""
    heavy = [each for each in requirements if each.importance is not Importance.USEFUL] or requirements
    names = list(dict.fromkeys(skills[each.any_of[0]].name for each in heavy))[:_MOST_NAMED]
    sentences = [f"{title}: works mainly with {_listed(names)}."]
    asked = [_years(months)] if advert.experience and months else []
    if advert.education:
        asked.append(_degree(advert.education))
    if asked:
        sentences.append(f"The advert asks for {_listed(asked)}.")
    if advert.location:
        sentences.append(f"The work is {_where(advert.location)}.")
    return " ".join(sentences)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _years(months: int) -> str:
    years, rest = divmod(months, _MONTHS_A_YEAR)
    if rest:
        return f"{months} months of experience"
    return f"{years} {'year' if years == 1 else 'years'} of experience"


def _degree(education: AskedEducation) -> str:
    subject = f" in {' or '.join(education.fields)}" if education.fields else ""
    return f"{_DEGREES[education.level]}{subject}"


def _where(location: Location) -> str:
    mode = {"remote": "done remotely", "hybrid": "hybrid", "onsite": "done on site"}
    said = mode[location.mode.value] if location.mode else "based"
    return f"{said} in {location.name}" if location.name else said


def education_of(asked: AskedEducation | None) -> EducationWish:
    """What the advert asks for; NONE where it names no degree."""
    if asked is None:
        return EducationWish(EducationLevel.NONE, (), "The advert names no degree.")
    verb = "prefers" if asked.preferred else "asks for"
    instead = " or experience that is worth as much" if asked.or_equivalent else ""
    return EducationWish(asked.level, asked.fields, f"The advert {verb} {_degree(asked)}{instead}.")


def level_of(advert: Advert, mid: int, senior: int) -> Seniority | None:
    """What the advert says; else by the months it asks for, of which `mid` and `senior` are the steps."""
    if advert.level:
        return advert.level.seniority
    if advert.experience is None:
        return None
    months = advert.experience.months
    if months >= senior:
        return Seniority.SENIOR
    return Seniority.MID if months >= mid else Seniority.JUNIOR
