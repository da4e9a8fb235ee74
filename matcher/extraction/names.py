"""Names of companies, people, schools and places, so that 'Dr Ruby Smith' is no programmer of Ruby."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from copy import copy

from matcher.domain.extraction import Job
from matcher.domain.skill import NameWords
from matcher.extraction.phrases import PhraseAt, Phrases
from matcher.extraction.tokens import Tokens

_LONGEST_NAME = 4
_WORDS_OF_A_PERSON = (2, 3)
_SMALL = frozenset({"&", "of", "and", "the"})
_COMPANY, _PERSON, _STREET, _SCHOOL, _NOBODY = "a company", "a person", "a street", "a school", ""
_PLACE = "a place"
_LONGEST_PLACE, _TOWN_AND_COMMA = 3, 2


class NameFinder:
    """Finds names by the words beside them."""

    def __init__(
        self, words: NameWords, words_of: Callable[[str], list[str]], skill_words: Container[str]
    ) -> None:
        """`skill_words` are the words that names of skills are made of."""
        self._skill_words = skill_words

        def table(*groups: tuple[Sequence[str], str]) -> Phrases[str]:
            return Phrases((words_of(phrase), bearer) for phrases, bearer in groups for phrase in phrases)

        self._before = table(
            (words.companies_follow, _COMPANY),
            (words.no_company_follows, _NOBODY),
            (words.people_follow, _PERSON),
            (words.schools_follow, _SCHOOL),
        )
        self._behind = table(
            (words.company_endings, _COMPANY),
            (words.street_endings, _STREET),
            (words.school_endings, _SCHOOL),
        )
        self._place_openings = frozenset(words.place_openings)
        self._regions = frozenset(words.region_codes)

    def with_skill_words(self, skill_words: Container[str]) -> "NameFinder":
        """This finder with other words that names of skills are made of."""
        finder: NameFinder = copy(self)
        finder._skill_words = skill_words
        return finder

    def find(self, tokens: Tokens, jobs: Iterable[Job], headline: str | None) -> dict[int, str]:
        """By word: the name that it is part of, in words such as 'the name of a company: "Oracle Corp"'.

        A title of the person in the first line is no name, and given as `headline`.
        """
        named: dict[int, str] = {}
        for bearer, name in (*self._heading_person(tokens, headline), *_employers(tokens, jobs)):
            _mark(named, tokens, bearer, name, [name])
        for place in self._places(tokens):
            _mark(named, tokens, _PLACE, place, [place])
        found = [*self._announced(tokens), *self._ended(tokens)]
        again = _repeated(tokens, {_words(tokens, name) for bearer, name in found if bearer == _COMPANY})
        for bearer, name in found:
            _mark(named, tokens, bearer, name, [name])
            if bearer == _COMPANY:
                _mark(named, tokens, bearer, name, again.pop(_words(tokens, name), ()))
        return named

    def _heading_person(self, tokens: Tokens, headline: str | None) -> Iterator[tuple[str, range]]:
        """The name that a résumé opens with; not all of its words may be of skills ('Data Science')."""
        line = range(len(tokens.text.lstrip().partition("\n")[0].split()))
        if (
            len(line) not in _WORDS_OF_A_PERSON
            or len(tokens) <= len(line)
            or not _line_ends(tokens, line[-1])
        ):
            return
        words = tokens.words[: line.stop]
        if headline and headline.startswith(words[0]):
            return
        named = all(word.isalpha() and (word.istitle() or word.isupper()) for word in words)
        if named and any(word not in self._skill_words for word in tokens.lower[: line.stop]):
            yield _PERSON, line

    def _announced(self, tokens: Tokens) -> Iterator[tuple[str, range]]:
        for found in self._before.longest(tokens.lower):
            name = range(found.last, _run_end(tokens, found.last))
            if name and found.value:
                yield found.value, name

    def _ended(self, tokens: Tokens) -> Iterator[tuple[str, range]]:
        for found in self._behind.longest(tokens.lower):
            name = range(_run_start(tokens, found), found.first)
            if name and _ends_a_name(tokens, found, name):
                yield found.value, name

    def _places(self, tokens: Tokens) -> Iterator[range]:
        """'San Mateo', and 'Cary, NC' with the region's code; but skills may be listed so: 'Java, MS'."""
        for word, (text, lower) in enumerate(zip(tokens.words, tokens.lower, strict=True)):
            if text.istitle() and lower in self._place_openings and _run_end(tokens, word) > word + 1:
                yield range(word, word + 2)
            elif text.isupper() and lower in self._regions:
                first = _place_start(tokens, word)
                town = tokens.lower[first : word - 1]
                if town and any(each not in self._skill_words for each in town):
                    yield range(first, word + 1)


