import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.test import encode_multipart

from matcher.assembly import Rolefit
from matcher.domain.month import Month
from matcher.errors import InvalidInput, TooLarge
from matcher.services.batches import MOST_RESUMES, BatchEntry
from matcher.services.clock import this_month
from matcher.settings import Settings
from matcher.storage import upgrade
from matcher.web import batch_body, create_app
from matcher.web.batch_body import JSON_LINES, ZIP, entries_from

Take = Callable[..., list[BatchEntry]]
AS_OF = Month(2024, 6)


@pytest.fixture
def take() -> Take:
    """What a request of this body and type brings, under these settings."""
    app = Flask(__name__)

    def taken(
        data: bytes, content_type: str, settings: Settings | None = None, query: str = ""
    ) -> list[BatchEntry]:
        with app.test_request_context(
            f"/api/v1/batches{query}", method="POST", data=data, content_type=content_type
        ):
            return entries_from(request, settings or Settings())

    return taken


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def form(*files: tuple[str, bytes], **fields: str | list[str]) -> tuple[bytes, str]:
    parts = [FileStorage(io.BytesIO(content), name) for name, content in files]
    boundary, data = encode_multipart({"file": parts, **fields})
    return data, f"multipart/form-data; boundary={boundary}"


def names(entries: list[BatchEntry]) -> list[str]:
    return [entry.filename for entry in entries]


