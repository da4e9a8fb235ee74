import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import AddressRefused
from matcher.outbound.urls import host_of, port_of, read_url

BOTH = frozenset({"http", "https"})


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("https://example.org/cv.pdf", "example.org", 443),
        ("http://example.org", "example.org", 80),
        ("  https://EXAMPLE.org:443/a b ", "example.org", 443),
        ("https://example.org:8443/", "example.org", 8443),
        ("https://example.org./", "example.org", 443),
        ("https://exämple.org/é", "xn--exmple-cua.org", 443),
        ("https://192.0.2.1/", "192.0.2.1", 443),
        ("https://[2001:db8::1]:8443/", "2001:db8::1", 8443),
        ("https://example.org/a@b", "example.org", 443),
        ("https://example.org?@evil.example", "example.org", 443),
        ("https://example.org#@evil.example", "example.org", 443),
    ],
)
def test_a_url_is_read(text: str, host: str, port: int) -> None:
    url = read_url(text, BOTH)
    assert (host_of(url), port_of(url), url.fragment) == (host, port, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ftp://example.org/", "begin with http"),
        ("file:///etc/passwd", "begin with http"),
        ("gopher://example.org/", "begin with http"),
        ("javascript:alert(1)", "begin with http"),
        ("data:text/plain,x", "begin with http"),
        ("example.org/cv.pdf", "begin with http"),
        ("//example.org/", "begin with http"),
        ("", "begin with http"),
        ("https://user:word@example.org/", "user name"),
        ("https://user@example.org/", "user name"),
        ("https://example.org\\@evil.example/", "user name"),
        ("https://example.org:80@evil.example/", "user name"),
        ("https:///cv.pdf", "names no host"),
        ("https://..", "names no host"),
        ("https://a..b/", "names no host"),
        ("https://ex%61mple.org/", "names no host"),
        ("https://exam ple.org/", "names no host"),
        ("https://[fe80::1%25eth0]/", "names no host"),
        ("https://example.org\r\nHost: evil.example/", "cannot be read"),
        ("https://example.org:port/", "cannot be read"),
        ("https://[::1/", "cannot be read"),
        ("https://１２７.0.0.1/", "cannot be read"),
        ("https://example.org/" + "a" * 2_000, "longer than 2,000"),
        ("https://example.org:0/", "1 to 65535"),
        ("https://example.org:65536/", "1 to 65535"),
        ("https://example.org:65558/", "1 to 65535"),  # which the resolver takes for 22
    ],
)
def test_what_is_no_plain_url_is_refused(text: str, words: str) -> None:
    with pytest.raises(AddressRefused, match=words):
        read_url(text, BOTH)


def test_http_is_taken_where_it_is_allowed_only() -> None:
    with pytest.raises(AddressRefused, match=r"begin with https:// are"):
        read_url("http://example.org/", frozenset({"https"}))


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for prefix in ("", "https://", "https://example.org"):
        try:
            url = read_url(prefix + text, BOTH)
        except AddressRefused:
            continue
        assert read_url(str(url), BOTH) == url
