"""OpenDocument text, read from its XML: body, tables, text boxes, notes, headers and footers."""

from collections.abc import Iterator

from lxml import etree

from matcher.documents.archive import Archive
from matcher.documents.hidden import HIDDEN
from matcher.documents.markup import attribute, local_name, parse_xml
from matcher.documents.odt_hidden import HiddenStyles
from matcher.documents.rows import row_to_text
from matcher.documents.source import Contents, Source
from matcher.errors import Damaged, Encrypted

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
LEFT_OUT_AS_TEXT = (
    "tracked-changes annotation annotation-end note-citation sequence-decls forms variable-decls user- "
    "field-decls title desc ruby-text index-title-template table-of-content-source"
)
LEFT_OUT = frozenset(LEFT_OUT_AS_TEXT.split())
BOXES = frozenset(("text-box", "note-body"))
MOST_BLANKS = 20


def read_odt(source: Source) -> Contents:
    """Raises Encrypted or Damaged."""
    with Archive(source) as archive:
        _refuse_encrypted(archive, source.filename)
        content = parse_xml(archive.read("content.xml"), source.filename, "content.xml")
        styles = _styles(archive, source.filename)
    reader = _BodyReader(HiddenStyles.of([*styles, content]))
    headers, footers = _headers_and_footers(styles, reader)
    parts = [*headers, "\n".join(reader.blocks(_body(content, source.filename))), *footers]
    text = "\n\n".join(part for part in parts if part.strip())
    return Contents(MEDIA_TYPE, (text,), (HIDDEN,) if reader.left_out_hidden else ())


def _refuse_encrypted(archive: Archive, filename: str) -> None:
    manifest = archive.first(["META-INF/manifest.xml"])
    if "encrypted-package" in archive or (manifest and b"encryption-data" in archive.read(manifest)):
        raise Encrypted(filename)


def _styles(archive: Archive, filename: str) -> list[etree._Element]:
    return [parse_xml(archive.read(name), filename, name) for name in ("styles.xml",) if name in archive]


def _body(root: etree._Element, filename: str) -> etree._Element:
    for element in root.iter():
        if local_name(element) == "body":
            return element
    raise Damaged(filename, "it has no body")


def _headers_and_footers(styles: list[etree._Element], reader: "_BodyReader") -> tuple[list[str], list[str]]:
    texts: dict[str, dict[str, None]] = {"header": {}, "footer": {}}
    for root in styles:
        for element in root.iter():
            kind = local_name(element).removesuffix("-first").removesuffix("-left")
            if kind in texts and attribute(element, "display") != "false":
                texts[kind]["\n".join(reader.blocks(element))] = None
    return list(texts["header"]), list(texts["footer"])


class _BodyReader:
    """Turns containers of paragraphs and tables into lines."""

    def __init__(self, hidden: HiddenStyles) -> None:
        self._hidden = hidden
        self.left_out_hidden = False

    def blocks(self, container: etree._Element, *, in_item: bool = False) -> Iterator[str]:
        for child in container:
            name = local_name(child)
            if name == "section" and self._leaves_out(child):
                continue
            if name in ("p", "h"):
                yield from self._paragraph(child, bullet=in_item and name == "p")
                in_item = False
            elif name == "table-row":
                yield row_to_text("\n".join(self.blocks(cell)) for cell in child)
            elif name == "list-item":
                yield from self.blocks(child, in_item=True)
            elif name and name not in LEFT_OUT:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: etree._Element, *, bullet: bool) -> Iterator[str]:
        boxes: list[str] = []
        text = "".join(self._inline(paragraph, boxes, unseen=self._hidden.hide(paragraph)))
        yield f"• {text.lstrip()}" if bullet and text.strip() else text
        yield from boxes

    def _inline(self, element: etree._Element, boxes: list[str], *, unseen: bool) -> Iterator[str]:
        """Text boxes and notes go to `boxes`, to stand below the paragraph that holds them."""
        yield self._seen(element.text, unseen=unseen)
        for child in element:
            name = local_name(child)
            if name in BOXES:
                boxes.append("\n".join(self.blocks(child)))
            elif name and name not in LEFT_OUT:
                written = _written(child, name)
                inside = self._inline(child, boxes, unseen=self._hidden.hide(child))
                yield from inside if written is None else (written,)
            yield self._seen(child.tail, unseen=unseen)

    def _seen(self, text: str | None, *, unseen: bool) -> str:
        if not unseen:
            return _collapsed(text)
        self.left_out_hidden = self.left_out_hidden or bool((text or "").strip())
        return ""

    def _leaves_out(self, element: etree._Element) -> bool:
        hidden = self._hidden.hide(element)
        if hidden and any(str(text).strip() for text in element.itertext()):
            self.left_out_hidden = True
        return hidden


def _written(element: etree._Element, name: str) -> str | None:
    if name == "tab":
        return "\t"
    if name == "line-break":
        return "\n"
    if name == "s":
        count = attribute(element, "c") or "1"
        return " " * min(int(count), MOST_BLANKS) if count.isdigit() else " "
    return None


def _collapsed(text: str | None) -> str:
    """Line ends in the XML are blanks on the page."""
    return (text or "").replace("\n", " ").replace("\t", " ")
