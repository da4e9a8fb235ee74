import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.skill import Kind
from matcher.extraction.surfaces import spellings, split_camel


@pytest.mark.parametrize(
    ("surface", "kind", "spelling"),
    [
        ("Node.js", Kind.FRAMEWORK, "node js"),
        ("Node.js", Kind.FRAMEWORK, "nodejs"),
        ("CI/CD", Kind.METHOD, "ci/cd"),
        ("CI/CD", Kind.METHOD, "ci cd"),
        ("scikit-learn", Kind.LIBRARY, "scikit learn"),
        ("Test & Learn", Kind.METHOD, "test and learn"),
        ("Shipping and Receiving", Kind.FIELD, "shipping & receiving"),
        ("Stored procedure", Kind.TECHNIQUE, "stored procedures"),
        ("Neural networks", Kind.FIELD, "neural network"),
        ("Data taxonomy", Kind.FIELD, "data taxonomies"),
        ("Python", Kind.LANGUAGE, "python"),
    ],
)
def test_a_spelling_that_is_taken(surface: str, kind: Kind, spelling: str) -> None:
    assert spelling in spellings(surface, kind)


@pytest.mark.parametrize(
    ("surface", "kind", "spelling"),
    [
        ("Kubernetes", Kind.PLATFORM, "kubernete"),
        ("Go", Kind.LANGUAGE, "gos"),
        ("C Net", Kind.LIBRARY, "cnet"),
        ("Analysis", Kind.FIELD, "analysi"),
        ("Express", Kind.FRAMEWORK, "expres"),
        ("Linux", Kind.OPERATING_SYSTEM, "linuxs"),
        ("Warm HIDS", Kind.TOOL, "warm hid"),
    ],
)
def test_a_spelling_that_would_be_another_word(surface: str, kind: Kind, spelling: str) -> None:
    assert spelling not in spellings(surface, kind)


def test_an_ordinary_word_has_no_plural() -> None:
    assert spellings("Excel", Kind.PRODUCT, ambiguous=True) == {"excel"}
    assert spellings("Excel", Kind.PRODUCT) == {"excel", "excels"}


@pytest.mark.parametrize(
    ("surface", "parts"),
    [
        ("PowerPoint", "Power Point"),
        ("JavaScript", "Java Script"),
        ("iOS", None),
        ("eBay", None),
        ("Java", None),
    ],
)
def test_camel_case_has_parts_of_two_letters_or_more(surface: str, parts: str | None) -> None:
    assert split_camel(surface) == parts


@given(st.text(min_size=1, max_size=30), st.sampled_from(Kind))
def test_a_surface_is_a_spelling_of_itself_but_for_what_joins_its_words(surface: str, kind: Kind) -> None:
    def letters(text: str) -> str:
        return "".join(filter(str.isalnum, text.lower()))

    assert letters(surface) in set(map(letters, spellings(surface, kind)))
