"""HTML as a browser without styles would show it."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from matcher.documents.hidden import HIDDEN
from matcher.documents.html_styles import PageStyles, is_unseen
from matcher.documents.markup import local_name
from matcher.documents.plain import decode
from matcher.documents.rows import row_to_text
from matcher.documents.source import Contents, Source
from matcher.errors import Empty

NOT_SHOWN_AS_TEXT = (
    "script style head template noscript iframe object svg canvas select datalist math audio video"
)
NOT_SHOWN = frozenset(NOT_SHOWN_AS_TEXT.split())
BLOCKS_AS_TEXT = (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section "
    "summary table tbody tfoot thead tr ul"
)
BLOCKS = frozenset(BLOCKS_AS_TEXT.split())
PARTED_BY_BLANK_LINE_AS_TEXT = "h1 h2 h3 h4 h5 h6 p section article table ul ol dl header footer aside"
PARTED_BY_BLANK_LINE = frozenset(PARTED_BY_BLANK_LINE_AS_TEXT.split())
_DECLARED_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BULLET_ABOVE = re.compile(r"•\s+")
DEEPEST = 200


def read_html(source: Source) -> Contents:
    root = _parsed(source)
    writer = _Writer(PageStyles.of(root), _Paint())
    writer.write(root, 0)
    warnings = (HIDDEN,) if writer.left_out_hidden else ()
    return Contents("text/html", (writer.text(),), warnings)


def _parsed(source: Source) -> etree._Element:
    text = _decoded(source.content)
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return lxml_html.document_fromstring(_without_declaration(text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Empty(source.filename) from error


def _decoded(content: bytes) -> str:
    """UTF-8 and byte order marks show themselves; after them the page's own word counts before a guess."""
    declared = _DECLARED_CHARSET.search(content[:4_096])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return content.decode(declared.group(1).decode("ascii"), errors="replace")
        except LookupError:
            pass
    return decode(content)


def _without_declaration(text: str) -> str:
    """The parser refuses text that declares an encoding."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))


@dataclass(frozen=True, slots=True)
class _Paint:
    """The colours that an element hands down; None where none was set."""

    letters: str | None = None
    ground: str | None = None


class _Writer:
    """Collects the text of elements, with line ends around blocks."""

    def __init__(self, styles: PageStyles, paint: _Paint) -> None:
        self.parts: list[str] = []
        self.left_out_hidden = False
        self._styles = styles
        self._paint = paint

    def text(self) -> str:
        """A bullet stands before the first line of its item, also where that is a block."""
        return _BULLET_ABOVE.sub("• ", "".join(self.parts))

    def write(self, element: etree._Element, depth: int) -> None:
        name = local_name(element)
        if not name or name in NOT_SHOWN:
            return
        around = self._paint
        self._paint = _Paint(
            self._styles.colour(element) or around.letters, self._styles.ground(element) or around.ground
        )
        self._write_shown(element, name, depth)
        self._paint = around

    def _write_shown(self, element: etree._Element, name: str, depth: int) -> None:
        if depth > DEEPEST:
            self.parts.append(_all_text(element))
        elif _is_marked_hidden(element) or self._styles.hide(element):
            self.left_out_hidden = self.left_out_hidden or bool(_all_text(element).strip())
        elif name == "tr":
            self._write_row(element, depth)
        elif name == "br":
            self.parts.append("\n")
        else:
            self._write_element(element, name, depth)

    def _write_element(self, element: etree._Element, name: str, depth: int) -> None:
        around = _line_ends_around(name)
        self.parts.append(around)
        if name == "li" and not self._is_unseen():
            self.parts.append("• ")
        self._write_content(element, depth, keep_lines=name == "pre")
        self.parts.append(around)

    def _write_content(self, element: etree._Element, depth: int, *, keep_lines: bool = False) -> None:
        self._write_text(element.text, keep_lines)
        for child in element:
            self.write(child, depth + 1)
            self._write_text(child.tail, keep_lines)

    def _write_text(self, text: str | None, keep_lines: bool) -> None:  # noqa: FBT001
        if text and self._is_unseen():
            self.left_out_hidden = self.left_out_hidden or bool(text.strip())
        elif text:
            self.parts.append(text if keep_lines else re.sub(r"\s+", " ", text))

    def _is_unseen(self) -> bool:
        return self._styles.grounds_known and is_unseen(self._paint.letters, self._paint.ground)

    def _write_row(self, row: etree._Element, depth: int) -> None:
        cells = []
        for cell in row:
            inner = _Writer(self._styles, self._paint)
            inner.write(cell, depth + 1)
            self.left_out_hidden = self.left_out_hidden or inner.left_out_hidden
            cells.append(_tidy(inner.text()))
        self.parts.append(f"\n{row_to_text(cells)}\n")


def _tidy(text: str) -> str:
    """Without the blank lines at a cell's ends, which would break its row."""
    return re.sub(r"(?<! ) *\n\s*", "\n", text).strip()


def _line_ends_around(name: str) -> str:
    if name in PARTED_BY_BLANK_LINE:
        return "\n\n"
    return "\n" if name in BLOCKS else ""


def _is_marked_hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or element.get("type") == "hidden"


def _all_text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())
