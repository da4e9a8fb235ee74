import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from releases import esco_link, esco_release, onet_release

from matcher.taxonomy import load_lexicon

Run = Callable[..., Result]


@pytest.fixture
def grown(tmp_path: Path, taxonomy_folder: Path) -> Path:
    """A taxonomy of one's own, to be added to."""
    return Path(shutil.copytree(taxonomy_folder, tmp_path / "grown"))


def entries(path: Path) -> dict[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in tomllib.loads(path.read_text("utf-8"))["skill"]}


def test_an_esco_release_becomes_a_domain_file_that_fits(run: Run, tmp_path: Path, grown: Path) -> None:
    out = grown / "skills" / "esco.toml"
    result = run("taxonomy", "import", "esco", esco_release(tmp_path / "esco"), "--out", out)
    assert result.exit_code == 0
    assert f"{esco_link('snake')}  is  python" in result.stdout
    assert "1 known already, 1 without a name of their own." in result.stdout
    assert run("taxonomy", "check", grown).exit_code == 0
    found = entries(out)
    assert list(found) == ["dress-deep-wounds", "icu", "nursing", "triage", "weaving"]
    assert found["triage"]["aliases"] == ["sort patients"]  # the others have these names already
    assert found["triage"]["ambiguous"] == ["triage"]
    assert found["icu"]["case_sensitive"] == ["ICU"]
    assert found["weaving"]["implies"] == ["python"]
    assert found["weaving"].get("related", {}) | found["dress-deep-wounds"].get("related", {}) != {}
    assert found["nursing"]["links"] == [esco_link("nursing")]
    circle = [skill for skill in ("dress-deep-wounds", "nursing", "triage") if "implies" in found[skill]]
    assert len(circle) == 2  # one of the three is let go


def test_an_onet_release_is_put_beside_it(run: Run, tmp_path: Path, grown: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("MATCHER_TAXONOMY_DIR", str(grown))
    run(
        "taxonomy", "import", "esco", esco_release(tmp_path / "esco"), "--out", grown / "skills" / "esco.toml"
    )
    out = grown / "skills" / "onet.toml"
    release = onet_release(tmp_path / "onet")
    assert run("taxonomy", "import", "onet", release, "--soc", "29-", "--out", out).exit_code == 0
    assert set(entries(out)) == {
        "attentive-reading",
        "medcharts-software",
        "medical-software",
        "patient-data-interchange-protocol",
    }
    assert entries(out)["medcharts-software"]["implies"] == ["medical-software"]
    assert "icu" in load_lexicon(grown).taxonomy.skills


def test_what_a_skill_is_linked_to_is_known(run: Run, tmp_path: Path, grown: Path, monkeypatch: Any) -> None:
    linked = f'id = "weaver"\nname = "Weaver"\nkind = "field"\nlinks = ["{esco_link("weaving")}"]\n'
    (grown / "skills" / "own.toml").write_text(f"[[skill]]\n{linked}", "utf-8")
    monkeypatch.setenv("MATCHER_TAXONOMY_DIR", str(grown))
    out = tmp_path / "esco.toml"
    result = run("taxonomy", "import", "esco", esco_release(tmp_path / "esco"), "--out", out)
    assert f"{esco_link('weaving')}  is  weaver" in result.stdout
    assert [esco_link("weaving")] not in [entry["links"] for entry in entries(out).values()]


def test_only_what_speaks_of_a_term_is_taken(run: Run, tmp_path: Path) -> None:
    release, out = esco_release(tmp_path / "esco"), tmp_path / "some.toml"
    result = run(
        "taxonomy", "import", "esco", release, "--only", "NURS", "--only", "intense", "--out", out, "--json"
    )
    assert set(entries(out)) == {"dress-deep-wounds", "icu", "nursing", "triage"}
    assert json.loads(result.stdout)["skills"] == 4


def test_nothing_found_is_an_empty_file_that_fits(run: Run, tmp_path: Path, grown: Path) -> None:
    out = grown / "skills" / "none.toml"
    assert (
        run(
            "taxonomy", "import", "esco", esco_release(tmp_path / "esco"), "--only", "zzz", "--out", out
        ).exit_code
        == 0
    )
    assert entries(out) == {}
    assert run("taxonomy", "check", grown).exit_code == 0


def test_another_folder_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    result = run("taxonomy", "import", "onet", tmp_path, "--out", tmp_path / "x.toml")
    assert result.exit_code == 1
    assert "Technology Skills.txt: is not in" in result.output
