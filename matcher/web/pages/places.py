"""Roles as standings in the triangle."""

from collections.abc import Collection

from matcher.domain.lexicon import Lexicon
from matcher.domain.role import Role
from matcher.services.answers import dump_place
from matcher.web.pages.triangle import Standing

_LABELS_THAT_FIT = 8


def role_standings(
    lexicon: Lexicon, *emphasised: str | None, labelled: Collection[str] = ()
) -> list[Standing]:
    """Every role, by title: the ones named in `emphasised` as such, others faint unless they are `labelled`.

    Where there are few roles, all have their labels.
    """
    roles = sorted(lexicon.catalogue.roles.values(), key=lambda role: role.title)
    told = lexicon.catalogue.roles.keys() if len(roles) <= _LABELS_THAT_FIT else labelled
    return [standing(role, emphasised, told) for role in roles]


def standing(role: Role, emphasised: Collection[str | None], labelled: Collection[str]) -> Standing:
    place = dump_place(role.place) or {}
    if role.id in emphasised:
        return Standing(role.title, place, "best")
    return Standing(role.title, place, "role" if role.id in labelled else "faint")