def _place_start(tokens: Tokens, code: int) -> int:
    """The first word of 'San Luis Obispo, CA', whose code is at `code`; `code` where that ends no address."""
    if code < _TOWN_AND_COMMA or tokens.words[code - 1] != "," or not _ends_address(tokens, code):
        return code
    first = code - 1
    while first > max(0, code - 1 - _LONGEST_PLACE) and not _line_ends(tokens, first - 1):
        if not (_capitalised(tokens.words[first - 1]) and tokens.words[first - 1].isalpha()):
            break
        first -= 1
    return first


def _ends_address(tokens: Tokens, code: int) -> bool:
    """Whether a line, a number or a mark follows: not the 'OR' of 'Java, OR Python'."""
    if code + 1 == len(tokens) or _line_ends(tokens, code):
        return True
    return not tokens.words[code + 1].isalpha() or tokens.starts[code + 1] == tokens.ends[code]


def _mark(named: dict[int, str], tokens: Tokens, bearer: str, name: range, places: Iterable[range]) -> None:
    quoted = " ".join(tokens.quote(name.start, name.stop).split())
    for place in places:
        named.update(dict.fromkeys(place, f'the name of {bearer}: "{quoted}"'))


def _employers(tokens: Tokens, jobs: Iterable[Job]) -> Iterator[tuple[str, range]]:
    for job in jobs:
        start = tokens.text.find(job.employer, job.start_offset, job.end_offset) if job.employer else -1
        if start >= 0 and job.employer:
            name = range(tokens.at(start), tokens.at(start + len(job.employer) - 1) + 1)
            if len(name) <= _LONGEST_NAME:
                yield _COMPANY, name


def _words(tokens: Tokens, name: range) -> tuple[str, ...]:
    return tokens.words[name.start : name.stop]


def _repeated(tokens: Tokens, names: AbstractSet[tuple[str, ...]]) -> dict[tuple[str, ...], list[range]]:
    """Where companies' names stand; one word may be the product as well, unless it owns something."""
    lengths: dict[str, set[int]] = defaultdict(set)
    owners = set(_owners(tokens))
    for name in names:
        if len(name) > 1 or name[0] in owners:
            lengths[name[0]].add(len(name))
    places: dict[tuple[str, ...], list[range]] = defaultdict(list)
    for first, word in enumerate(tokens.words):
        for length in lengths.get(word, ()):
            place = range(first, first + length)
            if _words(tokens, place) in names:
                places[_words(tokens, place)].append(place)
    return places


def _owners(tokens: Tokens) -> Iterator[str]:
    """Names with an 's behind: 'Elastic's customers'."""
    for word, (mark, letter) in enumerate(zip(tokens.lower[1:], tokens.lower[2:], strict=False)):
        if mark == "'" and letter == "s":
            yield tokens.words[word]


def _run_end(tokens: Tokens, first: int) -> int:
    """The end of the capitalised words from `first` on, in one line."""
    last = first
    while last < min(len(tokens), first + _LONGEST_NAME) and _capitalised(tokens.words[last]):
        if last > first and _line_ends(tokens, last - 1):
            break
        last += 1
    return last


def _run_start(tokens: Tokens, ending: PhraseAt[str]) -> int:
    """The start of the capitalised words before the ending, in one line; 'pvt ltd' may follow small ones."""
    first, small = ending.first, ending.value == _COMPANY and tokens.words[ending.first].islower()
    while first > max(0, ending.first - _LONGEST_NAME) and not _line_ends(tokens, first - 1):
        word = tokens.words[first - 1]
        if not (
            _capitalised(word) or (small and word.isalpha()) or (word in _SMALL and first < ending.first)
        ):
            break
        first -= 1
    while first < ending.first and tokens.words[first] in _SMALL:
        first += 1
    return first


def _ends_a_name(tokens: Tokens, ending: PhraseAt[str], name: range) -> bool:
    """Streets and schools are written in capitals; a street stands behind its number or before a comma."""
    if ending.value == _COMPANY:
        return True
    if not _capitalised(tokens.words[ending.first]):
        return False
    numbered = name.start > 0 and tokens.words[name.start - 1][0].isdigit()
    return ending.value == _SCHOOL or numbered or tokens.words[ending.last : ending.last + 1] == (",",)


def _capitalised(word: str) -> bool:
    return word[0].isupper()


def _line_ends(tokens: Tokens, word: int) -> bool:
    """Whether a line ends behind `word`."""
    return "\n" in tokens.text[tokens.ends[word] : tokens.starts[word + 1]]
