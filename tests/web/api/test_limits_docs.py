"""docs/limits.md says what is refused: what is at a limit passes, and one more does not."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from matcher.domain.document import ReadingLimits
from matcher.domain.outbound import FetchPolicy
from matcher.services.batches import MOST_RESUMES
from matcher.services.webhooks import MOST_WEBHOOKS
from matcher.settings import Settings

PAGE = (Path(__file__).parents[3] / "docs" / "limits.md").read_text("utf-8")
FIGURES = {
    f"| {name} |": getattr(ReadingLimits(), field.name)
    for name, field in zip(
        (
            "bytes",
            "pages",
            "characters of its text",
            "seconds of reading",
            "bytes of memory for reading",
        ),
        fields(ReadingLimits),
        strict=True,
    )
} | {
    "| bytes of a batch |": Settings().batch_bytes,
    "| résumés of a batch |": MOST_RESUMES,
    "| seconds of a fetch from a `url` |": FetchPolicy().seconds,
    "| redirects of a fetch |": FetchPolicy().max_redirects,
    "| webhooks of an organisation |": MOST_WEBHOOKS,
}
Try = Callable[[FlaskClient, str, int], int]


def note(client: FlaskClient, resume: str, size: int) -> int:
    return client.post(f"/api/v1/resumes/{resume}/notes", json={"text": "n" * size}).status_code


def label(client: FlaskClient, resume: str, size: int) -> int:
    return client.put(f"/api/v1/resumes/{resume}/labels/{'l' * size}").status_code


def reason(client: FlaskClient, resume: str, size: int) -> int:
    body = {"stage": "shortlisted", "reason": "r" * size}
    path = f"/api/v1/resumes/{resume}"
    return client.patch(path, json=body, headers={"If-Match": "*"}).status_code


def external_id(client: FlaskClient, _resume: str, size: int) -> int:
    body = {"text": "Skills: Python", "external_id": "e" * size}
    return client.post("/api/v1/resumes", json=body).status_code


def idempotency_key(client: FlaskClient, _resume: str, size: int) -> int:
    headers = {"Idempotency-Key": "k" * size}
    return client.post("/api/v1/match", json={"text": "Skills: Python"}, headers=headers).status_code


def saved_search(client: FlaskClient, _resume: str, size: int) -> int:
    return client.post("/api/v1/searches", json={"name": "s" * size, "parameters": {}}).status_code


def page(client: FlaskClient, _resume: str, size: int) -> int:
    return client.get(f"/api/v1/resumes?limit={size}").status_code


def values(client: FlaskClient, _resume: str, size: int) -> int:
    return client.get("/api/v1/resumes", query_string={"label": ",".join(map(str, range(size)))}).status_code


def parameter(client: FlaskClient, _resume: str, size: int) -> int:
    return client.get("/api/v1/resumes", query_string={"q": "w" * size}).status_code


TRIED: list[tuple[str, Try]] = [
    ("| items of a page (`limit`) |", page),
    ("| values of one search parameter |", values),
    ("| characters of one search parameter |", parameter),
    ("| characters of an `external_id` |", external_id),
    ("| characters of an `Idempotency-Key`", idempotency_key),
    ("| characters of the name of a key or of a saved search |", saved_search),
    ("| characters of a label |", label),
    ("| characters of the reason for a stage |", reason),
    ("| characters of a note |", note),
]


@pytest.mark.parametrize(("row", "limit"), FIGURES.items())
def test_a_figure_is_that_of_the_code(row: str, limit: int) -> None:
    (line,) = [line for line in PAGE.splitlines() if line.startswith(row)]
    assert f"{limit:,}" in line


@pytest.mark.parametrize(("row", "try_with"), TRIED, ids=lambda each: getattr(each, "__name__", ""))
def test_what_is_at_a_limit_passes_and_one_more_is_refused(
    client: FlaskClient, row: str, try_with: Try
) -> None:
    (line,) = [line for line in PAGE.splitlines() if line.startswith(row)]
    limit = int(line.split(" | ")[1].rstrip(" |").replace(",", ""))
    stored = client.post("/api/v1/resumes", json={"text": "Skills: Python", "external_id": "limits"})
    resume = stored.get_json()["id"]
    assert try_with(client, resume, limit) in {200, 201}
    assert try_with(client, resume, limit + 1) == 422
