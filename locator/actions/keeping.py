"""Who looks after a group: its people with one lead, who asks others in, hands the lead over, and takes somebody off.

Whatever changes here holds from the next request on: who somebody looks after is read anew each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from locator.accounts.account import Account, User
from locator.accounts.claim import Claim, ClaimKind
from locator.accounts.keeper import MOST_KEEPERS, CameBy, Keeper
from locator.actions import audit, entry_links, letters, moving, organiser_ways, people, permission, tries
from locator.actions.context import Context
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.actions.signing import RefusedError
from locator.directory.organization import Organization
from locator.post.letters import Letter
from locator.roles import Permission
from locator.storage import accounts, claims, keepers, organizations


class Refusal(StrEnum):
    """Why somebody's part in a group stays as it is."""

    EMAIL = "email"
    NAME = "name"
    TOO_MANY = "too many"
    OTHER_ACCOUNT = "other account"
    LEAD = "lead"
    """The lead stays until somebody else leads."""
    GONE = "gone"
    """They do not look after the group any more."""
    PUBLISHED = "published"
    """Their address is the group's own: they would be back with their next link."""


class KeeperRefusedError(Exception):
    """It is not done; `why` says for which reason."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group with its people; `is_led_by_you` says whether the signed-in person leads it, `claims` wait for its lead."""

    organization: Organization
    keepers: tuple[Keeper, ...]
    is_led_by_you: bool
    claims: tuple[Claim, ...]


def of_my_groups(context: Context) -> tuple[Group, ...]:
    """The groups that the person looks after, by name; raises NotAllowedError."""
    user = permission.require(context, Permission.SHARE_OWN)
    found = organizations.by_ids(context.store, user.managed_ids)
    made = [_group(context, one, user.id) for one in found.values()]
    return tuple(sorted(made, key=lambda one: (one.organization.name, one.organization.id)))


def of_group(context: Context, organization_id: str) -> Group:
    """Any group with its people, for a curator; raises NotAllowedError or NotYoursError."""
    user = permission.require(context, Permission.CURATE)
    return _group(context, _organization(context, organization_id), user.id)


def require_keeper(context: Context, organization_id: str) -> User:
    """The person, who looks after this group as of now; raises NotYoursError for any other, and writes that down."""
    user = permission.require(context, Permission.EDIT_OWN)
    if keepers.one(context.store, organization_id, user.id) is None:
        if not context.store.is_writing:
            with context.store.atomic():
                audit.note(context, "keeper.refused", "organization", organization_id)
        raise NotYoursError
    return user


def require_lead(context: Context, organization_id: str) -> User:
    """The person, who leads this group as of now; raises NotYoursError, or NotAllowedError where somebody else leads it."""
    permission.require(context, Permission.SHARE_OWN)
    user = require_keeper(context, organization_id)
    keeper = keepers.one(context.store, organization_id, user.id)
    if keeper is None or not keeper.is_lead:
        raise NotAllowedError(Permission.SHARE_OWN)
    return user


def invite(context: Context, organization_id: str, *, name: str, email: str, form_key: str) -> None:
    """The lead asks somebody to look after the group too; they are told how to come in.

    Whether an address has another account is told to that address alone. Raises KeeperRefusedError or NotYoursError.
    """
    if not people.is_address(email):
        raise KeeperRefusedError(Refusal.EMAIL)
    if not people.is_name(name):
        raise KeeperRefusedError(Refusal.NAME)
    user = require_lead(context, organization_id)
    with context.store.atomic():
        require_lead(context, organization_id)
        if not tries.link(context, email, f"lead {user.id}"):
            raise KeeperRefusedError(Refusal.TOO_MANY)
        group = _organization(context, organization_id)
        audit.note(context, "keeper.invite", "organization", organization_id)
        try:
            account = let_in(context, organization_id, email=email, name=name)
            to, letter = account.email, welcome(context, group)
        except KeeperRefusedError as refused:
            if refused.why is not Refusal.OTHER_ACCOUNT:
                raise
            to, letter = email.strip().lower(), letters.about_group(context, "use_another_address", group.name)
        moving.queue(context, f"keeper/{organization_id}/{form_key}", to, letter)


def hand_lead_over(context: Context, organization_id: str, account_id: str) -> None:
    """The lead makes another of the group's people its lead; raises NotYoursError."""
    require_lead(context, organization_id)
    with context.store.atomic():
        require_lead(context, organization_id)
        _lead(context, organization_id, account_id)


def take_off(context: Context, organization_id: str, account_id: str) -> None:
    """The lead takes somebody off the group; raises KeeperRefusedError or NotYoursError."""
    require_lead(context, organization_id)
    with context.store.atomic():
        require_lead(context, organization_id)
        _take_off(context, organization_id, account_id)


def leave(context: Context, organization_id: str) -> None:
    """Look after the group no longer; its lead stays until another leads it. Raises KeeperRefusedError or NotYoursError."""
    permission.require(context, Permission.SHARE_OWN)
    user = require_keeper(context, organization_id)
    with context.store.atomic():
        if _keeper(context, organization_id, user.id).is_lead:
            raise KeeperRefusedError(Refusal.LEAD)
        keepers.remove(context.store, organization_id, user.id)
        audit.note(context, "keeper.leave", "organization", organization_id)


