"""What tests do to databases that nobody else would."""

from matcher.domain.access import LOCAL
from matcher.storage import Database
from matcher.storage.base import Base


def empty_tables(database: Database) -> None:
    """Leave the tables as the migrations made them: with the local organisation alone."""
    with database.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            erase = table.delete()
            connection.execute(
                erase.where(table.c.id != LOCAL.id) if table.name == "organisations" else erase
            )
