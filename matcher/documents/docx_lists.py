"""Which paragraphs of a DOCX Word would show with a bullet or a number."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from lxml import etree

from matcher.documents.docx_parts import Package
from matcher.documents.markup import attribute, child_named, children_named

LONGEST_CHAIN_OF_STYLES = 10


@dataclass(frozen=True, slots=True)
class ListStyles:
    """Paragraph styles that make list items, by their own setting or one they are based on."""

    item_styles: frozenset[str]
    heading_styles: frozenset[str]

    @classmethod
    def of(cls, package: Package) -> Self:
        root = package.part("styles")
        styles = {} if root is None else dict(_styles_by_id(root))
        items = {style_id for style_id in styles if _is_numbered(style_id, styles)}
        headings = {style_id for style_id in styles if _is_heading(style_id, styles)}
        return cls(frozenset(items), frozenset(headings))

    def is_item(self, paragraph: etree._Element) -> bool:
        """Numbered headings are headings, not items."""
        properties = child_named(paragraph, "pPr")
        if properties is None:
            return False
        style = _value(properties, "pStyle")
        if style in self.heading_styles or child_named(properties, "outlineLvl") is not None:
            return False
        number = _number_of(properties)
        return style in self.item_styles if number is None else number != "0"


def _styles_by_id(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for style in children_named(root, "style"):
        if style_id := attribute(style, "styleId"):
            yield style_id, style


def _chain(style_id: str, styles: dict[str, etree._Element]) -> Iterator[etree._Element]:
    """The style and those that it is based on; a ring of styles ends at some point."""
    for _ in range(LONGEST_CHAIN_OF_STYLES):
        style = styles.get(style_id)
        if style is None:
            return
        yield style
        style_id = _value(style, "basedOn") or ""


def _is_numbered(style_id: str, styles: dict[str, etree._Element]) -> bool:
    for style in _chain(style_id, styles):
        number = _number_of(child_named(style, "pPr"))
        if number is not None:
            return number != "0"
    return False


def _is_heading(style_id: str, styles: dict[str, etree._Element]) -> bool:
    return any(
        child_named(child_named(style, "pPr"), "outlineLvl") is not None for style in _chain(style_id, styles)
    )


def _number_of(properties: etree._Element | None) -> str | None:
    numbering = child_named(properties, "numPr")
    return None if numbering is None else _value(numbering, "numId")


def _value(element: etree._Element, name: str) -> str | None:
    child = child_named(element, name)
    return None if child is None else attribute(child, "val")
