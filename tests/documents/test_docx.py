import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import RGBColor

from matcher.documents.docx import MEDIA_TYPE
from matcher.domain.document import Document
from matcher.errors import Damaged, Empty

Read = Callable[..., Document]
Zipped = Callable[[dict[str, str | bytes]], bytes]
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def saved(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def package(zipped: Zipped) -> Callable[..., bytes]:
    """A DOCX of nothing but a body, given as XML."""

    def make(body: str, part: str = "word/document.xml", namespace: str = TRANSITIONAL) -> bytes:
        names = f'xmlns:w="{namespace}" xmlns:mc="{COMPATIBILITY}"'
        root = f"<w:document {names}><w:body>{body}</w:body></w:document>"
        return zipped({"[Content_Types].xml": "<Types/>", part: root})

    return make


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_headings_and_lists(read: Read) -> None:
    word = docx.Document()
    word.add_heading("Mira Kestrel", 1)
    word.add_paragraph("Engineer")
    word.add_paragraph("Led a team", style="List Bullet")
    word.add_paragraph("Built it", style="List Number")
    document = read(saved(word), "cv.pdf")
    assert document.text == "Mira Kestrel\nEngineer\n• Led a team\n• Built it"
    assert document.media_type == MEDIA_TYPE


def test_header_comes_first_and_footer_last_each_once(read: Read) -> None:
    word = docx.Document()
    section = word.sections[0]
    section.different_first_page_header_footer = True
    for header in (section.header, section.first_page_header):
        header.paragraphs[0].text = "Mira Kestrel"
    section.footer.paragraphs[0].text = "References on request"
    word.add_paragraph("Engineer")
    assert read(saved(word)).text == "Mira Kestrel\n\nEngineer\n\nReferences on request"


def test_tables_are_read_by_row(read: Read) -> None:
    word = docx.Document()
    table = word.add_table(2, 2)
    for cell, text in zip(table._cells, ["Engineer", "2019", "Cook\nsoup and salad", "2015"], strict=True):  # noqa: SLF001
        cell.text = text
    assert read(saved(word)).text == "Engineer\t2019\nCook\t2015\nsoup and salad"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>",
            "one\ttwo\nthree",
        ),
        (
            "<w:p><w:ins><w:r><w:t>kept</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>",
            "kept",
        ),
        (
            "<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t>stays</w:t></w:r></w:p>",
            "stays",
        ),
        ("<w:p><w:hyperlink><w:r><w:t>my site</w:t></w:r></w:hyperlink></w:p>", "my site"),
        (
            "<w:p><w:r><w:instrText>P</w:instrText></w:r><w:fldSimple><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>",
            "1",
        ),
        (
            f"<w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent>{paragraph('control')}</w:sdtContent></w:sdt>",
            "control",
        ),
        ("<w:p><w:sdt><w:sdtContent><w:r><w:t>inline</w:t></w:r></w:sdtContent></w:sdt></w:p>", "inline"),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:t> item</w:t></w:r></w:p>', "• item"),
        ("<w:p><w:r><w:t>front</w:t><w:noBreakHyphen/><w:t>end</w:t></w:r></w:p>", "front-end"),
        (
            (
                "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
                f"<w:sdt><w:sdtContent><w:tr><w:tc>{paragraph('row')}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"
            ),
            "row",
        ),
        (
            paragraph("item", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>')
            + paragraph("none", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>')
            + paragraph(
                "1 Head", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>'
            ),
            "• item\nnone\n1 Head",
        ),
    ],
)
def test_xml_of_word(read: Read, package: Callable[..., bytes], body: str, expected: str) -> None:
    assert read(package(body)).text == expected


def test_a_text_box_written_twice_is_read_once(read: Read, package: Callable[..., bytes]) -> None:
    box = f"<w:txbxContent>{paragraph('Skills')}{paragraph('Python')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent><w:t>Mira Kestrel</w:t></w:r></w:p>"
    )
    assert read(package(body)).text == "Mira Kestrel\nSkills\nPython"


