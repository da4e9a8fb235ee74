"""Where the parts of a résumé begin and end, by the headings it uses."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from matcher.domain.extraction import Section, SectionName
from matcher.extraction.headings import Form, Heading, HeadingTable, heading_table
from matcher.extraction.lines import Line, find_lines

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED_START = re.compile(r"\W*(?:[A-Za-z]{3,9}\.?\s)?(?:19|20)\d\d\b")
_RUNNING_TEXT = 100
_TITLE_LINES, _LINE_BREAK = 2, 2
_DATED = frozenset({SectionName.EXPERIENCE, SectionName.PROJECTS})
_RAILED = (SectionName.EXPERIENCE, SectionName.EDUCATION)


def find_sections(text: str, headings: Mapping[str, tuple[str, ...]]) -> tuple[Section, ...]:
    """Cut `text` into contiguous sections that cover it; what stands before the first heading is `header`.

    `headings` gives the phrases of each section in the notation explained in `sections.toml`. An empty text
    has one empty header section.
    """
    table = heading_table(tuple(sorted(headings.items())))
    lines = find_lines(text)
    found = sorted([*_accepted(text, lines, table)], key=lambda heading: heading.start)
    found = _with_rails(lines, found, table)
    found = _with_title_lines(lines, found)
    return tuple(_sections(len(text), found))


def _sections(length: int, found: Sequence[Heading]) -> Iterator[Section]:
    starts = [Heading(SectionName.HEADER, 0, 0, Form.LINE), *found]
    ends = [*(heading.start for heading in starts[1:]), length]
    for heading, end in zip(starts, ends, strict=True):
        if end > heading.start or length == 0:
            yield Section(heading.name, heading.start, min(heading.body_start, end), end)


def _accepted(text: str, lines: Sequence[Line], table: HeadingTable) -> Iterator[Heading]:
    """The headings that hold where they stand, given the section they would end."""
    inside = SectionName.HEADER
    last_year = max((year.start() for year in _YEAR.finditer(text)), default=-1)
    for position, line in enumerate(lines):
        for heading in table.read(line, first=position == 0, follows_blank=_follows_blank(lines, position)):
            if not _ends(heading, inside):
                continue
            yield heading
            if _is_only_a_line(line, heading, inside, last_year):
                yield Heading(inside, line.end, line.end, Form.LINE)
            else:
                inside = heading.name


def _follows_blank(lines: Sequence[Line], position: int) -> bool:
    return position == 0 or lines[position].start - lines[position - 1].end > 1


def _ends(heading: Heading, inside: SectionName) -> bool:
    if heading.is_label and inside in _DATED:
        return (
            heading.form is Form.LINE and heading.in_capitals and heading.name is not SectionName.EXPERIENCE
        )
    if heading.is_label and inside is SectionName.SKILLS:
        return heading.name is SectionName.EXPERIENCE
    return heading.name is not inside or heading.form not in {Form.OPENING, Form.INLINE}


def _is_only_a_line(line: Line, heading: Heading, inside: SectionName, last_year: int) -> bool:
    """'Skills: Java' between dated jobs speaks of the job before it; at the end it begins a section."""
    if heading.form is not Form.INLINE or inside not in _DATED or heading.name in _DATED:
        return False
    return not heading.follows_blank and last_year >= line.end


def _with_rails(lines: Sequence[Line], found: list[Heading], table: HeadingTable) -> list[Heading]:
    """Headings to the left of their section's first line, where the section has no other heading."""
    missing = [name for name in _RAILED if all(heading.name is not name for heading in found)]
    rails = [
        rail
        for line in lines
        if _YEAR.search(line.text) and (rail := table.read_rail(line)) and rail.name in missing
    ]
    return sorted([*found, *rails], key=lambda heading: heading.start)


def _with_title_lines(lines: Sequence[Line], found: list[Heading]) -> list[Heading]:
    """Exports end the part before 'Skill Details' with the person's title, mostly twice: a second header."""
    titled: list[Heading] = []
    for before, heading in pairwise([Heading(SectionName.HEADER, 0, 0, Form.LINE), *found]):
        if heading.form is Form.TRAILING and heading.name is SectionName.SKILLS:
            end = bisect_left(lines, heading.start, key=lambda line: line.start)
            near = lines[max(0, end - _TITLE_LINES) : end]
            last = _title_lines([line for line in near if line.start >= before.body_start], heading)
            if last and not any(map(_is_row, last)):
                start = last[0].start
                titled.append(Heading(SectionName.HEADER, start, start, Form.LINE))
        titled.append(heading)
    return titled


def _title_lines(before: Sequence[Line], heading: Heading) -> Sequence[Line]:
    """Both titles, or the first alone where the second one's line is blank."""
    if not before or before[-1].end > heading.start:
        return ()
    count = _TITLE_LINES if heading.start - before[-1].end <= _LINE_BREAK else 1
    return before[-count:] if len(before) >= count else ()


def _is_row(line: Line) -> bool:
    return len(line.text) > _RUNNING_TEXT or _DATED_START.match(line.text) is not None
