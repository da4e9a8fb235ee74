import io
from collections.abc import Callable

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from matcher.documents import ocr
from matcher.domain.document import Document
from matcher.errors import Damaged, Empty, Encrypted, NoTextLayer

Read = Callable[..., Document]
Pdf = Callable[..., bytes]


def codes(document: Document) -> list[str]:
    return [warning.code for warning in document.warnings]


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (600, 800), "grey")), 0, 0, 595, 842)


def test_lines_and_blank_lines(read: Read, pdf_of_lines: Pdf) -> None:
    document = read(pdf_of_lines("Mira Kestrel", "Engineer", "", "Skills", "• Python"), "cv.doc")
    assert document.text == "Mira Kestrel\nEngineer\n\nSkills\n• Python"
    assert document.media_type == "application/pdf"


def test_columns_drawn_by_row(read: Read, pdf: Pdf) -> None:
    left = ["Experience", "Northern Lines moved its", "booking to the cloud with", "four people in a year."]
    right = ["Education", "Harbour College where I", "studied computing and the", "tides of the north sea."]

    def draw(canvas: Canvas) -> None:
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(60, 700 - 14 * number, one)
            canvas.drawString(320, 700 - 14 * number, other)

    assert read(pdf(draw)).text.split("\n") == [*left, "", *right]


def test_date_at_the_margin_stays_with_its_line(read: Read, pdf: Pdf) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(3):
            canvas.drawString(60, 700 - 42 * number, f"Engineer number {number}")
            canvas.drawRightString(540, 700 - 42 * number, f"201{number} - 202{number}")
            canvas.drawString(
                60, 686 - 42 * number, "• Kept the ships afloat by night and by day in all seasons"
            )

    assert read(pdf(draw)).text.split("\n")[0] == "Engineer number 0\t2010 - 2020"


@pytest.mark.parametrize("spacing", [4, 9])
def test_spaced_out_headings_come_out_as_words(read: Read, pdf: Pdf, spacing: int) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        text.setCharSpace(spacing)
        text.textOut("WORK EXPERIENCE")
        canvas.drawText(text)

    assert read(pdf(draw)).text == "WORK EXPERIENCE"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Ran Kuber-", "netes in production"), "Ran Kubernetes\nin production"),
        (("Wrote the front-", "end of the shop"), "Wrote the front-end\nof the shop"),
        (("Worked with SQL-", "databases at sea"), "Worked with SQL-\ndatabases at sea"),
        (("Employed 2019-", "present"), "Employed 2019-\npresent"),
    ],
)
def test_words_cut_at_the_line_end(
    read: Read, pdf_of_lines: Pdf, lines: tuple[str, str], expected: str
) -> None:
    assert read(pdf_of_lines(*lines)).text == expected


def test_words_placed_letter_by_letter(read: Read, pdf: Pdf) -> None:
    def draw(canvas: Canvas) -> None:
        x = 60.0
        for letter in "Python and Go":
            if letter != " ":
                canvas.drawString(x, 700, letter)
            x += canvas.stringWidth(letter)

    assert read(pdf(draw)).text == "Python and Go"


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages(read: Read, pdf_of_lines: Pdf, degrees: int) -> None:
    document = pypdfium2.PdfDocument(pdf_of_lines("Mira Kestrel", "Engineer"))
    document[0].set_rotation(degrees)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    assert read(buffer.getvalue()).text.split() == ["Mira", "Kestrel", "Engineer"]


