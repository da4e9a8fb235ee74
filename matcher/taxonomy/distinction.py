"""How much a requirement sets a role apart from the others.

The inverse document frequency of information retrieval (Spärck Jones, 1972) with roles for documents: of N
roles, d ask for a skill of the requirement (the most asked-for of its choice counts), and the distinction is
ln(1 + N/d) in per cents of what a requirement of one role alone has. What every role asks for, such as Git,
so decides little; the weight of importance is multiplied by it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log

from matcher.domain.role import Requirement, Role

_WHOLE = 100


def set_apart(roles: Sequence[Role]) -> list[Role]:
    """The roles with the distinction of each requirement among them."""
    asking = _asking(roles)
    return [_measured(role, asking, len(roles)) for role in roles]


def set_apart_from(role: Role, others: Sequence[Role]) -> Role:
    """`role` with the distinction that its requirements would have if it alone came to `others`."""
    roles = [*others, role]
    return _measured(role, _asking(roles), len(roles))


def _asking(roles: Sequence[Role]) -> Counter[str]:
    return Counter(skill for role in roles for skill in _asked(role))


def _measured(role: Role, asking: Mapping[str, int], roles: int) -> Role:
    def measured(requirement: Requirement) -> Requirement:
        most = max(asking[skill] for skill in requirement.any_of)
        share = log(1 + roles / most) / log(1 + roles)
        return replace(requirement, distinction=round(_WHOLE * share))

    return replace(role, requirements=tuple(map(measured, role.requirements)))


def _asked(role: Role) -> set[str]:
    return {skill for requirement in role.requirements for skill in requirement.any_of}
