"""The pages that people use: the form, results, roles, comparisons."""

from flask import Flask

from matcher.web.pages import (  # noqa: F401  # each adds its routes
    advice,
    candidates,
    problems,
    result,
    reviews,
    role_edit,
    roles,
    sign_in,
    upload,
)
from matcher.web.pages.blueprint import pages


def register_pages(app: Flask) -> None:
    """Register every page."""
    app.register_blueprint(pages)
