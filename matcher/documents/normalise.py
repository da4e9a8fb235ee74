"""The one place where text is made uniform, for every format.

What later stages may count on: NFC; lines end in a line feed; a tab parts cells of a row, otherwise blanks
are single; no control, zero-width, soft-hyphen or private-use characters; bullets at the start of a line
are '• '; no blank at either end of a line; never two blank lines in a row.
"""

import re
import unicodedata

BULLET = "•"

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_SOFT_HYPHEN_AT_LINE_END = re.compile(r"\u00ad\s*\n\s*")
# Besides the zero-width ones: direction marks, variation selectors and the invisible "tag" letters.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
# Joiners carry meaning in Arabic and Indic scripts and none in Latin, Greek and Cyrillic.
_NEEDLESS_JOINER = re.compile(r"(?<![\u0590-\u1fff\U0001f000-\U0001faff])[\u200c\u200d]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BLANKS = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANKS_WITH_TAB = re.compile(r"(?<! ) *\t[ \t]*")
_WIDE_GAP = re.compile("(?<![ \u00a0])[ \u00a0]{4,}(?=\\S)")
# Presentation forms whose compatibility form is what the writer typed: ligatures, full-width and
# mathematical letters. NFKC of everything would also turn 'm²' into 'm2' and '½' into '1⁄2'.
_PRESENTATION = re.compile(
    "[\ufb00-\ufb06\uff01-\uff9f\uffe0-\uffe6\U0001d400-\U0001d7ff\u01c4-\u01cc\u0132\u0133]"
)
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2043": BULLET})
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_BULLET_AT_LINE_START = re.compile(
    rf"^[ \t]*(?:[•●▪▫■□◦‣∙○◆◇❖➢➣➤►▶▸▹✓✔✦✧★☑⦿⁌⁍∗⚫⬤◾◼➔→{_PRIVATE}]|[·o](?=[ \t]))[ \t]*(?=[^\s])",
    re.MULTILINE,
)
_LONE_PRIVATE = re.compile(f"[{_PRIVATE}]+")
_LETTER_SPACED = re.compile(r"(?<![^\s])(?:[^\W\d_] ){3,}[^\W\d_](?:  +(?:[^\W\d_] )*[^\W\d_])*(?![^\s])")
# A look behind keeps a search from starting anew at each blank of a long run.
_LINE_MARGINS = re.compile(r"^[ \t]+|(?<![ \t])[ \t]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    """Applying it twice changes nothing more."""
    text = _without_invisible(text)
    text = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    text = unicodedata.normalize("NFC", text.translate(_HYPHENS))
    text = _with_uniform_blanks(text)
    text = _BULLET_AT_LINE_START.sub(f"{BULLET} ", text)
    text = _BLANKS.sub(" ", _LONE_PRIVATE.sub(" ", text))
    # A blank that stood for a lone private character may have made a bullet of the mark before it.
    text = _BULLET_AT_LINE_START.sub(f"{BULLET} ", text)
    text = _LINE_MARGINS.sub("", text)
    return _BLANK_LINES.sub("\n\n", text).strip()


def _without_invisible(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text)
    text = _SOFT_HYPHEN_AT_LINE_END.sub("", text)
    text = _INVISIBLE.sub("", text)
    return _CONTROL.sub("", _NEEDLESS_JOINER.sub("", text))


def _with_uniform_blanks(text: str) -> str:
    text = _LETTER_SPACED.sub(_close_letters, text)
    text = _LINE_MARGINS.sub("", text)
    text = _WIDE_GAP.sub("\t", text)
    return _BLANKS_WITH_TAB.sub("\t", _BLANKS.sub(" ", text))


def _close_letters(match: re.Match[str]) -> str:
    """'P R O F I L E   2' is letter-spaced: one blank parts letters, more part words."""
    words = re.split(r"  +", match.group())
    return " ".join(word.replace(" ", "") for word in words)
