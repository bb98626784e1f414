"""Who may do what: the roles that an account can have, and one table of what each allows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a person is to the directory."""

    STAFF = "staff"
    TEAM_LEAD = "team lead"
    ORGANISER = "organiser"
    CURATOR = "curator"
    PROGRAMME_LEAD = "programme lead"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that a person may do."""

    REFER = "refer"
    """Log signposts, referrals and unmet need, and see one's own."""
    SEE_TEAM = "see the team's referrals"
    SEE_TEAM_LOG = "see the team's log"
    SEE_FIGURES = "see the programme's figures"
    """Counts of all teams, small ones hidden."""
    ANSWER = "answer for a group"
    EDIT_OWN = "change listings"
    """Of the groups that they look after, and of no other; a curator looks after all."""
    SHARE_OWN = "say who looks after a group"
    """Ask others to look after one's own group, take them off, hand over the lead, or leave."""
    CURATE = "curate"
    """Decide on changes, keep the directory true, and see which groups have not answered, without any person's details."""
    SET_UP = "change texts and settings"
    """What messages and permissions say, and how the site is called and reached."""
    MANAGE_ACCOUNTS = "manage accounts"
    READ_AUDIT = "read the audit trail"
    OPEN_OUTSIDE_TEAM = "open a referral of another team"
    """With a reason, and the privacy lead is told."""
    ERASE = "erase a person"


_STAFF = frozenset({Permission.REFER, Permission.SEE_TEAM, Permission.SEE_TEAM_LOG})

ALLOWED: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.STAFF: _STAFF,
        Role.TEAM_LEAD: _STAFF | {Permission.SEE_FIGURES},
        Role.ORGANISER: frozenset({Permission.ANSWER, Permission.EDIT_OWN, Permission.SHARE_OWN}),
        Role.CURATOR: frozenset(
            {
                Permission.CURATE,
                Permission.SET_UP,
                Permission.EDIT_OWN,
                Permission.SHARE_OWN,
                Permission.SEE_FIGURES,
            }
        ),
        Role.PROGRAMME_LEAD: frozenset({Permission.SEE_FIGURES}),
        Role.ADMINISTRATOR: frozenset(
            {
                Permission.MANAGE_ACCOUNTS,
                Permission.SET_UP,
                Permission.READ_AUDIT,
                Permission.OPEN_OUTSIDE_TEAM,
                Permission.ERASE,
                Permission.SEE_FIGURES,
            }
        ),
    }
)

SEES_REFERRALS = frozenset({Role.STAFF, Role.TEAM_LEAD, Role.ORGANISER, Role.ADMINISTRATOR})
"""The roles that can see a referral, and so need a second factor; the others are asked to have one too."""

BY_LINK = frozenset({Permission.EDIT_OWN, Permission.SHARE_OWN})
"""What somebody may do who came in by a link in an email, without a password and a second factor: never see a referral."""

BY_REMINDER = frozenset({Permission.EDIT_OWN})
"""What somebody may do who came in by the link of a reminder. It works for weeks, and people pass such a letter on."""

IN_A_TEAM = frozenset({Role.STAFF, Role.TEAM_LEAD})
"""The roles that only make sense inside a team."""


def allows(role: Role, permission: Permission) -> bool:
    """Whether the role may do this."""
    return permission in ALLOWED[role]
