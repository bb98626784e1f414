"""Commands for the audit trail."""

from __future__ import annotations

import click

from locator.actions import audit_trail
from locator.cli.opening import opened
from locator.settings import Settings


@click.group()
def audit() -> None:
    """Audit: who did or looked at what, and the proof that nothing of it was changed."""


@audit.command()
@click.pass_obj
def verify(settings: Settings) -> None:
    """Check every row of the audit trail, and that its end was not cut off."""
    with opened(settings) as engine:
        verdict = audit_trail.verify(engine.context())
    if not verdict.is_whole:
        click.echo(f"BROKEN at row {verdict.broken_seq}. {verdict.problem} Sound rows before it: {verdict.rows:,}.")
        raise SystemExit(1)
    click.echo(f"The audit trail is whole. Rows: {verdict.rows:,}.")
    if verdict.last:
        click.echo(f"It ends at row {verdict.last.seq} with {verdict.last.hash}. Keep this line somewhere else.")
