import pytest

from matcher.domain.extraction import Match
from matcher.domain.skill import Kind, Skill
from matcher.extraction.tokens import Tokenizer
from matcher.extraction.vocabulary import Vocabulary


def skills_in(vocabulary: Vocabulary, text: str) -> set[str]:
    return {found.form.skill.id for found in vocabulary.find(text.split())}


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("core java", {"java"}),
        ("my sql", {"mysql"}),
        ("java script", {"java", "javascript"}),
        ("neural network", {"neural-networks"}),
        ("apache kafka", {"kafka"}),
        ("jav", set()),
        ("machine learning platforms", {"learning"}),
    ],
)
def test_finds_every_form(vocabulary: Vocabulary, text: str, skills: set[str]) -> None:
    assert skills_in(vocabulary, text) == skills


def test_a_form_knows_how_it_was_written(vocabulary: Vocabulary) -> None:
    name, alias, parts = (
        vocabulary.form("apache", "kafka"),
        vocabulary.form("kafka"),
        vocabulary.form("java", "script"),
    )
    assert name
    assert alias
    assert parts
    assert (name.match, alias.match, parts.match) == (Match.EXACT, Match.ALIAS, Match.ALIAS)
    assert (alias.ambiguous, parts.ambiguous) == (False, True)


def test_a_surface_as_written_goes_before_a_variant_of_another() -> None:
    skills = {
        "a": Skill("a", "Widget", Kind.TOOL, "t"),
        "b": Skill("b", "Widgets", Kind.TOOL, "t"),
    }
    form = Vocabulary(Tokenizer().words_of, skills).form("widgets")
    assert form
    assert form.skill.id == "b"


@pytest.mark.parametrize(
    ("quoted", "same"),
    [("JavaScript", True), ("Java-Script", True), ("javascript", False), ("JAVASCRIPT", False)],
)
def test_same_case(vocabulary: Vocabulary, quoted: str, *, same: bool) -> None:
    form = vocabulary.form("javascript")
    assert form
    assert form.same_case(quoted) is same


@pytest.mark.parametrize(("word", "known"), [("KAFKA", True), ("Because", True), ("kafkq", False)])
def test_words(vocabulary: Vocabulary, word: str, *, known: bool) -> None:
    assert vocabulary.is_word(word) is known
