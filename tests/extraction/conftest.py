"""The taxonomy that Rolefit carries, read once, and what the readers of mentions are built with."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.domain.document import Document
from matcher.domain.extraction import Declined, Extraction, Mention
from matcher.domain.lexicon import Lexicon
from matcher.domain.month import Month
from matcher.domain.skill import Context, Kind, Skill
from matcher.extraction.extractor import Extractor
from matcher.extraction.layout import Layout, lay_out
from matcher.extraction.mentions import MentionFinder
from matcher.extraction.sections import find_sections
from matcher.extraction.tokens import Tokenizer
from matcher.extraction.vocabulary import Vocabulary
from matcher.taxonomy import load_lexicon

SKILLS = (
    Skill("python", "Python", Kind.LANGUAGE, "t"),
    Skill("java", "Java", Kind.LANGUAGE, "t", ("Core Java",)),
    Skill("javascript", "JavaScript", Kind.LANGUAGE, "t", ("JS",), case_sensitive=frozenset({"JS"})),
    Skill("go", "Go", Kind.LANGUAGE, "t", ("Golang",), ambiguous=frozenset({"Go"})),
    Skill("rust", "Rust", Kind.LANGUAGE, "t", ambiguous=frozenset({"Rust"})),
    Skill("r", "R", Kind.LANGUAGE, "t", ambiguous=frozenset({"R"}), case_sensitive=frozenset({"R"})),
    Skill("ruby", "Ruby", Kind.LANGUAGE, "t", ambiguous=frozenset({"Ruby"})),
    Skill("spring", "Spring", Kind.FRAMEWORK, "t", ambiguous=frozenset({"Spring"})),
    Skill("kafka", "Apache Kafka", Kind.PLATFORM, "t", ("Kafka",)),
    Skill("mysql", "MySQL", Kind.DATABASE, "t"),
    Skill("oracle", "Oracle", Kind.DATABASE, "t", ambiguous=frozenset({"Oracle"})),
    Skill(
        "product-management",
        "Product Management",
        Kind.FIELD,
        "t",
        ambiguous=frozenset({"Product Management"}),
    ),
    Skill("mobile-networks", "Mobile networks", Kind.FIELD, "t"),
    Skill("performance-computing", "Performance computing", Kind.FIELD, "t"),
    Skill("neural-networks", "Neural networks", Kind.FIELD, "t"),
    Skill("regression-testing", "Regression testing", Kind.TECHNIQUE, "t"),
    Skill("integration-testing", "Integration testing", Kind.TECHNIQUE, "t"),
    Skill("learning", "Machine learning", Kind.FIELD, "t"),
    Skill(
        "learning-platform",
        "Machine learning platform",
        Kind.FIELD,
        "t",
        ambiguous=frozenset({"Machine learning platform"}),
    ),
)
AS_OF = Month(2024, 6)


def plain(text: str) -> Document:
    """A document of `text` as it stands."""
    return Document(text, "resume.txt", "text/plain", "", ())


@pytest.fixture(scope="session")
def carried_lexicon() -> Lexicon:
    folder = os.environ.get("MATCHER_TAXONOMY_DIR")
    return load_lexicon(Path(folder) if folder else None)


@pytest.fixture(scope="session")
def context(carried_lexicon: Lexicon) -> Context:
    return carried_lexicon.taxonomy.context


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer()


@pytest.fixture(scope="session")
def extract(carried_lexicon: Lexicon) -> Callable[[str], Extraction]:
    extractor = Extractor(carried_lexicon)
    return lambda text: extractor.extract(plain(text), AS_OF)


@pytest.fixture(scope="session")
def vocabulary(tokenizer: Tokenizer) -> Vocabulary:
    """Of `SKILLS` alone."""
    return Vocabulary(tokenizer.words_of, {skill.id: skill for skill in SKILLS})


@pytest.fixture(scope="session")
def laid_out(carried_lexicon: Lexicon) -> Callable[[str], Layout]:
    def lay(text: str) -> Layout:
        sections = find_sections(text, carried_lexicon.headings)
        return lay_out(text, sections, carried_lexicon.taxonomy.context.list_labels)

    return lay


@pytest.fixture(scope="session")
def find_mentions(
    vocabulary: Vocabulary, context: Context, tokenizer: Tokenizer, laid_out: Callable[[str], Layout]
) -> Callable[[str], tuple[tuple[Mention, ...], tuple[Declined, ...]]]:
    """Mentions of `SKILLS`, and what was left, in a text that begins with a summary."""
    finder = MentionFinder(vocabulary, context, tokenizer.words_of)

    def find(text: str) -> tuple[tuple[Mention, ...], tuple[Declined, ...]]:
        document = plain(f"Summary\n{text}")
        tokens = tokenizer.split(document.text, vocabulary.is_word)
        return finder.find(document, tokens, laid_out(document.text))

    return find
