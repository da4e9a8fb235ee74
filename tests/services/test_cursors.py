import base64
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InvalidInput
from matcher.services.cursors import decode, encode

WORDS = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=1, max_size=30)


def packed(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@given(st.lists(WORDS, min_size=1, max_size=3))
def test_a_cursor_gives_back_what_went_in_and_is_safe_in_a_url(parts: list[str]) -> None:
    cursor = encode(*parts)
    assert decode(cursor, len(parts)) == tuple(parts)
    assert cursor.replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "not a cursor",
        "é",
        "\ud800",
        "AAAA",
        packed({"a": 1}),
        packed("0123"),
        packed(["a", "b"]),
        packed([]),
        packed([1]),
        packed([None]),
        packed(["a\x00"]),
        packed(["\ud800"]),
        packed(["-1"]),
        packed([""]),
        packed(["²"]),
        base64.urlsafe_b64encode(b"[" * 20_000).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_anything_else_is_an_invalid_input(cursor: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        decode(cursor, 1)
    assert raised.value.field == "cursor"


@given(st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_nothing_else_is_ever_raised(cursor: str) -> None:
    with suppress(InvalidInput):
        assert len(decode(cursor, 1)) == 1
