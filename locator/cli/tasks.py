"""The command for a timer: what is to be done from time to time."""

from __future__ import annotations

import click

from locator.actions import tasks as to_do
from locator.cli.opening import opened
from locator.settings import Settings


@click.group()
def tasks() -> None:
    """Tasks: send mail, remind, and forget what is over."""


@tasks.command("run")
@click.pass_obj
def run_all(settings: Settings) -> None:
    """Do all that is due, and say what was done.

    Safe to run twice, late, or while the site is served. A timer runs it every few minutes (docs/running.md).
    """
    with opened(settings) as engine:
        done = to_do.run(engine.context)
    for one in done:
        click.echo(f"{one.name}: {one.words}")
    if any(one.has_failed for one in done):
        raise SystemExit(1)
