"""docs/batches.md: its calls store what they send, its function waits for the end."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from matcher.domain.jobs import BatchState, JobState
from matcher.services.batches import MOST_RESUMES
from matcher.web.api.batches import BatchItemSchema

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs" / "batches.md").read_text("utf-8")
NAMES = ("a.txt", "folder/b.txt", "__MACOSX/c.txt")


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def test_each_way_of_sending_is_taken(
    address: str, tmp_path: Path, require_program: Callable[[str], str]
) -> None:
    require_program("curl")
    (tmp_path / "docs").symlink_to(REPOSITORY / "docs")
    with zipfile.ZipFile(tmp_path / "resumes.zip", "w") as archive:
        for name in NAMES:
            archive.writestr(name, f"Skills: Python, {name}")
    lines = [json.dumps({"text": "Skills: SQL", "external_id": f"line-{number}"}) for number in range(3)]
    (tmp_path / "resumes.ndjson").write_text("\n".join(lines), "utf-8")
    run = subprocess.run(
        ["sh", "-ec", block("sh").replace("curl", "curl --fail --silent --show-error")],
        env={**os.environ, "ROLEFIT_URL": address},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [int(total) for total in re.findall(r'"total": (\d+)', run.stdout)] == [3, 2, 3]


def test_the_function_waits_for_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "docs" / "examples"))
    names: dict[str, Any] = {}
    exec(block("python"), names)  # noqa: S102  # the page's own example
    answers = [{"finished_at": None}, {"finished_at": None}, {"finished_at": "2026-11-21T16:08:59Z"}]
    names["call"] = lambda *_: answers.pop(0)
    assert names["wait_for"]("b", pause=0) == {"finished_at": "2026-11-21T16:08:59Z"}
    sys.modules.pop("rolefit", None)


def test_the_item_that_is_shown_has_the_fields_that_items_have() -> None:
    (item,) = [json.loads(each) for each in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
    assert list(item) == list(BatchItemSchema().fields)
    assert BatchItemSchema().validate(item) == {}


def test_states_and_figures_are_those_of_the_code(address: str) -> None:
    assert f"up to {MOST_RESUMES:,} résumés" in PAGE
    for state in (*BatchState, *JobState):
        assert f"`{state}`" in PAGE or f'"{state}"' in PAGE
    with urlopen(f"{address}/api/v1/batches?limit=1") as answer:  # noqa: S310  # our own server
        assert "items" in json.load(answer)
