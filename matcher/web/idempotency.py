"""`Idempotency-Key` on every POST of the API: the same request again gets the same answer."""

from flask import Flask, Response, g, request

from matcher.domain.idempotency import KeptAnswer
from matcher.web.current import rolefit

_HEADER = "Idempotency-Key"
_AGAIN = "Idempotency-Replayed"
_KEPT_HEADERS = ("Content-Type", "Location", "Retry-After")
_RESUMES = "/api/v1/resumes/"
_SERVER_ERROR = 500


def register_idempotency(app: Flask) -> None:
    """After access is decided: a key belongs to an organisation."""
    app.before_request(_claim)
    app.after_request(_keep)


def _claim() -> Response | None:
    key = request.headers.get(_HEADER)
    if key is None or request.method != "POST" or "principal" not in g or request.blueprint == "pages":
        return None
    kept = rolefit().idempotency.claim(key, _parts())
    if kept is not None:
        return Response(kept.body, kept.status, {**kept.headers, _AGAIN: "true"})
    g.idempotency_key = key
    return None


def _parts() -> tuple[bytes, ...]:
    """What makes two requests the same; a form's boundary is drawn anew each time, so its parts count."""
    if request.mimetype == "multipart/form-data":
        return (request.full_path.encode(), *_form_parts())
    return (request.full_path.encode(), request.mimetype.encode(), request.get_data())


def _form_parts() -> list[bytes]:
    fields = [each.encode() for pair in request.form.items(multi=True) for each in pair]
    files: list[bytes] = []
    for name, file in request.files.items(multi=True):
        files += [name.encode(), (file.filename or "").encode(), file.read()]
        file.seek(0)
    return fields + files


def _keep(response: Response) -> Response:
    key = g.pop("idempotency_key", None)
    if key is None:
        return response
    if response.status_code >= _SERVER_ERROR:
        rolefit().idempotency.release(key)
        return response
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    answer = KeptAnswer(response.status_code, headers, response.get_data())
    rolefit().idempotency.answer(key, answer, _resume_told_of(response))
    return response


def _resume_told_of(response: Response) -> str | None:
    location = response.headers.get("Location", "")
    return location.removeprefix(_RESUMES) if location.startswith(_RESUMES) else None
