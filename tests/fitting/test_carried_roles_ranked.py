"""What the carried roles make of documents of today; the documents stand in tests/data."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matcher.documents import document_from_text
from matcher.domain.document import ReadingLimits
from matcher.domain.month import Month
from matcher.extraction.extractor import Extractor
from matcher.fitting import build_profile, rank_roles
from matcher.fitting.relations import Relations
from matcher.taxonomy import load_lexicon

DOCUMENTS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "data" / "modern_documents.toml").read_text("utf-8")
)["document"]
# Neighbours that one advert may well be taken for: delivery of models, and the server's half of a whole.
NEIGHBOURS_FIRST = {"advert: models at scale", "advert: both sides of the web"}

Ranked = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def ranked() -> Ranked:
    """Gives the ids of all roles for a text, the best first."""
    lexicon = load_lexicon()
    extractor = Extractor(lexicon)
    relations = Relations(lexicon.taxonomy.skills)

    def rank(text: str) -> list[str]:
        extraction = extractor.extract(document_from_text(text, ReadingLimits()), Month(2026, 11))
        return [
            fit.role for fit in rank_roles(build_profile(extraction, lexicon, relations), lexicon, relations)
        ]

    return rank


@pytest.mark.parametrize("document", DOCUMENTS, ids=[each["id"] for each in DOCUMENTS])
def test_a_document_of_today_goes_to_its_role(document: dict[str, Any], ranked: Ranked) -> None:
    first = 2 if document["id"] in NEIGHBOURS_FIRST else 1
    assert set(ranked(document["text"])[:first]) & set(document["accepted"])
