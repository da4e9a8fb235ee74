"""Whose turn it is among the jobs that wait.

What waits of one organisation with one priority is a line. Within a priority the turn is the line's whose
organisation has the fewest jobs running; of those that have as few, the one's that was given a worker longest
ago; of those that never were, the one's with the oldest job. So an organisation holds a worker, or gets one
after each of the others got one at most. Going by the oldest job at every tie would not do: one worker alone
finds nothing running whenever it looks, and would stay with the oldest backlog to its end.

Claims made at one moment do not see each other, so they may favour an organisation for the time of a job.
Each line costs a few steps into an index, however much waits in it.
"""

from datetime import datetime
from functools import cache

from sqlalchemy import CTE, ColumnElement, Select, bindparam, func, literal, select
from sqlalchemy.orm import aliased

from matcher.domain.jobs import JobState, Priority
from matcher.storage.job_tables import JobRow

_BEFORE_ALL = 0  # organisations and jobs are numbered from 1


@cache  # putting it together takes longer than it does
def lines_in_turn() -> Select[int, int]:
    """The `priority` and `organisation` of each line, those of priority `:first` before the others."""
    line = _lines().c
    priority = (line.priority != bindparam("first"), line.priority)
    turn = (_running(line.organisation), _claimed_at(line.organisation).nulls_first(), line.oldest)
    query = select(line.priority, line.organisation).where(line.organisation != _BEFORE_ALL)
    return query.order_by(*priority, *turn)


def oldest_of(priority: int, organisation: int) -> Select[int]:
    """The number of the oldest job of a line, locked; one that another has locked is passed over."""
    of_line = (JobRow.priority == priority, JobRow.organisation == organisation)
    query = select(JobRow.number).where(JobRow.state == JobState.WAITING, *of_line)
    return query.order_by(JobRow.number).limit(1).with_for_update(skip_locked=True)


def _lines() -> CTE:
    """From each line's oldest job to that of the next organisation, so that none is looked at besides."""
    start, *starts = (
        select(
            literal(each.value).label("priority"),
            literal(_BEFORE_ALL).label("organisation"),
            literal(_BEFORE_ALL).label("oldest"),
        )
        for each in Priority
    )
    lines = start.cte("lines", recursive=True)
    onward = select(lines.c.priority, JobRow.organisation, JobRow.number).select_from(lines)
    return lines.union_all(*starts, onward.join(JobRow, JobRow.number == _oldest_behind(lines)))


def _oldest_behind(lines: CTE) -> ColumnElement[int]:
    """In the order of an index, of which one step is taken; a minimum may be taken over all that waits."""
    job = aliased(JobRow)
    behind = (job.priority == lines.c.priority, job.organisation > lines.c.organisation)
    query = select(job.number).where(job.state == JobState.WAITING, *behind)
    return query.order_by(job.organisation, job.number).limit(1).scalar_subquery()


def _running(organisation: ColumnElement[int]) -> ColumnElement[int]:
    of_organisation = (JobRow.state == JobState.RUNNING, JobRow.organisation == organisation)
    return select(func.count()).where(*of_organisation).scalar_subquery()


def _claimed_at(organisation: ColumnElement[int]) -> ColumnElement[datetime | None]:
    return select(func.max(JobRow.claimed_at)).where(JobRow.organisation == organisation).scalar_subquery()
