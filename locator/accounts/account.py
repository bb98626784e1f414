"""An account and the team that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from locator.roles import BY_LINK, BY_REMINDER, SEES_REFERRALS, Permission, Role, allows


class TeamKind(StrEnum):
    """What kind of team refers."""

    NHS = "NHS community team"
    SOCIAL_WORK = "social work locality team"
    LINK_WORKERS = "GP link workers"
    THIRD_SECTOR = "third sector"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team; once `closed_at` is set nobody of it can do anything as its member."""

    id: str
    slug: str
    name: str
    kind: TeamKind
    created_at: datetime
    closed_at: datetime | None = None


class AccountStatus(StrEnum):
    """Invited: not yet signed in for the first time. Disabled: kept for the record, opens nothing."""

    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in; `organization_ids` are the groups that they look after in any way.

    `email` is in small letters. `password_hash` is empty without a password; `totp_sealed` holds the sealed secret of the
    authenticator app and `totp_step` the last time step that was used (RFC 6238), so that no code works twice.
    `identity` is (issuer, subject) at an identity provider.
    """

    id: str
    email: str
    name: str
    role: Role
    team_id: str | None = None
    organization_ids: tuple[str, ...] = ()
    status: AccountStatus = AccountStatus.INVITED
    password_hash: str = ""
    totp_sealed: str = ""
    totp_step: int = 0
    identity: tuple[str, str] | None = None
    created_at: datetime
    signed_in_at: datetime | None = None
    is_demonstration: bool = False

    @property
    def has_second_factor(self) -> bool:
        """Whether an authenticator app is set up."""
        return bool(self.totp_sealed)

    @property
    def needs_second_factor(self) -> bool:
        """Whether the role can see a referral."""
        return self.role in SEES_REFERRALS


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """The signed-in person of one request: who, in which role and team, for which organizations.

    Of organizations there are those whose referrals they answer, those whose listings they look after, and among these the
    ones where their small changes are public at once. `by_link`: they came by a link in an email, without a password;
    `by_reminder`: and that was the link of a reminder, which others may have too.
    """

    id: str
    name: str
    email: str
    role: Role
    team_id: str | None = None
    team_name: str = ""
    organization_ids: tuple[str, ...] = ()
    managed_ids: tuple[str, ...] = ()
    trusted_ids: tuple[str, ...] = ()
    by_link: bool = False
    by_reminder: bool = False

    def can(self, permission: Permission) -> bool:
        """Whether the user's role, and the way in which they came, allow this."""
        if self.by_link and permission not in (BY_REMINDER if self.by_reminder else BY_LINK):
            return False
        return allows(self.role, permission)
