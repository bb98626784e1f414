"""The accounts of the demonstration: one for each role, in two teams. None of them signs in to a real installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from locator.accounts.account import Account, AccountStatus, Team, TeamKind
from locator.actions import signing
from locator.actions.context import Context
from locator.actions.demonstration import identifier
from locator.actions.signing import Entered, RefusedError
from locator.roles import IN_A_TEAM, Role
from locator.storage import accounts, organizations, own_settings
from locator.storage.database import Store
from locator.vault import passwords
from locator.vault.sealing import Sealer

PASSWORD = "kettle bicycle heather rain"
SECRET = "LOCATORDEMONSTRATIONLOCATORDEMON"
"""What an authenticator app is set up with for any of these accounts."""

ORGANISER = "organiser"
"""The key of the organiser."""

GROUP = "steady-steps"
"""The organization that the organiser answers for."""

PHONE = "01632 960000"
"""Whom pages say to ring; the number is reserved for drama and rings nowhere."""

_NURSES, _LINK_WORKERS = "demo-nurses", "demo-link-workers"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    key: str
    name: str
    role: Role
    team: str = ""


_TEAMS = (
    (_NURSES, "Motherwell community nurses", TeamKind.NHS),
    (_LINK_WORKERS, "Airdrie GP link workers", TeamKind.LINK_WORKERS),
)
_PEOPLE = (
    _Person(key="nurse", name="Morag Reid", role=Role.STAFF, team=_NURSES),
    _Person(key="lead", name="Iain Baird", role=Role.TEAM_LEAD, team=_NURSES),
    _Person(key="link-worker", name="Shona Muir", role=Role.STAFF, team=_LINK_WORKERS),
    _Person(key=ORGANISER, name="Elsie Gow", role=Role.ORGANISER),
    _Person(key="curator", name="Davie Laird", role=Role.CURATOR),
    _Person(key="programme", name="Aileen Weir", role=Role.PROGRAMME_LEAD),
    _Person(key="administrator", name="Tom Ross", role=Role.ADMINISTRATOR),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A demonstration account, as the sign-in page and the terminal offer it."""

    id: str
    email: str
    name: str
    role: Role
    place: str


def make(store: Store, sealer: Sealer, now: datetime) -> None:
    """Make the teams and accounts that are missing; what was changed in them stays."""
    with store.atomic():
        for key, name, kind in _TEAMS:
            if accounts.team(store, identifier("team", key)) is None:
                team = Team(id=identifier("team", key), slug=key, name=name, kind=kind, created_at=now)
                accounts.save_team(store, team)
        missing = [one for one in _PEOPLE if accounts.by_id(store, identifier("account", one.key)) is None]
        password_hash = passwords.hashed(PASSWORD) if missing else ""
        for person in missing:
            accounts.save(store, _account(person, password_hash, sealer.seal(SECRET), now))
        if missing and "enquiries_phone" not in own_settings.every(store):
            own_settings.put(store, "enquiries_phone", PHONE, now, identifier("account", "administrator"))


def listed(context: Context) -> tuple[Shown, ...]:
    """The demonstration accounts that can be tried; none in a real installation."""
    if not context.reference.is_demonstration:
        return ()
    found = {one.id: one for one in accounts.every(context.store) if one.is_demonstration}
    ordered = [found[identifier("account", one.key)] for one in _PEOPLE if identifier("account", one.key) in found]
    return tuple(_shown(context, one) for one in ordered if one.status is not AccountStatus.DISABLED)


def sign_in(context: Context, account_id: str, device: str, *, instead_of: str = "") -> Entered:
    """Sign in as a demonstration account without its password; raises RefusedError for any other and in a real installation."""
    account = accounts.by_id(context.store, account_id)
    if account is None or not account.is_demonstration or not context.reference.is_demonstration:
        raise RefusedError
    return signing.finish(
        context, account, device, has_second_factor_done=True, instead_of=instead_of, how="demonstration"
    )


def _account(person: _Person, password_hash: str, totp_sealed: str, now: datetime) -> Account:
    return Account(
        id=identifier("account", person.key),
        email=f"{person.key}@demonstration.example",
        name=person.name,
        role=person.role,
        team_id=identifier("team", person.team) if person.role in IN_A_TEAM else None,
        organization_ids=(identifier("organization", GROUP),) if person.role is Role.ORGANISER else (),
        status=AccountStatus.ACTIVE,
        password_hash=password_hash,
        totp_sealed=totp_sealed,
        created_at=now,
        is_demonstration=True,
    )


def _shown(context: Context, account: Account) -> Shown:
    team = accounts.team(context.store, account.team_id) if account.team_id else None
    known = organizations.by_ids(context.store, account.organization_ids)
    place = team.name if team else ", ".join(one.name for one in known.values())
    return Shown(id=account.id, email=account.email, name=account.name, role=account.role, place=place)