@pytest.mark.parametrize("degrees", [90, 270])
def test_text_drawn_upwards_and_downwards(read: Read, pdf: Pdf, degrees: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(degrees)
        canvas.drawString(0, 0, "Mira Kestrel")
        canvas.drawString(0, -14, "Engineer")

    assert read(pdf(draw)).text == "Mira Kestrel\nEngineer"


def test_text_in_the_margin_that_runs_upwards_comes_last(read: Read, pdf: Pdf) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(4):
            canvas.drawString(100, 700 - 14 * number, f"Line number {number}")
        canvas.rotate(90)
        canvas.drawString(600, -40, "Form 7")

    assert read(pdf(draw)).text.endswith("Line number 3\n\nForm 7")


def test_a_user_password_is_needed(read: Read, pdf_of_lines: Pdf) -> None:
    with pytest.raises(Encrypted):
        read(pdf_of_lines("secret", encrypt=StandardEncryption("pass", "owner")))


def test_an_owner_password_alone_is_not_in_the_way(read: Read, pdf_of_lines: Pdf) -> None:
    assert read(pdf_of_lines("open", encrypt=StandardEncryption("", "owner", canCopy=0))).text == "open"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\nnothing of the kind\n%%EOF"])
def test_a_broken_file_is_damaged(read: Read, content: bytes) -> None:
    with pytest.raises(Damaged):
        read(content)


def test_a_file_cut_short_is_read_or_named(read: Read, pdf_of_lines: Pdf) -> None:
    content = pdf_of_lines("Mira Kestrel")
    assert read(content[: content.rindex(b"startxref")]).text == "Mira Kestrel"
    with pytest.raises(Damaged):
        read(content[: len(content) // 2])


def test_neither_text_nor_pictures_is_empty(read: Read, pdf: Pdf) -> None:
    with pytest.raises(Empty):
        read(pdf(lambda canvas: canvas.line(0, 0, 50, 50)))


@pytest.mark.usefixtures("without_ocr")
def test_pictures_alone_need_ocr(read: Read, pdf: Pdf) -> None:
    with pytest.raises(NoTextLayer) as caught:
        read(pdf(picture, picture))
    assert caught.value.pages == 2


@pytest.mark.usefixtures("without_ocr")
def test_an_unread_picture_among_pages_of_text_is_warned_of(read: Read, pdf: Pdf) -> None:
    document = read(pdf(lambda canvas: canvas.drawString(60, 700, "Mira"), picture))
    assert (document.text.strip(), codes(document)) == ("Mira", ["text-in-images"])
    assert len(document.pages) == 2


def hidden_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(60, 600, "Kafka")


def hidden_tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.4)
    canvas.drawString(60, 600, "Kafka")


def hidden_by_mode(canvas: Canvas) -> None:
    text = canvas.beginText(60, 600)
    text.setTextRenderMode(3)
    text.textOut("Kafka")
    canvas.drawText(text)


def hidden_beyond_the_page(canvas: Canvas) -> None:
    canvas.drawString(900, 600, "Kafka " * 20)


@pytest.mark.parametrize("hide", [hidden_white, hidden_tiny, hidden_by_mode, hidden_beyond_the_page])
def test_hidden_text_is_left_out_with_a_warning(read: Read, pdf: Pdf, hide: Callable[[Canvas], None]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Mira Kestrel")
        hide(canvas)

    document = read(pdf(draw))
    assert (document.text, codes(document)) == ("Mira Kestrel", ["hidden-text"])


def test_white_on_dark_is_read(read: Read, pdf: Pdf) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.4)
        canvas.rect(50, 590, 200, 30, fill=1)
        hidden_white(canvas)

    document = read(pdf(draw))
    assert (document.text, codes(document)) == ("Kafka", [])


def test_fields_of_a_form_are_read(read: Read, pdf: Pdf) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Name:")
        canvas.acroForm.textfield(name="name", x=120, y=694, width=200, height=20, value="Mira Kestrel")

    assert read(pdf(draw)).text.split() == ["Name:", "Mira", "Kestrel"]


def test_the_text_layer_of_a_scan_is_read(read: Read, pdf: Pdf) -> None:
    def draw(canvas: Canvas) -> None:
        picture(canvas)
        text = canvas.beginText(60, 600)
        text.setTextRenderMode(3)
        text.textOut("A page scanned with its text below")
        canvas.drawText(text)

    document = read(pdf(draw))
    assert (document.text, codes(document)) == ("A page scanned with its text below", [])
