"""`matcher serve`: the form, the API and its docs over HTTP."""

import os
from typing import Any

import click

from matcher.cli.beside import PoolBeside
from matcher.cli.port import check_port
from matcher.settings import Settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    show_default="WEB_CONCURRENCY, or one a core and at least two",
    help="Processes that answer requests.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that work through batches; none with a broker, whose workers do.",
)
def serve(host: str, port: int, workers: int | None, jobs: int) -> None:
    """Bring the database up to date, then serve on HOST:PORT."""
    settings = Settings.from_env()
    pool = PoolBeside(jobs) if jobs and not settings.broker_url else None
    if pool is not None:
        pool.keep_running()  # loads on another core what takes this process as long
    _get_ready(settings, host, port, pool)
    click.echo(f"Rolefit is getting ready on http://{host}:{port}")
    _run({"bind": f"{host}:{port}", "workers": workers}, pool)


def _get_ready(settings: Settings, host: str, port: int, pool: PoolBeside | None) -> None:
    from matcher.cli.server import prepare  # noqa: PLC0415  # takes its time to import

    try:
        prepare(settings, host)
        check_port(host, port)
    except BaseException:
        if pool is not None:
            pool.stop(0)
        raise
    if pool is not None:
        pool.begin()


def _run(options: dict[str, Any], pool: PoolBeside | None) -> None:
    from matcher.cli.server import Server  # noqa: PLC0415  # takes its time to import

    Server(options, pool).run()
