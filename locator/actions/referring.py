"""Point somebody to a group: a signpost, or a coded referral with a reference that only the referrer's own record resolves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Never

from locator.accounts.account import User
from locator.actions import answering, audit, permission, show, snapshots, whereabouts
from locator.actions.answering import Told
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.actions.whereabouts import Whereabouts
from locator.directory.listing import Listing
from locator.directory.service import ServiceStatus
from locator.referral import reference
from locator.referral.referral import AgeBand, ForWhom, How, Level, Reason, Referral, Snapshot
from locator.referral.states import State
from locator.roles import Permission
from locator.storage import identifiers, listings, referrals

UNDO = timedelta(minutes=15)
"""How long a press can be taken back."""

MOST_AT_ONCE = 30


class NothingChosenError(Exception):
    """None of the groups that were asked for is listed."""


class NoReferralsError(Exception):
    """These groups take no referrals, so that a reference would wait for an answer that never comes."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class TooLateError(Exception):
    """It was logged longer ago than can be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointing:
    """One press: to which groups, for whom, how. `near` is a place as typed, of which only the rough area is kept.

    `locality_id` is its locality where an outward code alone leaves that open.
    """

    form_key: str
    slugs: tuple[str, ...]
    level: Level = Level.SIGNPOST
    for_whom: ForWhom = ForWhom.OLDER_PERSON
    how: How = How.TOLD
    age_band: AgeBand = AgeBand.NOT_SAID
    near: str = ""
    locality_id: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What one press has made: referrals with the listing as it was, and whether it can still be taken back.

    `told` says of each coded one how its group hears of it.
    """

    referrals: tuple[tuple[Referral, Snapshot], ...]
    is_undone: bool
    can_undo: bool
    can_be_coded: bool
    told: tuple[Told, ...] = ()


def chosen(context: Context, slugs: tuple[str, ...]) -> tuple[Listing, ...]:
    """The listings at these addresses, old ones followed, each once; raises NothingChosenError where none is there.

    A group that has closed for good is not there any more.
    """
    permission.require_team(context, Permission.REFER)
    found = (_listing(context, slug) for slug in slugs[:MOST_AT_ONCE])
    known = {one.service.id: one for one in found if one and one.service.status is not ServiceStatus.DEFUNCT}
    if not known:
        raise NothingChosenError
    return tuple(known.values())


def point(context: Context, pointing: Pointing) -> tuple[Referral, ...]:
    """Log it, once however often the form is sent. Raises NothingChosenError, PlaceNotKnownError, NoReferralsError."""
    user, team_id = permission.require_team(context, Permission.REFER)
    before = _made_before(context, pointing.form_key, user)
    if before:
        return before
    groups = chosen(context, pointing.slugs)
    where = whereabouts.of(context, pointing.near, otherwise=pointing.locality_id)
    without = tuple(one.service.name for one in groups if one.service.takes_referrals is False)
    if pointing.level is Level.CODED and without:
        raise NoReferralsError(without)
    with context.store.atomic():
        before = _made_before(context, pointing.form_key, user)
        if before:
            return before
        need_id = identifiers.fresh()
        return tuple(_keep(context, pointing, listing, where, user.id, team_id, need_id) for listing in groups)


def logged(context: Context, form_key: str) -> Logged:
    """What a form of the person's own team has made; raises NotYoursError."""
    user, team_id = permission.require_team(context, Permission.REFER)
    found = _of_team(context, form_key, team_id)
    kept = referrals.snapshots(context.store, [one.snapshot_id for one in found])
    can_undo = all(_can_undo(context, one) for one in found)
    return Logged(
        referrals=tuple((one, kept[one.snapshot_id]) for one in found),
        is_undone=all(one.undone_at for one in found),
        can_undo=can_undo,
        can_be_coded=can_undo and found[0].account_id == user.id and bool(_can_be_coded(context, found)),
        told=tuple(answering.how_told(context, one) for one in found if one.level is Level.CODED),
    )


def undo(context: Context, form_key: str) -> None:
    """Take back what a form has made: it is counted nowhere, and a group that was asked is told. Twice is once.

    Raises NotYoursError, TooLateError.
    """
    _, team_id = permission.require_team(context, Permission.REFER)
    _of_team(context, form_key, team_id)
    with context.store.atomic():
        for one in referrals.of_form(context.store, form_key):
            _take_back(context, one)


def is_used(context: Context, form_key: str) -> bool:
    """Whether a form with this key has made something already."""
    permission.require_team(context, Permission.REFER)
    return bool(referrals.of_form(context.store, form_key))


