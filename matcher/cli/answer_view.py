"""An answer as a person reads it in a terminal."""

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

_BAR = 30
_SHOWN = 12
_RANKED = 10
_IN_FULL = 3


def print_answer(name: str, body: dict[str, Any], console: Console) -> None:
    """The first ten of the ranking as bars, then points, evidence and gaps of the first three."""
    profile = body["profile"]
    console.print(f"[bold]{escape(name)}[/bold]")
    console.print(
        f"{len(profile['skills'])} skills, {profile['total_months']} months of work, "
        f"education: {_education(profile)}, seniority: {profile['seniority'] or 'not told'}"
    )
    for warning in body["document"]["warnings"]:
        console.print(f"[yellow]warning:[/yellow] {escape(warning['detail'])}")
    console.print()
    for fit in body["fits"][:_RANKED]:
        filled = round(fit["score"] * _BAR / 100)
        console.print(f"{fit['score']:6.2f}  {'█' * filled}{'░' * (_BAR - filled)}  {escape(fit['title'])}")
    for fit in body["fits"][:_IN_FULL]:
        _print_fit(fit, profile, console)
    console.print()


def _education(profile: dict[str, Any]) -> str:
    """The highest level, and what was studied at it where the résumé tells: 'master (Physics)'."""
    level = profile["education_level"]
    fields = [each["field"] for each in profile["education"] if each["level"] == level and each["field"]]
    return escape(f"{level} ({', '.join(dict.fromkeys(fields))})" if fields else level)


def _print_fit(fit: dict[str, Any], profile: dict[str, Any], console: Console) -> None:
    console.print(f"\n[bold]{fit['rank']}. {escape(fit['title'])}: {fit['score']:.2f} of 100[/bold]")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("points", "of", "for", "because"):
        table.add_column(heading, justify="right" if heading in {"points", "of"} else "left")
    for component in fit["components"]:
        table.add_row(
            f"{component['points']:.2f}",
            str(component["weight"]),
            component["name"],
            escape(component["why"]),
        )
    console.print(table)
    _print_met(fit["met"][:_SHOWN], {skill["id"]: skill for skill in profile["skills"]}, console)
    _print_missing(fit["missing"][:_SHOWN], console)


def _print_met(met: list[dict[str, Any]], skills: dict[str, Any], console: Console) -> None:
    if met:
        console.print("[green]What speaks for it[/green]")
    for each in met:
        skill = skills[each["by"]]
        quoted = escape(_quoted(skill))
        through = "" if each["through"] == "held" else f", {each['through']}"
        console.print(
            f"  +{each['points']:5.2f}  {escape(each['requirement'])} "
            f"[dim]({escape(skill['name'])}, credit {each['credit']}{through}: {quoted})[/dim]"
        )


def _quoted(skill: dict[str, Any]) -> str:
    first = next((each for each in skill["mentions"] if each["assertion"] == "held"), skill["mentions"][0])
    return f'"{first["surface"]}" in {first["section"]}, page {first["page"]}'


def _print_missing(missing: list[dict[str, Any]], console: Console) -> None:
    if missing:
        console.print("[red]What is missing, and what it would add[/red]")
    for each in missing:
        closest = each["closest"]
        near = f" [dim](closest: {escape(closest['skill'])})[/dim]" if closest else ""
        console.print(f"  +{each['gain']:5.2f}  {escape(each['requirement'])}{near}")
