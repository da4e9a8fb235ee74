"""Keeps organisations apart, for every statement of a unit of work, in this one place.

A session is opened for an organisation. What it reads, changes or deletes is narrowed to that
organisation's rows; what it adds is written as that organisation's; a statement that names no owned table
at all is refused, since nothing would narrow it.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria

from matcher.storage.base import Owned

_ORGANISATION = "organisation"


class NotOwned(Exception):  # a slip in this package's own code: never shown to a user
    """A statement that no organisation's name can be put to."""


class OrganisationSession(Session):
    """A session that sees and writes the rows of one organisation."""

    def __init__(self, engine: Engine, organisation: int) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.info[_ORGANISATION] = organisation


@event.listens_for(OrganisationSession, "do_orm_execute")
def keep_to_the_organisation(state: ORMExecuteState) -> None:
    """Raises NotOwned."""
    organisation = state.session.info[_ORGANISATION]
    if not any(issubclass(mapper.class_, Owned) for mapper in state.all_mappers):
        raise NotOwned("name a table of the organisation in the statement")
    if state.is_insert:
        _write_owner(state, organisation)
    else:
        state.statement = state.statement.options(
            with_loader_criteria(Owned, lambda row: row.organisation == organisation, include_aliases=True)
        )


def _write_owner(state: ORMExecuteState, organisation: int) -> None:
    for values in _parameters(state.parameters):
        values[_ORGANISATION] = organisation
    if not state.parameters:
        state.statement = state.statement.values(organisation=organisation)  # type: ignore[attr-defined]  # an insert


def _parameters(given: Any) -> Iterator[dict[str, Any]]:
    yield from [given] if isinstance(given, dict) else given or []


@event.listens_for(OrganisationSession, "before_flush")
def sign_what_is_added(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    for row in session.new:
        if isinstance(row, Owned):
            row.organisation = session.info[_ORGANISATION]
