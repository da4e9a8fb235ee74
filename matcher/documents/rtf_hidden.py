"""Takes out of RTF what nobody sees: text marked as hidden, tiny, or white on white paper."""

import re
from dataclasses import dataclass, replace

from matcher.documents.hidden import LARGEST_UNSEEN_POINTS

HALF_POINTS = 2
_MAY_HIDE = re.compile(r"\\v(?:1)?(?![\da-z])|\\fs[012](?!\d)|\\red2[45]\d")
_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'[0-9a-fA-F]{2}|\\[^a-z]|[{}]|[^\\{}]+"
)
_COLOUR_TABLE = re.compile(r"\{\\colortbl([^{}]*)\}")
_WHITE = re.compile(r"\\red2[45]\d\\green2[45]\d\\blue2[45]\d")
_GROUND = re.compile(
    r"\\(?:clcbpat|cbpat|cb|chcbpat|highlight|shading|clshdng|chshdng)[1-9]|\\shp(?![a-z])|\\background"
)


@dataclass(frozen=True, slots=True)
class _Letters:
    """What the commands so far set for the letters that follow; `aside`: in a list of styles or the like."""

    aside: bool = False
    marked: bool = False
    white: bool = False
    tiny: bool = False

    @property
    def unseen(self) -> bool:
        return not self.aside and (self.marked or self.white or self.tiny)


def without_hidden(rtf: str) -> tuple[str, bool]:
    """The RTF without unseen text, all commands kept, and whether there was any."""
    if _MAY_HIDE.search(rtf) is None:
        return rtf, False
    whites = _whites(rtf)
    kept: list[str] = []
    around: list[_Letters] = []
    letters, found = _Letters(), False
    for token in _TOKEN.finditer(rtf):
        if token["word"]:
            letters = _after(letters, token["word"], token["number"], whites)
        elif token[0] == r"\*":
            letters = replace(letters, aside=True)
        elif token[0] == "{":
            around.append(letters)
        elif token[0] == "}":
            letters = around.pop() if around else letters
        if not (letters.unseen and _shows(token)):
            kept.append(token[0])
        elif token[0].strip():
            found = True
    return "".join(kept), found


def _whites(rtf: str) -> frozenset[str]:
    """The numbers of white in the colour table; none where anything may be painted behind the text."""
    table = _COLOUR_TABLE.search(rtf)
    if table is None or _GROUND.search(rtf):
        return frozenset()
    colours = enumerate(table[1].split(";"))
    return frozenset(str(number) for number, colour in colours if _WHITE.search(colour.replace(" ", "")))


def _after(letters: _Letters, word: str, number: str | None, whites: frozenset[str]) -> _Letters:
    match word:
        case "v":
            return replace(letters, marked=number != "0")
        case "cf":
            return replace(letters, white=(number or "0") in whites)
        case "fs":
            return replace(letters, tiny=0 < int(number or 24) <= LARGEST_UNSEEN_POINTS * HALF_POINTS)
        case "plain":
            return _Letters(aside=letters.aside)
        case "stylesheet" | "fonttbl" | "colortbl" | "info":
            return replace(letters, aside=True)
    return letters


def _shows(token: re.Match[str]) -> bool:
    """Whether the token is text, not a command or the end of a group."""
    return token["word"] in (None, "u") and token[0] not in ("{", "}", "\\\n", "\\\r")
