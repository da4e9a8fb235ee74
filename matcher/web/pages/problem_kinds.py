"""Every kind of problem that an answer's `type` can name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from werkzeug.exceptions import default_exceptions
from werkzeug.http import HTTP_STATUS_CODES

from matcher.web.errors import TABLE, UNKNOWN, slug_of

_ADVICE: Mapping[str, str] = {
    "too-large": "Save the file with smaller pictures, or export it as a PDF again. Whoever runs this "
    "installation can raise MATCHER_MAX_FILE_BYTES.",
    "too-many-pages": "Send the résumé alone, without a portfolio or certificates behind it. The limit is "
    "MATCHER_MAX_PAGES.",
    "too-much-text": "Send the résumé alone. The limit is MATCHER_MAX_CHARACTERS.",
    "unknown-type": "Save the résumé as PDF, DOCX, ODT, RTF, HTML or plain text. The content decides, not "
    "the name of the file: a renamed file stays what it is.",
    "encrypted": "Open the file in its own program, remove the password and save it again.",
    "damaged": "Open the file in its own program, save it again and send that. If it does not open there "
    "either, it is broken.",
    "empty": "Check that it is the right file: there is no text in it.",
    "no-text-layer": "The file is a scan. Install tesseract on the machine that runs Rolefit, or export the "
    "résumé as a PDF with text.",
    "reader-missing": "Install the program that the answer names, or save the résumé as PDF or DOCX.",
    "reader-stopped": "The file took too long or too much memory to read. Export it as a plain PDF.",
    "unreadable": "Save the résumé as a plain PDF or as text and send that.",
    "key-missing": "Send an API key in the header `Authorization: Bearer KEY`. Whoever runs this "
    "installation makes one with `matcher keys create NAME`.",
    "key-refused": "Check that the key was copied whole. A revoked or expired one does not come back: ask "
    "for a new one.",
    "scope-missing": "The answer's `scope` names what the key lacks. Use a key that has it.",
    "host-refused": "Open this server as localhost or 127.0.0.1, or make a key and send it.",
    "access-refused": "Use a key that allows this.",
    "idempotency-key-reused": "Give each request an Idempotency-Key of its own; send the same one only with the "
    "very same request.",
    "idempotency-key-in-use": "Wait a second and send the request again with the same key: then its answer is "
    "there.",
    "set-aside": "The programs that read the file were lost one after another. Save it as a plain PDF and "
    "send that; a retry of the batch tries it again as it is.",
    "database-away": "Try again in a while. Whoever runs this installation sees at `/readyz` when it answers "
    "again.",
    "not-found": "Check the address or the id. What was erased does not come back.",
    "invalid-skill": "The answer's `problems` name every one there is: a surface that another skill has, an "
    "id that no skill has, a circle. Change the skill and send it again.",
    "invalid-input": "The answer's `detail` names the field and what it should be. Change it and send the "
    "request again.",
    "address-refused": "The answer's `detail` says what is wrong with the address. Upload the file itself, "
    "or have whoever runs this installation allow the host.",
    "fetch-failed": "The answer's `detail` says what came of asking the address. See whether it opens "
    "without signing in; else upload the file itself.",
    "internal-error": "This is a fault of Rolefit, not of the request. Try again; if it stays, tell whoever "
    "runs this installation the time it happened.",
}


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem, its HTTP status and what to do about it."""

    slug: str
    status: int
    title: str
    advice: str


def _own_kinds() -> Iterator[ProblemKind]:
    for kind in (*TABLE.values(), UNKNOWN):
        yield ProblemKind(kind.slug, kind.status, kind.title, _ADVICE[kind.slug])


def _http_kinds() -> Iterator[ProblemKind]:
    for status, error in default_exceptions.items():
        yield ProblemKind(slug_of(error), status, HTTP_STATUS_CODES[status], error.description or "")


OWN_KINDS = tuple(_own_kinds())
_OWN_SLUGS = frozenset(kind.slug for kind in OWN_KINDS)
HTTP_KINDS = tuple(kind for kind in _http_kinds() if kind.slug not in _OWN_SLUGS)
PROBLEM_KINDS: Mapping[str, ProblemKind] = {kind.slug: kind for kind in (*OWN_KINDS, *HTTP_KINDS)}
