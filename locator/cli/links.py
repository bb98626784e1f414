"""The command that asks the websites of the directory whether they are there."""

from __future__ import annotations

import click

from locator.actions import link_checking
from locator.actions.terminal import at_terminal
from locator.cli.opening import opened
from locator.directory.link_check import Outcome
from locator.probing.prober import Answer
from locator.settings import Settings


@click.group()
def links() -> None:
    """Links: are the websites of the directory still there?"""


@links.command("check")
@click.option("--due", is_flag=True, help="Only those that were not asked for a week.")
@click.pass_obj
def check(settings: Settings, due: bool) -> None:
    """Ask every website of the directory, one after another, and name those that fail.

    Curators see a link as broken at /curate/links when it failed on two different days.
    """
    with opened(settings) as engine:
        context = at_terminal(engine.context())
        if context.prober is None:
            raise click.ClickException("The websites of a demonstration are made up. None was asked.")
        done = link_checking.check(context, everything=not due, tell=_tell)
    if done.is_cut_off:
        raise click.ClickException("No website can be asked from this machine. Is it connected? Nothing was changed.")
    click.echo(f"{done.asked:,} asked, {done.failed:,} failed.")


def _tell(url: str, answer: Answer) -> None:
    if answer.outcome is not Outcome.THERE:
        click.echo(f"{answer.outcome.value:>18}  {url}{f' ({answer.detail})' if answer.detail else ''}")
