"""How to reach the group that a referral went to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from locator.accounts.account import Account
from locator.actions.context import Context
from locator.directory.listing import Listing
from locator.post.letters import About
from locator.referral.referral import Referral, Snapshot
from locator.roles import Permission, allows
from locator.storage import accounts, listings, merges, referrals


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupContact:
    """The group as its listing is now, under the name that it had when somebody was referred; texts are empty where not known.

    A listing that was merged is reached as the one that it is a part of now says; who may answer stays who could.
    """

    name: str
    organization_id: str
    organization_name: str
    email: str
    phone: str
    accounts: tuple[Account, ...]

    @property
    def can_be_mailed(self) -> bool:
        """Whether any message reaches the group."""
        return bool(self.email or self.accounts)


def of(context: Context, referral: Referral) -> GroupContact:
    """How to reach the group of this referral, whether its listing is still published or not."""
    return of_each(context, (referral,))[referral.id]


def of_each(context: Context, asked: Sequence[Referral]) -> dict[str, GroupContact]:
    """The same for each of these referrals, by its id; what they have in common is read once."""
    ids = tuple(dict.fromkeys(one.service_id for one in asked))
    kept = merges.kept_for(context.store, ids)
    every = tuple(dict.fromkeys((*ids, *kept.values())))
    found = {one.service.id: one for one in listings.by_ids(context.store, every, unpublished=True)}
    snapshots = referrals.snapshots(context.store, [one.snapshot_id for one in asked])
    groups = {one.organization.id for one in found.values()}
    people = {id_: accounts.of_organization(context.store, id_) for id_ in groups}
    return {
        one.id: _made(
            found[one.service_id],
            found[kept.get(one.service_id, one.service_id)],
            snapshots[one.snapshot_id],
            people,
        )
        for one in asked
    }


def _made(
    listing: Listing, now: Listing, snapshot: Snapshot, people: Mapping[str, tuple[Account, ...]]
) -> GroupContact:
    phones = (*now.phones, *now.organization.phones)
    return GroupContact(
        name=snapshot.service_name,
        organization_id=listing.organization.id,
        organization_name=snapshot.organization_name,
        email=now.service.email or now.organization.email or "",
        phone=phones[0].number if phones else "",
        accounts=tuple(person for person in people[listing.organization.id] if allows(person.role, Permission.ANSWER)),
    )


def about(context: Context, referral: Referral, group: GroupContact) -> About:
    """What letters about this referral may name."""
    return About(
        group=group.name,
        reference=referral.reference or "",
        site=context.settings.site_name,
        phone=context.settings.enquiries_phone,
    )
