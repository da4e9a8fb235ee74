"""A batch of résumés as a request brings it: many files in a form, a ZIP, or JSON lines."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from flask import Request

from matcher.domain.month import Month
from matcher.errors import InvalidInput, TooLarge
from matcher.services.batches import MOST_RESUMES, BatchEntry
from matcher.settings import Settings
from matcher.web.submission import Submission, month_of, submission_from_json

ZIP, JSON_LINES = "application/zip", "application/x-ndjson"
_ZIP_START = b"PK\x03\x04"
_DOCUMENT_PARTS = ("[Content_Types].xml", "mimetype")  # what DOCX and ODT, zipped too, have at their top


def entries_from(request: Request, settings: Settings) -> list[BatchEntry]:
    """Raises InvalidInput that names the field or line, TooLarge, AddressRefused where no URL is taken."""
    entries: list[BatchEntry] = []
    held = 0
    for entry in _entries(request, settings.limits.file_bytes):
        if entry.url is not None:
            settings.fetching.refuse_if_off()
        held += len(entry.content)
        if held > settings.batch_bytes:
            raise TooLarge("batch", held, settings.batch_bytes)
        if len(entries) == MOST_RESUMES:
            raise InvalidInput("body", f"holds more than {MOST_RESUMES:,} résumés; send several batches")
        entries.append(entry)
    return entries


def _entries(request: Request, file_bytes: int) -> Iterator[BatchEntry]:
    if request.mimetype == JSON_LINES:
        return _from_lines(request)
    if request.mimetype == ZIP:
        return _from_zip(request.get_data(cache=False), month_of(request.args.get("as_of")), file_bytes)
    if request.mimetype == "multipart/form-data":
        return _from_form(request, file_bytes)
    raise InvalidInput(
        "Content-Type", f"must be multipart/form-data with parts 'file', {ZIP} or {JSON_LINES}"
    )


def _from_lines(request: Request) -> Iterator[BatchEntry]:
    """Each line is the JSON that a single résumé is sent as."""
    for number, line in enumerate(request.get_data(cache=False).split(b"\n"), start=1):
        if line.strip():
            yield _from_line(line, number)


def _from_line(line: bytes, number: int) -> BatchEntry:
    try:
        return _entry(submission_from_json(json.loads(line)))
    except InvalidInput as error:
        raise InvalidInput(f"line {number}", f"{error.field}: {error.reason}") from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"line {number}", "is not JSON") from error


def _entry(sent: Submission) -> BatchEntry:
    is_text = sent.text is not None
    return BatchEntry(sent.content, sent.filename, is_text, sent.as_of, sent.external_id, sent.url)


def _from_form(request: Request, file_bytes: int) -> Iterator[BatchEntry]:
    files = request.files.getlist("file")
    if not files:
        raise InvalidInput("file", "is missing; send each résumé, or a ZIP of them, as a part 'file'")
    as_of = month_of(request.form.get("as_of"))
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
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        return False
    return not any(part in names for part in _DOCUMENT_PARTS)


def _from_zip(content: bytes, as_of: Month, file_bytes: int) -> Iterator[BatchEntry]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if _is_resume(member):
                    yield BatchEntry(_read(archive, member, file_bytes), _name(member.filename), False, as_of)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
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
