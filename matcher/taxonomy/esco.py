"""Reads an official CSV release of ESCO (https://esco.ec.europa.eu/en/use-esco/download), in English."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from matcher.taxonomy.release import Concept, EscoRules, rows

_SKILLS = ("conceptUri", "skillType", "preferredLabel", "altLabels")
_LATER_ADDED = ("hiddenLabels", "description")
_BROADER = ("conceptUri", "broaderUri")
_RELATED = ("originalSkillUri", "relationType", "relatedSkillUri")
_QUALIFIER = re.compile(r"\s*\([^()]*\)$")


def esco_concepts(folder: Path, rules: EscoRules) -> Iterator[Concept]:
    """Every skill of `skills_en.csv`, with its relations where their files are there. Raises InvalidInput."""
    broader, related = _broader(folder), _related(folder, rules)
    for row in rows(folder / "skills_en.csv", _SKILLS, delimiter=",", optional=_LATER_ADDED):
        kind = rules.kinds.get(row["skillType"])
        if kind is None:  # groups and whatever a later release adds
            continue
        link = row["conceptUri"]
        yield Concept(link, _names(row), kind, tuple(broader[link]), tuple(related[link]), row["description"])


def _names(row: Mapping[str, str]) -> tuple[str, ...]:
    """The label without what only tells it apart, as in 'Python (computer programming)', and all others."""
    others = [label for column in ("altLabels", "hiddenLabels") for label in row[column].splitlines()]
    names = (_QUALIFIER.sub("", label.strip()) for label in (row["preferredLabel"], *others))
    return tuple(dict.fromkeys(filter(None, names)))


def _broader(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    path = folder / "broaderRelationsSkillPillar_en.csv"
    for row in rows(path, _BROADER, delimiter=",") if path.exists() else ():
        found[row["conceptUri"]].append(row["broaderUri"])
    return found


def _related(folder: Path, rules: EscoRules) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    path = folder / "skillSkillRelations_en.csv"
    for row in rows(path, _RELATED, delimiter=",") if path.exists() else ():
        strength = rules.relations.get(row["relationType"])
        if strength is not None:
            found[row["originalSkillUri"]].append((row["relatedSkillUri"], strength))
    return found
