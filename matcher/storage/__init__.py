"""Keeps résumés in a relational database. Rows never leave here: what comes out are domain values."""

from matcher.storage.database import Database, UnitOfWork
from matcher.storage.migration import carried_migrations, upgrade

__all__ = ["Database", "UnitOfWork", "carried_migrations", "upgrade"]
