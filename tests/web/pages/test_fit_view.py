from typing import Any

from matcher.domain.skill import Kind, Skill
from matcher.web.pages.fit_view import FitReading

TEXT = "Wrote Python jobs. No experience with Kafka."


def mention(surface: str, assertion: str = "held") -> dict[str, Any]:
    start = TEXT.index(surface)
    return {
        "surface": surface,
        "start": start,
        "end": start + len(surface),
        "page": 1,
        "section": "summary",
        "match": "exact",
        "assertion": assertion,
        "why": "a name",
    }


SKILLS = [
    {"id": "python", "name": "Python", "mentions": [mention("Python")]},
    {"id": "apache-kafka", "name": "Apache Kafka", "mentions": [mention("Kafka", "negated")]},
]
TAXONOMY = {"etl": Skill("etl", "ETL", Kind.TECHNIQUE, "data")}
FIT = {
    "role": "data-engineer",
    "title": "Data Engineer",
    "rank": 1,
    "score": 60.0,
    "components": [
        {"name": "skills", "weight": 80, "score": 62.5, "points": 50.0, "why": "1 of 3 requirements met"},
        {"name": "title", "weight": 20, "score": 50.0, "points": 10.0, "why": "held"},
    ],
    "met": [
        {
            "requirement": "Python or Java",
            "importance": "essential",
            "credit": 80,
            "points": 16.0,
            "gain": 4.0,
            "skill": "python",
            "by": "python",
            "through": "held",
            "mentions": [{"start": 6, "end": 12}],
        }
    ],
    "missing": [
        {
            "requirement": "Kafka",
            "any_of": ["apache-kafka"],
            "importance": "important",
            "gain": 10.0,
            "closest": {"skill": "python", "strength": 20},
        },
        {
            "requirement": "Charts",
            "any_of": ["charts"],
            "importance": "useful",
            "gain": 0.5,
            "closest": None,
        },
    ],
    "versions": {"scorer": "1", "taxonomy": "d", "role": 1},
}
VIEW = FitReading(TEXT, SKILLS, TAXONOMY).view(FIT)


def test_bars_of_components_are_as_long_as_their_weight() -> None:
    assert [(bar.track, bar.filled) for bar in VIEW.components] == [(100.0, 62.5), (25.0, 50.0)]


def test_bars_of_requirements_share_one_scale() -> None:
    assert VIEW.met[0].track == 100.0
    assert [gap.track for gap in VIEW.missing] == [50.0, 2.5]


def test_met_requirements_quote_the_text() -> None:
    (met,) = VIEW.met
    (quoted,) = met.quotes
    assert (met.by, met.points, met.most) == ("Python", 16.0, 20.0)
    assert (quoted.before, quoted.surface, quoted.after) == (
        "Wrote ",
        "Python",
        " jobs. No experience with Kafka.",
    )


def test_a_gap_says_what_was_named_without_counting_and_what_comes_closest() -> None:
    kafka, charts = VIEW.missing
    assert kafka.said is not None
    assert kafka.said.surface == "Kafka"
    assert (kafka.closest, kafka.strength) == ("Python", 20)
    assert (charts.said, charts.closest) == (None, None)


def test_steps_are_the_greatest_gains_met_in_part_or_missing_and_worth_a_point() -> None:
    assert [(step.requirement, step.gain) for step in VIEW.steps] == [
        ("Kafka", 10.0),
        ("Python or Java", 4.0),
    ]


def test_a_fit_of_a_role_without_any_credit_still_draws() -> None:
    view = FitReading("", [], TAXONOMY).view({**FIT, "met": [], "missing": [], "components": []})
    assert (view.met, view.missing, view.components, view.steps) == ((), (), (), ())
