import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.outbound.names import filename_of, media_type_of

URL = httpx.URL("https://example.org/people/r%C3%A9sum%C3%A9.pdf?as=docx")


@pytest.mark.parametrize(
    ("disposition", "filename"),
    [
        ('attachment; filename="cv.docx"', "cv.docx"),
        ("attachment; filename=cv.docx", "cv.docx"),
        ("inline; FILENAME=cv.docx", "cv.docx"),
        ("attachment; filename*=UTF-8''%C3%A9.odt", "é.odt"),
        ("attachment; filename=\"e.odt\"; filename*=UTF-8''%C3%A9.odt", "é.odt"),
        ("attachment; filename*=no-such-charset''cv.pdf", "cv.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\people\\cv.rtf"', "cv.rtf"),
        ('attachment; filename="é.rtf"', "é.rtf"),
        ('attachment; filename="cv\u202efdp.exe"', "cvfdp.exe"),
        ("attachment", "résumé.pdf"),
        ('attachment; filename=""', "résumé.pdf"),
        ('attachment; filename=".."', "résumé.pdf"),
        ("", "résumé.pdf"),
    ],
)
def test_the_server_names_the_file_or_the_path_does(disposition: str, filename: str) -> None:
    headers = httpx.Headers([(b"Content-Disposition", disposition.encode())])
    assert filename_of(URL, headers) == filename


@pytest.mark.parametrize("path", ["", "/", "/people/", "/..", "/%2e%2e", "/%00"])
def test_a_path_without_a_name_gives_a_plain_one(path: str) -> None:
    assert filename_of(httpx.URL(f"https://example.org{path}"), httpx.Headers()) == "download"


def test_a_long_name_keeps_its_end() -> None:
    name = filename_of(httpx.URL(f"https://example.org/{'a' * 500}.pdf"), httpx.Headers())
    assert (len(name), name[-4:]) == (120, ".pdf")


@given(st.text())
def test_any_name_comes_out_plain(text: str) -> None:
    encoded = text.encode("utf-8", "replace")
    headers = httpx.Headers([(b"Content-Disposition", b"attachment; filename=" + encoded)])
    name = filename_of(URL, headers)
    assert 0 < len(name) <= 120
    assert name.isprintable()
    assert not set(name) & set("/\\")


@pytest.mark.parametrize(
    ("given_type", "media_type"),
    [
        ("application/pdf", "application/pdf"),
        ("Text/HTML; charset=utf-8", "text/html"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",) * 2,
        ("", None),
        ("pdf", None),
        ("text/html<script>", None),
        ("; charset=utf-8", None),
    ],
)
def test_the_media_type_is_the_bare_one(given_type: str, media_type: str | None) -> None:
    assert media_type_of(httpx.Headers({"Content-Type": given_type})) == media_type


def test_no_media_type_is_none() -> None:
    assert media_type_of(httpx.Headers()) is None
