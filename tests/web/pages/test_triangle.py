import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.web.pages.triangle import HEIGHT, WIDTH, Picture, Standing, picture, point

CORNERS = {
    "infrastructure": (40.0, 315.0),
    "statistics": (200.0, 38.0),
    "software": (360.0, 315.0),
}


def place(infrastructure: int, statistics: int) -> dict[str, int]:
    return {
        "infrastructure": infrastructure,
        "statistics": statistics,
        "software": 100 - infrastructure - statistics,
    }


@pytest.mark.parametrize("axis", CORNERS)
def test_a_place_wholly_on_one_axis_is_its_corner(axis: str) -> None:
    assert point({name: 100 if name == axis else 0 for name in CORNERS}) == CORNERS[axis]


def test_a_place_between_two_axes_lies_on_the_side_between_them() -> None:
    assert point(place(50, 0)) == (200.0, 315.0)


@given(st.integers(0, 100), st.integers(0, 100))
def test_more_statistics_is_higher_and_more_software_further_right(one: int, two: int) -> None:
    infrastructure, statistics = min(one, two), abs(one - two)
    x, y = point(place(infrastructure, statistics))
    assert 40 <= x <= 360
    assert 38 <= y <= 315
    if statistics < 100 - infrastructure:
        assert point(place(infrastructure, statistics + 1))[1] < y
    if infrastructure:
        assert point(place(infrastructure - 1, statistics))[0] > x


def label_boxes(drawn: Picture) -> list[tuple[float, float, float, float]]:
    boxes = []
    for dot in drawn.dots:
        wide = max(map(len, dot.lines)) * 7.0
        left = dot.label_x - {"start": 0, "end": wide, "middle": wide / 2}[dot.anchor]
        boxes.append((left, dot.label_y - 11, left + wide, dot.label_y + 16 * (len(dot.lines) - 1) + 3))
    return boxes


def test_labels_of_crowded_places_do_not_cover_each_other_and_stay_inside() -> None:
    drawn = picture(
        [
            Standing("You", place(33, 33), "you"),
            Standing("Machine Learning Engineer", place(30, 33)),
            Standing("Data Scientist", place(33, 40)),
            Standing("Data Engineer", place(40, 30), "best"),
        ]
    )
    boxes = label_boxes(drawn)
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= WIDTH
        assert top >= 0
        assert bottom <= HEIGHT
        for other in boxes[number + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_a_long_label_takes_two_lines_and_an_empty_one_none() -> None:
    drawn = picture([Standing("Machine Learning Engineer", place(30, 30)), Standing("", place(60, 10))])
    assert [dot.lines for dot in drawn.dots] == [("Machine Learning", "Engineer"), ()]


def test_the_grid_cuts_each_side_in_quarters() -> None:
    grid = picture([]).grid
    assert len(grid) == 9
    assert (120.0, 315.0, 80.0, 245.8) in {(*line[2:], *line[:2]) for line in grid} | set(grid)
