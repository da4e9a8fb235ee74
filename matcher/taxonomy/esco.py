"""Reads an official CSV release of ESCO (https://esco.ec.europa.eu/en/use-esco/download), in English."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from matcher.taxonomy.release import Concept, EscoRules, rows

_SKILLS = ("conceptUri", "skillType", "preferredLabel", "altLabels")
_LATER_ADDED = ("hiddenLabels", "description")
_BROADER = ("conceptUri", "broaderUri")
_RELATED = ("originalSkillUri", "relationType", "relatedSkillUri")
_BETWEEN_LABELS = re.compile(r"[\r\n]+| \| ")  # lines in the table of all skills, bars in the collections
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
    others = [
        label for column in ("altLabels", "hiddenLabels") for label in _BETWEEN_LABELS.split(row[column])
    ]
    names = (_QUALIFIER.sub("", label.strip()) for label in (row["preferredLabel"], *others))
    return tuple(dict.fromkeys(filter(None, names)))


def _broader(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in _relations(folder, "broaderRelationsSkillPillar", _BROADER):
        found[row["conceptUri"]].append(row["broaderUri"])
    return found


def _related(folder: Path, rules: EscoRules) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in _relations(folder, "skillSkillRelations", _RELATED):
        strength = rules.relations.get(row["relationType"])
        if strength is not None:
            found[row["originalSkillUri"]].append((row["relatedSkillUri"], strength))
    return found


def _relations(folder: Path, table: str, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """The rows of a table that may be missing; until release 1.1 its name told no language."""
    for path in (folder / f"{table}_en.csv", folder / f"{table}.csv"):
        if path.exists():
            yield from rows(path, columns, delimiter=",")
            return
