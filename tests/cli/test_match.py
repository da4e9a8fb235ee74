import json
from pathlib import Path

import pytest
from builders import RESUME, Run


def answers(output: str) -> list[dict[str, object]]:
    """The JSON bodies that stand behind each other."""
    found, decoder = [], json.JSONDecoder()
    while output:
        body, end = decoder.raw_decode(output)
        found.append(body)
        output = output[end:].lstrip("\n")
    return found


def test_json_is_the_same_byte_for_byte_each_time(run: Run, resume_file: Path) -> None:
    one, other = (run("match", resume_file, "--json", "--as-of", "2024-06") for _ in range(2))
    assert one.exit_code == 0
    assert one.stdout_bytes == other.stdout_bytes
    assert json.loads(one.stdout)["as_of"] == "2024-06"


def test_one_role_alone_is_shown(run: Run, resume_file: Path) -> None:
    every = json.loads(run("match", resume_file, "--json", "--as-of", "2024-06").stdout)
    one = json.loads(
        run("match", resume_file, "--json", "--as-of", "2024-06", "--role", "data-scientist").stdout
    )
    assert one == {**every, "fits": [fit for fit in every["fits"] if fit["role"] == "data-scientist"]}
    assert one["fits"][0]["rank"] == 2


def test_no_such_role_is_one_clear_line(run: Run, resume_file: Path) -> None:
    result = run("match", resume_file, "--role", "baker")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: There is no role 'baker'.")


def test_one_body_a_file(run: Run, resume_file: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.txt"
    second.write_text("Skills\nPyTorch")
    bodies = answers(run("match", resume_file, second, "--json").stdout)
    assert [body["document"]["filename"] for body in bodies] == ["vera.txt", "second.txt"]  # type: ignore[index]


def test_a_missing_and_a_damaged_file_are_told_and_the_others_are_matched(
    run: Run, resume_file: Path, torn_file: Path, tmp_path: Path
) -> None:
    missing, folder = tmp_path / "gone.txt", tmp_path / "folder"
    folder.mkdir()
    result = run("match", missing, torn_file, folder, resume_file, "--json")
    assert result.exit_code == 1
    assert len(answers(result.stdout)) == 1
    lines = result.stderr.splitlines()
    assert lines[0] == f"{missing}: No such file or directory"
    assert lines[1].startswith(f"{torn_file}: The file is damaged")
    assert lines[2] == f"{folder}: Is a directory"
    assert len(lines) == 3


def test_a_match_in_words_says_why_and_what_is_missing(run: Run, resume_file: Path) -> None:
    words = run("match", resume_file, "--as-of", "2024-06").stdout
    body = json.loads(run("match", resume_file, "--as-of", "2024-06", "--json").stdout)
    assert words.startswith("vera.txt\n")
    for fit in body["fits"]:
        assert f"{fit['rank']}. {fit['title']}: {fit['score']:.2f} of 100" in words
        for each in (*fit["met"], *fit["missing"]):
            assert each["requirement"] in words
    assert '"Python" in experience, page 1' in words
    assert RESUME not in words


@pytest.mark.parametrize("as_of", ["2024", "2024-13", "soon"])
def test_a_bad_month_is_refused(run: Run, resume_file: Path, as_of: str) -> None:
    result = run("match", resume_file, "--as-of", as_of)
    assert result.exit_code == 2
    assert "not a month of the form YYYY-MM" in result.stderr


def test_a_file_is_asked_for(run: Run) -> None:
    assert run("match").exit_code == 2
