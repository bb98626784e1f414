"""The words of reminders to say that listings are still correct: plain, short, about no person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from locator.post.letters import Letter, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupToCheck:
    """One organization: the names of its listings that are due, and the link to them."""

    name: str
    listings: tuple[str, ...]
    address: str


def still_correct(site: str, phone: str, groups: Sequence[GroupToCheck], *, is_again: bool) -> Letter:
    """To whoever looks after listings: please look at them, and press one button."""
    again = ["We wrote to you before and have not heard from you yet."] if is_again else []
    stop = f"To stop these letters, or to tell us by phone, ring {phone}." if phone else ""
    body = "\n\n".join(
        [
            "Hello,",
            *again,
            f"People find your group through {site}. Please tell us if what it says is still correct.",
            *(_group(one) for one in groups),
            "You do not need a password. The link works for 30 days. Opening it changes nothing.",
            *([stop] if stop else []),
            site,
        ]
    )
    return Letter(subject=one_line(_subject(groups, is_again=is_again)), body=body + "\n")


def _subject(groups: Sequence[GroupToCheck], *, is_again: bool) -> str:
    names = [name for one in groups for name in one.listings]
    asked = f"is {names[0]} still correct?" if len(names) == 1 else f"are your {len(names)} listings still correct?"
    return f"Please look again: {asked}" if is_again else asked[:1].upper() + asked[1:]


def _group(one: GroupToCheck) -> str:
    listed = "\n".join(f"- {one_line(name)}" for name in one.listings)
    return f"{one_line(one.name)}:\n{listed}\n\nOpen this link and press a button:\n{one.address}"
