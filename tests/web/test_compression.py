import gzip
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from matcher.web.compression import gzip_chunks, register_compression

LONG = "word " * 1000
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def answering(bare_app: Callable[..., Flask]) -> Callable[[Response], FlaskClient]:
    """Makes a client of an application that gives one answer."""

    def make(response: Response) -> FlaskClient:
        app = bare_app()
        register_compression(app)
        app.add_url_rule("/", view_func=lambda: response)
        return app.test_client(use_cookies=False)

    return make


def compressed(client: FlaskClient, **headers: str) -> bool:
    return client.get("/", headers={**GZIP, **headers}).headers.get("Content-Encoding") == "gzip"


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/problem+json", "application/x-ndjson", "text/csv", "text/html"],
)
def test_what_shrinks_is_compressed(answering: Callable[..., FlaskClient], kind: str) -> None:
    client = answering(Response(LONG, content_type=kind))
    answer = client.get("/", headers=GZIP)
    assert gzip.decompress(answer.data) == LONG.encode()
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(LONG) / 10
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("application/pdf", LONG, 200),
        ("image/png", LONG, 200),
        ("application/json", "x" * 999, 200),
        ("application/json", LONG, 206),
        ("application/json", "", 204),
    ],
)
def test_what_gains_nothing_stays(
    answering: Callable[..., FlaskClient], kind: str, content: str, status: int
) -> None:
    assert not compressed(answering(Response(content, status, content_type=kind)))


def test_what_is_encoded_already_stays(answering: Callable[..., FlaskClient]) -> None:
    ready = Response(LONG, headers={"Content-Encoding": "br"}, content_type="text/html")
    assert not compressed(answering(ready))


@pytest.mark.parametrize(
    ("accepted", "used"),
    [
        ("gzip", True),
        ("deflate, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("*;q=0", False),
        ("gzip;q=0.2, identity", False),
        ("br", False),
        ("", False),
    ],
)
def test_only_who_accepts_gzip_gets_it(
    answering: Callable[..., FlaskClient], accepted: str, *, used: bool
) -> None:
    client = answering(Response(LONG, content_type="text/html"))
    assert compressed(client, **{"Accept-Encoding": accepted}) is used
    assert client.get("/", headers={"Accept-Encoding": accepted}).headers["Vary"] == "Accept-Encoding"


def test_a_stream_is_compressed_without_being_held(bare_app: Callable[..., Flask]) -> None:
    app, taken = bare_app(), []
    register_compression(app)

    def lines() -> Iterator[str]:
        try:
            for number in range(100_000):
                taken.append(number)
                yield f'{{"number": {number * 7919}}}\n'
        finally:
            taken.append(-1)

    app.add_url_rule("/", view_func=lambda: Response(lines(), content_type="application/x-ndjson"))
    answer = app.test_client().get("/", headers=GZIP, buffered=False)
    assert next(answer.iter_encoded())
    assert next(answer.iter_encoded())
    assert len(taken) < 50_000
    answer.close()
    assert taken[-1] == -1


@given(st.lists(st.binary()))
def test_chunks_come_back_as_they_were(chunks: list[bytes]) -> None:
    assert gzip.decompress(b"".join(gzip_chunks(chunks))) == b"".join(chunks)


def test_a_stylesheet_is_compressed_and_asked_for_again_by_its_tag(client: FlaskClient) -> None:
    first = client.get("/static/rolefit.css", headers=GZIP, buffered=True)
    assert b"{" in gzip.decompress(first.data)
    known = {**GZIP, "If-None-Match": first.headers["ETag"]}
    again = client.get("/static/rolefit.css", headers=known, buffered=True)
    assert (again.status_code, again.headers["ETag"]) == (304, first.headers["ETag"])


@pytest.mark.parametrize(
    ("headers", "used"),
    [
        ({}, True),
        ({"Authorization": "Bearer key"}, True),
        ({"Cookie": "session=1", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Cookie": "session=1", "Sec-Fetch-Site": "none"}, True),
        ({"Cookie": "session=1", "Sec-Fetch-Site": "cross-site"}, False),
        ({"Cookie": "session=1", "Sec-Fetch-Site": "same-site"}, False),
        ({"Cookie": "session=1"}, False),
    ],
)
def test_what_another_site_may_have_asked_for_with_a_cookie_tells_nothing_by_its_length(
    answering: Callable[..., FlaskClient], headers: dict[str, str], *, used: bool
) -> None:
    assert compressed(answering(Response(LONG, content_type="text/html")), **headers) is used
