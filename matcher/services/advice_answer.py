"""Advice as JSON, for every door."""

from collections.abc import Iterable
from typing import Any

from matcher.domain.advice import Advice, LikelyQuestion, Raised, Step, Strength, Way
from matcher.domain.lexicon import Lexicon
from matcher.domain.profile import Profile
from matcher.fitting.prospects import LEARNED_CREDIT
from matcher.services.answers import points

Json = dict[str, Any]


def dump_advice(advice: Advice, profile: Profile, lexicon: Lexicon) -> Json:
    """`id` is that of a stored résumé, null where nothing is stored."""
    plan = advice.plan
    return {
        "id": None,
        "as_of": str(profile.as_of),
        "role": advice.role,
        "title": advice.title,
        "score": points(advice.score),
        "target": points(advice.target),
        "reachable": plan.reachable,
        "most": points(plan.most),
        "smallest": plan.smallest,
        "learned_credit": LEARNED_CREDIT,
        "steps": [_step(step, lexicon) for step in plan.steps],
        "strengths": [_strength(strength, profile, lexicon) for strength in advice.strengths],
        "questions": [_question(question, lexicon) for question in advice.questions],
        "ways": [_way(way, lexicon) for way in advice.ways],
        "versions": {
            "scorer": advice.versions.scorer,
            "taxonomy": advice.versions.taxonomy,
            "role": advice.versions.role,
        },
    }


def _step(step: Step, lexicon: Lexicon) -> Json:
    closest = step.closest
    return {
        "skill": step.skill,
        "name": _name(step.skill, lexicon),
        "kind": step.kind.value,
        "requirement": step.meets[0].requirement,
        "meets": [_raised(raised) for raised in step.meets],
        "gain": points(step.gain),
        "score_after": points(step.score_after),
        "months": step.months,
        "closest": {**_named(closest.skill, lexicon), "strength": closest.strength} if closest else None,
        "builds_on": _all_named(step.builds_on, lexicon),
    }


def _raised(raised: Raised) -> Json:
    return {
        "requirement": raised.requirement,
        "importance": raised.importance.value,
        "gain": points(raised.gain),
    }


def _strength(strength: Strength, profile: Profile, lexicon: Lexicon) -> Json:
    met = strength.met
    mentions = (mention for skill in profile.skills if skill.id == met.by for mention in skill.mentions)
    return {
        "requirement": met.requirement,
        "importance": met.importance.value,
        "skill": met.skill,
        "name": _name(met.skill, lexicon),
        "by": met.by,
        "through": met.through.value,
        "credit": met.credit,
        "points": points(met.points),
        "why": strength.why,
        "mentions": [
            {"start": mention.start, "end": mention.end}
            for mention in mentions
            if mention.assertion == "held"
        ],
    }


def _question(question: LikelyQuestion, lexicon: Lexicon) -> Json:
    return {
        "question": question.question,
        "probes": question.probes.value,
        "skills": _all_named(question.skills, lexicon),
    }


def _way(way: Way, lexicon: Lexicon) -> Json:
    return {
        "role": way.role,
        "title": way.title,
        "score": points(way.score),
        "distance": way.distance,
        "missing": way.missing,
        "first_skills": _all_named(way.first_skills, lexicon),
        "sentence": way.sentence,
    }


def _all_named(skills: Iterable[str], lexicon: Lexicon) -> list[Json]:
    return [_named(skill, lexicon) for skill in skills]


def _named(skill: str, lexicon: Lexicon) -> Json:
    return {"id": skill, "name": _name(skill, lexicon)}


def _name(skill: str, lexicon: Lexicon) -> str:
    """A skill that the taxonomy has lost since is called by its id."""
    known = lexicon.taxonomy.skills.get(skill)
    return known.name if known else skill
