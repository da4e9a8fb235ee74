import pytest

from matcher.domain.outbound import AllowedHost, Sent


@pytest.mark.parametrize(
    ("entry", "host", "port"),
    [
        ("example.org", "example.org", 443),
        ("example.org", "example.org", 80),
        (" Example.ORG ", "example.org", 443),
        ("example.org:8443", "example.org", 8443),
        ("*.example.org", "files.example.org", 443),
        ("*.example.org", "a.b.example.org", 443),
        ("*.example.org:8080", "files.example.org", 8080),
        ("exämple.org", "xn--exmple-cua.org", 443),
        ("192.0.2.1", "192.0.2.1", 443),
        ("files", "files", 443),
    ],
)
def test_an_entry_covers_its_host(entry: str, host: str, port: int) -> None:
    assert AllowedHost.parse(entry).covers(host, port)


@pytest.mark.parametrize(
    ("entry", "host", "port"),
    [
        ("example.org", "files.example.org", 443),
        ("example.org", "notexample.org", 443),
        ("example.org", "example.org.evil.example", 443),
        ("example.org", "example.org", 8443),
        ("example.org", "example.org", 22),
        ("example.org:8443", "example.org", 443),
        ("*.example.org", "example.org", 443),
        ("*.example.org", "notexample.org", 443),
        ("*.example.org", "files.example.org", 8443),
        ("*.example.org:8443", "files.example.org", 443),
    ],
)
def test_an_entry_covers_nothing_near_its_host(entry: str, host: str, port: int) -> None:
    assert not AllowedHost.parse(entry).covers(host, port)


@pytest.mark.parametrize(
    "entry",
    [
        "", "*", "*.", "*.*.org", "ex*mple.org", "example.*", "https://example.org", "example.org/cv",
        ".example.org", "example.org.", "example.org:", "example.org:0", "example.org:65536",
        "example.org:http", "a..b", "ä" * 64, "user@example.org", "[::1]", "example.org evil.example",
    ],
)  # fmt: skip
def test_what_is_no_host_is_no_entry(entry: str) -> None:
    with pytest.raises(ValueError, match="no host of the form"):
        AllowedHost.parse(entry)


@pytest.mark.parametrize(
    ("status", "taken"),
    [
        (200, True),
        (202, True),
        (299, True),
        (199, False),
        (300, False),
        (410, False),
        (500, False),
        (None, False),
    ],
)
def test_a_message_is_taken_with_success_only(status: int | None, taken: bool) -> None:  # noqa: FBT001
    assert Sent(status, 12, "").taken is taken
