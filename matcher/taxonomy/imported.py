"""Concepts of a release as entries of a domain file that fits the taxonomy there is."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from matcher.domain.skill import Skill
from matcher.domain.surface import surface_key
from matcher.taxonomy.release import Concept

_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_LONGEST_SURFACE = 80
_LONGEST_ID = 72
_SHORT = 3


@dataclass(slots=True)
class Entry:
    """A skill to be written; its `surfaces` have the name first."""

    id: str
    surfaces: list[str]
    concept: Concept
    implies: list[str] = field(default_factory=list)
    related: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """`entries` in order of id; `known` gives the skill there is by link; `nameless` have no surface left."""

    entries: tuple[Entry, ...]
    known: Mapping[str, str]
    nameless: tuple[str, ...]


def fit_in(concepts: Iterable[Concept], carried: Mapping[str, Skill], source: str) -> Imported:
    """Give each concept an id and the surfaces that nobody has yet; usual names go before all others.

    A concept is known where a skill has its link, else where one has its usual name.
    """
    linked = {link: skill.id for skill in carried.values() for link in skill.links}
    owners = {surface_key(each): skill.id for skill in carried.values() for each in skill.surfaces}
    known: dict[str, str] = {}
    strangers: list[Concept] = []
    for concept in concepts:
        owner = linked.get(concept.link)
        if owner is None and concept.names:
            owner = owners.get(surface_key(concept.names[0]))
        if owner is None:
            strangers.append(concept)
        else:
            known[concept.link] = owner
    claimed = set(owners)
    named, nameless = _named(strangers, set(carried), claimed, source)
    _claim_others(named, claimed)
    _relate(named, known)
    return Imported(tuple(sorted(named, key=lambda entry: entry.id)), known, nameless)


def _named(
    concepts: Sequence[Concept], ids: set[str], claimed: set[str], source: str
) -> tuple[list[Entry], tuple[str, ...]]:
    """The concepts with an id and a name, and the links of those whose names all belong to others."""
    names: dict[str, str] = {}
    for tried in (1, None):
        for concept in concepts:
            if concept.link not in names:
                name = next((each for each in concept.names[:tried] if _free(each, claimed)), None)
                if name is not None:
                    claimed.add(surface_key(name))
                    names[concept.link] = name
    named = [
        Entry(_new_id(names[each.link], ids, source), [names[each.link]], each)
        for each in concepts
        if each.link in names
    ]
    return named, tuple(each.link for each in concepts if each.link not in names)


def _free(name: str, claimed: set[str]) -> bool:
    key = surface_key(name)
    usable = name.isprintable() and any(map(str.isalnum, name)) and len(name) <= _LONGEST_SURFACE
    return usable and key not in claimed


def _claim_others(entries: Iterable[Entry], claimed: set[str]) -> None:
    for entry in entries:
        for name in entry.concept.names:
            if _free(name, claimed):
                claimed.add(surface_key(name))
                entry.surfaces.append(name)


def _new_id(name: str, ids: set[str], source: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    stem = _NO_LETTERS.sub("-", plain)[:_LONGEST_ID].strip("-") or source
    choices = (stem, f"{stem}-{source}", *(f"{stem}-{source}-{number}" for number in range(2, len(ids) + 3)))
    chosen = next(each for each in choices if each not in ids)
    ids.add(chosen)
    return chosen


def _relate(entries: Sequence[Entry], known: Mapping[str, str]) -> None:
    by_link = {**known, **{entry.concept.link: entry.id for entry in entries}}
    for entry in entries:
        implied = (by_link.get(link) for link in entry.concept.broader)
        entry.implies = list(dict.fromkeys(each for each in implied if each and each != entry.id))
    _break_circles(entries)
    told: set[frozenset[str]] = set()
    for entry in entries:
        for link, strength in entry.concept.related:
            other = by_link.get(link, entry.id)
            pair = frozenset({entry.id, other})
            if other != entry.id and other not in entry.implies and pair not in told:
                told.add(pair)
                entry.related[other] = strength


def _break_circles(entries: Sequence[Entry]) -> None:
    by_id = {entry.id: entry for entry in entries}
    while True:
        try:
            TopologicalSorter({entry.id: entry.implies for entry in entries}).prepare()
        except CycleError as error:
            implied, implying = error.args[1][:2]
            by_id[implying].implies.remove(implied)
        else:
            return


def written(imported: Imported, is_word: Callable[[str], bool], about: str) -> str:
    """The entries as a domain file; single words of English and very short names need context."""
    blocks = ("\n".join(_lines(entry, is_word)) for entry in imported.entries)
    return f"# {about}\n\n" + ("\n\n".join(blocks) or "skill = []") + "\n"


def _lines(entry: Entry, is_word: Callable[[str], bool]) -> Iterator[str]:
    name, *aliases = entry.surfaces
    related = ", ".join(f"{other} = {strength}" for other, strength in sorted(entry.related.items()))
    ambiguous = [each for each in entry.surfaces if _is_ambiguous(each, is_word)]
    capitals = [each for each in ambiguous if each.isupper() and each.isalpha()]
    yield "[[skill]]"
    yield f"id = {_text(entry.id)}"
    yield f"name = {_text(name)}"
    yield f"kind = {_text(entry.concept.kind.value)}"
    lists = {"aliases": aliases, "implies": sorted(entry.implies)}
    flags = {"ambiguous": ambiguous, "case_sensitive": capitals, "links": [entry.concept.link]}
    yield from (f"{key} = {_texts(values)}" for key, values in lists.items() if values)
    if related:
        yield f"related = {{ {related} }}"
    yield from (f"{key} = {_texts(values)}" for key, values in flags.items() if values)


def _is_ambiguous(surface: str, is_word: Callable[[str], bool]) -> bool:
    return len(surface) <= _SHORT or is_word(surface.lower())


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _texts(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def kinds_of(imported: Imported) -> Counter[str]:
    return Counter(entry.concept.kind.value for entry in imported.entries)
