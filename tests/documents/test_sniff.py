import json
from collections.abc import Callable

import pytest

from matcher.documents.sniff import Kind, kind_of
from matcher.documents.source import Source
from matcher.domain.document import ReadingLimits, Upload
from matcher.errors import Damaged, Encrypted, UnknownType

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
Zipped = Callable[[dict[str, str | bytes]], bytes]


def kind(content: bytes, filename: str = "cv.xyz") -> Kind:
    return kind_of(Source.of(Upload(content, filename), ReadingLimits()))


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n", Kind.PDF),
        (b"junk from a mail gateway\n%PDF-1.4\n", Kind.PDF),
        (stream("WordDocument"), Kind.DOC),
        (b"\xdb\xa5\x2d\x00" + bytes(100), Kind.DOC),
        (b"{\\rtf1\\ansi hello}", Kind.RTF),
        (b"\xef\xbb\xbf{\\rtf1 hello}", Kind.RTF),
        (b"<!DOCTYPE html><p>hello", Kind.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'/>", Kind.HTML),
        (b"<!-- saved --><HTML><body>hello", Kind.HTML),
        (b"<div><p>one</p><p>two</p></div>", Kind.HTML),
        (b"I write <p> and <b> tags by hand", Kind.PLAIN),
        (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
        (b"\xff\xd8\xff\xe0", Kind.PICTURE),
        (b"II*\x00", Kind.PICTURE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Kind.PICTURE),
        (b"BMW engineer since 2012", Kind.PLAIN),
        (json.dumps({"basics": {"name": "Mira"}}).encode(), Kind.JSON_RESUME),
        (json.dumps({"work": [], "skills": []}).encode("utf-16"), Kind.JSON_RESUME),
        (json.dumps({"work": "a poem"}).encode(), Kind.PLAIN),
        (b'{"basics": broken', Kind.PLAIN),
        ("Curriculum vitæ".encode("latin-1"), Kind.PLAIN),
        ("Résumé of Mira".encode("utf-16"), Kind.PLAIN),
        ("Résumé of Mira".encode("utf-16-le"), Kind.PLAIN),
        ("Résumé of Mira".encode("utf-32"), Kind.PLAIN),
        (b"From: 2015 To: 2019\nDate: May\nSubject: physics\n", Kind.PLAIN),
    ],
)
def test_type_is_told_from_content(content: bytes, expected: Kind) -> None:
    assert kind(content) is expected


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (stream("Workbook"), "Excel"),
        (stream("PowerPoint Document"), "PowerPoint"),
        (stream("__substg1.0_"), "Outlook"),
        (OLE, "old Microsoft Office"),
        (b"%!PS-Adobe-3.0", "PostScript"),
        (b"<?xml version='1.0'?><note/>", "XML"),
        (b"<svg xmlns='x'/>", "SVG"),
        (b"Received: from a\r\nFrom: mira\r\nTo: you\r\nSubject: CV\r\n\r\nhello", "e-mail"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), ""),
    ],
)
def test_other_types_are_named(content: bytes, named: str) -> None:
    with pytest.raises(UnknownType) as caught:
        kind(content)
    assert named in caught.value.detected


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"[Content_Types].xml": "", "word/document.xml": "<x/>"}, Kind.DOCX),
        ({"word/document2.xml": "<x/>"}, Kind.DOCX),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, Kind.ODT),
        ({"mimetype": "application/vnd.oasis.opendocument.text-template", "content.xml": "<x/>"}, Kind.ODT),
    ],
)
def test_containers_are_told_by_their_members(
    zipped: Zipped, members: dict[str, str | bytes], expected: Kind
) -> None:
    assert kind(zipped(members)) is expected


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ({"xl/workbook.xml": ""}, "an Excel workbook"),
        ({"ppt/presentation.xml": ""}, "a PowerPoint presentation"),
        ({"mimetype": "application/epub+zip"}, "an EPUB book"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "an OpenDocument spreadsheet"),
        ({"Index/Document.iwa": ""}, "an Apple iWork document"),
        ({"cv.txt": "hello"}, "a ZIP archive"),
    ],
)
def test_other_containers_are_named(zipped: Zipped, members: dict[str, str | bytes], named: str) -> None:
    with pytest.raises(UnknownType) as caught:
        kind(zipped(members))
    assert caught.value.detected == named


def test_an_encrypted_office_package_is_encrypted() -> None:
    with pytest.raises(Encrypted):
        kind(stream("EncryptedPackage"))


def test_half_a_container_is_damaged(zipped: Zipped) -> None:
    with pytest.raises(Damaged):
        kind(zipped({"word/document.xml": "x" * 1000})[:60])
