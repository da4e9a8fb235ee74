"""The one place that turns an analysis into JSON, for every door.

Scores and points leave as numbers with two decimals, from the hundredths that they are inside.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from matcher.domain.analysis import Analysis
from matcher.domain.credentials import Certification, SpokenLanguage
from matcher.domain.document import Document, DocumentWarning
from matcher.domain.extraction import Declined, Job, Mention, Schooling
from matcher.domain.fit import Component, Fit, Met, Missing
from matcher.domain.lexicon import Lexicon
from matcher.domain.profile import ProfileSkill
from matcher.domain.skill import Place
from matcher.domain.stored import StoredResume

_HUNDREDTHS = 100
_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")


def encode(body: Any) -> str:
    """JSON as every door sends it: readable, in the order of the contract, with a line end.

    Half a surrogate pair, which no encoding has, leaves as the escape that it came in as.
    """
    text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    return _HALF_OF_A_PAIR.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def points(hundredths: int) -> float:
    """A number with two decimals at the most."""
    return hundredths / _HUNDREDTHS


def moment(value: datetime) -> str:
    """A moment in UTC to the second, as in 2026-11-21T09:30:00Z."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_if_any(value: datetime | None) -> str | None:
    """The same, or None where there is none."""
    return moment(value) if value else None


def dump_unstored(analysis: Analysis, lexicon: Lexicon) -> dict[str, Any]:
    """The answer for a résumé that is not kept: no id and no time, so the same bytes give the same answer."""
    return {
        "id": None,
        "external_id": None,
        "status": "ready",
        "as_of": str(analysis.profile.as_of),
        "created_at": None,
        "document": dump_document(analysis.document, analysis.extraction.warnings),
        "profile": dump_profile(analysis, lexicon),
        "fits": [dump_fit(fit, analysis) for fit in analysis.fits],
    }


def dump_stored(resume: StoredResume) -> dict[str, Any]:
    """The answer as it was given when the résumé came in, and what people have put down since."""
    return {
        "id": resume.id,
        "external_id": resume.external_id,
        "status": resume.status,
        "as_of": resume.as_of,
        "created_at": moment(resume.created_at),
        "document": resume.document,
        "profile": resume.profile,
        "fits": list(resume.fits),
        "stage": resume.stage.value,
        "labels": list(resume.labels),
    }


def dump_document(document: Document, cautions: Iterable[DocumentWarning] = ()) -> dict[str, Any]:
    """`cautions` are the warnings that its text gave cause for, beside those that its file did."""
    return {
        "filename": document.filename,
        "media_type": document.media_type,
        "pages": len(document.pages),
        "characters": len(document.text),
        "language": document.language,
        "sha256": document.sha256,
        "warnings": [{"code": each.code, "detail": each.detail} for each in (*document.warnings, *cautions)],
    }


def dump_profile(analysis: Analysis, lexicon: Lexicon) -> dict[str, Any]:
    profile, extraction = analysis.profile, analysis.extraction
    return {
        "skills": [_skill(skill, lexicon) for skill in profile.skills],
        "unrecognised": [
            {"surface": each.surface, "start": each.start, "end": each.end}
            for each in extraction.unrecognised
        ],
        "declined": [_declined(each) for each in extraction.declined],
        "jobs": [dump_job(job) for job in extraction.jobs],
        "education": [dump_schooling(each) for each in extraction.schooling],
        "certifications": [dump_certification(each) for each in extraction.certifications],
        "languages": [dump_language(each) for each in extraction.languages],
        "total_months": profile.total_months,
        "education_level": profile.education_level.value,
        "seniority": profile.seniority.value if profile.seniority else None,
        "place": dump_place(profile.place),
    }


def dump_job(job: Job) -> dict[str, Any]:
    return {
        "title": job.title,
        "employer": job.employer,
        "start": str(job.interval.start),
        "end": str(job.interval.end),
        "current": job.current,
        "internship": job.internship,
    }


def dump_schooling(schooling: Schooling) -> dict[str, Any]:
    return {
        "level": schooling.level.value,
        "field": schooling.field,
        "start": schooling.start_offset,
        "end": schooling.end_offset,
    }


def dump_certification(certification: Certification) -> dict[str, Any]:
    return {
        "name": certification.name,
        "issuer": certification.issuer,
        "start": certification.start,
        "end": certification.end,
    }


def dump_language(language: SpokenLanguage) -> dict[str, Any]:
    return {
        "code": language.code,
        "name": language.name,
        "level": language.level,
        "start": language.start,
        "end": language.end,
    }


def dump_place(place: Place | None) -> dict[str, int] | None:
    if place is None:
        return None
    return {
        "infrastructure": place.infrastructure,
        "statistics": place.statistics,
        "software": place.software,
    }


def _skill(skill: ProfileSkill, lexicon: Lexicon) -> dict[str, Any]:
    known = lexicon.taxonomy.skills[skill.id]
    return {
        "id": skill.id,
        "name": known.name,
        "kind": known.kind.value,
        "credit": skill.credit,
        "months": skill.months,
        "last_used": str(skill.last_used) if skill.last_used else None,
        "stated_months": skill.stated_months,
        "mentions": [_mention(mention) for mention in skill.mentions],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "surface": mention.surface,
        "start": mention.start,
        "end": mention.end,
        "page": mention.page,
        "section": mention.section.value,
        "match": mention.match.value,
        "assertion": mention.assertion.value,
        "why": mention.why,
    }


def _declined(declined: Declined) -> dict[str, Any]:
    return {
        "skill": declined.skill,
        "surface": declined.surface,
        "start": declined.start,
        "end": declined.end,
        "why": declined.why,
    }


def dump_fit(fit: Fit, analysis: Analysis) -> dict[str, Any]:
    mentions = {skill.id: skill.mentions for skill in analysis.profile.skills}
    return {
        "role": fit.role,
        "title": fit.title,
        "rank": fit.rank,
        "score": points(fit.score),
        "components": [_component(component) for component in fit.components],
        "met": [_met(met, mentions) for met in fit.met],
        "missing": [_missing(missing) for missing in fit.missing],
        "versions": {
            "scorer": fit.versions.scorer,
            "taxonomy": fit.versions.taxonomy,
            "role": fit.versions.role,
        },
    }


def _component(component: Component) -> dict[str, Any]:
    return {
        "name": component.name,
        "weight": component.weight,
        "score": points(component.score),
        "points": points(component.points),
        "why": component.why,
    }


def _met(met: Met, mentions: Mapping[str, Iterable[Mention]]) -> dict[str, Any]:
    held = (mention for mention in mentions.get(met.by, ()) if mention.assertion == "held")
    return {
        "requirement": met.requirement,
        "importance": met.importance.value,
        "credit": met.credit,
        "points": points(met.points),
        "gain": points(met.gain),
        "skill": met.skill,
        "by": met.by,
        "through": met.through.value,
        "mentions": [{"start": mention.start, "end": mention.end} for mention in held],
    }


def _missing(missing: Missing) -> dict[str, Any]:
    closest = missing.closest
    return {
        "requirement": missing.requirement,
        "any_of": list(missing.any_of),
        "importance": missing.importance.value,
        "gain": points(missing.gain),
        "closest": {"skill": closest.skill, "strength": closest.strength} if closest else None,
    }
