"""What is said to somebody whom the organisation’s sign-in did not bring in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from locator.actions.organisation_sign_in import Reason

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        Reason.DOWN.value: "Your organisation’s sign-in does not answer. Try again in a few minutes.",
        Reason.NOT_GRANTED.value: "Your organisation’s sign-in did not let you in. You can try again.",
        Reason.UNTRUSTED.value: (
            "Your organisation’s sign-in sent an answer that we could not check, so you are not signed in. "
            "Try again. If it goes on, tell whoever looks after this site."
        ),
        Reason.LATE.value: "That took too long, or was begun in another tab or browser. Please start again.",
    }
)
"""By the word in the address of the page for signing in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that says why trying again is no use, and what to do instead."""

    title: str
    why: str
    what_to_do: str


PAGES: Mapping[Reason, Page] = MappingProxyType(
    {
        Reason.UNINVITED: Page(
            title="Ask to be invited",
            why="Your organisation knows you, but there is no account for you here yet.",
            what_to_do="Ask your team lead, or whoever looks after accounts, to invite you. "
            "They need the work email address that you sign in with.",
        ),
        Reason.UNCHECKED: Page(
            title="We could not match you to an account",
            why="The first time, we look for your account by your work email address. "
            "Your organisation did not tell us one that it has checked.",
            what_to_do="Ask whoever looks after accounts here, or your IT help desk, to look into it.",
        ),
        Reason.CLOSED: Page(
            title="This account is closed",
            why="Your organisation knows you, but your account here, or your team's, has been closed.",
            what_to_do="If that is a mistake, ask your team lead or whoever looks after accounts.",
        ),
    }
)


def sentence(word: str) -> str:
    """The sentence for a word in the address; "" for any other word."""
    return SENTENCES.get(word, "")
