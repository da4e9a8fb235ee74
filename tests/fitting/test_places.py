import pytest

from matcher.domain.skill import Place
from matcher.fitting.places import apart, move_in_words

SOFTWARE = Place(15, 5, 80)
BALANCED = Place(20, 30, 50)
MODELS = Place(10, 65, 25)


@pytest.mark.parametrize(
    ("here", "there", "distance"),
    [
        (BALANCED, BALANCED, 0),
        (SOFTWARE, BALANCED, 30),
        (BALANCED, SOFTWARE, 30),
        (SOFTWARE, MODELS, 60),
        (Place(100, 0, 0), Place(0, 0, 100), 100),
    ],
)
def test_places_are_apart_by_half_the_differences(here: Place, there: Place, distance: int) -> None:
    assert apart(here, there) == distance


@pytest.mark.parametrize(
    ("here", "there", "words"),
    [
        (SOFTWARE, BALANCED, "drawn to statistics and models while software engineering is to remain"),
        (SOFTWARE, MODELS, "leave software engineering behind you for statistics and models"),
        (MODELS, SOFTWARE, "leave statistics and models behind you for software engineering"),
        (MODELS, BALANCED, "drawn to software engineering more than to statistics and models"),
        (SOFTWARE, Place(60, 10, 30), "drawn to infrastructure more than to software engineering"),
        (SOFTWARE, Place(61, 10, 29), "leave software engineering behind you for infrastructure"),
        (Place(45, 10, 45), Place(90, 0, 10), "go further into infrastructure"),
        (MODELS, Place(5, 75, 20), "stay where you are: with statistics and models"),
        (MODELS, Place(4, 76, 20), "go further into statistics and models"),
    ],
)
def test_a_move_is_told_by_the_axes(here: Place, there: Place, words: str) -> None:
    assert words in move_in_words(here, there)
