"""The terminal: `locator --data DIR COMMAND`, one module for each group of commands."""

from __future__ import annotations

from pathlib import Path

import click

from locator import settings as settings_module
from locator.cli import (
    audit,
    backing_up,
    installation,
    links,
    listings,
    postcodes,
    privacy,
    searching,
    serving,
    tasks,
    users,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that holds this installation (else LOCATOR_DATA, else your data folder).",
)
@click.version_option(package_name="locator", prog_name="locator")
@click.pass_context
def main(context: click.Context, data: Path | None) -> None:
    """Locator: find groups and activities near a place."""
    try:
        context.obj = settings_module.from_environment(data=data)
    except settings_module.SettingsError as problem:
        raise click.ClickException(str(problem)) from problem


main.add_command(installation.init)
main.add_command(installation.reindex)
main.add_command(installation.check)
main.add_command(serving.serve)
main.add_command(searching.search)
main.add_command(postcodes.postcodes)
main.add_command(links.links)
main.add_command(listings.listings)
main.add_command(tasks.tasks)
main.add_command(users.user)
main.add_command(privacy.privacy)
main.add_command(audit.audit)
main.add_command(backing_up.backup)
main.add_command(backing_up.restore)
