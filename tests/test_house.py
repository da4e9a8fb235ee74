"""What holds for the whole project: no strange addresses, no paths of one machine, settings documented."""

import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
TELLING_PARTS = 2


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [REPOSITORY / name for name in listed.stdout.splitlines() if (REPOSITORY / name).is_file()]


def test_lock_files_name_no_address_and_pin_every_hash() -> None:
    for lock in REPOSITORY.glob("requirements*.lock"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        pins = re.findall(r"^[a-z][\w.\-\[\]]*==", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)


def test_no_file_names_the_folder_it_was_written_in() -> None:
    here = str(REPOSITORY.parent) + "/"
    if len(REPOSITORY.parent.parts) < TELLING_PARTS:
        pytest.skip("the folder's name says nothing here")
    for path in tracked_files():
        assert here.encode() not in path.read_bytes(), path


def test_every_setting_is_documented() -> None:
    source = (REPOSITORY / "matcher" / "settings.py").read_text("utf-8")
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    variables = set(re.findall(r"MATCHER_[A-Z_]+[A-Z]", source))
    assert variables
    assert not {variable for variable in variables if f"`{variable}`" not in readme}


def test_files_of_code_fit_in_the_head() -> None:
    long = {
        path.relative_to(REPOSITORY).as_posix(): lines
        for path in (REPOSITORY / "matcher").rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 250
    }
    assert not long
