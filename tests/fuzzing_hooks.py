"""What no schema can say and Schemathesis makes too much of; read by its own process.

Nothing is excused by the route: what is refused although the schema takes it has to be told with one of these
kinds of problems, or with one of these fields.
"""

import json
import re
from collections.abc import Iterator

from schemathesis import Case, HookContext, Response, hook
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.openapi.checks import AllowHeaderMismatch, RejectedPositiveData

from matcher.services.searches import CANDIDATE_PARAMETERS, RESUME_PARAMETERS

FORM = "multipart/form-data"
UNSAID_KINDS = {
    "which bytes are a document that can be read": (
        *("empty", "unknown-type", "damaged", "encrypted", "no-text-layer", "unreadable"),
        *("reader-missing", "reader-stopped", "too-many-pages", "too-much-text"),
    ),
    "which addresses may be called": ("address-refused", "fetch-failed"),
    "what was sent before": ("idempotency-key-reused", "idempotency-answer-gone"),
    "what the taxonomy and the other roles have": ("invalid-role", "invalid-skill"),
}
UNSAID_FIELDS = {
    "that a page gave it out": ("cursor",),
    "that it can be printed": (
        *("name", "label", "labels", "description", "external_id", "url"),
        "Idempotency-Key",
    ),
    "how many decimals there may be": ("target",),
    "that it lies ahead": ("expires_at",),
    "that it is not said twice": ("ids",),
    "that it names a skill": ("text",),
    "whose it is": ("id",),
    "how many there are": ("webhooks",),
    "that a section has entries": ("json_resume",),
    "that a webhook is switched on": ("active",),
    "the words of the query language": ("parameters", *RESUME_PARAMETERS, *CANDIDATE_PARAMETERS),
}


@hook
def filter_failure(_context: HookContext, failure: Failure, case: Case, response: Response) -> bool:
    """Whether the failure is one."""
    if isinstance(failure, RejectedPositiveData):
        return not is_unsaid(response)
    if isinstance(failure, AcceptedNegativeData):
        return not is_text_of_a_form(failure, case)
    if isinstance(failure, AllowHeaderMismatch):
        return not is_allowed_by_another_path(failure, case)
    return True


def is_unsaid(response: Response) -> bool:
    problem = json.loads(response.content)
    kind = problem["type"].removeprefix("/problems/")
    if kind == "invalid-input":
        return problem["field"].partition(".")[0] in members(UNSAID_FIELDS)
    return kind in members(UNSAID_KINDS)


def members(groups: dict[str, tuple[str, ...]]) -> Iterator[str]:
    return (each for group in groups.values() for each in group)


def is_text_of_a_form(failure: AcceptedNegativeData, case: Case) -> bool:
    """A form knows no types but text and file: a number in it is a text, and nothing to be refused."""
    return case.media_type == FORM and set(re.findall(r"violates `(\w+)`", failure.message)) == {"type"}


def is_allowed_by_another_path(failure: AllowHeaderMismatch, case: Case) -> bool:
    """`draft` may be the name of a role: /roles/draft is also what /roles/{role_id} describes."""
    paths = case.operation.schema.raw_schema["paths"]
    taking = [template for template in paths if takes(template, case.operation.path)]
    methods = {method.upper() for template in taking for method in paths[template]}
    return not failure.missing_methods and set(failure.undocumented_methods) <= methods


def takes(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) is not None
