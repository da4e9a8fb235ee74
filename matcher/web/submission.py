"""A résumé as a request brings it: a file in a form, or one of four kinds of JSON."""

import base64
import binascii
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from flask import Request
from werkzeug.datastructures import FileStorage

from matcher.assembly import Rolefit
from matcher.documents import document_from_text
from matcher.documents.sniff import json_resume_in
from matcher.domain.analysis import Analysis
from matcher.domain.document import Document, Upload
from matcher.domain.month import Month
from matcher.errors import InvalidInput
from matcher.services.clock import this_month
from matcher.services.labels import plain_labels, typed_labels
from matcher.web.json_body import json_object_of
from matcher.web.metrics import current_metrics
from matcher.web.other_names import FILE, refuse_other_parameters, refuse_other_parts, refuse_repeated

_LONGEST = 255
_WHITE_SPACE = str.maketrans("", "", " \t\r\n")  # many programs break base64 into lines (RFC 2045)
_FORM = "multipart/form-data"
_OR_A_FORM = f", or the file as the part 'file' of a form with {_FORM}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What may be sent: through which one of the doors, and what beside it, whichever it is."""

    doors: tuple[str, ...]
    beside: frozenset[str]


RESUME = Accepted(
    ("text", "content_base64", "json_resume", "url"), frozenset({"as_of", "external_id", "labels"})
)
ADVERT = Accepted(("text", "content_base64", "url"), frozenset())


@dataclass(frozen=True, slots=True)
class Submission:
    """What was sent: `content` under `filename`; `text` where it came as text that is not to be read anew.

    `url` is where the content is still to be fetched from; then `filename` is empty if the sender gave none.
    """

    content: bytes
    filename: str
    text: str | None
    as_of: Month
    external_id: str | None
    url: str | None = None
    labels: tuple[str, ...] = ()


def submission_from(request: Request, rolefit: Rolefit, accepted: Accepted = RESUME) -> Submission:
    """What was sent, fetched already where it came as a URL.

    Raises InvalidInput that names the field, UnsupportedMediaType, AddressRefused and FetchFailed.
    """
    refuse_other_parameters(request, (), "send it in the body")
    if request.mimetype == _FORM:
        return submission_from_form(request, accepted.beside)
    return _fetched(submission_from_json(json_object_of(request, _OR_A_FORM), accepted), rolefit)


def _fetched(submission: Submission, rolefit: Rolefit) -> Submission:
    if submission.url is None:
        return submission
    file = rolefit.process.fetcher.fetch(submission.url)
    filename = submission.filename or _filename(file.filename)
    return replace(submission, content=file.content, filename=filename, url=None)


def analyse(submission: Submission, rolefit: Rolefit) -> Analysis:
    """Raises DocumentError."""
    with current_metrics().counted_document():
        return rolefit.analyst.analyse_document(document_of(submission, rolefit), submission.as_of)


def document_of(submission: Submission, rolefit: Rolefit) -> Document:
    """Raises DocumentError."""
    if submission.text is not None:
        return document_from_text(submission.text, rolefit.settings.limits, submission.filename)
    return rolefit.analyst.read(Upload(submission.content, submission.filename))


def submission_from_form(request: Request, texts: Collection[str]) -> Submission:
    """A file with `texts` beside it at the most. Raises InvalidInput that names the part."""
    refuse_other_parts(request, texts)
    refuse_repeated(request.form, ("as_of", "external_id"))
    as_of, external_id = month_of(request.form.get("as_of")), _external_id(request.form.get("external_id"))
    labels = typed_labels(request.form.getlist("labels"))
    file = _only_file(request)
    return Submission(file.read(), _filename(file.filename), None, as_of, external_id, labels=labels)


def _only_file(request: Request) -> FileStorage:
    files = request.files.getlist(FILE)
    if len(files) > 1:
        raise InvalidInput(FILE, "is given more than once; send one at a time, or résumés as a batch")
    if not files:
        raise InvalidInput("file", "is missing; send the document as the part 'file' of the form")
    return files[0]


