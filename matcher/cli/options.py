"""Options and opening moves that several commands share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from matcher.assembly import Rolefit
from matcher.domain.month import Month
from matcher.services.clock import this_month
from matcher.settings import Settings


class MonthType(click.ParamType[Month]):
    """A month given as YYYY-MM."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        if isinstance(value, Month):
            return value
        try:
            return Month.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


as_of_option = click.option(
    "--as-of",
    type=MonthType(),
    default=this_month,
    show_default="this month",
    help="The month that 'present' means.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@contextmanager
def opened() -> Iterator[Rolefit]:
    """Rolefit with the settings of the environment, closed at the end."""
    rolefit = Rolefit(Settings.from_env())
    try:
        yield rolefit
    finally:
        rolefit.close()
