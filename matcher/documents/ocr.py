"""Text of pictures, by tesseract."""

import io
import os
import re
import shutil
import subprocess
from functools import cache

from PIL import Image

from matcher.documents.layout import median
from matcher.documents.ocr_words import Word, text_of, words_of
from matcher.documents.source import Source
from matcher.documents.subprocess_limits import processor_time_limit
from matcher.domain.document import DocumentWarning

PROGRAM = "tesseract"
DOTS_PER_INCH = 300
MOST_PIXELS = 12_000_000
FEWEST_SECONDS = 2
ORIENTATION_DATA = "osd"
WORDS_WHEREVER, ORIENTATION_ONLY = "11", "0"
POOR_CONFIDENCE = 75
USED = DocumentWarning("ocr", "Text was read from pictures by OCR; some letters may be wrong.")
_TURN = re.compile(r"^Rotate: (\d+)", re.MULTILINE)


class OutOfTime(Exception):
    """Recognition did not end before the deadline."""


def is_installed() -> bool:
    return shutil.which(PROGRAM) is not None


def recognise(picture: Image.Image, source: Source) -> str:
    """The text of a picture of a page, columns one after the other. Raises OutOfTime."""
    words = _words(picture, source)
    if _confidence(words) < POOR_CONFIDENCE and (turn := _turn_needed(picture, source)):
        words = _words(picture.rotate(-turn, expand=True), source)
    return text_of(words)


def _words(picture: Image.Image, source: Source) -> list[Word]:
    return words_of(_run(picture, source, ["--psm", WORDS_WHEREVER], "tsv"))


def _confidence(words: list[Word]) -> float:
    return median([word.confidence for word in words])


def _turn_needed(picture: Image.Image, source: Source) -> int:
    """Degrees to turn the picture clockwise by, where the data for orientation are installed."""
    if ORIENTATION_DATA not in _languages():
        return 0
    turn = _TURN.search(_run(picture, source, ["--psm", ORIENTATION_ONLY]))
    return int(turn.group(1)) if turn else 0


def _run(picture: Image.Image, source: Source, options: list[str], *output: str) -> str:
    seconds = int(source.seconds_left())
    if seconds < FEWEST_SECONDS:
        raise OutOfTime
    try:
        done = subprocess.run(  # noqa: S603 - fixed program and arguments
            [PROGRAM, "stdin", "stdout", *options, "--dpi", str(DOTS_PER_INCH), *output],
            input=_as_pgm(picture),
            capture_output=True,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            timeout=seconds,
            preexec_fn=processor_time_limit(seconds + 1),
        )
    except subprocess.TimeoutExpired as error:
        raise OutOfTime from error
    return done.stdout.decode("utf-8", "replace")


@cache
def _languages() -> frozenset[str]:
    done = subprocess.run(  # noqa: S603 - fixed program and arguments
        [PROGRAM, "--list-langs"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=10,
    )
    return frozenset(done.stdout.split())


def _as_pgm(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.convert("L").save(buffer, "PPM")
    return buffer.getvalue()
