"""Commands that back an installation up and put a backup back."""

from __future__ import annotations

from pathlib import Path

import click

from locator import wiring
from locator.actions import restoring
from locator.cli.opening import opened
from locator.settings import Settings

_FILE = click.Path(dir_okay=False, path_type=Path)
_THERE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--keys", type=_FILE, help="Also write the keys of open hand-overs there, instead of what the file held.")
@click.pass_obj
def backup(settings: Settings, file: Path, keys: Path | None) -> None:
    """Write a checked copy of the database to FILE while the site runs."""
    with opened(settings) as engine:
        try:
            made = restoring.back_up(engine.context(), file, keys)
        except (restoring.BackupError, OSError) as problem:
            raise click.ClickException(str(problem)) from problem
    click.echo(f"Backed up to {file}. The keys of the installation are not in it.")
    if made.hand_overs and not made.has_keys:
        click.echo(
            f"Hand-overs in it that cannot be opened from it, because their keys are not: {made.hand_overs:,} (see --keys)."
        )


@click.command()
@click.argument("file", type=_THERE)
@click.option("--keys", type=_THERE, help="The keys of open hand-overs, as `backup --keys` wrote them.")
@click.pass_obj
def restore(settings: Settings, file: Path, keys: Path | None) -> None:
    """Put the backup FILE in place of the database. Who was erased since then stays erased."""
    try:
        known = restoring.read_keys(keys)
        restoring.put_in_place(file, wiring.database_file(settings))
        engine = wiring.Engine(settings, finishes_restore=True)
        try:
            done = restoring.finish(engine.context(), known)
        finally:
            engine.close()
    except restoring.BackupError as problem:
        raise click.ClickException(str(problem)) from problem
    except wiring.NotInstalledError as other:
        raise click.ClickException("This backup holds no finished installation.") from other
    click.echo(f"Restored from {file}. Everybody has to sign in again; invitations have to be sent again.")
    click.echo("Look through the accounts: whoever was disabled since the backup is not disabled any more.")
    click.echo(f"Messages held back, because they may have gone out since: {done.held_back:,}.")
    click.echo(f"Erased again, because they had been erased since: {done.erased_again:,}.")
    click.echo(f"Details that open again: {done.opened_again:,}; that nothing opens any more: {done.without_key:,}.")
