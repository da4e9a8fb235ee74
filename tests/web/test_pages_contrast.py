import re
from pathlib import Path

import pytest

import matcher.web

STYLE = Path(matcher.web.__file__).parent / "static" / "rolefit.css"
TEXT, GRAPHIC = 4.5, 3.0  # WCAG 2.2, level AA


def schemes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", STYLE.read_text("utf-8"), re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks)
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "backs"),
    [
        ("ink", ("paper", "sheet", "teal-wash", "ochre-wash", "bad-wash")),
        ("soft", ("paper", "sheet")),
        ("teal", ("paper", "sheet")),
        ("ochre", ("paper", "sheet")),
        ("plum", ("sheet",)),
        ("mark-ink", ("mark",)),
        ("on-strong", ("teal", "bad")),
    ],
)
def test_text_can_be_read(scheme: str, front: str, backs: tuple[str, ...]) -> None:
    colours = schemes()[scheme]
    for back in backs:
        assert contrast(colours[front], colours[back]) >= TEXT, back


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("bar", ["teal-fill", "ochre-fill", "slate-fill", "plum-fill"])
def test_bars_stand_out(scheme: str, bar: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[bar], colours["sheet"]) >= GRAPHIC