def submission_from_json(body: Any, accepted: Accepted = RESUME) -> Submission:
    """Nothing is fetched yet. Raises InvalidInput that names the field."""
    if not isinstance(body, dict):
        raise InvalidInput("body", "is not a JSON object")
    known = {*accepted.doors, *accepted.beside, "filename"}
    unknown = sorted(set(body) - known)
    if unknown:
        raise InvalidInput(unknown[0], f"is not a field; known are {', '.join(sorted(known))}")
    given = [door for door in accepted.doors if body.get(door) is not None]
    if len(given) != 1:
        raise InvalidInput("body", f"must have exactly one of {', '.join(accepted.doors)}")
    filename = _text("filename", body.get("filename"))
    as_of, external_id = month_of(body.get("as_of")), _external_id(body.get("external_id"))
    labels = _labels(body.get("labels"))
    if given == ["url"]:
        url = _url(body["url"])
        return Submission(b"", _filename(filename) if filename else "", None, as_of, external_id, url, labels)
    content, text, name = _CONTENT[given[0]](body[given[0]])
    return Submission(content, _filename(filename or name), text, as_of, external_id, labels=labels)


def _labels(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(label, str) for label in value):
        raise InvalidInput("labels", "is not a list of strings")
    return plain_labels(value)


def _url(value: Any) -> str:
    url = _text("url", value) or ""
    if not url.isprintable():  # half of a surrogate pair is not printable either
        raise InvalidInput("url", "holds characters that cannot be printed")
    return url


def _plain_text(value: Any) -> tuple[bytes, str | None, str]:
    text = _text("text", value) or ""
    try:
        return text.encode(), text, "resume.txt"
    except UnicodeEncodeError as error:
        raise InvalidInput("text", "holds half of a surrogate pair") from error


def _base64(value: Any) -> tuple[bytes, str | None, str]:
    text = (_text("content_base64", value) or "").translate(_WHITE_SPACE)
    refused = InvalidInput(
        "content_base64", "is not base64, or more than that: a 'data:' before it does not belong to it"
    )
    if len(text) % 4:  # with more padding than is needed it could be decoded
        raise refused
    try:
        return base64.b64decode(text, validate=True), None, "resume"
    except (binascii.Error, ValueError) as error:
        raise refused from error


def _json_resume(value: Any) -> tuple[bytes, str | None, str]:
    if not isinstance(value, dict):
        raise InvalidInput("json_resume", "is not a JSON object; see jsonresume.org for its form")
    try:
        content = json.dumps(value).encode()
    except RecursionError as error:
        raise InvalidInput("json_resume", "is nested too deeply") from error
    if json_resume_in(content) is None:
        raise InvalidInput("json_resume", "has no section of a JSON Resume with entries; see jsonresume.org")
    return content, None, "resume.json"


_CONTENT = {"text": _plain_text, "content_base64": _base64, "json_resume": _json_resume}


def _text(field: str, value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise InvalidInput(field, "is not a string")
    return value


def month_of(value: Any) -> Month:
    """The month that `as_of` names, this one where it is left out. Raises InvalidInput."""
    text = _text("as_of", value)
    if not text:
        return this_month()
    try:
        return Month.parse(text)
    except ValueError as error:
        raise InvalidInput("as_of", str(error)) from error


def _external_id(value: Any) -> str | None:
    text = (_text("external_id", value) or "").strip() or None
    if text is not None and len(text) > _LONGEST:
        raise InvalidInput("external_id", f"is longer than {_LONGEST} characters")
    if text is not None and not text.isprintable():
        raise InvalidInput("external_id", "holds characters that cannot be printed")
    return text


def _filename(name: str | None) -> str:
    """The last part of the name, printable and of a bounded length; it is only shown."""
    last = (name or "resume").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(filter(str.isprintable, last)).strip()[-_LONGEST:] or "resume"
