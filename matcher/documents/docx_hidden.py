"""Which runs of a DOCX nobody sees: marked as hidden, tiny, or white where nothing dark lies behind them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from lxml import etree

from matcher.documents.docx_parts import Package
from matcher.documents.hidden import LARGEST_UNSEEN_POINTS, is_white
from matcher.documents.markup import attribute, child_named, children_named, local_name

HALF_POINTS = 2
LONGEST_CHAIN_OF_STYLES = 10
OFF = frozenset(("0", "false", "off", "none"))
PLAIN_PATTERNS = frozenset((None, "clear", "nil"))


@dataclass(frozen=True, slots=True, eq=False)
class HiddenRuns:
    """`styles` by id; `on_white_paper` is false where shapes or a page colour may lie behind the text."""

    styles: Mapping[str, etree._Element]
    on_white_paper: bool

    @classmethod
    def of(cls, package: Package) -> Self:
        root = package.part("styles")
        named = [] if root is None else children_named(root, "style")
        styles = {style_id: style for style in named if (style_id := attribute(style, "styleId"))}
        parts = [package.main(), *package.parts("header"), *package.parts("footer")]
        return cls(styles, not any(map(_is_painted, parts)))

    def hides(self, run: etree._Element) -> bool:
        settings = list(self._settings(run))
        if _is_on(_first(settings, "vanish")):
            return True
        if _all_named(run, "txbxContent"):
            return False  # the letters in a box have settings of their own
        if _is_tiny(_first(settings, "sz")):
            return True
        colour = _first(settings, "color")
        if not self.on_white_paper or colour is None or not is_white(attribute(colour, "val")):
            return False
        return not any(map(_has_ground, settings)) and not self._stands_on_ground(run)

    def _settings(self, run: etree._Element) -> Iterator[etree._Element]:
        """What is set for the run's letters: by itself, by its style, by its paragraph's style."""
        own = child_named(run, "rPr")
        if own is not None:
            yield own
            yield from self._of_styles(own, "rStyle")
        paragraph = next((each for each in run.iterancestors() if local_name(each) == "p"), None)
        properties = child_named(paragraph, "pPr")
        if properties is not None:
            yield from self._of_styles(properties, "pStyle")

    def _of_styles(self, properties: etree._Element, kind: str) -> Iterator[etree._Element]:
        for style in self._chain(properties, kind):
            letters = child_named(style, "rPr")
            if letters is not None:
                yield letters

    def _chain(self, properties: etree._Element, kind: str) -> Iterator[etree._Element]:
        """The style that `properties` name and those it is based on; a ring of styles ends at some point."""
        naming = child_named(properties, kind)
        for _ in range(LONGEST_CHAIN_OF_STYLES):
            style = None if naming is None else self.styles.get(attribute(naming, "val") or "")
            if style is None:
                return
            yield style
            naming = child_named(style, "basedOn")

    def _stands_on_ground(self, run: etree._Element) -> bool:
        """Whether a shaded paragraph, cell or table, or a text box, holds the run."""
        for holder in run.iterancestors():
            name = local_name(holder)
            if name == "txbxContent":
                return True
            properties = child_named(holder, f"{name}Pr") if name in ("p", "tc", "tr", "tbl") else None
            if properties is not None and (_has_ground(properties) or self._style_has_ground(properties)):
                return True
        return False

    def _style_has_ground(self, properties: etree._Element) -> bool:
        styles = [*self._chain(properties, "pStyle"), *self._chain(properties, "tblStyle")]
        return any(_is_dark(shade) for style in styles for shade in _all_named(style, "shd"))


def _first(settings: list[etree._Element], name: str) -> etree._Element | None:
    found = (child_named(each, name) for each in settings)
    return next((each for each in found if each is not None), None)


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and attribute(switch, "val") not in OFF


def _is_tiny(size: etree._Element | None) -> bool:
    value = "" if size is None else attribute(size, "val") or ""
    return value.isdigit() and int(value) <= LARGEST_UNSEEN_POINTS * HALF_POINTS


def _has_ground(properties: etree._Element) -> bool:
    marker = child_named(properties, "highlight")
    if marker is not None and attribute(marker, "val") not in ("none", "white"):
        return True
    return any(map(_is_dark, children_named(properties, "shd")))


def _is_dark(shade: etree._Element) -> bool:
    fill = attribute(shade, "fill") or "auto"
    return attribute(shade, "val") not in PLAIN_PATTERNS or (fill != "auto" and not is_white(fill))


def _is_painted(part: etree._Element) -> bool:
    for element in part.iter():
        name = local_name(element)
        if name == "anchor" and attribute(element, "behindDoc") in ("1", "true"):
            return True
        if name == "pict" or (name == "background" and not is_white(attribute(element, "color"))):
            return True
    return False


def _all_named(element: etree._Element, name: str) -> list[etree._Element]:
    return [each for each in element.iter() if local_name(each) == name]
