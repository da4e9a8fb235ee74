"""All surfaces of a taxonomy, ready to be found in a text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.domain.extraction import Match
from matcher.domain.skill import Skill
from matcher.domain.surface import surface_key
from matcher.extraction.english import read_english
from matcher.extraction.phrases import Phrases
from matcher.extraction.spelling import Spelling
from matcher.extraction.surfaces import spellings, split_camel


@dataclass(frozen=True, slots=True)
class SurfaceForm:
    """A surface of a skill and what it takes for it to count."""

    skill: Skill
    surface: str
    match: Match
    ambiguous: bool
    case_sensitive: bool

    def same_case(self, quoted: str) -> bool:
        """Whether `quoted` has the letters of the surface in its own case, whatever joins them."""
        return _letters(quoted).removesuffix("s") == _letters(self.surface).removesuffix("s")


@dataclass(frozen=True, slots=True)
class Found:
    """A surface form at words `first` up to, not including, `last`."""

    form: SurfaceForm
    first: int
    last: int


class Vocabulary:
    """Finds surface forms in words. Building one takes a second or two; keep it."""

    def __init__(self, words_of: Callable[[str], list[str]], skills: Mapping[str, Skill]) -> None:
        """`words_of` splits a spelling as the texts will be split; `words` are those of all the spellings."""
        entries = [(words_of(spelling), form) for spelling, form in _claims(skills).items()]
        self._forms = Phrases(entries)
        self.words = {word for words, _ in entries for word in words}
        self.english = read_english()
        names = {
            word for skill in skills.values() for surface in skill.surfaces for word in words_of(surface)
        }
        whole = {words[0] for words, _ in entries if len(words) == 1}
        self.spelling = Spelling(self.words, whole, names, self.english.words)

    def find(self, words: Sequence[str]) -> Iterator[Found]:
        """Every surface form in `words` of small letters, overlapping ones too."""
        for found in self._forms.find(words):
            yield Found(found.value, found.first, found.last)

    def form(self, *words: str) -> SurfaceForm | None:
        """The surface form that the `words` stand for as a whole."""
        return self._forms.get(words)

    def is_word(self, word: str) -> bool:
        """Whether `word`, in any case, is one of a name of a skill, or of English."""
        lower = word.lower()
        return lower in self.words or lower in self.english.words


def _claims(skills: Mapping[str, Skill]) -> dict[str, SurfaceForm]:
    """Which form each spelling stands for; a surface as written goes before any other's variant."""
    forms = [form for skill in skills.values() for form in _forms(skill)]
    claims = {form.surface.lower(): form for form in reversed(forms)}
    for form in forms:
        for spelling in sorted(spellings(form.surface, form.skill.kind, ambiguous=form.ambiguous)):
            claims.setdefault(spelling, form)
    return claims


def _forms(skill: Skill) -> Iterator[SurfaceForm]:
    seen: set[str] = set()
    for number, surface in enumerate(skill.surfaces):
        key = surface_key(surface)
        if key not in seen:
            seen.add(key)
            match = Match.ALIAS if number else Match.EXACT
            yield SurfaceForm(
                skill, surface, match, surface in skill.ambiguous, surface in skill.case_sensitive
            )
            parts = split_camel(surface)
            if parts:  # its parts may be plain words: 'in design', so the context decides
                yield SurfaceForm(skill, parts, Match.ALIAS, ambiguous=True, case_sensitive=False)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
