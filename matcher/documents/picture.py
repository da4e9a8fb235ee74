"""Photographs and scans: PNG, JPEG, TIFF, WebP, GIF and BMP, a page for each frame."""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence

from matcher.documents import ocr
from matcher.documents.source import Contents, Source
from matcher.errors import Damaged, NoTextLayer, ReaderStopped, TooManyPages

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP")
LARGEST_PICTURE_PIXELS = 120_000_000
PIXELS_OF_A_PAGE = 6_000_000
LARGEST_ENLARGEMENT = 3.0
SCALE_TOLERANCE = 0.2
PICTURE_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    ArithmeticError,
)


def read_picture(source: Source) -> Contents:
    """Raises NoTextLayer without tesseract, Damaged, TooManyPages, or ReaderStopped when time runs out."""
    try:
        return _read(source)
    except (Image.DecompressionBombError, *PICTURE_ERRORS) as error:
        raise Damaged(source.filename, "the picture cannot be decoded") from error


def _read(source: Source) -> Contents:
    with Image.open(io.BytesIO(source.content), formats=FORMATS) as picture:
        frames = _frames(picture)
        if frames > source.limits.pages:
            raise TooManyPages(source.filename, frames, source.limits.pages)
        if picture.width * picture.height > LARGEST_PICTURE_PIXELS:
            raise Damaged(source.filename, "the picture is larger than any page")
        picture.load()
        if not ocr.is_installed():
            raise NoTextLayer(source.filename, frames)
        media_type = Image.MIME[picture.format or "PNG"]
        return Contents(media_type, tuple(_texts(picture, source)), (ocr.USED,))


def _frames(picture: Image.Image) -> int:
    """Only a TIFF holds pages; the frames of a GIF or PNG are an animation."""
    return getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1


def _texts(picture: Image.Image, source: Source) -> Iterator[str]:
    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        if number == _frames(picture):
            return
        try:
            yield ocr.recognise(_legible(frame), source)
        except ocr.OutOfTime as error:
            raise ReaderStopped(source.filename, "recognising its text took too long") from error


def _legible(picture: Image.Image) -> Image.Image:
    """Upright, grey, on white, and of about the size of a page at 300 dots per inch."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        upright = Image.new("RGBA", layered.size, "white")
        upright.alpha_composite(layered)
    grey = upright.convert("L")
    scale = min((PIXELS_OF_A_PAGE / (grey.width * grey.height)) ** 0.5, LARGEST_ENLARGEMENT)
    if abs(scale - 1) < SCALE_TOLERANCE:
        return grey
    return grey.resize(
        (max(1, round(grey.width * scale)), max(1, round(grey.height * scale))), Image.Resampling.LANCZOS
    )
