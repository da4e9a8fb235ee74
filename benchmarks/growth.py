"""`make bench-growth`: what a second worker is worth over HTTP, and how long ranking everybody takes.

Ranking is timed over invented rows, in SQLite and, with MATCHER_BENCH_POSTGRESQL_URL, in a schema of its
own of that database.
"""

import base64
import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from statistics import median

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, insert
from ulid import ULID

from benchmarks.databases import empty_databases, empty_sqlite
from benchmarks.labelled import REPOSITORY
from benchmarks.serving import serving
from matcher.domain.lexicon import Lexicon
from matcher.services.candidates import Candidates
from matcher.storage import Database, upgrade
from matcher.storage.tables import ResumeRow, SkillPostingRow, TitlePostingRow
from matcher.taxonomy import load_lexicon

RESUMES = (10_000, 100_000)
SKILLS_EACH, AT_ONCE, TIMES = 25, 2_000, 7
ROUNDS, SECONDS, CLIENTS = 12, 3.0, 4


def put(connection: Connection, lexicon: Lexicon, numbers: range) -> None:
    """Invented résumés: a title, and skills of which few are frequent and most are rare, as in life."""
    dice, skills = random.Random(numbers.start), sorted(lexicon.taxonomy.skills)  # noqa: S311  # no secret
    titles = [title for role in lexicon.catalogue.roles.values() for title in role.titles]
    resumes, skill_postings, title_postings = [], [], []
    for number in numbers:
        resumes.append(_resume(number, dice))
        chosen = {skills[int(len(skills) * dice.random() ** 2)] for _ in range(SKILLS_EACH)}
        skill_postings += [
            {"skill": skill, "resume": number, "credit": dice.randint(20, 100), "months": dice.randint(0, 90)}
            for skill in chosen
        ]
        title_postings.append({"words": dice.choice(titles), "resume": number, "credit": 100})
    connection.execute(insert(ResumeRow), resumes)
    connection.execute(insert(SkillPostingRow), skill_postings)
    connection.execute(insert(TitlePostingRow), title_postings)


def _resume(number: int, dice: random.Random) -> dict[str, object]:
    return {
        "number": number,
        "id": str(ULID()),
        "sha256": f"{number:064x}",
        "filename": f"{number}.pdf",
        "status": "ready",
        "as_of": "2026-11",
        "created_at": datetime(2026, 11, 21, tzinfo=UTC),
        "total_months": dice.randint(0, 240),
        "education_rank": dice.randint(0, 5),
        "document": {},
        "profile": {},
    }


def ranking_seconds(database: Database, lexicon: Lexicon) -> float:
    """The median over some roles, each after a first query that warms up."""
    candidates, taken = Candidates(database, lexicon), []
    for role in sorted(lexicon.catalogue.roles)[:TIMES]:
        candidates.page(role, None, 50)
        start = time.perf_counter()
        candidates.page(role, None, 50)
        taken.append(time.perf_counter() - start)
    return median(taken)


def rank_growing(url: str, lexicon: Lexicon) -> list[float]:
    """Seconds for each number of RESUMES."""
    found, there = [], 0
    with closing(Database(url)) as database:
        upgrade(database)
        for wanted in RESUMES:
            for first in range(there, wanted, AT_ONCE):
                with database.engine.begin() as connection:
                    put(connection, lexicon, range(first + 1, first + AT_ONCE + 1))
            there = wanted
            with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("ANALYZE")
            found.append(ranking_seconds(database, lexicon))
    return found


def requests_a_second(port: int, body: bytes) -> float:
    """Answers to POST /match within SECONDS, from CLIENTS that each wait for theirs."""
    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        counts = clients.map(lambda _: _post_until(start + SECONDS, port, body), range(CLIENTS))
        return sum(counts) / (time.perf_counter() - start)


def _post_until(end: float, port: int, body: bytes) -> int:
    count = 0
    while time.perf_counter() < end:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("POST", "/api/v1/match", body, {"Content-Type": "application/json"})
        connection.getresponse().read()
        connection.close()
        count += 1
    return count


@contextmanager
def _serving(workers: int) -> Iterator[int]:
    with empty_sqlite() as url, serving({"MATCHER_DATABASE_URL": url}, "--workers", str(workers)) as port:
        yield port


def throughput() -> Table:
    """Both servers are asked in turns, so that what else the machine does bears on both alike."""
    content = (REPOSITORY / "docs" / "example-resume.pdf").read_bytes()
    body = json.dumps({"content_base64": base64.b64encode(content).decode(), "as_of": "2026-11"}).encode()
    with _serving(1) as one_worker, _serving(2) as two_workers:
        ports = (one_worker, two_workers)
        pairs = [[requests_a_second(port, body) for port in ports] for _ in range(1 + ROUNDS)][1:]
    one, two = zip(*pairs, strict=True)
    ratios = sorted(second / first for first, second in pairs)
    table = Table(
        "1 worker", "2 workers", "ratio", "from", "to", title="POST /match of a PDF a second, median"
    )
    figures = (median(one), median(two), median(ratios), ratios[0], ratios[-1])
    table.add_row(*(f"{figure:.2f}" for figure in figures))
    return table


def ranking() -> Table:
    lexicon = load_lexicon()
    columns = [f"{number:,}" for number in RESUMES]
    table = Table("database", *columns, title="Ranking everybody, milliseconds")
    with empty_databases() as urls:
        for kind, url in urls.items():
            found = rank_growing(url, lexicon)
            table.add_row(kind, *(f"{seconds * 1000:.0f}" for seconds in found))
    return table


if __name__ == "__main__":
    for each in (throughput, ranking):
        Console().print(each())
