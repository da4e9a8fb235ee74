"""What a file is, told from its content alone."""

import json
import re
from enum import Enum, auto
from typing import Any

import puremagic

from matcher.documents.archive import Archive
from matcher.documents.plain import decode, encoding_of
from matcher.documents.source import Source
from matcher.errors import Encrypted, UnknownType


class Kind(Enum):
    PDF = auto()
    DOCX = auto()
    ODT = auto()
    RTF = auto()
    HTML = auto()
    DOC = auto()
    JSON_RESUME = auto()
    PLAIN = auto()
    PICTURE = auto()


BYTES_BEFORE_PDF_MARK = 1024
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_WORD_MARKS = (b"\xdb\xa5\x2d\x00", b"\x31\xbe\x00\x00", b"\xfe\x37\x00\x23", b"\x9b\xa5\x21\x00")
PICTURE_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK")
KINDS_OF_ZIP_MEMBER = (
    (re.compile(r"xl/workbook\.(xml|bin)$", re.IGNORECASE), "an Excel workbook"),
    (re.compile(r"ppt/presentation\.xml$", re.IGNORECASE), "a PowerPoint presentation"),
    (re.compile(r"visio/document\.xml$", re.IGNORECASE), "a Visio drawing"),
    (re.compile(r"Index(\.zip|/Document\.iwa)$"), "an Apple iWork document"),
    (re.compile(r"META-INF/MANIFEST\.MF$"), "a Java archive"),
)
KINDS_OF_OLE_STREAM = (
    ("WordDocument", Kind.DOC),
    ("Workbook", "an Excel workbook"),
    ("Book", "an Excel workbook"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("VisioDocument", "a Visio drawing"),
    ("__substg1.0_", "an Outlook message"),
    ("CONTENTS", "a Microsoft Works or Publisher document"),
)
KINDS_OF_OPEN_DOCUMENT = {
    "spreadsheet": "an OpenDocument spreadsheet",
    "presentation": "an OpenDocument presentation",
    "graphics": "an OpenDocument drawing",
}
_MAIL_FIELDS = re.compile(
    rb"^(received|return-path|message-id|mime-version|dkim-signature|delivered-to|x-[a-z-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_FIELDS = re.compile(rb"^[A-Za-z][\w-]*:[ \t]*\S", re.MULTILINE)
MAIL_FIELDS_NEEDED = 3
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAGS = re.compile(
    r"</(?:p|div|span|h[1-6]|li|ul|table|td|a|strong|b|body|html|title)\s*>|<br\s*/?>", re.IGNORECASE
)
HTML_TAGS_NEEDED = 3
_OTHER_TEXT = (
    (re.compile(r"%!PS"), "a PostScript file"),
    (re.compile(r"\s*<svg\b|\s*<\?xml[^>]*>\s*(?:<![^>]*>\s*)*<svg\b", re.DOTALL), "an SVG drawing"),
    (re.compile(r"\s*<\?xml\b"), "an XML file"),
    (re.compile(r"BEGIN:VCARD"), "a contact card"),
)
_PROGRAM_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
CONTROLS_ALLOWED = 0.01


def kind_of(source: Source) -> Kind:
    """Raises UnknownType for what is not read here, Encrypted and Damaged where the container shows it."""
    content = source.content
    if b"%PDF-" in content[:BYTES_BEFORE_PDF_MARK]:
        return Kind.PDF
    if content.startswith(ZIP_MARKS):
        return _kind_of_zip(source)
    if content.startswith(OLE_MARK):
        return _kind_of_ole(source)
    if content.startswith(OLD_WORD_MARKS):
        return Kind.DOC
    if _is_picture(content):
        return Kind.PICTURE
    return _kind_of_text(source)


def _is_picture(content: bytes) -> bool:
    if content.startswith(b"RIFF"):
        return content[8:12] == b"WEBP"
    if content.startswith(b"BM"):
        return content[6:10] == bytes(4)
    return content.startswith(PICTURE_MARKS)


def _kind_of_zip(source: Source) -> Kind:
    with Archive(source) as archive:
        if "mimetype" in archive:
            return _kind_of_open_document(archive.read("mimetype").decode("latin-1").strip(), source)
        if any(re.search(r"(^|/)word/[^/]*\.xml$", name, re.IGNORECASE) for name in archive.names):
            return Kind.DOCX
        for pattern, name_of_kind in KINDS_OF_ZIP_MEMBER:
            if any(pattern.search(name) for name in archive.names):
                raise UnknownType(source.filename, name_of_kind)
        if "[Content_Types].xml" in archive:
            return _kind_of_package(archive.read("[Content_Types].xml"), source)
        if "content.xml" in archive:
            return Kind.ODT
    raise UnknownType(source.filename, "a ZIP archive")


def _kind_of_package(content_types: bytes, source: Source) -> Kind:
    if b"wordprocessingml" in content_types or b"ms-word" in content_types:
        return Kind.DOCX
    raise UnknownType(source.filename, "an Office file without a text document")


def _kind_of_open_document(media_type: str, source: Source) -> Kind:
    if media_type.startswith("application/vnd.oasis.opendocument.text") or "sun.xml.writer" in media_type:
        return Kind.ODT
    if media_type == "application/epub+zip":
        raise UnknownType(source.filename, "an EPUB book")
    family = media_type.rpartition(".")[2].removesuffix("-template")
    raise UnknownType(source.filename, KINDS_OF_OPEN_DOCUMENT.get(family, "a ZIP archive"))


def _kind_of_ole(source: Source) -> Kind:
    def has_stream(name: str) -> bool:
        return name.encode("utf-16-le") in source.content

    if has_stream("EncryptedPackage"):
        raise Encrypted(source.filename)
    for stream, kind in KINDS_OF_OLE_STREAM:
        if has_stream(stream):
            if isinstance(kind, Kind):
                return kind
            raise UnknownType(source.filename, kind)
    raise UnknownType(source.filename, "an old Microsoft Office file of another kind")


def _kind_of_text(source: Source) -> Kind:
    content = source.content
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return Kind.RTF
    if _is_mail(content):
        raise UnknownType(source.filename, "an e-mail message")
    _refuse_binary(source)
    text = decode(content[:200_000]).lstrip("\ufeff")
    if is_html(text):
        return Kind.HTML
    for pattern, name_of_kind in _OTHER_TEXT:
        if pattern.match(text):
            raise UnknownType(source.filename, name_of_kind)
    return Kind.JSON_RESUME if json_resume_in(content) is not None else Kind.PLAIN


def is_html(text: str) -> bool:
    return bool(_HTML_START.match(text)) or len(_HTML_TAGS.findall(text[:20_000])) >= HTML_TAGS_NEEDED


def _is_mail(content: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", content[:8_000], maxsplit=1)[0]
    return len(_FIELDS.findall(head)) >= MAIL_FIELDS_NEEDED and bool(_MAIL_FIELDS.search(head))


def _refuse_binary(source: Source) -> None:
    """Raises UnknownType by the name of what the bytes look like."""
    sample = source.content[:8_000]
    if encoding_of(sample).startswith("utf-") and b"\x00" in sample and not _has_controls(decode(sample)):
        return
    if len(_PROGRAM_CONTROLS.findall(sample)) > CONTROLS_ALLOWED * len(sample):
        raise UnknownType(source.filename, name_of_binary(source.content))


def _has_controls(text: str) -> bool:
    return len(re.findall(r"[\x00-\x08\x0e-\x1a\ufffd]", text)) > CONTROLS_ALLOWED * len(text)


def name_of_binary(content: bytes) -> str:
    try:
        name = puremagic.magic_string(content)[0].name
    except (puremagic.PureError, ValueError, IndexError):
        return "binary data"
    return f"a file of the type {name}" if name else "binary data"


JSON_RESUME_SECTIONS_AS_TEXT = (
    "basics work volunteer education awards certificates publications skills languages interests "
    "references projects"
)
JSON_RESUME_SECTIONS = frozenset(JSON_RESUME_SECTIONS_AS_TEXT.split())
MOST_LEVELS = 64


def json_resume_in(content: bytes, **options: Any) -> dict[str, Any] | None:
    """The object of a JSON Resume (https://jsonresume.org/schema), or None for anything else.

    What is nested deeper than any résumé is, is none. `options` are those of `json.loads`.
    """
    if not content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"{"):
        return None
    try:
        loaded = json.loads(decode(content).lstrip("\ufeff"), **options)
    except (ValueError, RecursionError):
        return None
    return loaded if _has_sections(loaded) and _levels(loaded) <= MOST_LEVELS else None


def _has_sections(loaded: dict[str, Any]) -> bool:
    """The one on the person, several, or one that has entries."""
    sections = JSON_RESUME_SECTIONS.intersection(loaded)
    return "basics" in sections or len(sections) > 1 or any(_has_entries(loaded[each]) for each in sections)


def _has_entries(section: Any) -> bool:
    return isinstance(section, list) and any(isinstance(entry, dict) for entry in section)


def _levels(value: Any) -> int:
    """How deep objects and lists are nested in `value`, counted no further than needed."""
    levels, inner = 0, [value]
    while inner and levels <= MOST_LEVELS:
        levels += 1
        inner = [
            each
            for outer in inner
            for each in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(each, dict | list)
        ]
    return levels
