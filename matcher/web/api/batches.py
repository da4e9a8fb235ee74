"""Batches of résumés, worked through behind the requests."""

from functools import partial
from typing import Any

from flask import Response, request, url_for
from marshmallow import Schema, fields, validate

from matcher.domain.access import Scope
from matcher.domain.jobs import BatchState, JobKind, JobState
from matcher.services.batches import seconds_to_wait
from matcher.web.access import needs
from matcher.web.api.blueprint import (
    STREAMED,
    ListSchema,
    blueprint,
    json_response,
    problems,
)
from matcher.web.api.request_body import FILE, typed_labels_schema
from matcher.web.api.shapes import ULID, list_of, maybe_text, number, one_of, text
from matcher.web.batch_body import JSON_LINES, ZIP, entries_from
from matcher.web.current import author, rolefit, service
from matcher.web.errors import told_problem
from matcher.web.listing import list_response

batches = blueprint("batches", "Many résumés at once")
_NO_BATCH = problems(_404="There is no such batch")
_HEADERS = {
    "Location": {"description": "Where the batch is found", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds after which to ask", "schema": {"type": "integer"}},
}
_LABELS_OF_ALL = {
    "name": "labels",
    "in": "query",
    "schema": typed_labels_schema("To put on every résumé of the batch, whatever the type of the body"),
}
_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {
                        "type": "array",
                        "minItems": 1,
                        "description": "A part for each résumé; one that is a ZIP stands for what is in it",
                        "items": FILE,
                    },
                    "as_of": {"type": "string", "pattern": r"^(\d{4}-(0[1-9]|1[0-2]))?$"},
                    "labels": typed_labels_schema("To put on every résumé of the batch"),
                },
                "additionalProperties": False,
            }
        },
        ZIP: {"schema": FILE},
        JSON_LINES: {
            "schema": {
                "type": "string",
                "description": "A line for each résumé, as it is sent alone; its `labels` are its own",
            }
        },
    },
}


class CountsSchema(Schema):
    waiting = number()
    running = number()
    done = number()
    failed = number()
    cancelled = number()


class BatchSchema(Schema):
    id = text(metadata=ULID)
    kind = one_of(JobKind)
    state = one_of(BatchState)
    created_at = text(metadata={"format": "date-time"})
    finished_at = maybe_text(metadata={"format": "date-time"})
    total = number()
    counts = fields.Nested(CountsSchema, required=True)
    progress = number(metadata={"description": "How much is over, in whole per cents"})


class BatchPageSchema(Schema):
    items = list_of(BatchSchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})


class ItemProblemSchema(Schema):
    type = text()
    title = text()
    detail = text()


class BatchItemSchema(Schema):
    position = number(metadata={"description": "From 0, in the order they were sent in"})
    state = one_of(JobState)
    filename = maybe_text()
    external_id = maybe_text()
    resume = maybe_text(metadata={"description": "The id of the stored résumé, once it is done"})
    attempts = number()
    problem = fields.Nested(ItemProblemSchema, required=True, allow_none=True)


class BatchItemPageSchema(Schema):
    items = list_of(BatchItemSchema)
    next = maybe_text(metadata={"description": "The `cursor` of the next page, null at the end"})


class ItemQuerySchema(ListSchema):
    state = fields.List(
        fields.Enum(JobState, by_value=True),
        load_default=[],
        validate=validate.Length(max=len(JobState)),
        metadata={"description": "Only items that stand so; may be given again"},
    )


@batches.url_value_preprocessor
def make_room(endpoint: str | None, _values: Any) -> None:
    """Before anything reads the body: what looks at an Idempotency-Key reads all of it."""
    if endpoint == "batches.post_batch":
        request.max_content_length = service().settings.batch_bytes
        request.max_form_memory_size = service().settings.batch_bytes
        request.max_form_parts = 20_000


@batches.post("/batches")
@batches.response(202, BatchSchema, headers=_HEADERS)
@batches.doc(
    requestBody=_BODY,
    parameters=[_LABELS_OF_ALL],
    responses=problems(
        _413="The batch is too large",
        _415="The body is of another type, or says none",
        _422="The body is not one that holds résumés",
    ),
)
@needs(Scope.RESUMES_WRITE)
def post_batch() -> Response:
    """Send up to 10,000 résumés: as files, as a ZIP, or as JSON lines. They are read behind the request."""
    batch = rolefit().batches.create(entries_from(request, rolefit().settings), author())
    return _accepted(batch)


def _accepted(batch: dict[str, Any]) -> Response:
    location = url_for("batches.get_batch", batch_id=batch["id"])
    wait = str(seconds_to_wait(batch))
    return json_response(batch, 202, **{"Location": location, "Retry-After": wait})


@batches.get("/batches")
@batches.arguments(ListSchema, location="query")
@batches.response(200, BatchPageSchema)
@batches.doc(responses=STREAMED)
@needs(Scope.RESUMES_READ)
def list_batches(page: dict[str, Any]) -> Response:
    """Your batches, the newest first."""
    return list_response(rolefit().batches.page, page, BatchSchema, "batches")


@batches.get("/batches/<batch_id>")
@batches.response(200, BatchSchema)
@batches.doc(responses=_NO_BATCH)
@needs(Scope.RESUMES_READ)
def get_batch(batch_id: str) -> Response:
    """How far a batch is; with Retry-After while it is not finished."""
    batch = rolefit().batches.get(batch_id)
    headers = {} if batch["finished_at"] else {"Retry-After": str(seconds_to_wait(batch))}
    return json_response(batch, 200, **headers)


@batches.get("/batches/<batch_id>/items")
@batches.arguments(ItemQuerySchema, location="query")
@batches.response(200, BatchItemPageSchema)
@batches.doc(responses=_NO_BATCH | STREAMED)
@needs(Scope.RESUMES_READ)
def get_batch_items(query: dict[str, Any], batch_id: str) -> Response:
    """What became of each résumé of a batch."""
    items_of = partial(rolefit().batches.items, batch_id, query["state"])

    def page_of(cursor: str | None, limit: int) -> dict[str, Any]:
        page = items_of(cursor, limit)
        items = [{**item, "problem": told_problem(item["problem"])} for item in page["items"]]
        return {**page, "items": items}

    return list_response(page_of, query, BatchItemSchema, f"batch-{batch_id}")


@batches.post("/batches/<batch_id>/cancel")
@batches.response(200, BatchSchema)
@batches.doc(responses=_NO_BATCH)
@needs(Scope.RESUMES_WRITE)
def cancel_batch(batch_id: str) -> Response:
    """Read no more of a batch. What is read already stays; what is being read is finished."""
    return json_response(rolefit().batches.cancel(batch_id))


@batches.post("/batches/<batch_id>/retry")
@batches.response(202, BatchSchema, headers=_HEADERS)
@batches.doc(responses=_NO_BATCH)
@needs(Scope.RESUMES_WRITE)
def retry_batch(batch_id: str) -> Response:
    """Try what failed once more."""
    return _accepted(rolefit().batches.retry(batch_id))
