"""A batch of résumés as a request brings it: many files in a form, a ZIP, or JSON lines."""

import io
import json
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from flask import Flask, Request, request
from werkzeug.exceptions import UnsupportedMediaType

from matcher.domain.month import Month
from matcher.domain.outbound import FetchPolicy
from matcher.errors import AddressRefused, InvalidInput, TooLarge
from matcher.services.batches import MOST_RESUMES, BatchEntry
from matcher.services.labels import plain_labels, typed_labels
from matcher.settings import Settings
from matcher.web.current import service
from matcher.web.other_names import refuse_other_parameters, refuse_other_parts, refuse_repeated
from matcher.web.submission import Submission, month_of, submission_from_json

ZIP, JSON_LINES = "application/zip", "application/x-ndjson"
_FORM = "multipart/form-data"
_IN_FORM = ("as_of", "labels")
_IN_ADDRESS = ("as_of", "labels")
_MONTH_IN_BODY = frozenset({_FORM, JSON_LINES})
_BATCH_ENDPOINTS = frozenset({"batches.post_batch"})
_MOST_PARTS = 2 * MOST_RESUMES
_ZIP_START = b"PK\x03\x04"
_DOCUMENT_PARTS = ("[Content_Types].xml", "mimetype")  # what DOCX and ODT, zipped too, have at their top
_ENTRY_START = b"PK\x01\x02"
_MOST_ENTRIES = 50 * MOST_RESUMES  # of the list of a ZIP: each takes memory; documents in it bring theirs
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(NotImplementedError, RuntimeError),  # a method of packing that is unknown, a password
    *(OSError, ValueError, OverflowError),  # places and names that cannot be
)


def register_batch_bodies(app: Flask) -> None:
    """Let requests that bring batches be greater than others, before anybody reads their bodies."""
    app.before_request(_allow)


def _allow() -> None:
    if request.endpoint in _BATCH_ENDPOINTS:
        request.max_content_length = request.max_form_memory_size = service().settings.batch_bytes
        request.max_form_parts = _MOST_PARTS


def entries_from(asked: Request, settings: Settings) -> list[BatchEntry]:
    """With the labels of the whole batch on each.

    Raises InvalidInput that names the field or line, UnsupportedMediaType, TooLarge, AddressRefused where no
    URL is taken.
    """
    _refuse_others(asked)
    entries: list[BatchEntry] = []
    held, labels = 0, _labels_of_all(asked)
    for entry in _entries(asked, settings):
        held += len(entry.content)
        if held > settings.batch_bytes:
            raise TooLarge("batch", held, settings.batch_bytes)
        if len(entries) == MOST_RESUMES:
            raise InvalidInput("body", f"holds more than {MOST_RESUMES:,} résumés; send several batches")
        entries.append(_labelled(entry, labels) if labels else entry)
    return entries


def _refuse_others(asked: Request) -> None:
    known = ("labels",) if asked.mimetype in _MONTH_IN_BODY else _IN_ADDRESS
    refuse_other_parameters(asked, known, "send it in the body")
    refuse_repeated(asked.args, ("as_of",))


def _labels_of_all(asked: Request) -> tuple[str, ...]:
    """Those in the address, which every type of body leaves room for, and those in the form, if it is one."""
    in_form = asked.form.getlist("labels") if asked.mimetype == _FORM else []
    return typed_labels([*asked.args.getlist("labels"), *in_form])


def _labelled(entry: BatchEntry, labels: tuple[str, ...]) -> BatchEntry:
    return replace(entry, labels=plain_labels({*labels, *entry.labels}))


def _entries(asked: Request, settings: Settings) -> Iterator[BatchEntry]:
    file_bytes = settings.limits.file_bytes
    if asked.mimetype == JSON_LINES:
        return _from_lines(asked, settings.fetching)
    if asked.mimetype == ZIP:
        return _from_zip(asked.get_data(), month_of(asked.args.get("as_of")), file_bytes)
    if asked.mimetype == _FORM:
        return _from_form(asked, file_bytes)
    raise UnsupportedMediaType(
        f"Send the résumés as parts 'file' of a form with Content-Type: {_FORM}, as {ZIP} or as {JSON_LINES}."
    )


def _from_lines(asked: Request, fetching: FetchPolicy) -> Iterator[BatchEntry]:
    """Each line is the JSON that a single résumé is sent as."""
    for number, line in enumerate(io.BytesIO(asked.get_data()), start=1):
        if line.strip():
            yield _from_line(line, number, fetching)


def _from_line(line: bytes, number: int, fetching: FetchPolicy) -> BatchEntry:
    try:
        entry = _entry(submission_from_json(json.loads(line)))
        if entry.url is not None:
            fetching.refuse_if_off()
    except InvalidInput as error:
        raise InvalidInput(f"line {number}", f"{error.field}: {error.reason}") from error
    except AddressRefused as error:
        raise AddressRefused(f"Line {number}: {error.reason}") from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"line {number}", "is not JSON") from error
    return entry


def _entry(sent: Submission) -> BatchEntry:
    is_text = sent.text is not None
    return BatchEntry(
        sent.content, sent.filename, is_text, sent.as_of, sent.external_id, sent.url, sent.labels
    )


def _from_form(asked: Request, file_bytes: int) -> Iterator[BatchEntry]:
    refuse_other_parts(asked, _IN_FORM)
    refuse_repeated(asked.form, ("as_of",))
    files = asked.files.getlist("file")
    if not files:
        raise InvalidInput("file", "is missing; send each résumé, or a ZIP of them, as a part 'file'")
    as_of = month_of(asked.form.get("as_of"))
    for file in files:
        content = file.read()
        if _is_folder(content):
            yield from _from_zip(content, as_of, file_bytes)
        else:
            yield BatchEntry(content, _name(file.filename or ""), False, as_of)


def _is_folder(content: bytes) -> bool:
    """Whether this is a ZIP of files, and none of the formats of documents that are ZIPs themselves."""
    if not content.startswith(_ZIP_START):
        return False
    try:
        return not _is_document(_opened(content))
    except _BROKEN:
        return False


def _opened(content: bytes) -> zipfile.ZipFile:
    if content.count(_ENTRY_START) > _MOST_ENTRIES:
        raise InvalidInput("body", f"is a ZIP of more than {MOST_RESUMES:,} files; send several")
    return zipfile.ZipFile(io.BytesIO(content))


def _is_document(archive: zipfile.ZipFile) -> bool:
    return any(part in archive.NameToInfo for part in _DOCUMENT_PARTS)


def _from_zip(content: bytes, as_of: Month, file_bytes: int) -> Iterator[BatchEntry]:
    try:
        with _opened(content) as archive:
            if _is_document(archive):
                raise InvalidInput("body", "is a document, not a ZIP of résumés; send it as a part 'file'")
            for member in archive.infolist():
                if _is_resume(member):
                    yield BatchEntry(_read(archive, member, file_bytes), _name(member.filename), False, as_of)
    except _BROKEN as error:
        raise InvalidInput("body", "is a ZIP that is damaged or protected by a password") from error


def _is_resume(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    hidden = any(part.startswith(".") for part in parts) or "__MACOSX" in parts
    return not member.is_dir() and not hidden


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """One byte more than is read of a file, at the most: then its own outcome says that it is too large."""
    with archive.open(member) as file:
        return file.read(most + 1)


def _name(path: str) -> str:
    """The file's own name, as much of it as is kept."""
    name: Any = PurePosixPath(path.replace("\\", "/")).name
    return "".join(each for each in name if each.isprintable())[-255:] or "resume"
