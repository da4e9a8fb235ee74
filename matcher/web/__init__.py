"""Rolefit over HTTP: the API, its docs and the pages."""

from matcher.web.app import app_from_env, create_app

__all__ = ["app_from_env", "create_app"]
