"""Commands for accounts: the first administrator is made here."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import click

from locator.actions import people, teams
from locator.actions.context import Context
from locator.actions.people import AccountRefusedError, Refusal, Standing
from locator.actions.permission import NotYoursError
from locator.actions.terminal import at_terminal
from locator.cli.opening import opened
from locator.roles import Role
from locator.settings import Settings

_REFUSALS = {
    Refusal.EMAIL: "This is not an email address.",
    Refusal.NAME: "Give the person's name, in 100 letters or fewer.",
    Refusal.THERE_ALREADY: "There is an account with this address already. See: locator user list",
    Refusal.NO_TEAM: "This role needs --team with the name of an open team.",
    Refusal.NO_GROUP: "This role needs --group with the name of the group's organization.",
    Refusal.LAST_ADMINISTRATOR: "This is the last administrator. Make another one first.",
}


@click.group()
def user() -> None:
    """Accounts: add, disable, reset, list."""


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True, help="What the person does.")
@click.option("--team", default="", help="The name of their team, for staff and team leads.")
@click.option("--group", default="", help="The name of the organization that they answer for, for organisers.")
@click.pass_obj
def add(settings: Settings, email: str, name: str, role: str, team: str, group: str) -> None:
    """Invite EMAIL: they choose their password by a link that works once, for 7 days."""
    with opened(settings) as engine, _explained():
        context = at_terminal(engine.context())
        standing = Standing(
            role=Role(role), team_id=_team_id(context, team), organization_ids=_organization_ids(context, group)
        )
        form_key = secrets.token_urlsafe(16)
        invited = people.invite(context, email=email, name=name, standing=standing, form_key=form_key)
        _tell(settings, email, invited.link, "within 7 days")


@user.command()
@click.argument("email")
@click.pass_obj
def disable(settings: Settings, email: str) -> None:
    """Shut EMAIL out from the next request on; what they logged is kept."""
    with opened(settings) as engine, _explained():
        context = at_terminal(engine.context())
        people.disable(context, people.by_email(context, email).id)
    click.echo(f"{email} cannot sign in any more.")


@user.command()
@click.argument("email")
@click.option(
    "--phone",
    is_flag=True,
    help="Also let them set a phone up again: the old one, its codes and all passkeys stop working.",
)
@click.pass_obj
def reset(settings: Settings, email: str, phone: bool) -> None:
    """Send EMAIL a link to choose a password, and sign them out everywhere. A disabled account is let in again."""
    with opened(settings) as engine, _explained():
        context = at_terminal(engine.context())
        account = people.by_email(context, email)
        if phone:
            people.take_second_factor_away(context, account.id)
        link = people.enable(context, account.id) or people.reset(context, account.id)
        lasts = "within 7 days" if "/invite/" in link else "within 15 minutes"
        _tell(settings, email, link, lasts)


@user.command("list")
@click.pass_obj
def every(settings: Settings) -> None:
    """List every account: address, name, role, state."""
    with opened(settings) as engine:
        for one in people.every(at_terminal(engine.context())):
            click.echo(f"{one.email:<40} {one.name:<28} {one.role.value:<16} {one.status.value}")


@contextmanager
def _explained() -> Iterator[None]:
    """Say in a sentence why something was not done."""
    try:
        yield
    except AccountRefusedError as error:
        raise click.ClickException(_REFUSALS.get(error.why, error.why.value)) from error
    except NotYoursError as error:
        raise click.ClickException("There is no such account. See: locator user list") from error


def _tell(settings: Settings, email: str, link: str, lasts: str) -> None:
    if settings.mail_host:
        click.echo(f"A link is on its way to {email}.")
    else:
        click.echo(f"Mail is not set up here. Give {email} this link; it works once, {lasts}:\n{link}")


def _team_id(context: Context, name: str) -> str | None:
    if not name:
        return None
    found = [team for team in teams.every(context) if name.casefold() in (team.name.casefold(), team.slug)]
    if not found:
        known = ", ".join(team.name for team in teams.every(context)) or "none yet: add it at /admin/teams"
        raise click.ClickException(f"There is no team {name!r}. There are: {known}.")
    return found[0].id


def _organization_ids(context: Context, name: str) -> tuple[str, ...]:
    found = [id_ for id_, known in people.groups(context) if name and known.casefold() == name.casefold()]
    if name and not found:
        raise click.ClickException(f"There is no organization {name!r} in the directory.")
    return tuple(found)
