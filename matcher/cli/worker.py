"""`matcher worker`: works through the jobs that batches are made of."""

import os
import signal
import sys

import click

from matcher.errors import TaxonomyError
from matcher.jobs.pool import Pool
from matcher.logs import set_up_logs
from matcher.originals import originals_from
from matcher.settings import Settings

_POLITE = 10


@click.command(short_help="Work through waiting jobs until told to stop.")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that work side by side.",
)
@click.option(
    "--beside",
    type=int,
    hidden=True,
    help="End with the process of this id, which started it, and begin when that writes a line to it.",
)
def worker(processes: int, beside: int | None) -> None:
    """Work through waiting jobs until told to stop; what is at hand is finished first.

    With MATCHER_BROKER_URL the broker hands the jobs out, and workers may run on any machine that reaches it
    and the database; without it, this looks into the database.
    """
    settings = Settings.from_env()
    set_up_logs(settings)
    if beside is not None:
        _work_beside(beside, settings, processes)
        return
    originals_from(settings.originals, settings.s3_endpoint)  # raises here what would go wrong at each job
    if settings.broker_url:
        from matcher.jobs.celery_worker import run_worker  # noqa: PLC0415  # Celery takes its time to import

        raise SystemExit(run_worker(settings, processes))
    Pool(settings, processes, None).run()


def _work_beside(parent: int, settings: Settings, processes: int) -> None:
    """What is wrong with a setting or the taxonomy is left to the parent to say, which has the same."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's, meant for the parent
    os.nice(_POLITE)
    pool = Pool(settings, processes, parent)
    try:
        pool.load()
    except TaxonomyError:
        raise SystemExit(1) from None
    if sys.stdin.readline():  # nothing where the parent ended before it was ready
        pool.run()
