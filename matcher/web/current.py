"""The assembled service behind the running application, as the request's organisation has it."""

from flask import current_app, g

from matcher.assembly import Rolefit
from matcher.domain.access import Principal
from matcher.domain.review import LOCAL_USER, Author


def service() -> Rolefit:
    """The service before it is known whose request it is."""
    assembled: Rolefit = current_app.extensions["rolefit"]
    return assembled


def principal() -> Principal:
    """Whose request it is; set by `web.access` before any view that may ask."""
    who: Principal = g.principal
    return who


def author() -> Author:
    """Who makes the request, as it is put down beside what they do."""
    who = principal()
    return Author(who.key_name or LOCAL_USER.name, who.key)


def rolefit() -> Rolefit:
    """The service of the request's organisation."""
    return service().of(principal().organisation)
