"""One fit as it is drawn: bars, quotes and gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.domain.skill import Skill
from matcher.web.pages.evidence import Quote, quotes

Json = Mapping[str, Any]
_WORTH_NAMING = 1.0
_STEPS = 3


@dataclass(frozen=True, slots=True)
class ComponentBar:
    """`track` is the weight beside the greatest weight, `filled` the score, both in per cents."""

    name: str
    weight: int
    points: float
    why: str
    track: float
    filled: float


@dataclass(frozen=True, slots=True)
class MetBar:
    """A met requirement: `points` of `most`, by the skill named `by`."""

    requirement: str
    importance: str
    points: float
    most: float
    gain: float
    credit: int
    through: str
    by: str
    track: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class GapBar:
    """A missing requirement; `said` is what the résumé says of it without it counting, such as 'wished'."""

    requirement: str
    importance: str
    gain: float
    track: float
    closest: str | None
    strength: int
    said: Quote | None


@dataclass(frozen=True, slots=True)
class Step:
    """What meeting a requirement in full would add, in points; `track` as in the bars."""

    requirement: str
    gain: float
    track: float


@dataclass(frozen=True, slots=True)
class FitView:
    """A fit; the bars of its requirements share one scale, so equal lengths are equal points."""

    role: str
    title: str
    rank: int
    score: float
    components: tuple[ComponentBar, ...]
    met: tuple[MetBar, ...]
    missing: tuple[GapBar, ...]
    stronger: tuple[MetBar, ...]
    versions: Json
    steps: tuple[Step, ...]


class FitReading:
    """Turns fits of one résumé into views."""

    def __init__(self, text: str, skills: Sequence[Json], taxonomy: Mapping[str, Skill]) -> None:
        self._text = text
        self._skills = {skill["id"]: skill for skill in skills}
        self._taxonomy = taxonomy

    def view(self, fit: Json) -> FitView:
        most = max((each["points"] + each["gain"] for each in fit["met"]), default=0.0)
        longest = max([most, *(each["gain"] for each in fit["missing"])]) or 1.0
        met = tuple(self._met_bar(each, longest) for each in fit["met"])
        missing = tuple(self._gap_bar(each, longest) for each in fit["missing"])
        stronger = sorted((bar for bar in met if bar.gain >= _WORTH_NAMING), key=lambda bar: -bar.gain)
        return FitView(
            role=fit["role"],
            title=fit["title"],
            rank=fit["rank"],
            score=fit["score"],
            components=_components(fit["components"]),
            met=met,
            missing=missing,
            stronger=tuple(stronger),
            versions=fit["versions"],
            steps=_steps(fit, longest),
        )

    def _met_bar(self, met: Json, longest: float) -> MetBar:
        most = met["points"] + met["gain"]
        mentions = self._skills.get(met["by"], {}).get("mentions", ())
        return MetBar(
            requirement=met["requirement"],
            importance=met["importance"],
            points=met["points"],
            most=most,
            gain=met["gain"],
            credit=met["credit"],
            through=met["through"],
            by=self._name(met["by"]),
            track=_share(most, longest),
            quotes=tuple(quotes(self._text, met["mentions"], mentions)),
        )

    def _gap_bar(self, missing: Json, longest: float) -> GapBar:
        closest = missing["closest"]
        return GapBar(
            requirement=missing["requirement"],
            importance=missing["importance"],
            gain=missing["gain"],
            track=_share(missing["gain"], longest),
            closest=self._name(closest["skill"]) if closest else None,
            strength=closest["strength"] if closest else 0,
            said=self._said_without_credit(missing["any_of"]),
        )

    def _said_without_credit(self, any_of: Sequence[str]) -> Quote | None:
        mentions = [each for skill in any_of for each in self._skills.get(skill, {}).get("mentions", ())]
        return next(iter(quotes(self._text, mentions, mentions)), None)

    def _name(self, skill_id: str) -> str:
        if skill_id in self._skills:
            return str(self._skills[skill_id]["name"])
        known = self._taxonomy.get(skill_id)
        return known.name if known else skill_id


def _steps(fit: Json, longest: float) -> tuple[Step, ...]:
    """The few requirements, met in part or missing, that would add most."""
    open_ones = sorted((*fit["missing"], *fit["met"]), key=lambda each: -each["gain"])
    worthwhile = (each for each in open_ones[:_STEPS] if each["gain"] >= _WORTH_NAMING)
    return tuple(
        Step(each["requirement"], each["gain"], _share(each["gain"], longest)) for each in worthwhile
    )


def _components(components: Sequence[Json]) -> tuple[ComponentBar, ...]:
    heaviest = max((each["weight"] for each in components), default=1) or 1
    return tuple(
        ComponentBar(
            name=each["name"],
            weight=each["weight"],
            points=each["points"],
            why=each["why"],
            track=_share(each["weight"], heaviest),
            filled=each["score"],
        )
        for each in components
    )


def _share(part: float, whole: float) -> float:
    """`part` of `whole` in per cents."""
    return round(part * 100 / whole, 2)
