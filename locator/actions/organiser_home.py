"""Where somebody who looks after groups begins: their groups and listings, what waits, and what they can do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from locator.accounts.account import User
from locator.accounts.claim import Claim, ClaimKind
from locator.actions import assuring, documents, keeping, permission
from locator.actions.context import Context
from locator.directory.freshness import Freshness
from locator.directory.listing import Listing
from locator.directory.organization import Organization
from locator.directory.service import AssuredHow
from locator.referral.states import UNANSWERED
from locator.revision.proposal import ProposalState
from locator.revision.subject import SubjectKind
from locator.roles import Permission
from locator.storage import claims, keepers, listings, merges, organizations, proposals, referrals


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnListing:
    """One listing, hidden or not: when it was checked, how many changes of it wait, and whether the person has a draft.

    `kept` is the listing that it is a part of now, where it is.
    """

    listing: Listing
    freshness: Freshness
    waiting: int
    has_draft: bool
    kept: Listing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGroup:
    """One group; `answers` says whether the person answers its referrals, `has_asked` that they asked to."""

    organization: Organization
    listings: tuple[OwnListing, ...]
    people: int
    answers: bool
    has_asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The page; `unanswered` counts referrals that wait, None for who came by a link and may not see any."""

    groups: tuple[OwnGroup, ...]
    claims: tuple[tuple[Claim, str], ...]
    unanswered: int | None


def home(context: Context) -> Home:
    """The signed-in person's groups, by name; raises NotAllowedError."""
    user = permission.require(context, Permission.EDIT_OWN)
    with context.store.snapshot():
        found = organizations.by_ids(context.store, user.managed_ids)
        waiting = claims.waiting_of_email(context.store, user.email)
        claimed = organizations.by_ids(context.store, [one.organization_id for one in waiting])
        groups = tuple(_group(context, user, one, waiting) for one in found.values())
    return Home(
        groups=tuple(sorted(groups, key=lambda one: (one.organization.name, one.organization.id))),
        claims=tuple((one, claimed[one.organization_id].name) for one in waiting if one.kind is ClaimKind.LISTINGS),
        unanswered=_unanswered(context, user),
    )


def all_correct(context: Context, service_id: str, form_key: str) -> None:
    """One press of somebody who looks after the group: the listing is still correct. Raises NotYoursError, and writes the try down."""
    found = listings.by_ids(context.store, (service_id,), unpublished=True)
    keeping.require_keeper(context, found[0].organization.id if found else "")
    assuring.assure(context, service_id, AssuredHow.GROUP, form_key=f"{form_key}/{service_id}")


def _group(context: Context, user: User, organization: Organization, asked: tuple[Claim, ...]) -> OwnGroup:
    changes = proposals.of_organizations(context.store, (organization.id,))
    of_services = [one for one in changes if one.subject.kind is SubjectKind.SERVICE]
    waiting = Counter(one.subject.id for one in of_services if one.state is ProposalState.WAITING)
    drafts = {one.subject.id for one in of_services if one.state is ProposalState.DRAFT and one.account_id == user.id}
    every = listings.of_organization(context.store, organization.id, unpublished=True)
    kept = _kept(context, [one.service.id for one in every])
    return OwnGroup(
        organization=organization,
        listings=tuple(
            OwnListing(
                listing=one,
                freshness=documents.freshness_of(one, context.reference, context.today),
                waiting=waiting[one.service.id],
                has_draft=one.service.id in drafts,
                kept=kept.get(one.service.id),
            )
            for one in every
        ),
        people=len(keepers.of_organization(context.store, organization.id)),
        answers=organization.id in user.organization_ids or _answers(context, user, organization.id),
        has_asked=any(one.kind is ClaimKind.ACCOUNT and one.organization_id == organization.id for one in asked),
    )


def _kept(context: Context, service_ids: Sequence[str]) -> dict[str, Listing]:
    """For each of these that is a part of another listing now, that other one."""
    into = merges.kept_for(context.store, service_ids)
    found = {one.service.id: one for one in listings.by_ids(context.store, list(into.values()), unpublished=True)}
    return {id_: found[kept_id] for id_, kept_id in into.items() if kept_id in found}


def _answers(context: Context, user: User, organization_id: str) -> bool:
    keeper = keepers.one(context.store, organization_id, user.id)
    return keeper is not None and keeper.answers


def _unanswered(context: Context, user: User) -> int | None:
    if not user.can(Permission.ANSWER):
        return None
    found = referrals.of_organizations(context.store, user.organization_ids) if user.organization_ids else ()
    return sum(one.state in UNANSWERED for one in found)
