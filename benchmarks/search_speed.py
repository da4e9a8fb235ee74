"""How long searches take over many invented résumés: `python -m benchmarks.search_speed URL [HOW_MANY]`.

The database at URL must be one that is there for this alone: it is filled where it is empty.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from matcher.domain.lexicon import Lexicon
from matcher.fitting.relations import Relations
from matcher.services.candidates import Candidates
from matcher.services.current_fits import CurrentFits
from matcher.services.original_files import OriginalFiles
from matcher.services.resumes import Resumes
from matcher.settings import Settings
from matcher.storage import Database, upgrade
from matcher.taxonomy import load_lexicon

HOW_MANY = 100_000
SKILLS, FITS, WORDS = 30, 10, 250  # of each résumé
_AT_ONCE = 2_000
_RUNS = 5
_ROLE = "data-engineer"
_START = datetime(2024, 1, 1, tzinfo=UTC)
_ENDS = ("ing", "er", "ed", "ion", "al", "ly", "ness", "ment")
_SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "za")
_RESUME_COLUMNS = (
    "number, id, sha256, filename, status, as_of, created_at, total_months, education_rank, document, profile"
)
_COMMON = 0.3
SEARCHES: Mapping[str, Mapping[str, str]] = {
    "everybody": {},
    "two skills held": {"skills_all": "python,sql"},
    "none of two skills": {"skills_none": "java,php"},
    "months and last use": {"months": "python:24", "used_since": "sql:2023-01"},
    "missing a requirement": {"missing": "apache-airflow"},
    "points": {"score_min": "30", "skills_points_min": "15"},
    "words, rare": {"q": "bagohu"},
    "words, common": {"q": "team -bagohu"},
    "by months of work": {"sort": "-total_months"},
    "by score": {"sort": "-score"},
    "all of it": {"skills_all": "python", "q": "team", "score_min": "20", "education_min": "bachelor"},
    "facets": {"skills_all": "python,sql", "facets": "skills,education,stage,title"},
    "facets of everybody": {"facets": "skills"},
}
Rows = Iterable[Sequence[Any]]


def main() -> None:
    database = Database(sys.argv[1])
    how_many = int(sys.argv[2]) if len(sys.argv) > len(("script", "URL")) else HOW_MANY
    upgrade(database)
    lexicon = load_lexicon(Settings().taxonomy_dir)
    if _count(database) == 0:
        _, seconds = _timed(lambda: _fill(database, lexicon, how_many))
        print(f"filled with {how_many:,} résumés in {seconds:.0f} s")
    Console().print(_table(database, lexicon))
    database.close()


def _count(database: Database) -> int:
    with database.engine.connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM resumes")) or 0


def _timed(work: Any) -> tuple[Any, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def _table(database: Database, lexicon: Lexicon) -> Table:
    table = Table("search", "candidates", "résumés", title=f"milliseconds, median of {_RUNS}")
    candidates = Candidates(database, lexicon)
    fits = CurrentFits(lexicon, Relations(lexicon.taxonomy.skills))
    resumes = Resumes(database, lexicon, fits, OriginalFiles(database, None, keep=False))
    for name, given in SEARCHES.items():
        ranked = _median(lambda given=given: candidates.page(_ROLE, None, 50, given))
        listed = _median(lambda given=given: resumes.page(None, 50, given))
        table.add_row(name, f"{ranked:.0f}", f"{listed:.0f}")
    return table


def _median(work: Any) -> float:
    return 1000 * statistics.median(_timed(work)[1] for _ in range(_RUNS))


def _fill(database: Database, lexicon: Lexicon, how_many: int) -> None:
    dice = random.Random(7)  # noqa: S311  # invented people, no secret
    asked = sorted(
        {
            skill
            for role in lexicon.catalogue.roles.values()
            for each in role.requirements
            for skill in each.any_of
        }
    )
    dice.shuffle(asked)
    for first in range(0, how_many, _AT_ONCE):
        numbers = range(first + 1, min(first + _AT_ONCE, how_many) + 1)
        tables = _rows(numbers, asked, list(lexicon.catalogue.roles), dice)
        with database.engine.begin() as connection:
            for table, (columns, rows) in tables.items():
                _insert(connection, table, columns, rows)
    with database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))


def _insert(connection: Any, table: str, columns: str, rows: Rows) -> None:
    cursor = connection.connection.cursor()
    if connection.dialect.name == "postgresql":
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(columns.split(",")))
    cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608  # names from here


def _rows(
    numbers: range, skills: Sequence[str], roles: Sequence[str], dice: random.Random
) -> dict[str, tuple[str, Rows]]:
    return {
        "resumes": (
            _RESUME_COLUMNS,
            [
                (
                    number,
                    f"{number:026d}",
                    f"{number:064d}",
                    "cv.txt",
                    "ready",
                    "2024-06",
                    (_START + timedelta(minutes=number)).isoformat(" ").removesuffix("+00:00"),
                    dice.randrange(240),
                    dice.randrange(6),
                    "{}",
                    "{}",
                )
                for number in numbers
            ],
        ),
        "readings": (
            "resume, text, extraction, taxonomy",
            [(number, _text(dice), "{}", "0" * 64) for number in numbers],
        ),
        "fits": (
            "resume, role, rank, score, scorer, taxonomy, role_version, body",
            list(_fits(numbers, roles, dice)),
        ),
        "skill_postings": (
            "skill, resume, credit, months, through, last_used",
            list(_postings(numbers, skills, dice)),
        ),
        "title_postings": (
            "words, resume, credit",
            [
                (words, number, dice.randrange(20, 101))
                for number in numbers
                for words in dice.sample(("data engineer", "engineer", "analyst", "lead engineer"), 2)
            ],
        ),
    }


def _text(dice: random.Random) -> str:
    words = ["".join(dice.choices(_SYLLABLES, k=2)) + dice.choice(_ENDS) for _ in range(WORDS)]
    rare = "".join(dice.choices(_SYLLABLES, k=3))
    return " ".join([*words, rare, "team"])


def _fits(numbers: range, roles: Sequence[str], dice: random.Random) -> Iterator[Sequence[Any]]:
    for number in numbers:
        scores = sorted((dice.randrange(9000) for _ in range(FITS)), reverse=True)
        for rank, (role, score) in enumerate(zip(dice.sample(roles, FITS), scores, strict=True), start=1):
            parts = [{"name": name, "points": score / 400} for name in ("skills", "experience", "e", "t")]
            yield number, role, rank, score, "1", "0" * 64, 1, json.dumps({"components": parts})


def _postings(numbers: range, skills: Sequence[str], dice: random.Random) -> Iterator[Sequence[Any]]:
    """Few skills are common and most are rare."""
    weights = [1 / (place + 1) for place in range(len(skills))]
    common = ("python", "sql", "java", "apache-airflow")
    for number in numbers:
        held = {
            *dice.choices(skills, weights, k=SKILLS),
            *(each for each in common if dice.random() < _COMMON),
        }
        for skill in held:
            way = dice.choice(("held", "held", "implied", "related"))
            yield (
                skill,
                number,
                dice.randrange(20, 101),
                dice.randrange(120),
                way,
                2024 * 12 - dice.randrange(90),
            )


if __name__ == "__main__":
    main()
