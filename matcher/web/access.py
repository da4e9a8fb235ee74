"""Whose request it is and whether it may do what it asks for: decided here, before any view runs.

A view of the API says with `needs` which scope it takes; one that says nothing is refused. Nobody needs a
key while no key was ever made, as long as the request comes from this machine and calls it by a name of
this machine: a page of another site that has its own name point here (DNS rebinding) sends that name along.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Request, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.domain.access import ALL_SCOPES, Principal, Scope, is_loopback
from matcher.errors import AccessRefused, HostRefused, KeyMissing, KeyRefused, ScopeMissing
from matcher.web.current import service

COOKIE = "rolefit_key"
_API = "/api/v1/"
_DOCUMENT = "/api/v1/openapi.json"
_BEARER = "bearer "
View = TypeVar("View", bound=Callable[..., Any])


def needs(scope: Scope, *, candidates: bool = False) -> Callable[[View], View]:
    """Mark a view as one that takes a key with `scope`, or none where the form is open to candidates.

    Goes below the route.
    """

    def mark(view: View) -> View:
        view.scope, view.candidates = scope, candidates  # type: ignore[attr-defined]  # a function takes attributes
        view.__doc__ = f"{view.__doc__}\n\nNeeds the scope `{scope}`."
        return view

    return mark


def register_access(app: Flask) -> None:
    """Put `g.principal` before every view that works for an organisation, or refuse."""
    app.before_request(_admit)


def _admit() -> Response | None:
    if request.endpoint is None:
        return None
    if request.path.startswith(_API) and request.path != _DOCUMENT:
        _receive(principal_of(request))
        _require(g.principal, current_app.view_functions[request.endpoint])
        return None
    return _admit_to_page()


def _receive(who: Principal) -> None:
    """Work for `who` from here on, with the skills that their organisation has now."""
    g.principal = who
    service().of(who.organisation).refresh()


def _require(who: Principal, view: Callable[..., Any]) -> None:
    scope = getattr(view, "scope", None)
    if scope is None:
        raise AccessRefused
    if scope not in who.scopes:
        raise ScopeMissing(scope)


def principal_of(asked: Request) -> Principal:
    """Raises KeyMissing, KeyRefused, HostRefused."""
    sent = asked.headers.get("Authorization", "")
    if sent:
        if not sent.lower().startswith(_BEARER):
            raise KeyRefused
        return service().access.authenticate(sent[len(_BEARER) :].strip())
    if service().access.any_key() or not is_loopback(asked.remote_addr or ""):
        raise KeyMissing
    if not is_loopback(urlsplit(f"//{asked.host}").hostname or ""):
        raise HostRefused
    return Principal(service().organisation, ALL_SCOPES)


def _admit_to_page() -> Response | None:
    """A page that works for nobody in particular is open; the others take the key from a cookie."""
    view = current_app.view_functions[request.endpoint or ""]
    if getattr(view, "scope", None) is None:
        return None
    try:
        _receive(_visitor(candidates=getattr(view, "candidates", False)))
    except (KeyMissing, KeyRefused):
        return redirect(url_for("pages.show_sign_in", next=request.full_path.rstrip("?")), 303)
    _require(g.principal, view)
    return None


def _visitor(*, candidates: bool) -> Principal:
    """Raises KeyMissing, KeyRefused, HostRefused."""
    key = request.cookies.get(COOKIE)
    if key:
        return service().access.authenticate(key)
    if service().settings.open_form and candidates:
        return Principal(service().organisation, frozenset({Scope.RESUMES_READ, Scope.RESUMES_WRITE}))
    return principal_of(request)
