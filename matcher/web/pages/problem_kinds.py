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
    "origin-refused": "Name the page's origin in MATCHER_CORS_ORIGINS, or make a key and send it.",
    "access-refused": "Use a key that allows this.",
    "revision-changed": "Somebody else has changed the résumé since. Ask for it again, look at what is there "
    "now, and send the change with the ETag of that answer.",
    "revision-missing": "Send the ETag of the résumé, as you have seen it, in the header `If-Match`.",
    "idempotency-answer-gone": "The first answer told a secret, or of a résumé that has been erased since. "
    "Nothing was done now: to do it again, send the request with another Idempotency-Key.",
    "idempotency-key-reused": "Give each request an Idempotency-Key of its own; send the same one only with "
    "the very same request.",
    "idempotency-key-in-use": "Wait a second and send the request again with the same key: then its answer "
    "is there.",
    "set-aside": "The programs that read the file were lost one after another. Save it as a plain PDF and "
    "send that; a retry of the batch tries it again as it is.",
    "database-away": "Try again in a while. Whoever runs this installation sees at `/readyz` when it answers "
    "again.",
    "not-found": "Check the address or the id. What was erased does not come back.",
    "originals-unavailable": "Nothing was changed: try again in a while. If it stays, whoever runs this "
    "installation looks at the folder or the bucket that MATCHER_ORIGINALS names, and at its credentials.",
    "invalid-skill": "The answer's `problems` name every one there is: a surface that another skill has, an "
    "id that no skill has, a circle. Change the skill and send it again.",
    "invalid-role": "The answer's `problems` name every one there is: a key that is missing or unknown, a "
    "skill that nothing defines, weights that do not sum to 100. Change the role and send it again.",
    "role-taken": "Change the role that is there with PUT, or give the new one another id. An archived role "
    "keeps its id: restore it.",
    "version-missing": "Read the role and send the ETag of that answer in the header If-Match.",
    "version-outdated": "Read the role again, make the change to what it says now, and send it with the "
    "new ETag.",
    "invalid-input": "The answer's `detail` names the field and what it should be. Change it and send the "
    "request again.",
    "address-refused": "The answer's `detail` says what is wrong with the address. Upload the file itself, "
    "or have whoever runs this installation allow the host. A webhook needs a public address over https, "
    "unless they allow others.",
    "fetch-failed": "The answer's `detail` says what came of asking the address. See whether it opens "
    "without signing in; else upload the file itself.",
    "internal-error": "This is a fault of Rolefit, not of the request. Try again; if it stays, tell whoever "
    "runs this installation the `request_id` of the answer: the log has it too.",
}
_HTTP_ADVICE: Mapping[int, str] = {
    400: "The request breaks the rules of HTTP. Compare it with the examples of the documentation.",
    401: "Send a key that is valid in the header Authorization.",
    403: "What you may do does not cover this. Use a key that may, or open the form here and send it again.",
    405: "The address exists, but not for this method. The header Allow lists those that it knows.",
    406: "Ask for a media type that the documentation lists for this address.",
    408: "The request came too slowly. Send it again.",
    409: "Something changed in between, or exists already. Look at what is there now, then decide.",
    410: "It was here and is not coming back. Forget the address.",
    411: "Send the header Content-Length.",
    412: "What is there now is not what If-Match names. Ask for it again and take its ETag.",
    413: "Send less at once. The limit follows MATCHER_MAX_FILE_BYTES, with room for base64 and a form.",
    414: "Shorten the query of the address.",
    415: "Send the body as JSON or as a multipart form, and say which in Content-Type.",
    416: "Ask for the whole answer, without the header Range.",
    417: "Leave the header Expect out.",
    418: "No address of Rolefit answers this; something in between does.",
    421: "The request reached a server that it was not meant for. Check the host and the proxies.",
    422: "The answer's `errors` name each parameter and what it should be. Change them and send it again.",
    423: "It is in use by somebody else. Try again later.",
    424: "Another request failed that this one rests on. Mend that one first.",
    428: "Ask for what is there, and send its ETag along in If-Match.",
    429: "Wait for as many seconds as Retry-After says, then go on. RateLimit tells how many are left.",
    431: "Send fewer or shorter headers.",
    451: "Whoever runs this installation may not show it.",
    500: "This is a fault of Rolefit, not of the request. Try again; if it stays, tell the `request_id`.",
    501: "This is not built. Look in the documentation for another way.",
    502: "A server behind this one answered badly. Try again soon.",
    503: "The service cannot answer just now. Try again soon; /readyz tells when it can.",
    504: "A server behind this one did not answer in time. Try again soon.",
    505: "Use HTTP/1.1.",
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
        if slug_of(error) in _OWN_SLUGS:
            continue
        yield ProblemKind(slug_of(error), status, HTTP_STATUS_CODES[status], _HTTP_ADVICE[status])


OWN_KINDS = tuple(_own_kinds())
_OWN_SLUGS = frozenset(kind.slug for kind in OWN_KINDS)
HTTP_KINDS = tuple(_http_kinds())
PROBLEM_KINDS: Mapping[str, ProblemKind] = {kind.slug: kind for kind in (*OWN_KINDS, *HTTP_KINDS)}
