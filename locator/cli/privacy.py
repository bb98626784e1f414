"""Commands that show what is held about people, and clear what is over."""

from __future__ import annotations

import json

import click

from locator.actions import data_map, retention, subject_access, subject_finding
from locator.actions.subject_access import Held
from locator.cli.opening import opened
from locator.referral import state_words
from locator.settings import Settings

_MOMENT = "%-d %B %Y, %H:%M"


@click.group()
def privacy() -> None:
    """Privacy: clear what is over, show what is held about somebody, and which data there are."""


@privacy.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be cleared.")
@click.pass_obj
def sweep(settings: Settings, dry_run: bool) -> None:
    """Clear each class of data whose time is over. Run it daily; a day that was missed is made up for."""
    with opened(settings) as engine:
        done = retention.sweep(engine.context(), is_dry=dry_run)
    for one in done:
        click.echo(f"{one.count:>8,}  {one.data_class} (after {_days(one.period.days)})")
    click.echo("Nothing was changed: this was a dry run." if dry_run else "Cleared.")


@privacy.command()
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def export(settings: Settings, reference: str, as_json: bool) -> None:
    """Print all that is held about the person of the referral REFERENCE (P-7K3M), and who looked at it."""
    with opened(settings) as engine:
        held = subject_access.export(engine.context(), reference)
    if held is None:
        raise click.ClickException(f"No referral has the reference {reference}. It may have been erased.")
    click.echo(json.dumps(subject_access.as_json(held), ensure_ascii=False, indent=2) if as_json else _text(held))


@privacy.command("find")
@click.option(
    "--about",
    prompt="Name or phone number",
    help="Whom to look for; asked for if left out, which keeps it out of the shell's history.",
)
@click.pass_obj
def find_people(settings: Settings, about: str) -> None:
    """Find the references of somebody who asks what is held about them, by name or by a number they are phoned at."""
    with opened(settings) as engine:
        try:
            matches = subject_finding.found(engine.context(), about)
        except subject_finding.TooLittleToFindError as wrong:
            raise click.ClickException("Write a whole name or a whole phone number.") from wrong
    for one in matches:
        made = f"{one.made_on.day} {one.made_on:%B %Y}"
        click.echo(f"{one.reference}  {one.service_name}, handed over by {one.team_name} on {made}")
    if not matches:
        click.echo("Nobody of this name or number. Their details may have been erased.")


@privacy.command("map")
@click.pass_obj
def print_map(settings: Settings) -> None:
    """Print the data map: for every column what it is for, how long it is kept, and on which legal basis."""
    with opened(settings) as engine:
        context = engine.context()
        for problem in data_map.problems(context):
            click.echo(f"LOOK  {problem}", err=True)
        click.echo(data_map.as_markdown(context), nl=False)


def _text(held: Held) -> str:
    referral = held.referral
    lines = [
        f"Referral {referral.reference}, made on {referral.created_at.strftime(_MOMENT)} by {held.team_name}",
        f"To: {held.service_name} ({held.organization_name}). {state_words.told(referral.state, referral.closed_reason)}",
        f"For: {referral.for_whom.value}",
    ]
    if held.person:
        person = subject_access.as_json(held)["person"]
        assert isinstance(person, dict)
        lines += [f"  {name.replace('_', ' ')}: {value}" for name, value in person.items() if value]
    else:
        lines.append("No name or address is kept.")
    lines += [
        f"Permission to {given.kind.value}: {given.given_by.value}, {given.given_how.value}, on {given.given_at.strftime(_MOMENT)}"
        for given in held.permissions
    ]
    lines += [
        f"{move.moved_at.strftime(_MOMENT)}: {state_words.told(move.to_state, move.closed_reason)} (by {move.mover.value})"
        for move in held.moves
    ]
    for one in held.follow_ups:
        lines.append(
            f"{one.answered_at.strftime(_MOMENT)}: asked how it went. Did they go? {subject_access.WENT[one.has_attended]}"
        )
        lines += [f"  {question}: {answer}" for question, answer in subject_access.answers_in_words(one).items()]
    lines.append("Who did or looked at what:")
    lines += [
        f"  {seen.at.strftime(_MOMENT)}  {seen.who} {seen.team}  {seen.did}  {seen.why}".rstrip() for seen in held.seen
    ]
    return "\n".join(lines)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
