import json
from hashlib import sha256
from pathlib import Path

from builders import RESUME, Run


def test_the_text_is_printed(run: Run, resume_file: Path) -> None:
    result = run("read", resume_file)
    assert (result.exit_code, result.stdout) == (0, RESUME.strip() + "\n")


def test_json_tells_about_the_document_and_holds_its_text(run: Run, resume_file: Path) -> None:
    body = json.loads(run("read", resume_file, "--json").stdout)
    text = body.pop("text")
    assert text == RESUME.strip()
    assert body == {
        "filename": "vera.txt",
        "media_type": "text/plain",
        "pages": 1,
        "characters": len(text),
        "language": "en",
        "sha256": sha256(RESUME.encode()).hexdigest(),
        "warnings": [],
    }


def test_a_damaged_file_is_one_clear_line(run: Run, torn_file: Path) -> None:
    result = run("read", torn_file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: The file is damaged")
    assert len(result.stderr.splitlines()) == 1


def test_a_missing_file_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("read", tmp_path / "gone.txt")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
