"""How to reach the group that a referral went to."""

from __future__ import annotations

from dataclasses import dataclass

from locator.accounts.account import Account
from locator.actions.context import Context
from locator.post.letters import About
from locator.referral.referral import Referral
from locator.roles import Permission, allows
from locator.storage import accounts, listings, referrals


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupContact:
    """The group as its listing is now, under the name that it had when somebody was referred; texts are empty where not known."""

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
    listing = listings.by_ids(context.store, (referral.service_id,), unpublished=True)[0]
    snapshot = referrals.snapshots(context.store, (referral.snapshot_id,))[referral.snapshot_id]
    phones = (*listing.phones, *listing.organization.phones)
    people = accounts.of_organization(context.store, listing.organization.id)
    return GroupContact(
        name=snapshot.service_name,
        organization_id=listing.organization.id,
        organization_name=snapshot.organization_name,
        email=listing.service.email or listing.organization.email or "",
        phone=phones[0].number if phones else "",
        accounts=tuple(person for person in people if allows(person.role, Permission.ANSWER)),
    )


def about(context: Context, referral: Referral, group: GroupContact) -> About:
    """What letters about this referral may name."""
    return About(
        group=group.name,
        reference=referral.reference or "",
        site=context.settings.site_name,
        phone=context.settings.enquiries_phone,
    )
