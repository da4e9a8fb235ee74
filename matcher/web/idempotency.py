"""`Idempotency-Key` on every POST of the API: the same request again gets the same answer.

An answer that tells a secret is not kept: asked for again, it is said to be gone. Nor is one to a request
that only reads, for it may tell of a résumé that is to be kept nowhere: it is made anew.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request

from matcher.domain.access import Scope
from matcher.domain.idempotency import KeptAnswer
from matcher.errors import DatabaseAway
from matcher.web.current import rolefit

_HEADER = "Idempotency-Key"
_AGAIN = "Idempotency-Replayed"
_KEPT_HEADERS = ("Content-Type", "ETag", "Location", "Retry-After")
_RESUMES = "/api/v1/resumes/"
_SERVER_ERROR = 500
View = TypeVar("View", bound=Callable[..., Any])


def tells_a_secret(view: View) -> View:
    """Mark a view whose answer must not be kept. Goes below the route."""
    view.tells_a_secret = True  # type: ignore[attr-defined]  # a function takes attributes
    return view


def register_idempotency(app: Flask) -> None:
    """After access is decided: a key belongs to an organisation."""
    app.before_request(_claim)
    app.after_request(_keep)


def _claim() -> Response | None:
    key = request.headers.get(_HEADER)
    if key is None or request.method != "POST" or "principal" not in g or request.blueprint == "pages":
        return None
    kept = rolefit().idempotency.claim(key, _parts(), changes=_changes())
    if kept is not None:
        return Response(kept.body, kept.status, {**kept.headers, _AGAIN: "true"})
    g.idempotency_key = key
    return None


def _view() -> Callable[..., Any]:
    return current_app.view_functions[str(request.endpoint)]


def _changes() -> bool:
    return getattr(_view(), "scope", None) is not Scope.RESUMES_READ


def _parts() -> Iterator[bytes]:
    """What makes two requests the same; a form's boundary is drawn anew each time, so its parts count."""
    yield request.full_path.encode()
    if "If-Match" in request.headers:  # another version of what is changed is another change
        yield request.headers["If-Match"].encode()
    if request.mimetype == "multipart/form-data":
        yield from _form_parts()
    else:
        yield request.mimetype.encode()
        yield request.get_data()


def _form_parts() -> Iterator[bytes]:
    for pair in request.form.items(multi=True):
        yield from (_bytes(each) for each in pair)
    for name, file in request.files.items(multi=True):
        yield from (_bytes(name), _bytes(file.filename), file.read())
        file.seek(0)


def _bytes(text: str | None) -> bytes:
    """A part of a form may have no name, and a file none either."""
    return (text or "").encode(errors="surrogatepass")


def _keep(response: Response) -> Response:
    key = g.pop("idempotency_key", None)
    if key is None:
        return response
    with suppress(DatabaseAway):  # the answer is good all the same; the claim runs out by itself
        if response.status_code >= _SERVER_ERROR:
            rolefit().idempotency.release(key)
        else:
            rolefit().idempotency.answer(key, _kept(response), _resume_told_of(response))
    return response


def _kept(response: Response) -> KeptAnswer:
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    is_kept = _changes() and not getattr(_view(), "tells_a_secret", False)
    return KeptAnswer(response.status_code, headers, response.get_data() if is_kept else None)


def _resume_told_of(response: Response) -> str | None:
    """The one in the address, or the one that was made."""
    named: str | None = (request.view_args or {}).get("resume_id")
    if named is not None:
        return named
    location = response.headers.get("Location", "")
    return location.removeprefix(_RESUMES) if location.startswith(_RESUMES) else None
