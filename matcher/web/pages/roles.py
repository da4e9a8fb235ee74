"""Roles: all, one in full, two side by side."""

from typing import Any

from flask import render_template, request

from matcher.domain.access import Scope
from matcher.services.roles import compare_roles, list_roles, show_role
from matcher.web.access import needs
from matcher.web.current import principal, rolefit
from matcher.web.pages.blueprint import pages
from matcher.web.pages.places import role_standings
from matcher.web.pages.role_view import asked_by_importance, axis_differences, skill_names
from matcher.web.pages.triangle import Standing, picture


@pages.get("/roles")
@needs(Scope.RESUMES_READ, candidates=True)
def show_roles() -> str:
    roles = list_roles(rolefit().lexicon)
    pictures = {role["id"]: picture([Standing("", role["place"], "best")]) for role in roles}
    standings = role_standings(rolefit().lexicon)
    return render_template(
        "roles.html", roles=roles, pictures=pictures, standings=standings, all_roles=picture(standings)
    )


@pages.get("/roles/<role_id>")
@needs(Scope.RESUMES_READ, candidates=True)
def show_one_role(role_id: str) -> str:
    lexicon = rolefit().lexicon
    role = show_role(role_id, lexicon)
    return render_template(
        "role.html",
        role=role,
        may_edit=Scope.ROLES_WRITE in principal().scopes,
        asked=asked_by_importance(role, lexicon),
        skill_names=skill_names(role, lexicon),
        others=[other for other in list_roles(lexicon) if other["id"] != role_id],
        picture=picture(role_standings(lexicon, role_id)),
    )


@pages.get("/compare")
@needs(Scope.RESUMES_READ, candidates=True)
def choose_comparison() -> str:
    """The form that picks two roles, and below it the comparison when both are picked."""
    role_id, other_id = request.args.get("role"), request.args.get("other")
    if role_id and other_id:
        return show_comparison(role_id, other_id)
    return _comparison(None, role_id, other_id)


@pages.get("/roles/<role_id>/comparison/<other_id>")
@needs(Scope.RESUMES_READ, candidates=True)
def show_comparison(role_id: str, other_id: str) -> str:
    return _comparison(compare_roles(role_id, other_id, rolefit().lexicon), role_id, other_id)


def _comparison(compared: dict[str, Any] | None, role_id: str | None, other_id: str | None) -> str:
    lexicon = rolefit().lexicon
    return render_template(
        "compare.html",
        compared=compared,
        roles=list_roles(lexicon),
        chosen=(role_id, other_id),
        differences=axis_differences(compared) if compared else [],
        picture=picture(role_standings(lexicon, role_id, other_id)),
    )
