"""Which text of an ODT nobody sees: styles that hide it, make it tiny, or white on white paper."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from lxml import etree

from matcher.documents.hidden import LARGEST_UNSEEN_POINTS, is_white
from matcher.documents.markup import attribute, child_named, local_name

LONGEST_CHAIN_OF_STYLES = 10
PARAGRAPHS = frozenset(("p", "h"))
HOLDERS_OF_A_GROUND = frozenset(("p", "h", "span", "table-cell", "table-row", "table", "section"))


@dataclass(frozen=True, slots=True, eq=False)
class HiddenStyles:
    """`styles` by name; `on_white_paper` is false where a page colour or a frame may lie behind the text."""

    styles: Mapping[str, etree._Element]
    on_white_paper: bool

    @classmethod
    def of(cls, roots: Iterable[etree._Element]) -> Self:
        styles: dict[str, etree._Element] = {}
        on_white_paper = True
        for root in roots:
            for element in root.iter():
                name = local_name(element)
                if name == "style" and (style_name := attribute(element, "name")):
                    styles[style_name] = element
                elif name in ("page-layout-properties", "drawing-page-properties"):
                    on_white_paper = on_white_paper and not _has_ground(element)
                elif (
                    name in ("custom-shape", "rect", "frame") and attribute(element, "anchor-type") == "page"
                ):
                    on_white_paper = False
        return cls(styles, on_white_paper)

    def hide(self, element: etree._Element) -> bool:
        """Whether what stands directly in the section, paragraph or part of a paragraph goes unseen."""
        around = _up_to_paragraph(element)
        if any(map(_is_switched_off, around)):
            return True
        letters = [each for holder in around for each in self._settings(holder, "text-properties")]
        if _first(letters, "display") == "none" or _is_tiny(_first(letters, "font-size")):
            return True
        return self.on_white_paper and is_white(_first(letters, "color")) and not self._has_ground(element)

    def _has_ground(self, element: etree._Element) -> bool:
        for holder in (element, *element.iterancestors()):
            name = local_name(holder)
            if name == "text-box":
                return True
            if name in HOLDERS_OF_A_GROUND and any(map(_has_ground, self._settings(holder, "properties"))):
                return True
        return False

    def _settings(self, element: etree._Element, kind: str) -> Iterator[etree._Element]:
        """The properties, whose tag ends in `kind`, of the element's style and those that it is based on."""
        name = attribute(element, "style-name")
        for _ in range(LONGEST_CHAIN_OF_STYLES):
            style = self.styles.get(name or "")
            if style is None:
                return
            yield from (each for each in style if local_name(each).endswith(kind))
            name = attribute(style, "parent-style-name")


def _up_to_paragraph(element: etree._Element) -> list[etree._Element]:
    """The element and those around it, up to its paragraph."""
    around = [element]
    while local_name(around[-1]) not in PARAGRAPHS and (above := around[-1].getparent()) is not None:
        around.append(above)
    return around


def _is_switched_off(element: etree._Element) -> bool:
    name = local_name(element)
    if name == "hidden-text":
        return attribute(element, "is-hidden") != "false"
    return name == "section" and attribute(element, "display") == "none"


def _first(settings: Iterable[etree._Element], name: str) -> str | None:
    found = (attribute(each, name) for each in settings)
    return next((each for each in found if each is not None), None)


def _is_tiny(size: str | None) -> bool:
    points = (size or "").removesuffix("pt")
    return points.replace(".", "", 1).isdigit() and size != points and float(points) <= LARGEST_UNSEEN_POINTS


def _has_ground(properties: etree._Element) -> bool:
    colour = attribute(properties, "background-color")
    if child_named(properties, "background-image") is not None and colour is None:
        return bool(attribute(child_named(properties, "background-image"), "href"))  # type: ignore[arg-type]
    return colour not in (None, "transparent") and not is_white(colour)
