"""Runs migrations on the connection that `matcher.storage.migration` hands over."""

from alembic import context

from matcher.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
with context.begin_transaction():
    context.run_migrations()