@pytest.mark.parametrize(
    ("part", "namespace"),
    [
        ("word/document2.xml", TRANSITIONAL),
        ("word/document.xml", STRICT),
        ("Word/Document.xml", TRANSITIONAL),
    ],
)
def test_variants_of_the_package(
    read: Read, package: Callable[..., bytes], part: str, namespace: str
) -> None:
    assert read(package(paragraph("Mira"), part, namespace)).text == "Mira"


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        '<w:sz w:val="1"/>',
        '<w:sz w:val="2"/>',
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FDFDFD"/><w:shd w:val="clear" w:fill="FFFFFF"/>',
    ],
)
def test_hidden_runs_are_left_out_with_a_warning(
    read: Read, package: Callable[..., bytes], properties: str
) -> None:
    hidden = f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>Kafka</w:t></w:r></w:p>"
    document = read(package(paragraph("Python") + hidden))
    assert (document.text, [warning.code for warning in document.warnings]) == ("Python", ["hidden-text"])


def test_a_run_switched_back_to_shown_is_read(read: Read, package: Callable[..., bytes]) -> None:
    shown = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Kafka</w:t></w:r></w:p>'
    assert read(package(shown)).text == "Kafka"


WHITE = '<w:r><w:rPr><w:color w:val="FFFFFF"/>{}</w:rPr><w:t>Kafka</w:t></w:r>'
ON_WHITE = WHITE.format("")
MARKED = WHITE.format('<w:highlight w:val="darkBlue"/>')
BOX = f"<w:txbxContent><w:p>{ON_WHITE}</w:p></w:txbxContent>"
NAVY = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{WHITE.format(NAVY)}</w:p>",
        f"<w:p>{MARKED}</w:p>",
        f"<w:p><w:pPr>{NAVY}</w:pPr>{ON_WHITE}</w:p>",
        f"<w:tbl><w:tr><w:tc><w:tcPr>{NAVY}</w:tcPr><w:p>{ON_WHITE}</w:p></w:tc></w:tr></w:tbl>",
        f"<w:p><w:r><w:drawing><w:anchor behindDoc='1'/></w:drawing></w:r>{ON_WHITE}</w:p>",
        f"<w:p><w:r><w:rPr><w:sz w:val='2'/></w:rPr>{BOX}</w:r></w:p>",
        '<w:p><w:r><w:rPr><w:color w:val="D9D9D9"/></w:rPr><w:t>Kafka</w:t></w:r></w:p>',
    ],
)
def test_white_text_on_a_dark_ground_is_read(read: Read, package: Callable[..., bytes], body: str) -> None:
    document = read(package(body))
    assert (document.text, document.warnings) == ("Kafka", ())


def test_styles_hide_too(read: Read) -> None:
    word = docx.Document()
    style = word.styles.add_style("Ghost", WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    heir = word.styles.add_style("Heir", WD_STYLE_TYPE.CHARACTER)
    heir.base_style = style
    shown = word.add_paragraph("Python ")
    shown.add_run("Kafka", style="Heir")
    word.add_paragraph("Rust").add_run("Spark").font.hidden = True
    document = read(saved(word))
    assert (document.text, [each.code for each in document.warnings]) == ("Python\nRust", ["hidden-text"])


def test_entities_are_not_followed(read: Read, zipped: Zipped) -> None:
    xml = (
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        f'<w:document xmlns:w="{TRANSITIONAL}"><w:body>{paragraph("a&e;b")}</w:body></w:document>'
    )
    assert read(zipped({"word/document.xml": xml})).text.startswith("a")


@pytest.mark.parametrize(
    "members",
    [
        {"word/document.xml": "<w:document"},
        {"word/styles.xml": "<x/>"},
        {"word/document.xml": b"<x>" + b" " * 70_000_000},
    ],
    ids=["no XML", "no main part", "a bomb"],
)
def test_a_broken_package_is_damaged(read: Read, zipped: Zipped, members: dict[str, str | bytes]) -> None:
    with pytest.raises(Damaged):
        read(zipped(members))


def test_no_text_is_empty(read: Read) -> None:
    with pytest.raises(Empty):
        read(saved(docx.Document()))
