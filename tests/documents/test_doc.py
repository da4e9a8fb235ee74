import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.domain.document import Document
from matcher.errors import Damaged, Encrypted, ReaderMissing, ReaderStopped

Read = Callable[..., Document]
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Puts a shell script in the place of a system program; without one, none is installed."""
    shell = Path(shutil.which("sh") or "/bin/sh")
    (tmp_path / "sh").symlink_to(shell)
    monkeypatch.setenv("PATH", str(tmp_path))

    def install(name: str, script: str) -> None:
        path = tmp_path / name
        path.write_text(f"#!{shell}\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    return install


@pytest.mark.parametrize("name", ["antiword", "catdoc"])
def test_either_program_will_do(read: Read, installed: Callable[[str, str], None], name: str) -> None:
    installed(name, "echo 'Mira Kestrel'; echo '|Engineer |2019 |'")
    document = read(DOC)
    assert (document.text, document.media_type) == ("Mira Kestrel\nEngineer\t2019", "application/msword")


def test_the_second_program_helps_when_the_first_fails(
    read: Read, installed: Callable[[str, str], None]
) -> None:
    installed("antiword", "exit 1")
    installed("catdoc", "echo Mira")
    assert read(DOC).text == "Mira"


@pytest.mark.usefixtures("installed")
def test_without_a_program_the_reader_is_missing(read: Read) -> None:
    with pytest.raises(ReaderMissing) as caught:
        read(DOC)
    assert "antiword" in caught.value.program


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("echo 'Encrypted documents are not supported' >&2; exit 1", Encrypted),
        ("echo 'I am afraid not' >&2; exit 1", Damaged),
        ("while :; do :; done", ReaderStopped),
    ],
)
def test_what_goes_wrong_has_a_name(
    read: Read, installed: Callable[[str, str], None], script: str, error: type[Exception]
) -> None:
    installed("antiword", script)
    with pytest.raises(error):
        read(DOC, seconds=1)


def test_real_documents(read: Read, shared: Path, require_program: Callable[[str], str]) -> None:
    require_program("antiword")
    path = next((shared / "hostile").rglob("*simple-table.doc"))
    assert read(path.read_bytes()).media_type == "application/msword"
