"""Reads an official text release of the O*NET database (https://www.onetcenter.org/database.html)."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from matcher.domain.skill import Kind
from matcher.errors import InvalidInput
from matcher.taxonomy.release import Concept, OnetRules, rows

_OCCUPATION = "O*NET-SOC Code"
_TECHNOLOGIES = {  # the columns of an example, of the group it is in, and of that group's title
    "Software Skills.txt": ("Workplace Example", "Element ID", "Element Name"),  # since release 30.3
    "Technology Skills.txt": ("Example", "Commodity Code", "Commodity Title"),
}
_RATINGS = ("Skills.txt", "Essential Skills.txt", "Transferable Skills.txt", "Knowledge.txt")
_RATED = (_OCCUPATION, "Element ID", "Element Name", "Scale ID", "Data Value")
_REFERENCE = ("Element ID", "Element Name", "Description")
_IMPORTANCE = "IM"
_SPELT_OUT_LEAST = 2


def onet_concepts(folder: Path, rules: OnetRules, soc: str = "") -> Iterator[Concept]:
    """Technologies, skills and knowledge of occupations whose code starts with `soc`. Raises InvalidInput."""
    if not folder.is_dir():
        raise InvalidInput(folder.name, "is no folder; give the folder of the release")
    yield from _technologies(folder, rules, soc)
    yield from _elements(folder, rules, soc)


def _technologies(folder: Path, rules: OnetRules, soc: str) -> Iterator[Concept]:
    """Each group of technologies, and each example of one, which implies it."""
    seen: set[str] = set()
    for occupation, example, code, title in _examples(folder):
        if not occupation.startswith(soc):
            continue
        group = f"onet:{code}"
        if group not in seen:
            seen.add(group)
            yield Concept(group, _spellings(title, ()), Kind.FIELD)
        link = f"{group}/{example}"
        if link not in seen:
            seen.add(link)
            names = _spellings(example, rules.noise)
            yield Concept(link, names, _kind(title, rules), (group,), about=title)


def _examples(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Code of an occupation, example, code and title of the example's group. Raises InvalidInput."""
    name = next((name for name in _TECHNOLOGIES if (folder / name).exists()), None)
    if name is None:
        raise InvalidInput(" or ".join(_TECHNOLOGIES), f"is not in {folder}; give the folder of the release")
    example, code, title = _TECHNOLOGIES[name]
    for row in rows(folder / name, (_OCCUPATION, example, code, title), delimiter="\t"):
        yield row[_OCCUPATION], row[example], row[code], row[title]


def _kind(title: str, rules: OnetRules) -> Kind:
    return next((kind for words, kind in rules.kinds.items() if words in title.lower()), rules.kind)


def _spellings(example: str, noise: tuple[str, ...]) -> tuple[str, ...]:
    """'Structured query language SQL' is two names, 'Epic Care software' too goes without its last word."""
    words = example.split()
    bare = words[:-1] if len(words) > _SPELT_OUT_LEAST and words[-1].lower() in noise else words
    last = bare[-1].strip("()") if bare else ""
    if _abbreviates(last, bare[:-1]):
        return " ".join(bare[:-1]), last
    return tuple(dict.fromkeys((" ".join(bare), " ".join(words)))) if words else ()


def _abbreviates(name: str, words: Sequence[str]) -> bool:
    """Whether `name` has, in order, the first letters of the last of `words`, and else only their letters."""
    if not (name.isalpha() and name.isupper()):
        return False
    starts = range(len(words) - _SPELT_OUT_LEAST + 1)
    return any(re.fullmatch("".join(map(_letters, words[start:])), name.lower()) for start in starts)


def _letters(word: str) -> str:
    """What of a word may be in its abbreviation: of 'Hypertext' HT, of 'Extensible' X."""
    first, rest = word[:1].lower(), word[1:].lower()
    firsts = first + "x" if rest.startswith("x") else first
    return f"[{re.escape(firsts)}][{re.escape(first + rest)}]*"


def _elements(folder: Path, rules: OnetRules, soc: str) -> Iterator[Concept]:
    """Skills and knowledge that matter to the occupations; without ratings, all that the model has."""
    rated = [path for name in _RATINGS if (path := folder / name).exists()]
    names: dict[str, str] = {}
    for path in rated:
        for row in rows(path, _RATED, delimiter="\t"):
            if row[_OCCUPATION].startswith(soc) and _matters(row["Scale ID"], row["Data Value"], rules):
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
