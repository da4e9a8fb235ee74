"""Where résumés and roles stand between three axes: points of a triangle, labels that do not collide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

WIDTH, HEIGHT = 400, 350
_CORNERS: Mapping[str, tuple[float, float]] = {
    "infrastructure": (40.0, 315.0),
    "statistics": (200.0, 38.0),
    "software": (360.0, 315.0),
}
LINE = 16.0
_LETTER, _BASELINE = 7.8, 12.0
_LONGEST_LINE = 18
_DOT = 8.0
_CORNER_BOXES = ((150.0, 10.0, 250.0, 30.0), (0.0, 322.0, 110.0, 345.0), (240.0, 322.0, 400.0, 345.0))
_STEPS = (25, 50, 75)

Place = Mapping[str, int]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Standing:
    """Something with a place; `kind` is how it is drawn: 'you', 'best', 'role', or 'faint', unlabelled."""

    label: str
    place: Place
    kind: str = "role"


@dataclass(frozen=True, slots=True)
class Dot:
    """A standing as drawn: its dot at (x, y), the lines of its label from (label_x, label_y) by `anchor`."""

    lines: tuple[str, ...]
    kind: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The corners as an SVG list of points, the lines of the grid, and the dots."""

    outline: str
    grid: tuple[Box, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place for a label beside its dot."""

    x: float
    y: float
    anchor: str
    box: Box


def picture(standings: Sequence[Standing]) -> Picture:
    """The triangle with `standings`; labels go where they cover least."""
    dots: list[Dot] = []
    told = (each for each in standings if each.kind != "faint")
    taken: list[Box] = [*_CORNER_BOXES, *(_around(point(each.place)) for each in told)]
    for standing in sorted(standings, key=lambda each: each.kind != "faint"):
        x, y = point(standing.place)
        if standing.kind == "faint":
            dots.append(Dot((), standing.kind, x, y, x, y, "middle"))
            continue
        lines = tuple(wrap(standing.label, _LONGEST_LINE, break_long_words=False))
        spot = min(_spots(lines, x, y), key=lambda each: _covered(each.box, taken))
        taken.append(spot.box)
        dots.append(Dot(lines, standing.kind, x, y, spot.x, spot.y, spot.anchor))
    outline = " ".join(f"{x:g},{y:g}" for x, y in _CORNERS.values())
    return Picture(outline, tuple(_grid()), tuple(dots))


def point(place: Place) -> tuple[float, float]:
    """The corners' mean, weighted by the shares of `place` (per cents that sum to 100)."""
    x = sum(place[axis] * corner[0] for axis, corner in _CORNERS.items()) / 100
    y = sum(place[axis] * corner[1] for axis, corner in _CORNERS.items()) / 100
    return round(x, 1), round(y, 1)


def _grid() -> Iterable[Box]:
    """Lines of equal share, parallel to each side."""
    names = tuple(_CORNERS)
    for axis in names:
        one, two = (name for name in names if name != axis)
        for share in _STEPS:
            rest = 100 - share
            yield point({axis: share, one: rest, two: 0}) + point({axis: share, one: 0, two: rest})


def _around(center: tuple[float, float]) -> Box:
    x, y = center
    return x - _DOT, y - _DOT, x + _DOT, y + _DOT


def _spots(lines: Sequence[str], x: float, y: float) -> Iterable[_Spot]:
    """Beside the dot, then above and below it; the nearest first."""
    wide, high = max(map(len, lines), default=0) * _LETTER, len(lines) * LINE
    for middle in (y, y - high / 2 - 4, y + high / 2 + 4):
        top, bottom = middle - high / 2, middle + high / 2
        yield _Spot(x + 12, top + _BASELINE, "start", (x + 12, top, x + 12 + wide, bottom))
        yield _Spot(x - 12, top + _BASELINE, "end", (x - 12 - wide, top, x - 12, bottom))
    for top in (y - 10 - high, y + 10):
        yield _Spot(x, top + _BASELINE, "middle", (x - wide / 2, top, x + wide / 2, top + high))


def _covered(box: Box, taken: Iterable[Box]) -> float:
    """The area of `box` over anything taken, and, dearer, beyond the edge of the picture."""
    outside = max(0.0, -box[0]) + max(0.0, box[2] - WIDTH) + max(0.0, -box[1]) + max(0.0, box[3] - HEIGHT)
    return sum(_overlap(box, other) for other in taken) + outside * LINE * 10


def _overlap(one: Box, two: Box) -> float:
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    return wide * high if wide > 0 and high > 0 else 0.0
