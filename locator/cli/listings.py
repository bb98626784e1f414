"""Commands for listings: take them in from a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from locator.actions import importing
from locator.actions.importing import Outcome, Taken
from locator.actions.terminal import at_terminal
from locator.cli.opening import opened
from locator.exchange import listing_table
from locator.exchange.listing_table import COLUMNS, NotATableError
from locator.settings import Settings


@click.group()
def listings() -> None:
    """Listings: take them in from a file."""


@listings.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Whose list it is: lines are known again by this and their reference.")
@click.option("--trial", is_flag=True, help="Only say what would become of each line.")
@click.pass_obj
def take_in(settings: Settings, file: Path, source: str, trial: bool) -> None:
    """Take in the listings of a CSV file, one on each line.

    What somebody has changed since the last file is never written over, and a listing that may be there already is not
    added: both wait for a curator. Ends with 1 where a line could not be taken.
    """
    try:
        lines = listing_table.read(file.read_bytes())
    except NotATableError as problem:
        raise click.ClickException(str(problem)) from problem
    with opened(settings) as engine:
        context = at_terminal(engine.context())
        taken = importing.take_in(context, lines, source=source, is_trial=trial, tell=_tell)
    count = Counter(one.outcome for one in taken)
    click.echo(", ".join(f"{count[one]:,} {one.value}" for one in Outcome) + (". Nothing was kept." if trial else "."))
    if count[Outcome.WRONG]:
        raise SystemExit(1)


@listings.command("columns")
def columns() -> None:
    """Say which columns a file can have."""
    for name, words in COLUMNS.items():
        click.echo(f"{name:>12}  {words}")


def _tell(taken: Taken) -> None:
    if taken.outcome in (Outcome.WRONG, Outcome.WAITING):
        click.echo(f"line {taken.number}, {taken.name or 'no name'}: {taken.outcome.value}: {'; '.join(taken.words)}")
