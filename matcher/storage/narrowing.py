"""Which statements can be narrowed to an organisation's rows. What is in doubt is refused.

SQLAlchemy narrows the classes that a select names, wherever it stands in a statement. It narrows neither
tables that go by without their class, nor text, nor what an insert selects, nor the other tables of an
update, nor changes that are made inside another statement.
"""

from collections.abc import Iterator

from sqlalchemy import Alias, Column, Delete, Insert, Select, Subquery, TableClause, TextClause, Update
from sqlalchemy.orm import FromStatement
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import ClauseElement, ColumnClause
from sqlalchemy.sql.selectable import SelectBase, TextualSelect
from sqlalchemy.sql.visitors import ExternallyTraversible

from matcher.storage.base import OWNER, Owned

_ENTITY = "parententity"  # where SQLAlchemy notes the class that a table or a column was named by
_TEXTS = (TextClause, TextualSelect, FromStatement)
_EVERYTHING = "*"
_UPSERT = "on_conflict_do_update"
_INDEX_OF_WORDS = "full_texts"  # gives numbers, for a select whose outermost part is of classes

_HARMLESS = frozenset({_EVERYTHING, _INDEX_OF_WORDS})


class NotOwned(Exception):  # a slip in this package's own code: never shown to a user
    """A statement or a change that no organisation's name can be put to."""


def refuse_what_cannot_be_narrowed(statement: object) -> None:
    """Raises NotOwned."""
    if not isinstance(statement, Select | UpdateBase):
        raise NotOwned("only select, insert, update and delete are narrowed; put a union into a select")
    if not _is_of_classes(statement):
        raise NotOwned("name a class of the organisation in the outermost part of the statement")
    for element in visitors.iterate(statement):
        _refuse_element(element, statement)
    if isinstance(statement, Insert):
        _refuse_insert(statement)
    elif isinstance(statement, Update | Delete):
        _refuse_change(statement)


def _refuse_element(element: ExternallyTraversible, statement: ClauseElement) -> None:
    if isinstance(element, _TEXTS):
        raise NotOwned("nothing narrows text")
    if isinstance(element, ColumnClause) and element.is_literal and element.name not in _HARMLESS:
        raise NotOwned("nothing narrows text")
    if isinstance(element, UpdateBase) and element is not statement:
        raise NotOwned("change rows in a statement of its own")
    if isinstance(element, Select | UpdateBase):
        _refuse_tables(element)


def _is_of_classes(statement: ClauseElement) -> bool:
    """Whether SQLAlchemy takes `statement` for one about classes, and narrows it."""
    return statement._propagate_attrs.get("compile_state_plugin") == "orm"  # noqa: SLF001  # nothing public says it


def _refuse_tables(statement: ClauseElement) -> None:
    """Raises NotOwned unless each table that this part reads is named by an owned class here."""
    parts = list(_parts(statement))
    entities = {part._annotations[_ENTITY] for part in parts if _ENTITY in part._annotations}  # noqa: SLF001
    named = {entity.selectable for entity in entities if issubclass(entity.mapper.class_, Owned)}
    for part in parts:
        if _is_table(part) and not (part in named and _is_of_classes(statement)):
            raise NotOwned(f"name {part.description} by its class, which must be an owned one")


def _is_table(part: ClauseElement) -> bool:
    """A table, by whatever name; inner selects are looked at by themselves."""
    if isinstance(part, Alias):
        return not isinstance(part.element, SelectBase | Subquery)
    return isinstance(part, TableClause) and part.name != _INDEX_OF_WORDS


def _parts(element: ExternallyTraversible) -> Iterator[ClauseElement]:
    """What `element` is made of, without what belongs to inner selects."""
    for child in element.get_children():
        if isinstance(child, SelectBase) or not isinstance(child, ClauseElement):
            continue
        yield child
        if not isinstance(child, Alias):
            yield from _parts(child)


def _refuse_insert(statement: Insert) -> None:
    if statement._multi_values:  # noqa: SLF001  # nothing public tells it
        raise NotOwned("hand several rows over beside the statement, as a list")
    for element in visitors.iterate(statement):
        if isinstance(element, SelectBase):
            raise NotOwned("read first and insert then: what an insert selects is not narrowed")
        if element.__visit_name__ == _UPSERT:
            raise NotOwned("update the row in a statement of its own: it may be another organisation's")


def _refuse_change(statement: Update | Delete) -> None:
    for part in _parts(statement):
        if isinstance(part, Column) and part.table != statement.table:
            raise NotOwned("put the condition on another table into exists(): only one is narrowed")
    values = getattr(statement, "_values", None) or {}
    if any(OWNER in {key, getattr(key, "key", None)} for key in values):
        raise NotOwned("a row stays with its organisation")
