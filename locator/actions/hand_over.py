"""Hand a person over to a group by name: two permissions, as few details as will do, all of it sealed, one receiver."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Never

from locator.accounts.account import User
from locator.actions import answering, audit, permission, referring, show, snapshots, whereabouts, wordings
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.directory.listing import Listing
from locator.directory.service import ServiceStatus
from locator.referral import chi, private_text
from locator.referral.person import (
    ContactKind,
    GivenBy,
    GivenHow,
    PermissionGiven,
    PermissionKind,
    Person,
)
from locator.referral.private_text import Refusal
from locator.referral.referral import ForWhom, How, Level, Referral
from locator.referral.states import FINAL, State
from locator.roles import Permission
from locator.storage import accounts, hand_overs, identifiers, referrals
from locator.vault.sealing import SealBrokenError

LONGEST = {
    "name": 100,
    "contact_kind": 20,
    "contact": 200,
    "best_time": 100,
    "communication": 300,
    "interpreter": 100,
    "matters": 300,
    "reason": 300,
}
"""How many letters each detail may have: enough for a visit, too few for a case note."""

NEEDED = ("name", "contact", "reason")
"""What has to be filled in."""


class SwitchedOffError(Exception):
    """This installation hands nobody over by name."""


class NobodyReadsItError(Exception):
    """The group has no account, takes no referrals or is closed, so that nobody there could read the details."""


class DetailsRefusedError(Exception):
    """A detail is missing, too long, or holds what may never be written; `fields` says which and why."""

    def __init__(self, fields: dict[str, tuple[Refusal, ...]]) -> None:
        super().__init__("Some details cannot be kept as they are.")
        self.fields = fields


class PermissionMissingError(Exception):
    """One of the two permissions was not given."""


class DetailsGoneError(Exception):
    """The details cannot be read any more: erased, or closed to this reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What the form says; `given` holds the permissions that were answered with yes.

    `near` is a place as typed, of which only the rough area is kept, and `locality_id` its locality where an outward code
    alone leaves that open. `text_version` is the version of the permissions that was read out ("": the one in force).
    """

    service_slug: str
    form_key: str
    person: Person
    for_whom: ForWhom
    given: frozenset[PermissionKind]
    given_by: GivenBy
    given_how: GivenHow
    near: str = ""
    locality_id: str = ""
    text_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """The opened details of one hand-over."""

    referral: Referral
    service_name: str
    organization_name: str
    person: Person
    permissions: tuple[PermissionGiven, ...]


def receiving(context: Context, slug: str) -> Listing:
    """The listing of a service that somebody can be handed over to.

    Raises SwitchedOffError, NobodyReadsItError, and what `show.listing` raises.
    """
    permission.require_team(context, Permission.REFER)
    if not context.settings.has_named_hand_over:
        raise SwitchedOffError
    listing = show.listing(context, slug)
    if not _is_read(context, listing):
        raise NobodyReadsItError
    return listing


def is_offered(context: Context, listing: Listing) -> bool:
    """Whether the person of this context, if there is one, can hand somebody over to this service."""
    may = context.user is not None and context.user.team_id is not None and context.user.can(Permission.REFER)
    return may and context.settings.has_named_hand_over and _is_read(context, listing)


def refusals(context: Context, person: Person) -> dict[str, tuple[Refusal, ...]]:
    """By field, why it cannot be kept as it is; an empty tuple: it is missing or too long. Empty where all is well."""
    found: dict[str, tuple[Refusal, ...]] = {}
    for field, longest in LONGEST.items():
        text = str(getattr(person, field))
        refused = private_text.refusals(text, context.today)
        if refused or len(text) > longest or (field in NEEDED and not text.strip()):
            found[field] = refused
    if not any(Refusal.CHI in refused for refused in found.values()):
        found |= {field: (Refusal.CHI_TOGETHER, *found.get(field, ())) for field in _split(person)}
    return found


def send(context: Context, asked: HandOver) -> Referral:
    """Hand the person over, once however often the form is sent: the referral, its permissions, the sealed details, and mail.

    Raises what `receiving` does, PermissionMissingError, DetailsRefusedError and PlaceNotKnownError.
    """
    user, team_id = permission.require_team(context, Permission.REFER)
    listing = receiving(context, asked.service_slug)
    _check(context, asked)
    _made_before(context, asked.form_key, user)  # before the transaction, so that a refused try stays written down
    with context.store.atomic():
        before = _made_before(context, asked.form_key, user)
        if before:
            return before
        made = _keep(context, _referral(context, asked, listing, user, team_id), listing)
        _seal(context, made.id, asked)
        audit.note(context, "referral.hand_over", "referral", made.id)
        answering.tell_group(context, made)
    return made


def made_by(context: Context, referral_id: str) -> Referral:
    """The hand-over that the person's own team has made; raises NotYoursError."""
    _, team_id = permission.require_team(context, Permission.SEE_TEAM)
    found = referrals.by_id(context.store, referral_id)
    if found is None or found.level is not Level.NAMED or found.team_id != team_id:
        _refuse(context, referral_id)
    return found


