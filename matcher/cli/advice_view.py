"""Advice as a person reads it in a terminal."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.markup import escape

_VERBS = {"learn": "Learn", "deepen": "Deepen"}
_PROBES = {"gap": "on a gap", "strength": "on a strength"}

Json = dict[str, Any]


def print_advice(body: Json, console: Console) -> None:
    """The steps with the score after each, then strengths, questions and other ways."""
    console.print(
        f"[bold]{escape(body['title'])}[/bold]: {body['score']:.2f} today, {body['target']:.2f} wanted"
    )
    if not body["reachable"]:
        console.print(
            f"[yellow]Skills alone lead to {body['most']:.2f}; the rest is up to work and titles.[/yellow]"
        )
    for number, step in enumerate(body["steps"], start=1):
        console.print(_step(number, step))
    _section("What you can build on", map(_strength, body["strengths"]), console)
    _section("Questions to expect", map(_question, body["questions"]), console)
    _section("Which way from here", map(_way, body["ways"]), console)


def _section(heading: str, lines: Iterable[str], console: Console) -> None:
    console.print(f"\n[green]{heading}[/green]")
    for line in lines:
        console.print(f"  {line}")


def _step(number: int, step: Json) -> str:
    months = f", used for {step['months']} months" if step["months"] else ""
    near = f"; closest you have: {step['closest']['name']}" if step["closest"] else ""
    return (
        f"{number:3d}. {_VERBS[step['kind']]} [bold]{escape(step['name'])}[/bold]: +{step['gain']:.2f}, "
        f"then {step['score_after']:.2f} [dim]({escape(step['requirement'] + months + near)})[/dim]"
    )


def _strength(strength: Json) -> str:
    why = f"[dim]({escape(strength['why'])})[/dim]"
    return f"+{strength['points']:5.2f}  {escape(strength['requirement'])} {why}"


def _question(question: Json) -> str:
    probed = f"{_PROBES[question['probes']]}: {_names(question['skills'])}"
    return f"{escape(question['question'])} [dim]({probed})[/dim]"


def _way(way: Json) -> str:
    first = f" First: {_names(way['first_skills'])}." if way["first_skills"] else ""
    return (
        f"[bold]{escape(way['title'])}[/bold]: {way['score']:.2f} today, "
        f"{way['distance']} % of the way apart, {way['missing']} requirements missing. "
        f"{escape(way['sentence'])}{first}"
    )


def _names(skills: list[Json]) -> str:
    return escape(", ".join(skill["name"] for skill in skills))
