"""Keeps résumés in a relational database. Rows never leave here: what comes out are domain values."""

from matcher.storage.database import Database
from matcher.storage.migration import carried_migrations, upgrade

__all__ = ["Database", "carried_migrations", "upgrade"]
