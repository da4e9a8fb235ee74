"""`matcher roles`: the roles, two of them side by side, and what a job title means."""

from typing import Any

import click

from matcher.cli.draft import draft
from matcher.cli.options import json_option, opened
from matcher.cli.role_files import export_role, import_roles
from matcher.domain.lexicon import Lexicon
from matcher.services.answers import encode
from matcher.services.roles import compare_roles, list_roles, resolve, show_role


@click.group()
def roles() -> None:
    """Look at roles, draft new ones, and keep your own."""


for _command in (draft, import_roles, export_role):
    roles.add_command(_command)


@roles.command("list")
@json_option
def list_all(*, as_json: bool) -> None:
    """List the roles."""
    found = list_roles(_lexicon())
    if as_json:
        click.echo(encode({"items": found}), nl=False)
        return
    for role in found:
        click.echo(f"{role['id']:28s} {role['title']}")


@roles.command()
@click.argument("role")
@json_option
def show(role: str, *, as_json: bool) -> None:
    """Show ROLE in full."""
    body = show_role(role, _lexicon())
    click.echo(encode(body) if as_json else _role_in_words(body), nl=False)


@roles.command()
@click.argument("role")
@click.argument("other")
@json_option
def compare(role: str, other: str, *, as_json: bool) -> None:
    """Compare ROLE with OTHER."""
    body = compare_roles(role, other, _lexicon())
    click.echo(encode(body) if as_json else _comparison_in_words(body), nl=False)


@roles.command("resolve")
@click.argument("title")
@json_option
def resolve_title(title: str, *, as_json: bool) -> None:
    """Say which role, or blend of roles, the job title TITLE means."""
    body = resolve(title, _lexicon())
    if as_json:
        click.echo(encode(body), nl=False)
        return
    if not body["roles"]:
        click.echo("No role is known by this title.")
    for role in body["roles"]:
        click.echo(f"{role['share']:4.0%}  {role['id']}")


def _lexicon() -> Lexicon:
    with opened() as rolefit:
        return rolefit.lexicon


def _role_in_words(role: dict[str, Any]) -> str:
    lines = [role["title"], "", role["definition"], "", "Responsibilities"]
    lines += [f"  - {each}" for each in role["responsibilities"]]
    lines += ["", "Requirements"]
    lines += [f"  - {each['label']} ({each['importance']})" for each in role["requirements"]]
    lines += ["", "Tools"]
    lines += [f"  {group['kind']}: {_names(group['skills'])}" for group in role["tools"]]
    lines += ["", "Education", f"  {role['education']['note']}", "", f"Outlook\n  {role['outlook']}"]
    lines += ["", "Place between the axes", f"  {_place(role['place'])}", "", "Tips"]
    lines += [f"  - {tip}" for tip in role["tips"]]
    lines += ["", "Interview questions"]
    lines += [f"  - {each['question']}" for each in role["interview"]]
    return "\n".join(lines) + "\n"


def _comparison_in_words(body: dict[str, Any]) -> str:
    role, other = body["role"], body["other"]
    lines = [f"{role['title']} and {other['title']}: {body['distance']} % of the way apart", ""]
    for each in (role, other):
        lines += [f"{each['title']}: {each['definition']}", f"  {_place(each['place'])}", ""]
    for heading in ("skills", "tools"):
        lines += [
            heading.capitalize(),
            f"  both: {_names(body[heading]['shared'])}",
            f"  only {role['title']}: {_names(body[heading]['only_role'])}",
            f"  only {other['title']}: {_names(body[heading]['only_other'])}",
        ]
    return "\n".join(lines) + "\n"


def _names(skills: list[dict[str, str]]) -> str:
    return ", ".join(skill["name"] for skill in skills) or "none"


def _place(place: dict[str, int]) -> str:
    return ", ".join(f"{axis} {share} %" for axis, share in place.items())
