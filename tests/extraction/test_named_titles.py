import pytest

from matcher.domain.lexicon import Lexicon
from matcher.extraction.named_titles import NamedTitles


@pytest.fixture(scope="module")
def titles(lexicon: Lexicon) -> NamedTitles:
    return NamedTitles(lexicon.catalogue.roles.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We look for a Data Engineer to join", "data engineer"),
        ("Two data engineers are wanted", "data engineer"),
        ("IS SEEKING A DATA ENGINEERBenefits medical", "data engineer"),
        ("a data engineerBenefits medical", "data engineer"),
        ("a data engineeringBenefits", None),
        ("a data ENGINEERED product", None),
        ("Engineer of data", None),
        ("Our data team", None),
        ("", None),
    ],
)
def test_first_title(text: str, expected: str | None, titles: NamedTitles) -> None:
    assert titles.first(text.split()) == expected
