"""`matcher extract` and `matcher rank`: JSON lines in, JSON lines out, for other programs."""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from matcher.assembly import Rolefit
from matcher.cli.options import opened
from matcher.documents import document_from_text
from matcher.domain.analysis import Analysis
from matcher.domain.document import Upload
from matcher.domain.month import Month
from matcher.errors import InvalidInput, RolefitError
from matcher.services.answers import dump_certification, dump_language, dump_place, dump_schooling, points
from matcher.services.clock import this_month
from matcher.services.ingestion import upload_from


@click.command(short_help="JSON lines in; what each résumé says out.")
def extract() -> None:
    """Read JSON lines {"id", "text"} or {"id", "file"}, print what each résumé says."""
    _stream(_extracted)


@click.command(short_help="JSON lines in; the roles of each résumé out.")
def rank() -> None:
    """Read JSON lines {"id", "text"} or {"id", "file"}, print the roles of each, the best first."""
    _stream(_ranked)


def _stream(dump: Callable[[Analysis, Rolefit], dict[str, Any]]) -> None:
    failed = False
    with opened() as rolefit:
        for line in filter(str.strip, _lines()):
            request = _parsed(line)
            try:
                answer = dump(_analysed(request, rolefit), rolefit)
            except RolefitError as error:
                failed = True
                answer = {"error": str(error)}
            click.echo(json.dumps({"id": request.get("id"), **answer}))
    if failed:
        raise SystemExit(1)


def _lines() -> Iterable[str]:
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text stream of the interpreter
    return sys.stdin


def _parsed(line: str) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        request = None
    return request if isinstance(request, dict) else {}


def _analysed(request: dict[str, Any], rolefit: Rolefit) -> Analysis:
    as_of = _month(request.get("as_of"))
    if isinstance(request.get("text"), str):
        document = document_from_text(request["text"], rolefit.settings.limits)
        return rolefit.analyst.analyse_document(document, as_of)
    if isinstance(request.get("file"), str):
        return rolefit.analyst.analyse(_upload(request["file"]), as_of)
    raise InvalidInput("line", 'must be a JSON object with "text" or "file"')


def _upload(file: str) -> Upload:
    try:
        return upload_from(Path(file))
    except OSError as error:
        raise InvalidInput("file", error.strerror or "cannot be opened") from error
    except ValueError as error:
        raise InvalidInput("file", "is no path") from error


def _month(value: object) -> Month:
    if value is None:
        return this_month()
    try:
        return Month.parse(str(value))
    except ValueError as error:
        raise InvalidInput("as_of", str(error)) from error


def _extracted(analysis: Analysis, rolefit: Rolefit) -> dict[str, Any]:
    profile, known = analysis.profile, rolefit.lexicon.taxonomy.skills
    return {
        "skills": [
            {
                "id": skill.id,
                "name": known[skill.id].name,
                "surfaces": list(dict.fromkeys(mention.surface for mention in skill.mentions)),
                "mentions": [
                    {
                        "start": mention.start,
                        "end": mention.end,
                        "section": mention.section.value,
                        "assertion": mention.assertion.value,
                    }
                    for mention in skill.mentions
                ],
                "credit": skill.credit,
                "months": skill.months,
                "last_used": str(skill.last_used) if skill.last_used else None,
                "stated_months": skill.stated_months,
            }
            for skill in profile.skills
        ],
        "jobs": [
            {"title": job.title, "start": str(job.interval.start), "end": str(job.interval.end)}
            for job in analysis.extraction.jobs
        ],
        "education": [dump_schooling(each) for each in analysis.extraction.schooling],
        "certifications": [dump_certification(each) for each in analysis.extraction.certifications],
        "languages": [dump_language(each) for each in analysis.extraction.languages],
        "total_months": profile.total_months,
        "education_level": profile.education_level.value,
        "place": dump_place(profile.place),
    }


def _ranked(analysis: Analysis, _rolefit: Rolefit) -> dict[str, Any]:
    return {
        "roles": [fit.title for fit in analysis.fits],
        "scores": [points(fit.score) for fit in analysis.fits],
    }
