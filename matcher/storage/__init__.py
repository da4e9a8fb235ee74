"""Keeps résumés in a relational database. Rows never leave here: what comes out are domain values."""

from matcher.storage.copying import copy_everything
from matcher.storage.database import Database, UnitOfWork
from matcher.storage.migration import carried_migrations, has_all_tables, upgrade

__all__ = ["Database", "UnitOfWork", "carried_migrations", "copy_everything", "has_all_tables", "upgrade"]
