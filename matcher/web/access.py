"""Whose request it is and whether it may do what it asks for: decided here, before any view runs.

A view of the API says with `needs` which scope it takes; one that says nothing is refused. Nobody needs a
key while no key was ever made, as long as the request comes from this machine, calls it by a name of this
machine, and was not sent by a page of another site.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.domain.access import ALL_SCOPES, Principal, Scope
from matcher.errors import (
    AccessRefused,
    DatabaseAway,
    HostRefused,
    KeyMissing,
    KeyRefused,
    OriginRefused,
    ScopeMissing,
)
from matcher.web.current import service
from matcher.web.local import comes_from_here, is_called_by_a_local_name, is_from_this_machine

COOKIE = "rolefit_key"
_API = "/api/v1/"
_PROGRAMS = ("/api/", "/static/", "/healthz", "/readyz", "/metrics")
_DOCUMENT = "/api/v1/openapi.json"
_BEARER = "bearer "
_CAN_BE_SHOWN = frozenset({"GET", "HEAD"})
_OF_CANDIDATES = frozenset({Scope.RESUMES_READ, Scope.RESUMES_WRITE})
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
    """Put `g.principal` before every view that works for an organisation.

    What is refused goes on to `register_refusals`, so that it can be counted in between.
    """
    app.before_request(_look)


def register_refusals(app: Flask) -> None:
    """Let no request further that `register_access` saw no right for."""
    app.before_request(_refuse)


def _look() -> None:
    try:
        g.refusal = _admit()
    except AccessRefused as error:
        g.refusal = error


def _refuse() -> Response | None:
    refusal: Response | AccessRefused | None = g.pop("refusal", None)
    if isinstance(refusal, AccessRefused):
        raise refusal
    return refusal


def _admit() -> Response | None:
    if request.endpoint is None:
        _recognise()
        return None
    if request.path.startswith(_API) and request.path != _DOCUMENT:
        _receive(_caller())
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


def _caller() -> Principal:
    """Raises KeyMissing, KeyRefused, HostRefused, OriginRefused."""
    if request.headers.get("Authorization"):
        return _bearer()
    who = _local_user()
    _refuse_other_sites()
    return who


def _bearer() -> Principal:
    """Raises KeyRefused."""
    sent = request.headers["Authorization"]
    if not sent.lower().startswith(_BEARER):
        raise KeyRefused
    return service().access.authenticate(sent[len(_BEARER) :].strip())


def _local_user() -> Principal:
    """Whoever sits at this machine, while nobody has a key. Raises KeyMissing, HostRefused."""
    if service().access.any_key() or not is_from_this_machine(request):
        raise KeyMissing
    if not is_called_by_a_local_name(request):
        raise HostRefused
    return Principal(service().organisation, ALL_SCOPES)


def _refuse_other_sites() -> None:
    """A browser lets pages of other sites send forms and plain text here. Raises OriginRefused."""
    origin, fetch_site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    is_named = origin in service().settings.cors_origins
    if not is_named and not comes_from_here(fetch_site, origin, request.host):
        raise OriginRefused


def _admit_to_page() -> Response | None:
    """A page that works for nobody in particular is open; the others take the key from a cookie."""
    view = current_app.view_functions[request.endpoint or ""]
    if getattr(view, "scope", None) is None:
        _recognise()
        return None
    try:
        _receive(_visitor(view))
    except (KeyMissing, KeyRefused):
        here = request.full_path.rstrip("?") if request.method in _CAN_BE_SHOWN else None
        return redirect(url_for("pages.show_sign_in", next=here), 303)
    _require(g.principal, view)
    return None


def _visitor(view: Callable[..., Any]) -> Principal:
    """Raises KeyMissing, KeyRefused, HostRefused."""
    try:
        who = _person()
    except AccessRefused:
        if not _is_open(view):
            raise
        return Principal(service().organisation, _OF_CANDIDATES, candidate=True)
    if _takes(view, who) or not _is_open_to(view, who):
        return who
    return replace(who, scopes=who.scopes | _OF_CANDIDATES, candidate=True)


def _person() -> Principal:
    """Raises KeyMissing, KeyRefused, HostRefused."""
    if request.cookies.get(COOKIE):
        return _by_cookie()
    return _bearer() if request.headers.get("Authorization") else _local_user()


def _by_cookie() -> Principal:
    """Raises KeyRefused, after which pages tell it."""
    try:
        return service().access.authenticate(request.cookies[COOKIE])
    except KeyRefused:
        g.key_refused = True
        raise


def _recognise() -> None:
    """Pages open to all tell who has signed in, where a database answers; they need nobody to have."""
    is_page = request.blueprint == "pages" or not request.path.startswith(_PROGRAMS)
    if is_page and request.method in _CAN_BE_SHOWN and request.cookies.get(COOKIE):
        with suppress(AccessRefused, DatabaseAway):
            g.principal = _by_cookie()


def signed_in() -> bool:
    """Whether a good key came in the cookie."""
    who: Principal | None = g.get("principal")
    return bool(request.cookies.get(COOKIE)) and who is not None and who.key is not None


def opens(endpoint: str, who: Principal | None) -> bool:
    """Whether `who` may see a page; so it seems as well where nobody has looked who it is."""
    view = current_app.view_functions[endpoint]
    return who is None or _takes(view, who) or _is_open_to(view, who)


def _takes(view: Callable[..., Any], who: Principal) -> bool:
    return getattr(view, "scope", None) in who.scopes


def _is_open(view: Callable[..., Any]) -> bool:
    return service().settings.open_form and getattr(view, "candidates", False)


def _is_open_to(view: Callable[..., Any], who: Principal) -> bool:
    """A key does not close what is open without one; what candidates send belongs to one organisation."""
    return _is_open(view) and who.organisation == service().organisation
