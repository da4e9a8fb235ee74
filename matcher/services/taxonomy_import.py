"""Turns official releases of ESCO and O*NET into a domain file of the taxonomy."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from matcher.domain.lexicon import Lexicon
from matcher.extraction.english import read_english
from matcher.taxonomy.imported import Imported, fit_in, kinds_of, written
from matcher.taxonomy.release import Concept


def about(concepts: Iterable[Concept], terms: Sequence[str]) -> list[Concept]:
    """Those with one of `terms` in a name or in what is said about them; all of them without terms."""
    wanted = [term.casefold() for term in terms]
    return [concept for concept in concepts if not wanted or any(term in _said(concept) for term in wanted)]


def _said(concept: Concept) -> str:
    return "\n".join((*concept.names, concept.about)).casefold()


def import_release(concepts: Iterable[Concept], lexicon: Lexicon, source: str, out: Path) -> dict[str, Any]:
    """Write what `lexicon` lacks to `out`; tell what was written and what was known. Raises OSError."""
    imported = fit_in(concepts, lexicon.taxonomy.skills, source)
    title = f"Made from a release of {source.upper()} by `matcher taxonomy import`."
    out.write_text(written(imported, read_english().words.__contains__, title), "utf-8")
    return _summary(imported)


def _summary(imported: Imported) -> dict[str, Any]:
    return {
        "skills": len(imported.entries),
        "surfaces": sum(len(entry.surfaces) for entry in imported.entries),
        "kinds": dict(sorted(kinds_of(imported).items())),
        "known": [{"link": link, "skill": skill} for link, skill in imported.known.items()],
        "nameless": list(imported.nameless),
    }
