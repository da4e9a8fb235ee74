"""What the styles of a page hide: inline ones and rules for a tag, a class or an id.

Rules within @media and the like are left aside, as they hide parts from some screens only. Colours count
where the page keeps all of its styles in itself and the ground behind a text can be told.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from lxml import etree

from matcher.documents.hidden import is_white
from matcher.documents.markup import local_name

_BRACE = re.compile(r"[{}]")
_SIMPLE = re.compile(r"(?:[a-z][\w-]*)?(?:[.#][\w-]+)?", re.IGNORECASE)
_NOUGHT = r"0(?:\.0+)?(?:px|pt|em|rem|%)?"
_FAR_OFF = r"-\s*\d{4,}(?:\.\d+)?(?:px|pt)|-\s*\d{3,}(?:em|rem|vw|%)"
_HIDING = re.compile(
    rf"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?%?"
    rf"|font-size\s*:\s*(?:{_NOUGHT}|0?\.\d+(?:px|pt)|1(?:\.0+)?(?:px|pt)|0?\.0\d*r?em)"
    rf"|(?:left|right|top|bottom|text-indent|margin-left|margin-top)\s*:\s*(?:{_FAR_OFF})"
    rf"|clip\s*:\s*rect\(\s*[01](?:px)?(?:[\s,]+[01](?:px)?){{3}}\s*\)|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    rf"|transform\s*:\s*scale\(\s*0(?:\.0+)?\s*\))\s*(?:!\s*important\s*)?(?:;|$)",
    re.IGNORECASE,
)
_NO_ROOM = re.compile(rf"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*{_NOUGHT}\s*(?:;|!|$)", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:^|;)\s*overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.IGNORECASE)
_GROUND = re.compile(r"(?:^|;)\s*background(?:-color|-image)?\s*:\s*([^;!]+)", re.IGNORECASE)
_SHORT_HEX = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])", re.IGNORECASE)
_PARTS = re.compile(
    r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]+)(%?)\s*)?\)", re.IGNORECASE
)
_BRIGHTEST = 255


@dataclass(frozen=True, slots=True, eq=False)
class PageStyles:
    """Declarations by simple selector; `grounds_known`: no other selector or file paints anything."""

    rules: Mapping[str, Sequence[str]]
    grounds_known: bool

    @classmethod
    def of(cls, root: etree._Element) -> Self:
        rules: dict[str, list[str]] = defaultdict(list)
        grounds_known = True
        for selector, declarations in _rules(root):
            if _SIMPLE.fullmatch(selector):
                rules[selector.lower()].append(declarations)
            elif _GROUND.search(declarations):
                grounds_known = False
        linked = any("stylesheet" in (link.get("rel") or "").lower() for link in root.iter("link"))
        return cls(rules, grounds_known and not linked)

    def hide(self, element: etree._Element) -> bool:
        """Whether the element and all in it go unseen."""
        return any(
            _HIDING.search(each) or (_NO_ROOM.search(each) and _CUT_OFF.search(each))
            for each in self._declarations(element)
        )

    def colour(self, element: etree._Element) -> str | None:
        """The colour that the element itself gives its text, in lower case."""
        return _last(_COLOUR, self._declarations(element), element.get("color"))

    def ground(self, element: etree._Element) -> str | None:
        return _last(
            _GROUND, self._declarations(element), element.get("bgcolor") or element.get("background")
        )

    def _declarations(self, element: etree._Element) -> list[str]:
        """From the weakest to the strongest."""
        name = local_name(element).lower()
        classes = [f".{each}".lower() for each in (element.get("class") or "").split()]
        ids = [f"#{element.get('id')}".lower()] if element.get("id") else []
        selectors = [
            name,
            *classes,
            *(f"{name}{each}" for each in classes),
            *ids,
            *(f"{name}{i}" for i in ids),
        ]
        found = [text for selector in selectors for text in self.rules.get(selector, ())]
        return [*found, element.get("style") or ""]


def is_unseen(colour: str | None, ground: str | None) -> bool:
    """Whether text of that `colour` cannot be told from that `ground`, the white page by default."""
    if colour is None:
        return False
    if colour in ("transparent", "rgba(0,0,0,0)"):
        return True
    return _is_white(colour) and (ground is None or _is_no_paint(ground) or _is_white(ground))


def _rules(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Each selector with its declarations."""
    for style in root.iter("style"):
        if "print" in (style.get("media") or ""):
            continue
        for selectors, declarations in _top_level(_without_comments(style.text or "")):
            for selector in selectors.split(","):
                yield selector.strip(), declarations


def _without_comments(text: str) -> str:
    before, *rest = text.split("/*")
    return " ".join([before, *(each.partition("*/")[2] for each in rest)])


def _top_level(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and the block behind them; blocks of @-rules are passed over whole."""
    depth = start = inside = 0
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            inside = inside if depth else brace.end()
            depth += 1
        elif depth:
            depth -= 1
            selectors = text[start : inside - 1].rpartition(";")[2].strip()
            if not depth:
                start = brace.end()
                if not selectors.startswith("@"):
                    yield selectors, text[inside : brace.start()]


def _last(pattern: re.Pattern[str], declarations: Sequence[str], otherwise: str | None) -> str | None:
    found = [match[1].strip() for each in declarations for match in pattern.finditer(each)]
    value = found[-1] if found else otherwise
    return value.lower() if value else None


def _is_no_paint(ground: str) -> bool:
    return ground in ("none", "transparent", "inherit", "initial", "unset")


def _is_white(colour: str) -> bool:
    if colour in ("white", "snow", "ivory", "ghostwhite", "floralwhite"):
        return True
    if parts := _PARTS.fullmatch(colour):
        return is_white(bytes(min(int(part), _BRIGHTEST) for part in parts.groups()[:3]).hex())
    if short := _SHORT_HEX.fullmatch(colour):
        return is_white("".join(part * 2 for part in short.groups()))
    return is_white(colour)
