import pytest

from matcher.extraction.english import English, read_english


@pytest.fixture(scope="module")
def english() -> English:
    return read_english()


@pytest.mark.parametrize("word", ["the", "trust", "network", "building", "python"])
def test_everybody_uses_it(english: English, word: str) -> None:
    assert word in english.ordinary
    assert word in english.words


@pytest.mark.parametrize("word", ["kubernetes", "postgresql", "mysql"])
def test_nobody_used_it_in_books(english: English, word: str) -> None:
    assert word not in english.ordinary
    assert word not in english.words


def test_a_rare_word_is_english_all_the_same(english: English) -> None:
    assert "magnetite" in english.words
    assert "magnetite" not in english.ordinary
