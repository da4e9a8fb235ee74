"""Where a visitor can begin: a page that their key opens."""

from dataclasses import dataclass

from flask import url_for

from matcher.domain.access import Principal, Scope

_PAGES = (
    ("Match a résumé", "pages.show_form", Scope.RESUMES_WRITE),
    ("Roles", "pages.show_roles", Scope.RESUMES_READ),
)


@dataclass(frozen=True, slots=True)
class Home:
    """A page by the name that people know it by."""

    name: str
    address: str


def home_of(who: Principal | None) -> Home:
    """By the key's scopes alone; a key that opens no page is one for programs."""
    for name, endpoint, scope in _PAGES:
        if who is None or scope in who.scopes:
            return Home(name, url_for(endpoint))
    return Home("API docs", "/api/docs/")
