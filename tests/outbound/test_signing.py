import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from matcher.errors import InvalidInput
from matcher.outbound import is_genuine, key_of, new_secret, signed_headers

NOW = datetime(2026, 11, 21, 12, 0, 0, 900_000, tzinfo=UTC)
SECRET = "whsec_" + base64.b64encode(bytes(range(24))).decode()
KEYS = st.binary(min_size=24, max_size=64)
IDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHJKMNPQRSTVWXYZ0123456789_-", min_size=1, max_size=40)


def secret_of(key: bytes) -> str:
    return "whsec_" + base64.b64encode(key).decode()


def test_headers_are_those_of_the_specification() -> None:
    """The digest was made with openssl."""
    assert signed_headers([SECRET], "msg_1", NOW, b'{"a":1}') == {
        "webhook-id": "msg_1",
        "webhook-timestamp": "1795262400",
        "webhook-signature": "v1,wukb/9YZf4EWAgXq45Muei30hNNmfs0N+WgdcBQPPGQ=",
    }


@given(KEYS, IDS, st.text())
def test_the_reference_implementation_agrees(key: bytes, message_id: str, body: str) -> None:
    headers = signed_headers([secret_of(key)], message_id, NOW, body.encode())
    assert headers["webhook-signature"] == Webhook(secret_of(key)).sign(message_id, NOW, body)


@given(KEYS, IDS, st.binary())
def test_what_is_signed_is_genuine(key: bytes, message_id: str, body: bytes) -> None:
    headers = signed_headers([secret_of(key)], message_id, NOW, body)
    assert is_genuine(secret_of(key), headers, body, NOW)


@given(KEYS, KEYS, IDS, st.binary())
def test_while_a_secret_changes_both_are_good(old: bytes, new: bytes, message_id: str, body: bytes) -> None:
    headers = signed_headers([secret_of(new), secret_of(old)], message_id, NOW, body)
    assert headers["webhook-signature"].count(" ") == 1
    assert is_genuine(secret_of(old), headers, body, NOW)
    assert is_genuine(secret_of(new), headers, body, NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_2"},
        {"webhook-id": ""},
        {"webhook-timestamp": "1795262401"},
        {"webhook-timestamp": "+1795262400"},
        {"webhook-timestamp": "1795262400.0"},
        {"webhook-timestamp": "9" * 5_000},
        {"webhook-timestamp": ""},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "é"},
    ],
)
def test_a_changed_header_is_not_genuine(change: dict[str, str]) -> None:
    headers = signed_headers([SECRET], "msg_1", NOW, b"{}")
    assert not is_genuine(SECRET, headers | change, b"{}", NOW)
    assert not is_genuine(SECRET, {}, b"{}", NOW)


def test_another_body_or_secret_is_not_genuine() -> None:
    headers = signed_headers([SECRET], "msg_1", NOW, b"{}")
    assert not is_genuine(SECRET, headers, b"{} ", NOW)
    assert not is_genuine(new_secret(), headers, b"{}", NOW)


def test_a_signature_of_another_version_does_not_count() -> None:
    headers = signed_headers([SECRET], "msg_1", NOW, b"{}")
    signature = headers["webhook-signature"]
    assert not is_genuine(SECRET, headers | {"webhook-signature": "v2" + signature[2:]}, b"{}", NOW)
    assert is_genuine(SECRET, headers | {"webhook-signature": f"v1a,AAAA {signature}"}, b"{}", NOW)


@pytest.mark.parametrize(
    ("seconds", "genuine"), [(0, True), (300, True), (302, False), (-299, True), (-301, False)]
)
def test_a_message_is_genuine_for_five_minutes_around(seconds: int, *, genuine: bool) -> None:
    headers = signed_headers([SECRET], "msg_1", NOW.replace(microsecond=0), b"{}")
    assert (
        is_genuine(SECRET, headers, b"{}", NOW.replace(microsecond=0) + timedelta(seconds=seconds)) is genuine
    )


def test_a_message_of_now_is_genuine_now() -> None:
    assert is_genuine(SECRET, signed_headers([SECRET], "msg_1", datetime.now(UTC), b"{}"), b"{}")


def test_the_time_zone_of_the_moment_does_not_matter() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=-5)))
    assert signed_headers([SECRET], "msg_1", elsewhere, b"") == signed_headers([SECRET], "msg_1", NOW, b"")


def test_an_id_cannot_reach_into_the_time() -> None:
    with pytest.raises(ValueError, match="dot"):
        signed_headers([SECRET], "msg.1", NOW, b"{}")
    stolen = signed_headers([SECRET], "msg", NOW, b"1.{}")
    moved = stolen | {"webhook-id": f"msg.{stolen['webhook-timestamp']}", "webhook-timestamp": "1"}
    assert not is_genuine(SECRET, moved, b"{}", datetime.fromtimestamp(1, UTC))


def test_secrets_are_new_each_time_and_long_enough() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert {len(key_of(secret)) for secret in secrets} == {32}


@given(KEYS)
def test_a_secret_is_its_key(key: bytes) -> None:
    assert key_of(secret_of(key)) == key


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "whsec_",
        secret_of(b"x" * 23),
        secret_of(b"x" * 65),
        secret_of(b"x" * 24).removeprefix("whsec_"),
        secret_of(b"x" * 24).replace("whsec_", "WHSEC_"),
        secret_of(b"x" * 25).rstrip("="),
        secret_of(b"x" * 24) + "!",
        "whsec_" + "é" * 32,
    ],
)
def test_what_is_no_secret_is_refused_without_being_repeated(secret: str) -> None:
    with pytest.raises(InvalidInput, match="24 to 64 random bytes") as caught:
        key_of(secret)
    assert not secret or secret not in str(caught.value) or secret == "whsec_"
