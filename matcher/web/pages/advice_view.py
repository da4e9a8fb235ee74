"""Advice as it is drawn: bars that rise from step to step, quotes, ways."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.web.pages.evidence import Quote, quotes

Json = Mapping[str, Any]
_VERBS = {"learn": "Learn", "deepen": "Deepen"}


@dataclass(frozen=True, slots=True)
class StepBar:
    """A skill and the score after it; the bar shows what was there `before` and what it `adds`, per cent."""

    verb: str
    name: str
    gain: float
    score_after: float
    before: float
    adds: float
    meets: tuple[str, ...]
    months: int | None
    closest: str | None
    builds_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StrengthView:
    """A requirement that earns much, with one place of the résumé that shows it."""

    requirement: str
    points: float
    why: str
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class WayView:
    """Another role; `first` names the skills to begin with."""

    role: str
    title: str
    score: float
    distance: int
    missing: int
    sentence: str
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    question: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdviceView:
    """`last` is the score after all steps; `on_gaps` and `on_strengths` are questions."""

    id: str
    role: str
    title: str
    score: float
    target: float
    most: float
    last: float
    reachable: bool
    steps: tuple[StepBar, ...]
    strengths: tuple[StrengthView, ...]
    on_gaps: tuple[QuestionView, ...]
    on_strengths: tuple[QuestionView, ...]
    ways: tuple[WayView, ...]

    @property
    def arrived(self) -> bool:
        return self.score >= self.target

    @property
    def written_target(self) -> str:
        """The target as a form field takes it: '80', '82.5'."""
        return f"{self.target:.2f}".rstrip("0").rstrip(".")


def advice_view(body: Json, skills: Iterable[Json], text: str) -> AdviceView:
    """`body` is the answer of `services.advice`, `skills` and `text` are those of the résumé."""
    mentions = {skill["id"]: skill["mentions"] for skill in skills}
    steps = tuple(_step_bar(step) for step in body["steps"])
    return AdviceView(
        id=body["id"],
        role=body["role"],
        title=body["title"],
        score=body["score"],
        target=body["target"],
        most=body["most"],
        last=steps[-1].score_after if steps else body["score"],
        reachable=body["reachable"],
        steps=steps,
        strengths=tuple(_strength(each, mentions.get(each["by"], ()), text) for each in body["strengths"]),
        on_gaps=_probing("gap", body),
        on_strengths=_probing("strength", body),
        ways=tuple(_way(way) for way in body["ways"]),
    )


def _step_bar(step: Json) -> StepBar:
    return StepBar(
        verb=_VERBS[step["kind"]],
        name=step["name"],
        gain=step["gain"],
        score_after=step["score_after"],
        before=round(step["score_after"] - step["gain"], 2),
        adds=step["gain"],
        meets=tuple(raised["requirement"] for raised in step["meets"]),
        months=step["months"],
        closest=step["closest"]["name"] if step["closest"] else None,
        builds_on=_names(step["builds_on"]),
    )


def _strength(strength: Json, mentions: Iterable[Json], text: str) -> StrengthView:
    found = quotes(text, strength["mentions"], mentions)
    return StrengthView(
        requirement=strength["requirement"],
        points=strength["points"],
        why=strength["why"],
        quote=next(iter(found), None),
    )


def _probing(kind: str, body: Json) -> tuple[QuestionView, ...]:
    asked = (each for each in body["questions"] if each["probes"] == kind)
    return tuple(QuestionView(each["question"], _names(each["skills"])) for each in asked)


def _way(way: Json) -> WayView:
    return WayView(
        role=way["role"],
        title=way["title"],
        score=way["score"],
        distance=way["distance"],
        missing=way["missing"],
        sentence=way["sentence"],
        first=_names(way["first_skills"]),
    )


def _names(skills: Iterable[Json]) -> tuple[str, ...]:
    return tuple(skill["name"] for skill in skills)
