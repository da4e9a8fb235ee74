import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import AS_OF

from matcher.assembly import Process
from matcher.assembly.analyst_cache import AnalystCache
from matcher.documents import Reader, document_from_text
from matcher.domain.analysis import Analysis
from matcher.domain.document import ReadingLimits
from matcher.domain.extraction import Match
from matcher.errors import TaxonomyError
from matcher.services.analysis import Analyst
from matcher.settings import Settings

RESUME = """Ada Example
Data Engineer

Skills
Python (3 years), Apache Sprak, SQL, Airflow

Experience
Data Engineer, Example Ltd, Jan 2019 - Mar 2022
- Built pipelines in Python and Spark; no experience with Kafka
- Node.js services for the team

Education
BSc Computer Science, Example University, 2018

Languages
German (native)
"""


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits()) as made:
        yield made


@pytest.fixture
def cache(tmp_path: Path) -> AnalystCache:
    return AnalystCache(tmp_path / "cache")


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").glob("*"))


def analysis(analyst: Analyst) -> Analysis:
    return analyst.analyse_document(document_from_text(RESUME, ReadingLimits()), AS_OF)


def test_one_read_back_analyses_as_the_one_that_was_built(
    cache: AnalystCache, analyst: Analyst, reader: Reader
) -> None:
    cache.write(analyst)
    again = cache.read(analyst.lexicon.taxonomy.digest, reader)
    assert again is not None
    assert again is not analyst
    assert again.lexicon.taxonomy == analyst.lexicon.taxonomy
    assert again.lexicon.catalogue == analyst.lexicon.catalogue
    built = analysis(analyst)
    assert any(mention.match is Match.MISSPELLING for mention in built.extraction.mentions)
    assert analysis(again) == built


def test_own_skills_go_over_one_read_back(cache: AnalystCache, analyst: Analyst, reader: Reader) -> None:
    cache.write(analyst)
    again = cache.read(analyst.lexicon.taxonomy.digest, reader)
    assert again is not None
    assert analysis(again.with_own_skills(again.lexicon)) == analysis(analyst)


def test_nobody_else_may_read_or_write_what_is_kept(
    cache: AnalystCache, analyst: Analyst, tmp_path: Path
) -> None:
    cache.write(analyst)
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "cache", *kept(tmp_path))] == [0o700, 0o600]


def test_another_taxonomy_is_not_found(cache: AnalystCache, analyst: Analyst, reader: Reader) -> None:
    cache.write(analyst)
    assert cache.read("0" * 64, reader) is None


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_could_have_written_is_not_read(
    cache: AnalystCache, analyst: Analyst, reader: Reader, tmp_path: Path, mode: int
) -> None:
    cache.write(analyst)
    (file,) = kept(tmp_path)
    file.chmod(mode)
    assert cache.read(analyst.lexicon.taxonomy.digest, reader) is None


@pytest.mark.parametrize("mode", [0o720, 0o702])
def test_nothing_is_read_where_others_could_put_it(
    cache: AnalystCache, analyst: Analyst, reader: Reader, tmp_path: Path, mode: int
) -> None:
    cache.write(analyst)
    (tmp_path / "cache").chmod(mode)
    assert cache.read(analyst.lexicon.taxonomy.digest, reader) is None
    (file,) = kept(tmp_path)
    file.unlink()
    cache.write(analyst)
    assert kept(tmp_path) == []


def test_no_link_is_followed(cache: AnalystCache, analyst: Analyst, reader: Reader, tmp_path: Path) -> None:
    cache.write(analyst)
    (file,) = kept(tmp_path)
    file.symlink_to(file.rename(tmp_path / "elsewhere"))
    assert cache.read(analyst.lexicon.taxonomy.digest, reader) is None


@pytest.mark.parametrize("damage", [b"", b"cos\nsystem\n", None], ids=["empty", "other", "cut short"])
def test_a_damaged_file_is_not_run(
    cache: AnalystCache, analyst: Analyst, reader: Reader, tmp_path: Path, damage: bytes | None
) -> None:
    cache.write(analyst)
    (file,) = kept(tmp_path)
    file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    assert cache.read(analyst.lexicon.taxonomy.digest, reader) is None


def test_where_no_file_can_be_made_nothing_is_kept(analyst: Analyst, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    cache = AnalystCache(tmp_path / "cache")
    cache.write(analyst)
    assert cache.read(analyst.lexicon.taxonomy.digest, reader) is None


def test_only_the_newest_stay(cache: AnalystCache, analyst: Analyst, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    for age in range(1, 7):
        old = tmp_path / "cache" / f"{age}.analyst"
        old.touch()
        os.utime(old, (1_000_000_000 - age, 1_000_000_000 - age))
    cache.write(analyst)
    assert len(kept(tmp_path)) == 4
    assert {path.name for path in kept(tmp_path)} > {"1.analyst", "2.analyst", "3.analyst"}


def test_what_a_crash_left_half_written_goes_with_the_older_ones(
    cache: AnalystCache, analyst: Analyst, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda *_: None)
        for _ in range(6):
            cache.write(analyst)
    cache.write(analyst)
    assert len(kept(tmp_path)) == 4


@pytest.fixture
def settings(taxonomy_folder: Path, tmp_path: Path) -> Settings:
    folder = shutil.copytree(taxonomy_folder, tmp_path / "taxonomy")
    return Settings(database_url="sqlite://", taxonomy_dir=folder, cache_dir=tmp_path / "cache")


def built(settings: Settings) -> Analyst:
    process = Process(settings)
    try:
        assert process.analyst.lexicon is process.lexicon
        return process.analyst
    finally:
        process.close()


def test_the_next_process_reads_back_what_the_one_before_built(settings: Settings, tmp_path: Path) -> None:
    first = built(settings)
    (file,) = kept(tmp_path)
    written = file.stat().st_mtime_ns
    assert built(settings).lexicon.taxonomy == first.lexicon.taxonomy
    assert file.stat().st_mtime_ns == written


def test_a_changed_taxonomy_is_built_anew(settings: Settings, tmp_path: Path) -> None:
    before = built(settings).lexicon.taxonomy
    path = next((tmp_path / "taxonomy" / "skills").glob("*.toml"))
    path.write_text(path.read_text("utf-8") + '\n[[skill]]\nid = "zz-newly"\nname = "Newly"\nkind = "tool"\n')
    after = built(settings).lexicon.taxonomy
    assert after.skills.keys() - before.skills.keys() == {"zz-newly"}
    assert len(kept(tmp_path)) == 2


def test_a_wrong_taxonomy_is_told_and_not_kept(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "taxonomy" / "context.toml").unlink()
    with pytest.raises(TaxonomyError):
        built(settings)
    assert kept(tmp_path) == []