def code(context: Context, form_key: str) -> str:
    """Make signposts of the person's own into coded referrals, so that the groups answer; the key under which those are.

    Groups that take no referrals stay as they are. Raises NotYoursError, NoReferralsError, TooLateError.
    """
    user, team_id = permission.require_team(context, Permission.REFER)
    _of_team(context, form_key, team_id)
    coded_key = identifiers.made_from("coded", form_key)
    if _made_before(context, coded_key, user):
        return coded_key
    with context.store.atomic():
        if _made_before(context, coded_key, user):
            return coded_key
        for one in _to_be_coded(context, _made_before(context, form_key, user)):
            _take_back(context, one)
            made = replace(one, id=identifiers.fresh(), form_key=coded_key, level=Level.CODED, created_at=context.now)
            _add(context, _waiting(context, made))
    return coded_key


def _listing(context: Context, slug: str) -> Listing | None:
    try:
        return show.listing(context, slug)
    except show.MovedError as moved:
        return listings.by_slug(context.store, moved.slug)
    except show.NotFoundError:
        return None


def _made_before(context: Context, form_key: str, user: User) -> tuple[Referral, ...]:
    found = referrals.of_form(context.store, form_key)
    if any(one.account_id != user.id for one in found):
        _refuse(context, found)
    return found


def _of_team(context: Context, form_key: str, team_id: str) -> tuple[Referral, ...]:
    found = referrals.of_form(context.store, form_key)
    if not found or any(one.team_id != team_id for one in found):
        _refuse(context, found)
    return found


def _refuse(context: Context, found: tuple[Referral, ...]) -> Never:
    for one in found:
        audit.note(context, "referral.refused", "referral", one.id)
    raise NotYoursError


def _take_back(context: Context, one: Referral) -> None:
    if one.undone_at:
        return
    if not _can_undo(context, one):
        raise TooLateError
    referrals.undo(context.store, one.id, context.now)
    audit.note(context, "referral.undo", "referral", one.id)
    if one.level is not Level.SIGNPOST:
        answering.take_back(context, one)


def _can_be_coded(context: Context, found: tuple[Referral, ...]) -> list[Referral]:
    """The signposts among them that stand, to groups that are listed and take referrals."""
    signposts = [one for one in found if one.level is Level.SIGNPOST and not one.undone_at]
    listed = listings.by_ids(context.store, [one.service_id for one in signposts])
    taking = {one.service.id for one in listed if one.service.takes_referrals is not False}
    return [one for one in signposts if one.service_id in taking]


def _to_be_coded(context: Context, found: tuple[Referral, ...]) -> list[Referral]:
    signposts = _can_be_coded(context, found)
    if not signposts:
        raise NoReferralsError(())
    return signposts


def _can_undo(context: Context, referral: Referral) -> bool:
    is_untouched = referral.state in (State.SIGNPOSTED, State.SENT)
    return is_untouched and not referral.undone_at and context.now - referral.created_at <= UNDO


def _keep(
    context: Context,
    pointing: Pointing,
    listing: Listing,
    where: Whereabouts,
    account_id: str,
    team_id: str,
    need_id: str,
) -> Referral:
    snapshot = snapshots.snapshot_of(context, listing)
    made = Referral(
        id=identifiers.fresh(),
        need_id=need_id,
        level=Level.CODED if pointing.level is Level.CODED else Level.SIGNPOST,
        form_key=pointing.form_key,
        created_at=context.now,
        account_id=account_id,
        team_id=team_id,
        service_id=listing.service.id,
        snapshot_id=snapshot.id,
        theme_code=theme_of(context, listing),
        for_whom=pointing.for_whom,
        age_band=pointing.age_band,
        outward_code=where.outward_code,
        locality_id=where.locality_id,
        how=pointing.how,
        reasons=pointing.reasons,
        state=State.SIGNPOSTED,
        state_at=context.now,
    )
    referrals.add_snapshot(context.store, snapshot)
    return _add(context, _waiting(context, made) if made.level is Level.CODED else made)


def _waiting(context: Context, made: Referral) -> Referral:
    """The same with a reference, waiting for the group to answer."""
    return replace(made, reference=fresh_reference(context), state=State.SENT, state_at=context.now)


def _add(context: Context, made: Referral) -> Referral:
    referrals.add(context.store, made)
    audit.note(context, f"referral.{made.level}", "referral", made.id)
    if made.level is Level.CODED:
        answering.tell_group(context, made)
    return made


def theme_of(context: Context, listing: Listing) -> str | None:
    """The first of the programme's themes that the listing has."""
    known = {theme.code for theme in context.reference.every_theme}
    return next((term.code for term in listing.service.terms if term.code in known), None)


def fresh_reference(context: Context, fresh: Callable[[int], str] = reference.fresh) -> str:
    """A reference that nothing has yet; longer once the short ones run out."""
    for tried in range(100):
        found = fresh(reference.LENGTH + tried // 5)
        if referrals.by_reference(context.store, found) is None:
            return found
    raise RuntimeError("no reference is free")
