"""Plain text and Markdown, in whatever encoding."""

import codecs
import re
import string
from collections.abc import Callable

from charset_normalizer import from_bytes

from matcher.documents.source import Contents, Source

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 40_000
ASCII_LETTERS = string.ascii_letters.encode()
OTHERS_PER_LETTER = 0.3
WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜÝŠšŽž«»‘’‚“”„–—•…€£§°·®©™¡¿\xa0\xad"
)
MARKDOWN_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"(?<!\*)\*\*[^*\s][^*\n]{0,300}\*\*(?!\*)"),
    re.compile(r"\[[^\[\]\n]{1,300}\]\([^()\s]{1,500}\)"),
    re.compile(r"^(?:```|---[ \t]*$|\|[ \t|:-]*---[ \t|:-]*$)", re.MULTILINE),
)
SIGNS_OF_MARKDOWN_NEEDED = 2
_CLOSING_MARKS = re.compile(r"(?<! ) +#{1,6} *$")
# All repetitions are bounded or cannot overlap: the text may be anybody's.
_MARKDOWN_TO_TEXT: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"^#{1,6} +([^\n]*)$", re.MULTILINE), lambda match: _CLOSING_MARKS.sub("", match.group(1))),
    (re.compile(r"^```.*$", re.MULTILINE), ""),
    (re.compile(r"^(?=[^\n]*---)[ \t|:-]+$", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\[\]\n]{0,300})\]\((?:mailto:|tel:)?([^()\s]{1,500})[^()\n]{0,300}\)"), r"\1 (\2)"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,300}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{1,300}?)(?<=[^\s_])_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]{1,300})`"), r"\1"),
    (re.compile(r"^([ \t]*)[*+-] +", re.MULTILINE), r"\1• "),
    (re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE), lambda match: match.group(1).replace("|", "\t")),
)


def read_plain(source: Source) -> Contents:
    text = decode(source.content)
    if is_markdown(text):
        return Contents("text/markdown", (markdown_to_text(text),))
    return Contents("text/plain", (text,))


def is_markdown(text: str) -> bool:
    return sum(bool(sign.search(text)) for sign in MARKDOWN_SIGNS) >= SIGNS_OF_MARKDOWN_NEEDED


def markdown_to_text(text: str) -> str:
    """Take the marks off headings, emphasis, links and tables; turn list marks into bullets."""
    for pattern, replacement in _MARKDOWN_TO_TEXT:
        text = pattern.sub(replacement, text)
    return text


def decode(content: bytes) -> str:
    """By the byte order mark, else UTF-8, else UTF-16 or 32 by their zeros, else the likeliest code page."""
    encoding = encoding_of(content)
    return content.decode(encoding, errors="replace")


def encoding_of(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    return _by_zeros(content) or _as_utf8(content) or _as_western(content) or _by_frequency(content)


def _as_utf8(content: bytes) -> str | None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _as_western(content: bytes) -> str | None:
    """Text mostly in plain letters, whose other bytes are all usual in Western Europe's code page."""
    others = content[:SAMPLE_BYTES].translate(None, bytes(range(128)))
    letters = sum(byte in ASCII_LETTERS for byte in content[:SAMPLE_BYTES])
    if len(others) > OTHERS_PER_LETTER * letters:
        return None
    return "cp1252" if set(others.decode("cp1252", errors="replace")) <= WESTERN else None


def _by_zeros(content: bytes) -> str | None:
    """Latin text in UTF-16 or 32 has its zeros all at the same places."""
    sample = content[:4_000]
    if sample.count(0) * 4 < len(sample):
        return None
    zeros = [sample[phase::4].count(0) * 8 > len(sample) for phase in range(4)]
    shapes = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    return shapes.get((zeros[0], zeros[1], zeros[2], zeros[3]))


def _by_frequency(content: bytes) -> str:
    guess = from_bytes(content[:SAMPLE_BYTES]).best()
    if guess is None or guess.encoding in {"utf_8", "ascii"}:
        return "cp1252"
    return guess.encoding
