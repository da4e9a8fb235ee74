"""Word's DOCX, read from its XML: body, tables, text boxes, headers, footers and notes."""

from collections.abc import Iterable, Iterator

from lxml import etree

from matcher.documents.archive import Archive
from matcher.documents.docx_hidden import HiddenRuns
from matcher.documents.docx_lists import ListStyles
from matcher.documents.docx_parts import Package
from matcher.documents.hidden import HIDDEN
from matcher.documents.markup import attribute, child_named, children_named, local_name
from matcher.documents.rows import row_to_text
from matcher.documents.source import Contents, Source

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LEFT_OUT_AS_TEXT = (
    "del moveFrom instrText delText delInstrText rPr pPr sectPr tblPr trPr tcPr rt annotationRef "
    "fldData sdtPr sdtEndPr"
)
LEFT_OUT = frozenset(LEFT_OUT_AS_TEXT.split())
LINE_BREAKS = frozenset(("br", "cr"))
SEPARATOR_NOTES = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def read_docx(source: Source) -> Contents:
    """Raises Damaged."""
    with Archive(source) as archive:
        package = Package(archive, source.filename)
        body = _BodyReader(ListStyles.of(package), HiddenRuns.of(package))
        main = package.main()
        parts = [_each_once(body.text_of(header) for header in package.parts("header"))]
        parts.append(body.text_of(main))
        parts.extend(_notes(package, body))
        parts.append(_each_once(body.text_of(footer) for footer in package.parts("footer")))
    text = "\n\n".join(part for part in parts if part.strip())
    return Contents(MEDIA_TYPE, (text,), (HIDDEN,) if body.left_out_hidden else ())


def _each_once(texts: Iterable[str]) -> str:
    """First, even and other pages mostly carry the same header."""
    return "\n".join(dict.fromkeys(text for text in texts if text.strip()))


def _notes(package: Package, body: "_BodyReader") -> Iterator[str]:
    for kind in ("footnotes", "endnotes"):
        for part in package.parts(kind):
            notes = [note for note in part if attribute(note, "type") not in SEPARATOR_NOTES]
            yield "\n".join(body.text_of(note) for note in notes)


class _BodyReader:
    """Turns containers of paragraphs and tables into lines."""

    def __init__(self, lists: ListStyles, hidden: HiddenRuns) -> None:
        self._lists = lists
        self._hidden = hidden
        self.left_out_hidden = False

    def text_of(self, container: etree._Element) -> str:
        return "\n".join(self._blocks(container))

    def _blocks(self, container: etree._Element) -> Iterator[str]:
        for child in container:
            name = local_name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "AlternateContent":
                yield from self._blocks(_chosen(child))
            elif name not in LEFT_OUT:
                yield from self._blocks(child)

    def _table(self, table: etree._Element) -> Iterator[str]:
        for row in _descendants_in_order(table, "tr"):
            cells = [self.text_of(cell) for cell in _descendants_in_order(row, "tc")]
            yield row_to_text(cells)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        inline: list[str] = []
        boxes: list[str] = []
        self._collect(paragraph, inline, boxes)
        text = "".join(inline)
        if text.strip() and self._lists.is_item(paragraph):
            text = f"• {text.lstrip()}"
        yield text
        yield from boxes

    def _collect(self, element: etree._Element, inline: list[str], boxes: list[str]) -> None:
        for child in element:
            name = local_name(child)
            if name in LEFT_OUT or (name == "r" and self._is_hidden(child)):
                continue
            if name == "txbxContent":
                boxes.append(self.text_of(child))
            elif name == "AlternateContent":
                self._collect(_chosen(child), inline, boxes)
            elif (written := _written(child, name)) is not None:
                inline.append(written)
            else:
                self._collect(child, inline, boxes)

    def _is_hidden(self, run: etree._Element) -> bool:
        if not self._hidden.hides(run):
            return False
        if any(str(text).strip() for text in run.itertext()):
            self.left_out_hidden = True
        return True


def _written(element: etree._Element, name: str) -> str | None:
    """What an element stands for by itself; None when its children tell."""
    if name == "t":
        return element.text or ""
    if name in LINE_BREAKS:
        return "\n"
    if name in ("tab", "ptab"):
        return "\t"
    if name == "noBreakHyphen":
        return "-"
    return _symbol(element) if name == "sym" else None


def _symbol(element: etree._Element) -> str:
    code = attribute(element, "char") or ""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _chosen(alternatives: etree._Element) -> etree._Element:
    """One of the alternatives, which all say the same: the first that holds text, else the fallback."""
    choices = children_named(alternatives, "Choice") + children_named(alternatives, "Fallback")
    with_text = (choice for choice in choices if any(str(text).strip() for text in choice.itertext()))
    return next(with_text, choices[-1] if choices else alternatives)


def _descendants_in_order(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls, but not those of tables within."""
    for child in element:
        found = local_name(child)
        if found == name:
            if not _is_deleted(child):
                yield child
        elif found in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _descendants_in_order(child, name)


def _is_deleted(row: etree._Element) -> bool:
    properties = child_named(row, "trPr")
    return properties is not None and child_named(properties, "del") is not None
