"""Changing a role as TOML, and its history."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matcher.domain.access import Scope
from matcher.domain.role import Role
from matcher.errors import InvalidRole, VersionOutdated
from matcher.services.role_body import body_from_toml
from matcher.services.role_toml import role_toml
from matcher.services.roles import role_named
from matcher.web.access import needs
from matcher.web.current import principal, rolefit
from matcher.web.errors import kind_of
from matcher.web.pages.blueprint import pages
from matcher.web.pages.same_site import refuse_cross_site


@pages.get("/roles/<role_id>/edit")
@needs(Scope.ROLES_WRITE)
def show_role_form(role_id: str) -> str:
    role = role_named(role_id, rolefit().lexicon)
    return _form(role, role_toml(role), role.version)


@pages.post("/roles/<role_id>/edit")
@needs(Scope.ROLES_WRITE)
def take_role_form(role_id: str) -> Response | tuple[str, int]:
    """Keep the next version, or give the form back as it was sent, with everything that is wrong."""
    refuse_cross_site(request)
    role = role_named(role_id, rolefit().lexicon)
    toml, version = request.form.get("toml", "").replace("\r\n", "\n"), _version(request.form.get("version"))
    try:
        rolefit().role_versions.edit(role_id, body_from_toml(toml.encode()), principal().key, version)
    except (InvalidRole, VersionOutdated) as error:
        return _form(role, toml, version, error), kind_of(error).status
    return redirect(url_for("pages.show_one_role", role_id=role_id), 303)


def _version(sent: str | None) -> int:
    """The version that the form was made from; 0, which none is, where the form does not say."""
    return int(sent) if sent and sent.isdecimal() and len(sent) < len("1000000000") else 0


def _form(role: Role, toml: str, version: int, error: InvalidRole | VersionOutdated | None = None) -> str:
    problems = error.problems if isinstance(error, InvalidRole) else ()
    return render_template(
        "role_edit.html",
        role=role,
        toml=toml,
        version=version,
        title=kind_of(error).title if error else None,
        detail=str(error) if error and not problems else None,
        problems=problems,
    )


@pages.get("/roles/<role_id>/history")
@needs(Scope.RESUMES_READ)
def show_role_history(role_id: str) -> str:
    history = rolefit().role_versions.history(role_id)
    return render_template("role_history.html", history=history)