DOCX = packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))
ODT = packed(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<o/>"))


def test_each_file_of_a_form_is_a_resume(take: Take) -> None:
    entries = take(*form(("a.pdf", b"one"), ("cvs/b.txt", b"two"), ("a.pdf", b"one"), as_of="2024-06"))
    assert entries == [
        BatchEntry(b"one", "a.pdf", is_text=False, as_of=AS_OF),
        BatchEntry(b"two", "b.txt", is_text=False, as_of=AS_OF),
        BatchEntry(b"one", "a.pdf", is_text=False, as_of=AS_OF),
    ]


def test_a_zip_in_a_form_stands_for_what_is_in_it(take: Take) -> None:
    inside = packed(("x/c.txt", b"three"), ("d.txt", b"four"))
    assert names(take(*form(("a.pdf", b"one"), ("many.zip", inside)))) == ["a.pdf", "c.txt", "d.txt"]


@pytest.mark.parametrize("document", [DOCX, ODT])
def test_a_document_that_is_a_zip_itself_is_a_document(take: Take, document: bytes) -> None:
    (alone,) = take(*form(("a.docx", document)))
    (inside,) = take(packed(("people/a.docx", document)), ZIP)
    assert alone.content == inside.content == document
    assert alone.filename == inside.filename == "a.docx"
    with pytest.raises(InvalidInput, match="is a document"):
        take(document, ZIP)


def test_a_torn_zip_in_a_form_is_a_file_that_will_not_be_read(take: Take) -> None:
    torn = packed(("a.txt", b"one"))[:-9]
    assert take(*form(("many.zip", torn)))[0].content == torn


@pytest.mark.parametrize(
    "hidden", [".a.txt", "x/.git/a.txt", "__MACOSX/._a.txt", "x/__MACOSX/a.txt", "folder/"]
)
def test_what_is_hidden_in_a_zip_is_left_out(take: Take, hidden: str) -> None:
    assert names(take(packed((hidden, b"no"), ("x.y/b..txt", b"yes")), ZIP)) == ["b..txt"]


def test_a_zip_may_say_the_month(take: Take) -> None:
    (entry,) = take(packed(("a.txt", b"one")), ZIP, query="?as_of=2024-06")
    assert entry.as_of == AS_OF
    (entry,) = take(packed(("a.txt", b"one")), ZIP)
    assert entry.as_of == this_month()


@pytest.mark.parametrize(
    ("query", "field"),
    [("?as_of=2024-06&as_of=2025-06", "as_of"), ("?label=a", "label"), ("?external_id=7", "external_id")],
)
def test_what_a_zip_does_not_take_is_named(take: Take, query: str, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        take(packed(("a.txt", b"one")), ZIP, query=query)
    assert caught.value.field == field


def test_of_a_file_in_a_zip_no_more_is_unpacked_than_tells_that_it_is_too_large(take: Take) -> None:
    settings = Settings.from_env({"MATCHER_MAX_FILE_BYTES": "1000"})
    (entry,) = take(packed(("a.txt", b"\0" * 5_000_000)), ZIP, settings)
    assert len(entry.content) == 1001


def test_a_zip_that_unpacks_to_far_more_than_it_is_costs_little(take: Take) -> None:
    bomb = packed(*((f"{each}.txt", b"\0" * 1_000_000) for each in range(50)))
    assert len(bomb) < 100_000
    tracemalloc.start()
    with pytest.raises(TooLarge):
        take(bomb, ZIP, Settings(batch_bytes=3_000_000))
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def with_password() -> bytes:
    """The bit that says that the first file is encrypted, in both places that have it."""
    packed_plain = bytearray(packed(("a.txt", b"one" * 9)))
    packed_plain[6] |= 1
    packed_plain[packed_plain.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed_plain)


def damaged() -> Iterator[bytes]:
    whole = packed(("a.txt", bytes(range(256)) * 40))
    yield whole[: len(whole) // 2]
    yield b"PK\x03\x04"
    yield b""
    for place in (35, 60, 90):
        yield whole[:place] + bytes(255 - each for each in whole[place : place + 20]) + whole[place + 20 :]
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        other = packed(("a.txt", bytes(range(256)) * 40), method=method)
        yield other[:45] + b"\xff" * 30 + other[75:]
    unknown = bytearray(whole)
    unknown[8] = unknown[unknown.index(b"PK\x01\x02") + 10] = 77
    yield bytes(unknown)
    directory = whole.index(b"PK\x01\x02")
    yield whole[: directory + 42] + b"\xff\xff\xff\x7f" + whole[directory + 46 :]


@pytest.mark.parametrize("content", [with_password(), *damaged()])
def test_a_zip_that_cannot_be_opened_is_refused(take: Take, content: bytes) -> None:
    with pytest.raises(InvalidInput, match="damaged or protected"):
        take(content, ZIP)


def test_a_zip_whose_list_would_fill_the_memory_is_refused(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_body, "_MOST_ENTRIES", 3)
    assert len(take(packed(*((f"{each}", b"") for each in range(3))), ZIP)) == 3
    with pytest.raises(InvalidInput, match="more than 10,000 files"):
        take(packed(*((f"{each}", b"") for each in range(4))), ZIP)


def test_each_line_is_what_a_single_resume_is_sent_as(take: Take) -> None:
    lines = [
        {"text": "Knows SQL", "external_id": "7", "as_of": "2024-06"},
        {"content_base64": "S25vd3M=", "filename": "a.txt", "as_of": "2024-06"},
        {"json_resume": {"basics": {}}, "as_of": "2024-06"},
    ]
    data = b"\r\n\n".join(json.dumps(line).encode() for line in lines) + b"\n \n"
    assert take(data, JSON_LINES) == [
        BatchEntry(b"Knows SQL", "resume.txt", is_text=True, as_of=AS_OF, external_id="7"),
        BatchEntry(b"Knows", "a.txt", is_text=False, as_of=AS_OF),
        BatchEntry(b'{"basics": {}}', "resume.json", is_text=False, as_of=AS_OF),
    ]


LABELS = ("a", "b", "c d")


@pytest.mark.parametrize(
    ("sent", "query", "labels"),
    [
        (form(("a.txt", b"one")), "?labels=A,b&labels=c%20D", [LABELS]),
        (form(("a.txt", b"one"), ("b.txt", b"two"), labels=["a,b", "C  d"]), "", [LABELS] * 2),
        (form(("many.zip", packed(("a.txt", b"one"))), labels="a"), "?labels=b,c d", [LABELS]),
        (form(("a.txt", b"one"), labels=""), "?labels=", [()]),
        ((packed(("a.txt", b"one"), ("b.txt", b"two")), ZIP), "?labels=a,b,c d", [LABELS] * 2),
        (
            (b'{"text": "x", "labels": ["C d", "b"]}\n{"text": "y"}', JSON_LINES),
            "?labels=b,a",
            [LABELS, ("a", "b")],
        ),
        (
            (b'{"text": "x", "labels": ["b", "B "]}\n{"text": "y", "labels": null}', JSON_LINES),
            "",
            [("b",), ()],
        ),
    ],
)
def test_labels_are_those_of_the_batch_and_those_of_the_entry(
    take: Take, sent: tuple[bytes, str], query: str, labels: list[tuple[str, ...]]
) -> None:
    assert [entry.labels for entry in take(*sent, query=query)] == labels


@pytest.mark.parametrize(
    ("sent", "query", "reason"),
    [
        (form(("a.txt", b"one")), "?labels=a/b", "labels: must be 1 to 50"),
        (form(("a.txt", b"one"), labels="x" * 51), "", "labels: must be 1 to 50"),
        ((b'{"text": "x"}\n{"text": "x", "labels": "a"}', JSON_LINES), "", "line 2: labels: is not a list"),
        ((b'{"text": "x", "labels": ["a,b"]}', JSON_LINES), "", "line 1: labels: must be 1 to 50"),
        (
            (json.dumps({"text": "x", "labels": [str(each) for each in range(50)]}).encode(), JSON_LINES),
            "?labels=fifty-first",
            "labels: are more than 50",
        ),
    ],
)
def test_labels_that_are_none_are_refused_before_anything_is_kept(
    take: Take, sent: tuple[bytes, str], query: str, reason: str
) -> None:
    with pytest.raises(InvalidInput, match=reason):
        take(*sent, query=query)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": 7}', "text: is not a string"),
        (b'{"text": "a", "nmae": "b"}', "nmae: is not a field"),
        (b"[]", "body: is not a JSON object"),
        (b'{"text": "a"', "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"\xff\xfe{", "is not JSON"),
        (b"1" * 5000, "is not JSON"),
        (b'{"text": "\\ud800"}', "text: holds half of a surrogate pair"),
    ],
)
def test_a_line_that_is_wrong_is_named_by_its_number(take: Take, line: bytes, reason: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        take(b'{"text": "fine"}\n\n' + line + b"\n", JSON_LINES)
    assert caught.value.field == "line 3"
    assert caught.value.reason.startswith(reason)


def test_lines_without_anything_on_them_cost_nothing(take: Take) -> None:
    tracemalloc.start()
    assert take(b"\n" * 2_000_000, JSON_LINES) == []
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_more_resumes_than_a_batch_holds_are_refused(take: Take) -> None:
    lines = b'{"text": "a"}\n' * (MOST_RESUMES + 1)
    assert len(take(lines[: -len(b'{"text": "a"}\n')], JSON_LINES)) == MOST_RESUMES
    with pytest.raises(InvalidInput, match="more than 10,000"):
        take(lines, JSON_LINES)


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "", "application/x-tar"])
def test_other_types_are_refused(take: Take, content_type: str) -> None:
    with pytest.raises(UnsupportedMediaType, match="Content-Type: multipart/form-data"):
        take(b"{}", content_type)


def test_a_form_without_files_is_refused(take: Take) -> None:
    with pytest.raises(InvalidInput, match="file: is missing"):
        take(*form(as_of="2024-06"))


@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "large"}])
def test_a_batch_may_be_larger_than_a_resume_and_have_many_parts(
    tmp_path: Path, taxonomy_folder: Path, key: dict[str, str]
) -> None:
    """Where it has a key as well, which is claimed by what the body is before the view runs."""
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'none.sqlite3'}",
        taxonomy_dir=taxonomy_folder,
        batch_bytes=20_000_000,
    )
    service = Rolefit(settings)
    upgrade(service.database)
    client = create_app(service).test_client()
    post = {"path": "/api/v1/batches", "headers": key}
    data, content_type = form(*((f"{each}.txt", b"Knows SQL") for each in range(1200)))
    assert client.post(**post, data=data, content_type=content_type).get_json()["total"] == 1200
    line = json.dumps({"text": "a" * 1_900_000}).encode() + b"\n"
    for lines, status in ((10, 202), (11, 413)):
        headers = {each: value + str(lines) for each, value in key.items()}
        answer = client.post("/api/v1/batches", headers=headers, data=line * lines, content_type=JSON_LINES)
        assert answer.status_code == status
    service.close()
