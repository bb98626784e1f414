"""Commands for the postcode tables."""

from __future__ import annotations

from pathlib import Path

import click

from locator import wiring
from locator.cli.progress import bars
from locator.places import code_point
from locator.settings import Settings


@click.group()
def postcodes() -> None:
    """Postcodes: bring in a newer list."""


@postcodes.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_file(settings: Settings, file: Path) -> None:
    """Bring in FILE, the official Code-Point Open zip as the Ordnance Survey gives it out."""
    try:
        with bars() as progress:
            report = code_point.import_zip(
                file, wiring.places_folder(settings), lambda done, total: progress("Postcodes", done, total)
            )
    except code_point.PostcodeImportError as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(str(report))