def make_lead(context: Context, organization_id: str, account_id: str) -> None:
    """A curator says who leads the group; raises NotAllowedError or NotYoursError."""
    permission.require(context, Permission.CURATE)
    with context.store.atomic():
        _lead(context, organization_id, account_id)


def take_off_as_curator(context: Context, organization_id: str, account_id: str) -> None:
    """A curator takes anybody off, the lead too; raises NotAllowedError, KeeperRefusedError or NotYoursError."""
    permission.require(context, Permission.CURATE)
    with context.store.atomic():
        _take_off(context, organization_id, account_id, may_be_lead=True)


def trust(context: Context, organization_id: str, account_id: str, *, is_trusted: bool) -> None:
    """A curator says whether somebody's small changes are public at once; raises NotAllowedError or NotYoursError."""
    permission.require(context, Permission.CURATE)
    with context.store.atomic():
        keeper = _keeper(context, organization_id, account_id)
        keepers.trust(context.store, organization_id, keeper.account_id, is_trusted=is_trusted)
        audit.note(context, "keeper.trust", "organization", organization_id, why="yes" if is_trusted else "no")


def let_answer(context: Context, organization_id: str, account_id: str) -> None:
    """A curator lets somebody answer the group's referrals, who gets a link for a password; raises NotYoursError."""
    permission.require(context, Permission.CURATE)
    with context.store.atomic():
        keeper = _keeper(context, organization_id, account_id)
        account = accounts.by_id(context.store, keeper.account_id)
        if account is None:
            raise NotYoursError
        if not keeper.answers:
            let_answer_and_tell(context, organization_id, account)


def let_in(context: Context, organization_id: str, *, email: str, name: str) -> Account:
    """Let whoever has this address look after the group until somebody takes them off; who may say so was asked before.

    Raises KeeperRefusedError.
    """
    try:
        account = organiser_ways.account_for(context, email, name)
    except RefusedError as refused:
        raise KeeperRefusedError(Refusal.OTHER_ACCOUNT) from refused
    there = keepers.of_organization(context.store, organization_id)
    if len(there) >= MOST_KEEPERS and all(one.account_id != account.id for one in there):
        raise KeeperRefusedError(Refusal.TOO_MANY)
    keepers.add(context.store, account.id, organization_id, CameBy.APPROVED, context.now)
    return account


def let_answer_and_tell(context: Context, organization_id: str, account: Account) -> None:
    """Let the account answer the group's referrals: with its password, or with one that it now gets a link for."""
    keepers.let_answer(context.store, organization_id, account.id)
    audit.note(context, "keeper.answers", "organization", organization_id, why=account.id)
    if account.password_hash or account.identity:
        group = _organization(context, organization_id).name
        letter = letters.about_group(context, "may_answer", group, path="/group")
        moving.queue(context, f"answers/{organization_id}/{account.id}", account.email, letter)
    else:
        entry_links.send(context, account, is_invitation=True)


def welcome(context: Context, group: Organization) -> Letter:
    """The letter to somebody who looks after this group from now on."""
    return letters.about_group(context, "may_look_after", group.name, path="/organise/enter")


def _group(context: Context, organization: Organization, user_id: str) -> Group:
    there = keepers.of_organization(context.store, organization.id)
    is_lead = any(one.is_lead and one.account_id == user_id for one in there)
    waiting = claims.waiting_of_organizations(context.store, (organization.id,)) if is_lead else ()
    asked = tuple(one for one in waiting if one.kind is ClaimKind.LISTINGS and not one.has_lead_said_no)
    return Group(organization=organization, keepers=there, is_led_by_you=is_lead, claims=asked)


def _lead(context: Context, organization_id: str, account_id: str) -> None:
    keeper = _keeper(context, organization_id, account_id)
    keepers.make_lead(context.store, organization_id, keeper.account_id)
    audit.note(context, "keeper.lead", "organization", organization_id, why=keeper.account_id)


def _take_off(context: Context, organization_id: str, account_id: str, *, may_be_lead: bool = False) -> None:
    keeper = _keeper(context, organization_id, account_id)
    if keeper.is_lead and not may_be_lead:
        raise KeeperRefusedError(Refusal.LEAD)
    if organization_id in keepers.published_at(context.store, keeper.email):
        raise KeeperRefusedError(Refusal.PUBLISHED)
    keepers.remove(context.store, organization_id, keeper.account_id)
    audit.note(context, "keeper.take_off", "organization", organization_id, why=keeper.account_id)
    letter = letters.about_group(context, "taken_off", _organization(context, organization_id).name)
    moving.queue(context, f"taken off/{organization_id}/{keeper.account_id}/{context.now}", keeper.email, letter)


def _keeper(context: Context, organization_id: str, account_id: str) -> Keeper:
    found = keepers.one(context.store, organization_id, account_id)
    if found is None:
        raise NotYoursError
    return found


def _organization(context: Context, organization_id: str) -> Organization:
    found = organizations.by_ids(context.store, (organization_id,)).get(organization_id)
    if found is None:
        raise NotYoursError
    return found


def _site(context: Context) -> str:
    return context.settings.site_name