def view_as_staff(context: Context, referral_id: str) -> PersonView:
    """The details, for the team that handed the person over, until they are erased. Each look is an audit row."""
    found = made_by(context, referral_id)
    if found.undone_at:
        raise DetailsGoneError
    return _looked_at(context, found)


def view_as_group(context: Context, referral_id: str) -> PersonView:
    """The details, for the organisers of the one group that received them, until the referral is at its end."""
    user = permission.require(context, Permission.ANSWER)
    found = referrals.by_id(context.store, referral_id)
    if found is None or found.level is not Level.NAMED or not _is_for(context, found, user):
        _refuse(context, referral_id)
    if found.state in FINAL or found.undone_at:
        raise DetailsGoneError
    return _looked_at(context, found)


def opened(context: Context, referral: Referral) -> Person | None:
    """The details behind the seal; None once they were erased. Whoever calls this has asked who may, and writes it down."""
    sealed = hand_overs.sealed(context.store, referral.id)
    if sealed is None:
        return None
    wrapped_key, fields = sealed
    try:
        sealer = context.sealer.with_key(wrapped_key)
        texts = {field: sealer.open(text) for field, text in fields.items()}
    except SealBrokenError:
        return None
    return Person(**texts | {"contact_kind": ContactKind(texts["contact_kind"])})  # type: ignore[arg-type]


def _split(person: Person) -> tuple[str, ...]:
    """The fields that hold a CHI number together, though none of them does alone; a number to ring stands for itself."""
    texts = {field: str(getattr(person, field)) for field in LONGEST if field not in ("contact_kind", "contact")}
    with_digits = {field: text for field, text in texts.items() if any(letter.isdigit() for letter in text)}
    return tuple(with_digits) if chi.find(" ".join(with_digits.values())) else ()


def _is_read(context: Context, listing: Listing) -> bool:
    is_gone, takes_none = listing.service.status is ServiceStatus.DEFUNCT, listing.service.takes_referrals is False
    has_account = bool(accounts.of_organization(context.store, listing.organization.id))
    return has_account and not is_gone and not takes_none


def _check(context: Context, asked: HandOver) -> None:
    if asked.given != frozenset(PermissionKind):
        raise PermissionMissingError
    refused = refusals(context, asked.person)
    if refused:
        raise DetailsRefusedError(refused)


def _made_before(context: Context, form_key: str, user: User) -> Referral | None:
    found = next(iter(referrals.of_form(context.store, form_key)), None)
    if found and found.account_id != user.id:
        _refuse(context, found.id)
    return found


def _referral(context: Context, asked: HandOver, listing: Listing, user: User, team_id: str) -> Referral:
    where = whereabouts.of(context, asked.near, otherwise=asked.locality_id)
    return Referral(
        id=identifiers.fresh(),
        need_id=identifiers.fresh(),
        level=Level.NAMED,
        form_key=asked.form_key,
        created_at=context.now,
        account_id=user.id,
        team_id=team_id,
        service_id=listing.service.id,
        snapshot_id="",
        theme_code=referring.theme_of(context, listing),
        for_whom=asked.for_whom,
        outward_code=where.outward_code,
        locality_id=where.locality_id,
        how=How.HANDED_OVER,
        reference=referring.fresh_reference(context),
        state=State.SENT,
        state_at=context.now,
    )


def _keep(context: Context, referral: Referral, listing: Listing) -> Referral:
    snapshot = snapshots.snapshot_of(context, listing)
    referrals.add_snapshot(context.store, snapshot)
    made = replace(referral, snapshot_id=snapshot.id)
    referrals.add(context.store, made)
    return made


def _seal(context: Context, referral_id: str, asked: HandOver) -> None:
    wrapped_key = context.sealer.new_key()
    sealer = context.sealer.with_key(wrapped_key)
    sealed = {field: sealer.seal(str(getattr(asked.person, field)).strip()) for field in hand_overs.FIELDS}
    hand_overs.add(context.store, referral_id, wrapped_key=wrapped_key, sealed=sealed)
    is_known = wordings.permissions_of(context, asked.text_version) is not None
    version = asked.text_version if is_known else wordings.permissions(context)[0]
    given = [
        PermissionGiven(
            kind=kind,
            given_by=asked.given_by,
            given_how=asked.given_how,
            text_version=version,
            given_at=context.now,
        )
        for kind in PermissionKind
    ]
    hand_overs.add_permissions(context.store, referral_id, given)


def _is_for(context: Context, referral: Referral, user: User) -> bool:
    return hand_overs.organization_of(context.store, referral.service_id) in user.organization_ids


def _refuse(context: Context, referral_id: str) -> Never:
    audit.note(context, "referral.refused", "referral", referral_id)
    raise NotYoursError


def _looked_at(context: Context, referral: Referral) -> PersonView:
    person = opened(context, referral)
    if person is None:
        raise DetailsGoneError
    snapshot = referrals.snapshots(context.store, (referral.snapshot_id,))[referral.snapshot_id]
    audit.note(context, "person.view", "referral", referral.id)
    return PersonView(
        referral=referral,
        service_name=snapshot.service_name,
        organization_name=snapshot.organization_name,
        person=person,
        permissions=hand_overs.permissions(context.store, referral.id),
    )
