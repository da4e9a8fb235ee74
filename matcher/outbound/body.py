"""The body of an answer, decoded and counted as it comes in."""

import zlib
from collections.abc import Iterator

import httpcore
import httpx

from matcher.errors import FetchFailed

_GZIP = 16 + zlib.MAX_WBITS  # zlib's way of asking for gzip's own header and checksum
_ENCODINGS = {"": False, "identity": False, "gzip": True, "x-gzip": True}


def read_body(answer: httpcore.Response, headers: httpx.Headers, limit: int) -> bytes:
    """At most `limit` bytes after decoding; memory stays near that whatever comes. Raises FetchFailed."""
    encoding = headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise FetchFailed("its answer is compressed in a way that was not asked for")
    announced = headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise _too_large(limit)
    chunks = answer.iter_stream()
    return _collected(_inflated(chunks, limit) if _ENCODINGS[encoding] else chunks, limit)


def _collected(chunks: Iterator[bytes], limit: int) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > limit:
            raise _too_large(limit)
    return bytes(content)


def _inflated(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Each chunk grows to one byte over the limit at most: enough for the next stage to see it."""
    inflater = zlib.decompressobj(_GZIP)
    begun = False
    for chunk in chunks:
        begun = True
        try:
            yield inflater.decompress(chunk, limit + 1)
        except zlib.error:
            raise _damaged() from None
    if begun and (not inflater.eof or inflater.unused_data):
        raise _damaged()


def _damaged() -> FetchFailed:
    return FetchFailed("its answer is compressed and cannot be unpacked whole")


def _too_large(limit: int) -> FetchFailed:
    return FetchFailed(f"the file is larger than {limit:,} bytes, which is the limit")
