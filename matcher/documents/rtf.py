"""Rich Text Format."""

import re

from striprtf.striprtf import rtf_to_text

from matcher.documents.hidden import HIDDEN
from matcher.documents.rtf_hidden import without_hidden
from matcher.documents.source import Contents, Source
from matcher.errors import Damaged

_LIST_MARK = re.compile(r"\{\\(?:pntext|listtext)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_PICTURE = re.compile(r"(?<=[}\s\da-z])[0-9a-fA-F\s]{400,}")
# Destinations that striprtf leaves out though a reader of the page sees them.
_SHAPE = re.compile(r"\{(?:\\\*)?\\(?:shp|shpinst|shptxt|do|dptxbxtext)(?![a-z])")
_HEADER_OR_NOTE = re.compile(r"\{\s*\\(?:header[flr]?|footnote)(?![a-z])")
_FOOTER = re.compile(r"\{\s*\\footer[flr]?(?![a-z])")
MOST_GROUPS = 200
_BRACE = re.compile(r"\\[\\{}]|[{}]")


def read_rtf(source: Source) -> Contents:
    """Raises Damaged when there is no text to be had from the commands."""
    rtf, left_out_hidden = without_hidden(source.content.decode("latin-1").lstrip("\xef\xbb\xbf \t\r\n"))
    try:
        text = rtf_to_text(_prepared(rtf), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, LookupError, OverflowError, RecursionError) as error:
        raise Damaged(source.filename, "its RTF commands cannot be followed") from error
    shown = _with_tabs_for_cells(_surrogates_paired(text))
    return Contents("application/rtf", (shown,), (HIDDEN,) if left_out_hidden else ())


def _prepared(rtf: str) -> str:
    rtf = _LIST_MARK.sub(r"\\bullet  ", _PICTURE.sub("", rtf))
    rtf, footers = _without_groups(_SHAPE.sub("{", rtf), _FOOTER)
    rtf = _paragraphs_of_their_own(rtf, _HEADER_OR_NOTE)
    end = rtf.rfind("}") if footers else len(rtf)
    return rtf[:end] + "".join(rf"\par {footer}" for footer in dict.fromkeys(footers)) + rtf[end:]


def _without_groups(rtf: str, opening: re.Pattern[str]) -> tuple[str, list[str]]:
    """The text without these groups, and what stood in them."""
    groups: list[str] = []
    while len(groups) < MOST_GROUPS and (found := opening.search(rtf)):
        end = _end_of_group(rtf, found.start())
        groups.append(rtf[found.end() : end - 1])
        rtf = rtf[: found.start()] + rtf[end:]
    return rtf, groups


def _paragraphs_of_their_own(rtf: str, opening: re.Pattern[str]) -> str:
    for _ in range(MOST_GROUPS):
        found = opening.search(rtf)
        if found is None:
            break
        end = _end_of_group(rtf, found.start())
        rtf = rf"{rtf[: found.start()]}{{\par {rtf[found.end() : end - 1]}\par }}{rtf[end:]}"
    return rtf


def _end_of_group(rtf: str, start: int) -> int:
    """The place after the brace that closes the group opened at `start`; the end when none does."""
    depth = 0
    for brace in _BRACE.finditer(rtf, start):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if depth == 0:
            return brace.end()
    return len(rtf)


def _surrogates_paired(text: str) -> str:
    """RTF counts in UTF-16 units, so a character beyond them comes in two halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _with_tabs_for_cells(text: str) -> str:
    """Striprtf ends each cell with a bar; a bar that the writer typed has a blank before it."""
    return re.sub(r"(?<=\S)\|(?=\S|\n|$)", "\t", text)
