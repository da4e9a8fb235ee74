"""docs/security.md leaves no table out."""

import re
from pathlib import Path

from databases import NewDatabase
from sqlalchemy import inspect

from matcher.services.delivering import KEPT_FOR as EVENTS_KEPT_FOR
from matcher.services.idempotency import KEPT_FOR
from matcher.storage import Database, upgrade

PAGE = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")
OF_THE_DATABASE = re.compile(r"alembic_version|sqlite_\w+|full_texts_\w+")


def test_every_table_is_named_and_no_other(new_database: NewDatabase) -> None:
    database = Database(new_database())
    upgrade(database)
    tables = {
        name for name in inspect(database.engine).get_table_names() if not OF_THE_DATABASE.fullmatch(name)
    }
    database.close()
    (stored,) = re.findall(r"\| what \| tables \|.*?\n\n", PAGE, re.DOTALL)
    rows = [row.split(" | ")[1] for row in stored.strip().splitlines()[2:]]
    assert set(re.findall(r"`([a-z_]+)`", "".join(rows))) == tables


def test_the_times_are_those_of_the_code() -> None:
    assert f"| {KEPT_FOR.total_seconds() / 3600:.0f} hours, " in PAGE
    assert f"messages for {EVENTS_KEPT_FOR.days} days" in PAGE
