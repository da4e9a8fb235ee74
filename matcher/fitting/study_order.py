"""In which order skills make sense to learn: the ground before what stands on it."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.domain.skill import Kind, Skill
from matcher.fitting.credit import implied_shares

# A language is the ground of the rest; ideas come before the tools that put them to work, and these before
# the services that run them.
_STAGE: Mapping[Kind, int] = MappingProxyType(
    {
        Kind.LANGUAGE: 0,
        Kind.FIELD: 1,
        Kind.METHOD: 1,
        Kind.TECHNIQUE: 1,
        Kind.FORMAT: 1,
        Kind.PROTOCOL: 1,
        Kind.STANDARD: 1,
        Kind.LIBRARY: 2,
        Kind.FRAMEWORK: 2,
        Kind.DATABASE: 2,
        Kind.TOOL: 2,
        Kind.OPERATING_SYSTEM: 2,
        Kind.HARDWARE: 3,
        Kind.WAREHOUSE: 3,
        Kind.PLATFORM: 3,
        Kind.PRODUCT: 3,
        Kind.CLOUD_SERVICE: 3,
    }
)


def study_order(worth: Mapping[str, int], taxonomy: Mapping[str, Skill]) -> tuple[str, ...]:
    """The skills of `worth` so that each comes after those it implies, over any number of steps.

    Among those that could come next: by kind, then by the greater worth, then by id.
    """
    waiting = {skill: worth.keys() & implied_shares(skill, taxonomy).keys() for skill in worth}
    order: list[str] = []
    while waiting:
        ready = (skill for skill, ground in waiting.items() if not ground & waiting.keys())
        following = min(ready, key=lambda skill: (_stage(skill, taxonomy), -worth[skill], skill))
        order.append(following)
        del waiting[following]
    return tuple(order)


def _stage(skill: str, taxonomy: Mapping[str, Skill]) -> int:
    return _STAGE[taxonomy[skill].kind]
