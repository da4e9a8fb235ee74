"""gzip for answers that shrink by it; streams are compressed as they go and never held whole."""

import gzip
import zlib
from collections.abc import Iterable, Iterator

from flask import Flask, Response, request
from werkzeug.wsgi import ClosingIterator

_COMPRESSIBLE = frozenset(
    {
        "application/javascript",
        "application/json",
        "application/problem+json",
        "application/x-ndjson",
        "image/svg+xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/plain",
    }
)
_LEAST_BYTES = 1000  # less goes into one packet anyway
_LEVEL = 6  # 9 takes twice the time for a hundredth of the bytes
_GZIP_WINDOW = zlib.MAX_WBITS + 16  # 16 asks zlib for the header of gzip
_WHOLE = frozenset({200, 201, 202})
_NOT_MODIFIED = 304
_OWN_PAGES = frozenset({"same-origin", "none"})


def register_compression(app: Flask) -> None:
    """Must be registered before whatever sets an ETag, which is taken over the plain bytes."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in _COMPRESSIBLE:
            return response
        response.vary.add("Accept-Encoding")
        if _is_worth_it(response) and _gzip_is_welcome() and not _lengths_could_tell():
            _weaken_etag(response)
            if response.status_code != _NOT_MODIFIED:
                _compress(response)
        return response


def _is_worth_it(response: Response) -> bool:
    if response.status_code not in _WHOLE | {_NOT_MODIFIED} and response.status_code < 400:  # noqa: PLR2004
        return False
    size = response.content_length if response.is_streamed else response.calculate_content_length()
    return "Content-Encoding" not in response.headers and (size is None or size >= _LEAST_BYTES)


def _gzip_is_welcome() -> bool:
    accepted = request.accept_encodings
    return 0 < accepted["gzip"] >= accepted["identity"]


def _lengths_could_tell() -> bool:
    """Whether another site may have made a visitor's browser ask with the visitor's rights.

    BREACH guesses a secret from the lengths of compressed answers that hold both the secret and the guess.
    The guesses must come from the victim's browser, on another site's doing, with rights sent along of
    themselves. API keys are never sent so, only a cookie would be: then only what own pages ask for is
    compressed.
    """
    return "Cookie" in request.headers and request.headers.get("Sec-Fetch-Site") not in _OWN_PAGES


def _weaken_etag(response: Response) -> None:
    """The same tag for both encodings: their bytes differ, what they say does not."""
    etag, is_weak = response.get_etag()
    if etag is not None and not is_weak:
        response.set_etag(etag, weak=True)


def _compress(response: Response) -> None:
    response.headers["Content-Encoding"] = "gzip"
    if response.is_streamed:
        _compress_stream(response)
    else:
        response.set_data(gzip.compress(response.get_data(), _LEVEL, mtime=0))


def _compress_stream(response: Response) -> None:
    source = response.response
    close = getattr(source, "close", None)
    response.response = ClosingIterator(gzip_chunks(response.iter_encoded()), [close] if close else None)
    response.direct_passthrough = False
    response.headers.pop("Content-Length", None)


def gzip_chunks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks as one gzip stream, handed on as soon as zlib gives something out."""
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
    for chunk in chunks:
        if compressed := compressor.compress(chunk):
            yield compressed
    yield compressor.flush()
