import json
import shutil
from pathlib import Path

from builders import Run

from matcher.domain.lexicon import Lexicon

SIZE = "27 skills, 47 surfaces, 3 roles."


def test_a_sound_taxonomy_passes(run: Run, taxonomy_folder: Path) -> None:
    for arguments in ((), (taxonomy_folder,)):
        result = run("taxonomy", "check", *arguments)
        assert (result.exit_code, result.stdout) == (0, f"No problems. {SIZE}\n")


def test_every_problem_of_a_broken_one_has_a_line(run: Run, taxonomy_folder: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(taxonomy_folder, tmp_path / "broken"))
    (broken / "titles.toml").unlink()
    (broken / "sections.toml").write_text("[headings\n")
    result = run("taxonomy", "check", broken)
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert lines[0] == "titles.toml: file: is missing"
    assert lines[1].startswith("sections.toml: TOML: ")
    assert lines[2:] == ["Error: 2 problem(s)"]


def test_a_folder_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("taxonomy", "check", tmp_path / "nowhere").exit_code == 2


def test_how_much_there_is_of_what_is_shown(run: Run, lexicon: Lexicon) -> None:
    assert run("taxonomy", "show").stdout.splitlines() == [
        SIZE,
        "    7  languages",
        "   10  learning",
        "   10  pipelines",
    ]
    body = json.loads(run("taxonomy", "show", "--json").stdout)
    assert body == {
        "digest": lexicon.taxonomy.digest,
        "skills": {"languages": 7, "learning": 10, "pipelines": 10},
    }


def test_a_skill_is_shown(run: Run) -> None:
    assert run("taxonomy", "show", "keras").stdout.splitlines() == [
        "id        keras",
        "name      Keras",
        "kind      library",
        "domain    learning",
        "aliases   ",
        "implies   deep-learning",
        "related   tensorflow (80 %)",
    ]
    assert json.loads(run("taxonomy", "show", "keras", "--json").stdout)["related"] == {"tensorflow": 80}


def test_no_skill_is_one_clear_line(run: Run) -> None:
    result = run("taxonomy", "show", "cobol")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: There is no skill 'cobol'.")
