"""What is said where somebody's part in a group stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from locator.actions.keeping import Refusal

REFUSALS: Mapping[Refusal, str] = MappingProxyType(
    {
        Refusal.EMAIL: "Type an email address, such as morag.reid@example.org",
        Refusal.NAME: "Type their name, in 100 letters or fewer",
        Refusal.TOO_MANY: "There are 20 people already, or too many were asked in the last hour. Try again later, or phone us",
        Refusal.OTHER_ACCOUNT: "There is another account with this address, for other work. It cannot look after a group as well",
        Refusal.LEAD: "The lead stays until somebody else leads the group. Make somebody else the lead first, or phone us",
        Refusal.PUBLISHED: "Their email address is on the group’s page, so they could come back at once. "
        "Change the address on the page first",
        Refusal.GONE: "They do not look after this group any more, so there is nothing to answer. Say no, with that reason",
    }
)
