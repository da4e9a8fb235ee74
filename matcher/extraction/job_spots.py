"""A period in a work history and what the lines around it name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.extraction.job_lines import (
    Names,
    WorkPatterns,
    employer_in_prose,
    labelled,
    names_in,
    reads_as_name,
    title_in_prose,
    without_edges,
)
from matcher.extraction.lines import Line
from matcher.extraction.months import Period

BLOCK = re.compile(r"company - ", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.;]\s")
_CLAUSE_END = re.compile(  # the dots of 'Jr.' and 'ASP.NET' end no clause
    r"(?<!\b\w)(?<!\b\w\w)(?<!\b\w{3})\.(?=\s|$)|[;•\n]|\s{3,}"
)
_PROSE_WORDS, _FEW_WORDS, _LONGEST_CLAUSE = 14, 3, 80
_LABEL_REACH, _BLOCK_REACH, _NAME_ROWS, _NEAR = 8, 3, 2, 300


@dataclass(frozen=True, slots=True)
class Spot:
    """A period on line `row`, with what stands near it there; rows from `free_from` on may name its job."""

    row: int
    period: Period
    before: str
    after: str
    free_from: int

    @property
    def rest(self) -> str:
        return without_edges(f"{without_edges(self.before)}  {without_edges(self.after)}")

    @property
    def sentence(self) -> str:
        """What stands near it in the same sentence."""
        before, after = _SENTENCE_END.split(self.before)[-1], _SENTENCE_END.split(self.after, maxsplit=1)[0]
        return f"{before}  {after}"


class SpotReader:
    """Reads the lines of one part of a résumé; `periods` are the dates in them."""

    def __init__(
        self, text: str, lines: Sequence[Line], periods: Sequence[Period], patterns: WorkPatterns
    ) -> None:
        self._text = text
        self.lines = lines
        self.patterns = patterns
        self._block_rows = [row for row, line in enumerate(lines) if BLOCK.match(line.text)]
        self._dated = frozenset(self._row_at(period.start) for period in periods)

    def _row_at(self, offset: int) -> int:
        return bisect_right(self.lines, offset, key=lambda line: line.end)

    def spot(self, period: Period, free_from: int) -> Spot:
        row, last = self._row_at(period.start), self._row_at(period.end - 1)
        start = max(self.lines[row].start, period.start - _NEAR)
        end = min(self.lines[last].end, period.end + _NEAR)
        before = labelled(self._text[start : period.start], self.patterns.description_label)
        return Spot(row, period, before, self._text[period.end : max(end, period.end)], free_from)

    def is_labelled(self, spot: Spot) -> bool:
        """'Duration: 2015 - 2017'."""
        return self.patterns.duration_label.search(spot.before) is not None

    def is_prose(self, spot: Spot) -> bool:
        """Whether the dates stand within a sentence rather than beside a title or an employer."""
        if self.is_labelled(spot) or self._is_headed(spot.before):
            return False
        words = len(_WORD.findall(spot.rest))
        if words > _PROSE_WORDS:
            return bool(_WORD.search(spot.before)) and bool(_WORD.search(spot.after))
        within = bool(without_edges(spot.before) and without_edges(spot.after))
        listed = self.lines[spot.row].is_bullet
        return (within or listed) and words > _FEW_WORDS and not reads_as_name(spot.rest, self.patterns)

    def _is_headed(self, before: str) -> bool:
        """'Title, Employer (2015 - 2017) What was done there ...'."""
        if not reads_as_name(before, self.patterns):
            return False
        names = names_in(before, self.patterns)
        return bool(names.title and names.employer)

    def names(self, spot: Spot) -> tuple[int, Names]:
        """The first row that belongs to the job, and the names in its rows."""
        names = self._names_beside(spot)
        if block := self.block(spot):
            row, employer = block
            return row, Names(names.title, employer).filled_from(self._labels_from(row, spot))
        above = list(self._rows_above(spot))
        if names.title is None and "|" not in spot.rest and above and self._is_complete(above[0]):
            names = Names()  # what stands beside the dates is the place
        if names.title is None and not any(map(self._is_titled, above)) and (spot.rest or not above):
            names = self._with_row_below(names, spot)
        first, names = self._with_rows_above(names, above, spot.row)
        return first, names.filled_from(self._labels_from(spot.row, spot))

    def _names_beside(self, spot: Spot) -> Names:
        if self.is_labelled(spot):
            return Names()
        if self.is_prose(spot) or not reads_as_name(spot.rest, self.patterns):
            return self._names_in_prose(spot.sentence).filled_from(self._names_in_prose(spot.rest))
        return names_in(spot.rest, self.patterns)

    def _names_in_prose(self, text: str) -> Names:
        return Names(title_in_prose(text, self.patterns), employer_in_prose(text, self.patterns))

    def block(self, spot: Spot) -> tuple[int, str] | None:
        """The row right above of 'company - ...' or 'Client: ...', and the employer that it names."""
        for row in range(spot.row - 1, max(spot.free_from, spot.row - _BLOCK_REACH) - 1, -1):
            text = self.lines[row].text
            if match := self.patterns.employer_label.match(text):
                return row, _name_in(text[match.end() :])
        return None

    def _rows_above(self, spot: Spot) -> Iterator[int]:
        for row in range(spot.row - 1, max(spot.free_from, spot.row - _NAME_ROWS) - 1, -1):
            if not self._can_name(row) or self.lines[row].is_bullet:
                return
            yield row

    def _can_name(self, row: int) -> bool:
        text = self.lines[row].text
        if row in self._dated or self.patterns.description_label.match(text):
            return False
        return reads_as_name(text, self.patterns)

    def _is_titled(self, row: int) -> bool:
        return names_in(self.lines[row].text, self.patterns).title is not None

    def _is_complete(self, row: int) -> bool:
        names = names_in(self.lines[row].text, self.patterns)
        return names.title is not None and names.employer is not None

    def _with_row_below(self, names: Names, spot: Spot) -> Names:
        row = spot.row + 1
        if row >= len(self.lines) or not self._can_name(row):
            return names
        below = names_in(self.lines[row].text, self.patterns)
        if not below.title:
            return names
        return names.filled_from(below).filled_from(self._employer_at(row + 1, spot))

    def _employer_at(self, row: int, spot: Spot) -> Names:
        """The employer on the second line below dates that stand alone."""
        if spot.rest or row >= len(self.lines) or self.lines[row].is_bullet or not self._can_name(row):
            return Names()
        named = names_in(self.lines[row].text, self.patterns)
        return Names() if named.title else named

    def _with_rows_above(self, names: Names, above: Sequence[int], first: int) -> tuple[int, Names]:
        """Without a title's word, the upper of two rows is the title: people put it over the employer."""
        for row in above:
            if names.title and names.employer:
                break
            text, first = self.lines[row].text, row
            named = names_in(text, self.patterns)
            if names.employer and not named.title:
                named = Names(without_edges(text))
            names = names.filled_from(named)
        return first, names

    def _labels_from(self, first: int, spot: Spot) -> Names:
        names = Names()
        for line in self.lines[first : spot.row + _LABEL_REACH]:
            if line.start > spot.period.end and BLOCK.match(line.text):
                break
            title = _labelled_clause(line.text, self.patterns.title_label)
            employer = _labelled_clause(line.text, self.patterns.employer_label)
            names = names.filled_from(Names(title, employer))
        return names

    def labels_above(self, spot: Spot) -> Iterator[str]:
        """The lines before the dates that still belong to the same block, nearest first."""
        for line in reversed(self.lines[max(spot.free_from, spot.row - _LABEL_REACH) : spot.row]):
            if BLOCK.match(line.text) or self.patterns.employer_label.match(line.text):
                return
            yield line.text

    def opens_block(self, spot: Spot) -> bool:
        """Whether 'company - ...' stands between the job before and these dates."""
        block = bisect_left(self._block_rows, spot.free_from)
        return block < len(self._block_rows) and self._block_rows[block] < spot.row

    def sentence_before(self, spot: Spot) -> str:
        above = self.lines[spot.row - 1].text if spot.row else ""
        return f"{above[-_NEAR:]} {spot.before}"


def _labelled_clause(line: str, label: re.Pattern[str]) -> str | None:
    match = label.match(line)
    if match is None:
        return None
    clause = _name_in(_CLAUSE_END.split(line[match.end() :], maxsplit=1)[0])
    return clause if clause and len(clause) <= _LONGEST_CLAUSE else None


def _name_in(text: str) -> str:
    """`text` without its edges, but with the bracket that closes one within: 'Engineer (Contract)'."""
    name = without_edges(text)
    return f"{name})" if name.count("(") > name.count(")") and f"{name})" in text else name
