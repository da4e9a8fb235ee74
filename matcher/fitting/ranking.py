"""Profile -> Fits, the best role first."""

from matcher.domain.fit import Fit, Versions
from matcher.domain.lexicon import Lexicon
from matcher.domain.profile import Profile
from matcher.fitting.closeness import Closeness
from matcher.fitting.relations import Relations
from matcher.fitting.scoring import Scored, score_role
from matcher.fitting.weights import SCORER_VERSION


def rank_roles(profile: Profile, lexicon: Lexicon, relations: Relations) -> tuple[Fit, ...]:
    """Every role of the catalogue, by score and then by id."""
    closeness = Closeness(profile, relations)
    scored = [score_role(role, profile, closeness) for role in lexicon.catalogue.roles.values()]
    scored.sort(key=lambda each: (-each.score, each.role.id))
    return tuple(_fit(each, rank, lexicon.taxonomy.digest) for rank, each in enumerate(scored, start=1))


def _fit(scored: Scored, rank: int, digest: str) -> Fit:
    return Fit(
        role=scored.role.id,
        title=scored.role.title,
        rank=rank,
        score=scored.score,
        components=scored.components,
        met=scored.met,
        missing=scored.missing,
        versions=Versions(SCORER_VERSION, digest, scored.role.version),
    )
