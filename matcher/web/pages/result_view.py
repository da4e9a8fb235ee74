"""Everything that the page of one résumé shows, from the stored answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.domain.lexicon import Lexicon
from matcher.services.roles import show_role
from matcher.web.pages.evidence import Quote, quote
from matcher.web.pages.fit_view import FitReading, FitView
from matcher.web.pages.places import role_standings
from matcher.web.pages.timeline import JobBar, job_bars
from matcher.web.pages.triangle import Picture, Standing, picture

Json = Mapping[str, Any]
_ROLES_LABELLED = 4


@dataclass(frozen=True, slots=True)
class SaidOfSkill:
    """A skill and one place that mentions it; `assertion` is held, negated or wished."""

    name: str
    assertion: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class ResultView:
    """`best` and `role` (in full) are None where there is nothing to rank."""

    id: str
    document: Json
    created_at: str
    as_of: str
    profile: Json
    fits: tuple[FitView, ...]
    role: Json | None
    picture: Picture
    standings: tuple[Standing, ...]
    jobs: tuple[JobBar, ...]
    skills: tuple[Json, ...]
    not_counted: tuple[SaidOfSkill, ...]
    corrected: tuple[SaidOfSkill, ...]
    unrecognised: tuple[str, ...]
    studies: tuple[str, ...]
    certifications: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def best(self) -> FitView | None:
        return self.fits[0] if self.fits else None


def result_view(body: Json, text: str, lexicon: Lexicon) -> ResultView:
    """`body` is the answer as `services.resumes` gives it, `text` what its offsets count in."""
    profile = body["profile"]
    reading = FitReading(text, profile["skills"], lexicon.taxonomy.skills)
    fits = tuple(reading.view(fit) for fit in body["fits"])
    best = fits[0].role if fits else None
    near = [fit.role for fit in fits[:_ROLES_LABELLED]]
    standings = tuple(_standings(profile["place"], best, near, lexicon))
    said = tuple(_said(profile["skills"], text))
    return ResultView(
        id=body["id"],
        document=body["document"],
        created_at=body["created_at"],
        as_of=body["as_of"],
        profile=profile,
        fits=fits,
        role=show_role(best, lexicon) if best else None,
        picture=picture(standings),
        standings=standings,
        jobs=tuple(job_bars(profile["jobs"])),
        skills=tuple(skill for skill in profile["skills"] if skill["credit"]),
        not_counted=tuple(each for each, _ in said if each.assertion != "held"),
        corrected=tuple(each for each, match in said if match == "misspelling"),
        unrecognised=tuple(dict.fromkeys(each["surface"] for each in profile["unrecognised"])),
        studies=tuple(dict.fromkeys(_studies(profile.get("education", ())))),
        certifications=tuple(each["name"] for each in profile.get("certifications", ())),
        languages=tuple(map(_language, profile.get("languages", ()))),
    )


def _studies(education: Iterable[Json]) -> Iterable[str]:
    """'Physics (master)', where the résumé tells what was studied."""
    return (f"{each['field']} ({each['level']})" for each in education if each["field"])


def _language(language: Json) -> str:
    """'German (B2)'; the level only where the résumé tells one."""
    return f"{language['name']} ({language['level']})" if language["level"] else str(language["name"])


def _standings(
    place: Mapping[str, int] | None, best: str | None, near: Sequence[str], lexicon: Lexicon
) -> Iterable[Standing]:
    if place is not None:
        yield Standing("You", place, "you")
    yield from role_standings(lexicon, best, labelled=near)


def _said(skills: Sequence[Json], text: str) -> Iterable[tuple[SaidOfSkill, str]]:
    """Each mention with how it was recognised."""
    for skill in skills:
        for mention in skill["mentions"]:
            said = SaidOfSkill(skill["name"], mention["assertion"], quote(text, mention))
            yield said, mention["match"]
