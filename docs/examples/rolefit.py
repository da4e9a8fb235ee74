"""What the examples share: fetching a file, and calling Rolefit. Needs Python 3.11 and nothing else."""

import base64
import hashlib
import json
import os
import time
from collections.abc import Iterable
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

URL = os.environ.get("ROLEFIT_URL", "http://127.0.0.1:8000")
SECONDS = 60
PASSING = (429, 502, 503, 504)
UNDER_WAY = "/problems/idempotency-key-in-use"


def store_resume(
    content: bytes, filename: str, external_id: str, labels: Iterable[str | None] = ()
) -> dict[str, Any]:
    """Store a file; the answer has its `id` and ranked `fits`. A call that is made again changes nothing."""
    body = {
        "content_base64": base64.b64encode(content).decode(),
        "filename": filename,
        "external_id": external_id,
        "labels": plain_labels(labels),
    }
    same_call = hashlib.sha256(json.dumps(body).encode()).hexdigest()
    return call("POST", "/api/v1/resumes", body, {"Idempotency-Key": same_call})


def plain_labels(names: Iterable[str | None]) -> list[str]:
    """Names of another system as labels may be: no comma, slash or invisible mark, 50 letters, 50 of them."""
    shown = (
        "".join(each if each.isprintable() and each not in ",/" else " " for each in name.lower())
        for name in names
        if name
    )
    cut = (" ".join(name.split())[:50].strip() for name in shown)
    return sorted({label for label in cut if label})[:50]


def call(
    method: str,
    path: str,
    body: object = None,
    headers: dict[str, str] | None = None,
    waits: tuple[int, ...] = (1, 2, 4, 8, 16),
) -> dict[str, Any]:
    """Call Rolefit, with the key in ROLEFIT_KEY where one is set, and again where it is busy.

    The waits are those where the answer names none, together as long as one file may be read.
    Any other problem is said and ends the program. The answer to a DELETE is empty.
    """
    sent = dict(headers or {})
    if key := os.environ.get("ROLEFIT_KEY"):
        sent["Authorization"] = f"Bearer {key}"
    try:
        return fetch_json(URL + path, method, body, sent)
    except HTTPError as error:
        problem = _problem_of(error)
        if not (waits and _passes(error.code, problem)):
            raise SystemExit(_words_of(problem)) from None
        time.sleep(_seconds(error.headers.get("Retry-After"), waits[0]))
    except URLError as error:
        raise SystemExit(f"Rolefit does not answer at {URL}: {error.reason}") from None
    return call(method, path, body, headers, waits[1:])


def _problem_of(error: HTTPError) -> dict[str, Any]:
    """A problem; a proxy in between may answer with something else."""
    if error.headers.get_content_type() != "application/problem+json":
        return {"title": f"{URL} answers {error.code} {error.reason}"}
    problem: dict[str, Any] = json.loads(error.read())
    return problem


def _words_of(problem: dict[str, Any]) -> str:
    return ": ".join(problem[name] for name in ("title", "detail") if name in problem)


def _passes(status: int, problem: dict[str, Any]) -> bool:
    """Whether the same call may be answered otherwise in a while; any other conflict stays one."""
    return status in PASSING or problem.get("type") == UNDER_WAY


def _seconds(told: str | None, otherwise: int) -> int:
    """What is told may also be a moment, by a proxy."""
    return int(told) if told and told.isdecimal() else otherwise


def fetch_json(
    url: str, method: str = "GET", body: object = None, headers: dict[str, str] | None = None
) -> Any:
    """The JSON that `url` answers with; an empty object where it answers with nothing."""
    content = None if body is None else json.dumps(body).encode()
    sent = {"Content-Type": "application/json"} if content else {}
    answer = _answer(Request(url, content, sent, method=method), headers)
    return json.loads(answer or b"{}")


def download(url: str, headers: dict[str, str] | None = None) -> bytes:
    """The file at `url`, which came from outside: anything but the web is refused."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise SystemExit("the address of the file is not one of the web")
    return _answer(Request(url), headers)


def _answer(request: Request, headers: dict[str, str] | None) -> bytes:
    """Keys go to the host that is asked and to none that it redirects to."""
    for name, value in (headers or {}).items():
        request.add_unredirected_header(name, value)
    with urlopen(request, timeout=SECONDS) as answer:
        content: bytes = answer.read()
        return content


def basic(key: str) -> dict[str, str]:
    """A header with an API key as the user's name and no password."""
    return {"Authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode()}


def show(answer: dict[str, Any]) -> None:
    """The three roles that fit best."""
    print(f"stored as {answer['id']}")
    for fit in answer["fits"][:3]:
        print(f"{fit['score']:6.2f}  {fit['role']}")
