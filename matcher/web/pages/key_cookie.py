"""The cookie that an API key is kept in: scripts cannot read it and other sites cannot have it sent."""

from flask import request
from werkzeug.wrappers import Response

from matcher.web.access import COOKIE


def keep_key(response: Response, key: str) -> None:
    response.set_cookie(COOKIE, key, httponly=True, samesite="Strict", secure=_is_encrypted())


def forget_key(response: Response) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="Strict", secure=_is_encrypted())


def _is_encrypted() -> bool:
    """Also where a proxy ends TLS and says so; whoever lies about it keeps the cookie from coming back."""
    return request.is_secure or request.headers.get("X-Forwarded-Proto") == "https"
