from collections.abc import Callable

import pytest

from matcher.documents.odt import MEDIA_TYPE
from matcher.domain.document import Document
from matcher.errors import Damaged, Encrypted

Read = Callable[..., Document]
Zipped = Callable[[dict[str, str | bytes]], bytes]
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "text", "table", "style", "draw", "fo")
)


@pytest.fixture
def odt(zipped: Zipped) -> Callable[..., bytes]:
    def make(body: str, styles: str = "", **members: str) -> bytes:
        return zipped(
            {
                "mimetype": MEDIA_TYPE,
                "content.xml": f"<office:document-content {NAMESPACES}><office:body><office:text>{body}"
                "</office:text></office:body></office:document-content>",
                "styles.xml": f"<office:document-styles {NAMESPACES}>{styles}</office:document-styles>",
                **members,
            }
        )

    return make


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<text:h>Mira</text:h><text:p>Senior <text:span>engineer</text:span>\n  now</text:p>",
            "Mira\nSenior engineer now",
        ),
        ("<text:p>a<text:tab/>b<text:line-break/>c<text:s text:c='2'/>d</text:p>", "a\tb\nc d"),
        (
            (
                "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>two</text:p>"
                "</text:list-item></text:list></text:list-item></text:list>"
            ),
            "• one\n• two",
        ),
        (
            (
                "<table:table><table:table-row><table:table-cell><text:p>Engineer</text:p></table:table-cell>"
                "<table:table-cell><text:p>2019</text:p></table:table-cell></table:table-row></table:table>"
            ),
            "Engineer\t2019",
        ),
        ("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>kept</text:p>", "kept"),
        (
            (
                "<text:p>a<office:annotation><text:p>remark</text:p></office:annotation>b<draw:frame><draw:text-box>"
                "<text:p>box</text:p></draw:text-box></draw:frame></text:p>"
            ),
            "ab\nbox",
        ),
        (
            (
                "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p>"
                "</text:note-body></text:note></text:p>"
            ),
            "a\nnote",
        ),
    ],
)
def test_body(read: Read, odt: Callable[..., bytes], body: str, expected: str) -> None:
    document = read(odt(body))
    assert (document.text, document.media_type) == (expected, MEDIA_TYPE)


def test_header_first_and_footer_last(read: Read, odt: Callable[..., bytes]) -> None:
    styles = (
        "<style:footer><text:p>end</text:p></style:footer><style:header><text:p>Mira</text:p></style:header>"
    )
    assert read(odt("<text:p>Engineer</text:p>", styles)).text == "Mira\n\nEngineer\n\nend"


def test_encryption_is_told_by_the_manifest(read: Read, odt: Callable[..., bytes]) -> None:
    with pytest.raises(Encrypted):
        read(odt("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}))


def test_broken_xml_is_damaged(read: Read, zipped: Zipped) -> None:
    with pytest.raises(Damaged):
        read(zipped({"mimetype": MEDIA_TYPE, "content.xml": "<office:body"}))


STYLES = """
    <style:style style:name="gone"><style:text-properties text:display="none"/></style:style>
    <style:style style:name="tiny"><style:text-properties fo:font-size="1pt"/></style:style>
    <style:style style:name="white"><style:text-properties fo:color="#ffffff"/></style:style>
    <style:style style:name="heir" style:parent-style-name="white"/>
    <style:style style:name="black"><style:text-properties fo:color="#000000"/></style:style>
    <style:style style:name="dark"><style:table-cell-properties fo:background-color="#223344"/></style:style>
"""


@pytest.mark.parametrize(
    "hidden",
    [
        "<text:p>Python<text:span text:style-name='gone'>Kafka</text:span></text:p>",
        "<text:p>Python</text:p><text:p text:style-name='gone'>Kafka</text:p>",
        "<text:p>Python</text:p><text:p text:style-name='tiny'>Kafka <text:span>Spark</text:span></text:p>",
        "<text:p>Python</text:p><text:p text:style-name='heir'>Kafka</text:p>",
        "<text:p>Python</text:p><text:section text:display='none'><text:p>Kafka</text:p></text:section>",
        "<text:p>Python<text:hidden-text text:is-hidden='true'>Kafka</text:hidden-text></text:p>",
    ],
)
def test_hidden_text_is_left_out_with_a_warning(read: Read, odt: Callable[..., bytes], hidden: str) -> None:
    document = read(odt(hidden, STYLES))
    assert (document.text, [each.code for each in document.warnings]) == ("Python", ["hidden-text"])


@pytest.mark.parametrize(
    "shown",
    [
        "<text:p text:style-name='white'><text:span text:style-name='black'>Kafka</text:span></text:p>",
        (
            "<table:table><table:table-row><table:table-cell table:style-name='dark'><text:p "
            "text:style-name='white'>Kafka</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "<text:p text:style-name='unknown'>Kafka</text:p>",
    ],
)
def test_text_that_can_be_seen_is_read(read: Read, odt: Callable[..., bytes], shown: str) -> None:
    document = read(odt(shown, STYLES))
    assert (document.text, document.warnings) == ("Kafka", ())


def test_white_text_on_a_coloured_page_is_read(read: Read, odt: Callable[..., bytes]) -> None:
    page = "<style:page-layout-properties fo:background-color='#112233'/>"
    assert read(odt("<text:p text:style-name='white'>Kafka</text:p>", STYLES + page)).text == "Kafka"
