"""Keeps organisations apart, for every statement of a unit of work, in this one place.

A session is opened for an organisation. What it reads, changes or deletes is narrowed to that
organisation's rows; what it adds is written as that organisation's; whatever nothing would narrow or sign is
refused, here or in `storage.narrowing`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from sqlalchemy import Engine, event, inspect
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria

from matcher.storage.base import OWNER, Owned
from matcher.storage.narrowing import NotOwned, refuse_what_cannot_be_narrowed


class OrganisationSession(Session):
    """A session that sees and writes the rows of one organisation."""

    def __init__(self, engine: Engine, organisation: int) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.info[OWNER] = organisation

    def _around_the_rules(self, *_: Any, **__: Any) -> NoReturn:
        raise NotOwned("use execute, scalars, scalar, get or add: nothing narrows the other ways")

    connection = bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = _around_the_rules


@event.listens_for(OrganisationSession, "do_orm_execute")
def keep_to_the_organisation(state: ORMExecuteState) -> None:
    """Raises NotOwned."""
    refuse_what_cannot_be_narrowed(state.statement)
    organisation = state.session.info[OWNER]
    if state.is_insert:
        _sign(state, organisation)
        return
    if state.parameters and (state.is_update or state.is_delete):
        raise NotOwned("put the values into the statement: a list of rows to change is not narrowed")
    state.statement = state.statement.options(
        with_loader_criteria(Owned, lambda row: row.organisation == organisation, include_aliases=True)
    )


def _sign(state: ORMExecuteState, organisation: int) -> None:
    state.statement = state.statement.values(organisation=organisation)  # type: ignore[attr-defined]  # an insert
    if state.parameters:
        state.parameters = _signed(state.parameters, organisation)


def _signed(given: Any, organisation: int) -> Any:
    rows: Iterable[Mapping[str, Any]] = [given] if isinstance(given, Mapping) else given
    signed = [{**row, OWNER: organisation} for row in rows]
    return signed[0] if isinstance(given, Mapping) else signed


@event.listens_for(OrganisationSession, "before_flush")
def sign_what_is_added(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Raises NotOwned for rows that no organisation owns, and for one that is to change hands."""
    for row in session.new:
        if not isinstance(row, Owned):
            raise NotOwned(f"{type(row).__name__} belongs to no organisation")
        row.organisation = session.info[OWNER]
    for row in session.dirty:
        if inspect(row).attrs[OWNER].history.has_changes():
            raise NotOwned("a row stays with its organisation")


@event.listens_for(OrganisationSession, "before_attach")
def take_rows_of_its_own_alone(_session: Session, row: object) -> None:
    """Raises NotOwned for a row that another session found, or that is said to be stored."""
    if inspect(row, raiseerr=True).has_identity:
        raise NotOwned("ask this session for the row")
