"""`matcher read`: a file's text in reading order."""

from pathlib import Path

import click

from matcher.cli.options import json_option
from matcher.documents import Reader
from matcher.services.answers import dump_document, encode
from matcher.services.ingestion import upload_from
from matcher.settings import Settings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def read(file: Path, *, as_json: bool) -> None:
    """Print the text of FILE in reading order."""
    with Reader(Settings.from_env().limits) as reader:
        document = reader.read(upload_from(file))
    if as_json:
        click.echo(encode({**dump_document(document), "text": document.text}), nl=False)
        return
    click.echo(document.text)
    for warning in document.warnings:
        click.echo(f"warning: {warning.detail}", err=True)
