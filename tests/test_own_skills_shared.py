"""An analyst with own skills over a shared one finds what one built for both from nothing finds."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from builders import AS_OF, RESUME
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.documents import Reader, document_from_text
from matcher.domain.document import ReadingLimits
from matcher.domain.lexicon import Lexicon
from matcher.domain.skill import Kind, Skill
from matcher.extraction.tokens import Tokenizer
from matcher.extraction.vocabulary import Vocabulary
from matcher.fitting.relations import Relations
from matcher.services.analysis import Analyst
from matcher.taxonomy import own_skill, with_own_skills

# Of own, of what the small taxonomy claims too, and of what is nearly that.
SURFACES = (
    "FooBase", "Foo Base", "foo-base", "Foobase Server", "LoomMaster", "Loom/Shuttle", "Warp & Weft",
    "Weaving", "Quilter", "Quilting frame", "Zed", "Airflow", "apache airflow", "Apache Airflow Studio",
    "Deep Learnings", "Torch", "Pandas 3", "ML", "Post Gres", "Scikit Learn", "Dockers", "Kafkas",
    "Big Data Loom", "FooBaseServer", "Py-Spark",
)  # fmt: skip
IDS = ("apache", "foo-base", "loom", "python", "quilt", "zed")
NAMED = (*IDS, "apache-spark", "deep-learning", "gone")
WORDS = (
    "worked with",
    "no",
    "and",
    ",",
    "\n",
    "using",
    "keen to learn",
    "Skills:",
    "the",
    "for 3 years",
    "such as",
)
ENTRIES = st.fixed_dictionaries(
    {
        "id": st.sampled_from(IDS),
        "name": st.sampled_from(SURFACES),
        "kind": st.sampled_from([kind.value for kind in Kind]),
        "aliases": st.lists(st.sampled_from(SURFACES), max_size=4, unique=True),
        "implies": st.lists(st.sampled_from(NAMED), max_size=2, unique=True),
        "related": st.dictionaries(st.sampled_from(NAMED), st.integers(1, 99), max_size=2),
        "ambiguous": st.lists(st.sampled_from(SURFACES), max_size=2, unique=True),
        "case_sensitive": st.lists(st.sampled_from(SURFACES), max_size=2, unique=True),
    }
)
OWN = st.lists(ENTRIES, max_size=6, unique_by=lambda entry: entry["id"])


@st.composite
def misspellings(draw: st.DrawFn) -> str:
    surface = draw(st.sampled_from(SURFACES))
    at = draw(st.integers(1, len(surface) - 1))
    return surface[:at] + draw(st.sampled_from(("", "x", surface[at - 1]))) + surface[at + 1 :]


PIECES = st.sampled_from(SURFACES) | st.sampled_from(WORDS) | misspellings()
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map(lambda pieces: "Summary\n" + " ".join(pieces))


def built(entries: list[dict[str, Any]]) -> list[Skill]:
    return [own_skill(entry) for entry in entries]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits()) as reader:
        yield reader


def assert_same(one: Analyst, other: Analyst, text: str) -> None:
    document = document_from_text(text, ReadingLimits())
    assert one.analyse_document(document, AS_OF) == other.analyse_document(document, AS_OF)
    assert one.read_advert(document) == other.read_advert(document)


@settings(max_examples=30)
@given(own=OWN, texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_analyses_are_the_same(
    analyst: Analyst, lexicon: Lexicon, reader: Reader, own: list[dict[str, Any]], texts: list[str]
) -> None:
    merged = with_own_skills(lexicon, built(own))
    shared, whole = analyst.with_own_skills(merged), Analyst(merged, reader)
    for text in (*texts, RESUME):
        assert_same(shared, whole, text)


@pytest.fixture(scope="module")
def words_of() -> Callable[[str], list[str]]:
    return Tokenizer().words_of


@given(own=OWN, words=st.lists(st.sampled_from(SURFACES) | misspellings(), max_size=20))
def test_vocabularies_are_the_same(
    lexicon: Lexicon, words_of: Callable[[str], list[str]], own: list[dict[str, Any]], words: list[str]
) -> None:
    carried, merged = lexicon.taxonomy.skills, with_own_skills(lexicon, built(own)).taxonomy.skills
    added = {name: skill for name, skill in merged.items() if name not in carried}
    shared, whole = Vocabulary(words_of, carried).with_own_skills(added), Vocabulary(words_of, merged)
    text = [word for each in words for word in words_of(each)]
    assert list(shared.find(text)) == list(whole.find(text))
    assert dict(shared.forms.values) == dict(whole.forms.values)
    for word in text:
        assert shared.is_word(word) == whole.is_word(word)
        assert shared.spelling.meant(word) == whole.spelling.meant(word)
        assert shared.spelling.without_version(f"{word}5") == whole.spelling.without_version(f"{word}5")


@given(own=OWN)
def test_relations_are_the_same(lexicon: Lexicon, own: list[dict[str, Any]]) -> None:
    carried, merged = lexicon.taxonomy.skills, with_own_skills(lexicon, built(own)).taxonomy.skills
    added = {name: skill for name, skill in merged.items() if name not in carried}
    shared, whole = Relations(carried).with_own_skills(added), Relations(merged)
    for skill in (*merged, *NAMED):
        assert list(shared.near(skill).items()) == list(whole.near(skill).items())
        assert list(shared.relatives(skill).items()) == list(whole.relatives(skill).items())
        assert shared.implying(skill) == whole.implying(skill)


def test_the_shared_one_stays_as_it_was(analyst: Analyst, lexicon: Lexicon) -> None:
    document = document_from_text("Skills: Quilter, Python, Quiltre", ReadingLimits())
    before = analyst.analyse_document(document, AS_OF)
    entry = {
        "id": "quilt",
        "name": "Quilter",
        "kind": "tool",
        "implies": ["python"],
        "related": {"docker": 9},
    }
    own = analyst.with_own_skills(with_own_skills(lexicon, [own_skill(entry)]))
    assert len(own.analyse_document(document, AS_OF).extraction.mentions) == 3
    assert analyst.analyse_document(document, AS_OF) == before
    assert analyst.relations.implying("python") == Relations(lexicon.taxonomy.skills).implying("python")
