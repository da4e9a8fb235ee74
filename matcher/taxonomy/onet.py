"""Reads an official text release of the O*NET database (https://www.onetcenter.org/database.html)."""

from collections.abc import Iterator
from pathlib import Path

from matcher.domain.skill import Kind
from matcher.errors import InvalidInput
from matcher.taxonomy.release import Concept, OnetRules, rows

_TECHNOLOGY = ("O*NET-SOC Code", "Example", "Commodity Code", "Commodity Title")
_RATED = ("O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Data Value")
_REFERENCE = ("Element ID", "Element Name", "Description")
_IMPORTANCE = "IM"
_ABBREVIATION_LEAST = 2


def onet_concepts(folder: Path, rules: OnetRules, soc: str = "") -> Iterator[Concept]:
    """Technologies, skills and knowledge of occupations whose code starts with `soc`. Raises InvalidInput."""
    if not folder.is_dir():
        raise InvalidInput(folder.name, "is no folder; give the folder of the release")
    yield from _technologies(folder, rules, soc)
    yield from _elements(folder, rules, soc)


def _technologies(folder: Path, rules: OnetRules, soc: str) -> Iterator[Concept]:
    """Each commodity, and each example of one, which implies it."""
    seen: set[str] = set()
    for row in rows(folder / "Technology Skills.txt", _TECHNOLOGY, delimiter="\t"):
        if not row["O*NET-SOC Code"].startswith(soc):
            continue
        commodity, title = f"onet:{row['Commodity Code']}", row["Commodity Title"]
        kind = _kind(title, rules)
        if commodity not in seen:
            seen.add(commodity)
            yield Concept(commodity, _spellings(title, ()), Kind.FIELD)
        link = f"{commodity}/{row['Example']}"
        if link not in seen:
            seen.add(link)
            yield Concept(link, _spellings(row["Example"], rules.noise), kind, (commodity,), about=title)


def _kind(title: str, rules: OnetRules) -> Kind:
    return next((kind for words, kind in rules.kinds.items() if words in title.lower()), rules.kind)


def _spellings(example: str, noise: tuple[str, ...]) -> tuple[str, ...]:
    """'Structured query language SQL' is two names, 'Epic Care software' too goes without its last word."""
    words = example.split()
    before, last = words[:-1], words[-1] if words else ""
    if len(last) >= _ABBREVIATION_LEAST and last.isupper() and _initials(before) == last:
        return " ".join(before), last
    if last.lower() in noise and len(before) > 1:
        return " ".join(before), example
    return (" ".join(words),) if words else ()


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words).upper()


def _elements(folder: Path, rules: OnetRules, soc: str) -> Iterator[Concept]:
    """Skills and knowledge that matter to the occupations; without ratings, all that the model has."""
    rated = [path for name in ("Skills.txt", "Knowledge.txt") if (path := folder / name).exists()]
    names: dict[str, str] = {}
    for path in rated:
        for row in rows(path, _RATED, delimiter="\t"):
            if row["O*NET-SOC Code"].startswith(soc) and _matters(row["Scale ID"], row["Data Value"], rules):
                names[row["Element ID"]] = row["Element Name"]
    reference = folder / "Content Model Reference.txt"
    if not rated and reference.exists():
        names = {
            row["Element ID"]: row["Element Name"] for row in rows(reference, _REFERENCE, delimiter="\t")
        }
    for identifier, name in names.items():
        kind = _element_kind(identifier, rules)
        if kind is not None and not any(other.startswith(f"{identifier}.") for other in names):
            yield Concept(f"onet:{identifier}", (name,), kind)


def _element_kind(identifier: str, rules: OnetRules) -> Kind | None:
    starts = (kind for start, kind in rules.elements.items() if identifier.startswith(f"{start}."))
    return next(starts, None)


def _matters(scale: str, value: str, rules: OnetRules) -> bool:
    try:
        return scale == _IMPORTANCE and float(value) >= rules.least_importance
    except ValueError:
        return False
