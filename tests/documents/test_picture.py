import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageFont

from matcher.documents import ocr
from matcher.domain.document import Document
from matcher.errors import Damaged, NoTextLayer, ReaderStopped, TooManyPages

Read = Callable[..., Document]
LINES = [
    "Mira Kestrel",
    "Harbour Street, Tidewater",
    "Senior engineer at Northern Lines",
    "Skills: Python, Kafka, Docker",
]

PROSE = [
    "Moved the booking of a shipping",
    "line to the cloud in half a year",
    "with a crew of four people and",
    "kept it running through winter.",
]


def drawn(*columns: list[str]) -> Image.Image:
    image = Image.new("L", (1240, 900), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(28)
    for column, lines in enumerate(columns or [LINES]):
        for number, line in enumerate(lines):
            draw.text((80 + 600 * column, 80 + 45 * number), line, font=font, fill=0)
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.fixture
def tesseract(require_program: Callable[[str], str]) -> str:
    return require_program("tesseract")


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("TIFF", "image/tiff"),
        ("WEBP", "image/webp"),
        ("BMP", "image/bmp"),
    ],
)
def test_pictures_are_read(read: Read, kind: str, media_type: str) -> None:
    document = read(encoded(drawn(), kind))
    assert document.text.split("\n") == LINES
    assert document.media_type == media_type
    assert [warning.code for warning in document.warnings] == ["ocr"]


@pytest.mark.usefixtures("tesseract")
def test_columns_stay_in_order(read: Read) -> None:
    lines = [line for line in read(encoded(drawn(LINES, PROSE), "PNG")).text.split("\n") if line]
    assert lines == LINES + PROSE


@pytest.mark.usefixtures("tesseract")
def test_a_page_on_its_side_is_turned(read: Read) -> None:
    page = Image.new("L", (1240, 1754), 255)
    for block in range(3):
        page.paste(drawn().crop((0, 60, 1240, 300)), (0, 300 * block + 100))
    assert "Senior engineer at Northern Lines" in read(encoded(page.rotate(90, expand=True), "PNG")).text


@pytest.mark.usefixtures("tesseract")
def test_frames_of_a_tiff_are_pages(read: Read) -> None:
    document = read(encoded(drawn(), "TIFF", save_all=True, append_images=[drawn()]))
    assert [page.number for page in document.pages] == [1, 2]
    assert document.text.count("Mira Kestrel") == 2
    with pytest.raises(TooManyPages):
        read(encoded(drawn(), "TIFF", save_all=True, append_images=[drawn()]), pages=1)


@pytest.mark.usefixtures("tesseract")
def test_letters_on_a_transparent_ground(read: Read) -> None:
    image = Image.new("RGBA", (1240, 900), (0, 0, 0, 0))
    image.putalpha(drawn().point(lambda shade: 255 - shade))
    assert read(encoded(image, "PNG")).text.startswith("Mira Kestrel")


def test_without_ocr_there_is_no_text_layer(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(NoTextLayer) as caught:
        read(encoded(drawn(), "PNG"))
    assert caught.value.pages == 1


@pytest.mark.usefixtures("tesseract")
def test_no_time_left_stops_the_reader(read: Read) -> None:
    with pytest.raises(ReaderStopped):
        read(encoded(drawn(), "PNG"), seconds=1)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + bytes(50), encoded(drawn(), "PNG")[:-4000]])
def test_a_broken_picture_is_damaged(read: Read, content: bytes) -> None:
    with pytest.raises(Damaged):
        read(content)
