"""Runs migrations on the connection that `matcher.storage.migration` hands over."""

from alembic import context

from matcher.storage import Database  # noqa: F401  # brings every table in
from matcher.storage.base import Base
from matcher.storage.full_text import is_full_text_table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=lambda name, kind, _: kind != "table" or not is_full_text_table(name),
    render_as_batch=True,  # SQLite changes a table by making it anew
    transaction_per_migration=True,  # whoever goes on serving waits for one at a time
)
with context.begin_transaction():
    context.run_migrations()
