"""All surfaces of a taxonomy, ready to be found in a text."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class _Either:
    """The words in one set or the other."""

    one: Container[str]
    other: Container[str]

    def __contains__(self, word: object) -> bool:
        return word in self.one or word in self.other


class Vocabulary:
    """Finds surface forms in words. Building one for a whole taxonomy takes a second or two; keep it."""

    def __init__(
        self,
        words_of: Callable[[str], list[str]],
        skills: Mapping[str, Skill],
        base: "Vocabulary | None" = None,
    ) -> None:
        """`words_of` splits a spelling as the texts will be split; `words` are those of all the spellings.

        With `base` it finds what one built with the skills of `base` and behind them `skills` would find, and
        takes time and memory for `skills` alone.
        """
        claims = _claims(skills)
        split = {spelling: words_of(spelling) for spelling in claims}
        words = {word for words in split.values() for word in words}
        whole = {words[0] for words in split.values() if len(words) == 1}
        names = {
            word
            for skill in skills.values()
            for surface in skill.surfaces
            for word in split.get(surface.lower()) or words_of(surface)
        }
        self._words_of = words_of
        self.forms: Phrases[SurfaceForm] = _phrases(claims, split, base.forms if base else None)
        self.words: Container[str] = _Either(words, base.words) if base else words
        self.whole: Container[str] = _Either(whole, base.whole) if base else whole
        self.english = read_english()
        halves: Mapping[str, Sequence[str]] = base.spelling.by_half if base else {}
        self.spelling: Spelling = Spelling(self.words, self.whole, names, self.english.words, halves)

    def with_own_skills(self, own: Mapping[str, Skill]) -> "Vocabulary":
        """This one and `own`, none of which it knows yet."""
        return Vocabulary(self._words_of, own, self)

    def find(self, words: Sequence[str]) -> Iterator[Found]:
        """Every surface form in `words` of small letters, overlapping ones too."""
        for found in self.forms.find(words):
            yield Found(found.value, found.first, found.last)

    def form(self, *words: str) -> SurfaceForm | None:
        """The surface form that the `words` stand for as a whole."""
        return self.forms.get(words)

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


def _phrases(
    claims: Mapping[str, SurfaceForm], split: Mapping[str, list[str]], base: Phrases[SurfaceForm] | None
) -> Phrases[SurfaceForm]:
    """The claims by their words, over those in `base`: as one table of both, the skills of `base` first."""
    if base is None:
        return Phrases((split[spelling], form) for spelling, form in claims.items())
    return Phrases(_over(base, claims, split), base)


def _over(
    base: Phrases[SurfaceForm], claims: Mapping[str, SurfaceForm], split: Mapping[str, list[str]]
) -> Iterator[tuple[list[str], SurfaceForm]]:
    """A surface as written goes before another's variant, and behind the very same one in `base`."""
    for spelling, form in claims.items():
        known = base.get(split[spelling])
        if known is None:
            yield split[spelling], form
        elif _is_written(form, spelling):
            yield split[spelling], known if _is_written(known, spelling) else form


def _is_written(form: SurfaceForm, spelling: str) -> bool:
    return form.surface.lower() == spelling


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
