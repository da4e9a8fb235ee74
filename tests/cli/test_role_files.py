from pathlib import Path

import pytest
from builders import Run

ADVERT = "Stream Engineer\n\nRequirements\n- 3+ years of Python\n- SQL\n\nNice to have\n- Apache Spark\n"


@pytest.fixture
def drafted(run: Run, tmp_path: Path) -> Path:
    advert, target = tmp_path / "advert.txt", tmp_path / "stream-engineer.toml"
    advert.write_text(ADVERT)
    assert run("roles", "draft", str(advert), "--save", str(target)).exit_code == 0
    return target


def test_a_draft_is_imported_listed_and_exported_as_it_is(run: Run, drafted: Path, tmp_path: Path) -> None:
    imported = run("roles", "import", str(drafted))
    assert (imported.exit_code, imported.stdout) == (0, f"{drafted}: stream-engineer is kept as version 1\n")
    assert "stream-engineer" in run("roles", "list").stdout
    exported = run("roles", "export", "stream-engineer")
    again = tmp_path / "again.toml"
    again.write_text(exported.stdout)
    assert run("roles", "import", str(again)).stdout == f"{again}: stream-engineer is as it was, version 1\n"


def test_an_import_over_a_role_is_its_next_version(run: Run, tmp_path: Path) -> None:
    carried = run("roles", "export", "data-engineer").stdout
    file = tmp_path / "x.toml"
    file.write_text(carried.replace("Asked for everywhere.", "Asked for."))
    assert run("roles", "import", str(file)).stdout == f"{file}: data-engineer is kept as version 3\n"
    assert "Asked for." in run("roles", "show", "data-engineer").stdout
    assert run("roles", "export", "data-engineer", "--version", "2").stdout == carried
    assert run("roles", "export", "data-engineer", "--version", "1").exit_code == 1


def test_everything_wrong_in_every_file_is_told(run: Run, drafted: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(drafted.read_text().replace("essential", "vital").replace("skills = 75", "skills = 7"))
    broken = tmp_path / "broken.toml"
    broken.write_text("id =")
    result = run("roles", "import", str(wrong), str(broken), str(drafted))
    assert result.exit_code == 1
    assert f"{wrong}: requirements 0 importance: Must be one of" in result.stderr
    assert f"{broken}: TOML: " in result.stderr
    assert "2 of 3 could not be kept." in result.stderr
    assert "stream-engineer is kept as version 1" in result.stdout
