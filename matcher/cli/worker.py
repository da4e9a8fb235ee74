"""`matcher worker`: works through the jobs that batches are made of."""

import os

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
@click.option("--beside", type=int, hidden=True, help="End with the process of this id, which started it.")
def worker(processes: int, beside: int | None) -> None:
    """Work through waiting jobs until told to stop; what is at hand is finished first.

    With MATCHER_BROKER_URL the broker hands the jobs out, and workers may run on any machine that reaches it
    and the database; without it, this looks into the database.
    """
    settings = Settings.from_env()
    set_up_logs(settings)
    originals_from(settings.originals, settings.s3_endpoint)  # raises here what would go wrong at each job
    if settings.broker_url:
        from matcher.jobs.celery_worker import run_worker  # noqa: PLC0415  # Celery takes its time to import

        raise SystemExit(run_worker(settings, processes))
    if beside is None:
        Pool(settings, processes, None).run()
    else:
        _work_beside(beside, settings, processes)


def _work_beside(parent: int, settings: Settings, processes: int) -> None:
    os.nice(_POLITE)
    try:
        Pool(settings, processes, parent).run()
    except TaxonomyError:
        raise SystemExit(1) from None  # the parent reads the same taxonomy and says what is wrong with it
