"""Signing in with an API key, for people who use the pages."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matcher.domain.access import Principal
from matcher.errors import KeyRefused
from matcher.web.access import opens
from matcher.web.current import service
from matcher.web.pages.blueprint import pages
from matcher.web.pages.home import home_of
from matcher.web.pages.key_cookie import forget_key, keep_key
from matcher.web.pages.same_site import refuse_cross_site


@pages.get("/sign-in")
def show_sign_in() -> str:
    return render_template("sign_in.html", next=_path(request.args.get("next")), refused=False)


@pages.post("/sign-in")
def sign_in() -> Response | tuple[str, int]:
    """Keep the key in a cookie, if it is good."""
    refuse_cross_site(request)
    key, path = request.form.get("key", "").strip(), _path(request.form.get("next"))
    try:
        who = service().access.authenticate(key)
    except KeyRefused:
        return render_template("sign_in.html", next=path, refused=True), 401
    response = redirect(_landing(path, who), 303)
    keep_key(response, key)
    return response


@pages.post("/sign-out")
def sign_out() -> Response:
    refuse_cross_site(request)
    response = redirect(url_for("pages.show_sign_in"), 303)
    forget_key(response)
    return response


def _landing(path: str, who: Principal) -> str:
    """Whoever asked for nothing else asked for the form, which not every key opens."""
    asks_for_form = path.partition("?")[0] == url_for("pages.show_form")
    return home_of(who).address if asks_for_form and not opens("pages.show_form", who) else path


def _path(asked: str | None) -> str:
    """A page of this site: one bar, then no second and no backslash, which would name another."""
    fine = (
        asked is not None and asked.startswith("/") and asked[1:2] not in {"/", "\\"} and asked.isprintable()
    )
    return asked if fine and asked else "/"
