"""The letters to people who look after a group. `own` are the words that staff have written themselves, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from locator.post.letters import NO_OWN, Letter, Own, one_line, written


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupToCheck:
    """One organization: the names of its listings that are due, and the link to them."""

    name: str
    listings: tuple[str, ...]
    address: str


def about_group(name: str, site: str, group: str, own: Own = NO_OWN, *, link: str = "", reason: str = "") -> Letter:
    """The letter of this name about one group, or about none: who may look after it, and how they come in."""
    return written(name, own, site=site, group=group, link=link, reason=reason)


def come_in(site: str, groups: Sequence[str], link: str, own: Own = NO_OWN) -> Letter:
    """To whoever asked for a link: this is it, and these are the groups that it leads to."""
    what = f"To look after what {site} says about {_listed(groups)}" if groups else f"To come in to {site}"
    return written("come_in", own, site=site, for_what=what, link=link)


def change_decided(
    site: str, listing: str, link: str, own: Own = NO_OWN, *, has_taken: bool, has_left_out: bool, reason: str
) -> Letter:
    """To whoever asked for a change: whether the directory says it now, and why not where it does not."""
    if not has_taken:
        outcome, sentence = "was not made", f"We have not made your change to {listing}."
    elif has_left_out:
        outcome = "was partly made"
        sentence = f"We have made part of your change to {listing}. It is in the directory now."
    else:
        outcome, sentence = "is made", f"Your change to {listing} is in the directory now. Thank you."
    named = {"listing": listing, "outcome": outcome, "sentence": sentence, "reason": reason}
    return written("change_decided", own, site=site, link=link, **named)


def still_correct(
    site: str, phone: str, groups: Sequence[GroupToCheck], own: Own = NO_OWN, *, is_again: bool
) -> Letter:
    """To whoever looks after listings: please look at them, and press one button."""
    again = "We wrote to you before and have not heard from you yet." if is_again else ""
    listed = "\n\n".join(_to_check(one) for one in groups)
    question = _question(groups, is_again=is_again)
    return written("still_correct", own, site=site, phone=phone, again=again, links=listed, question=question)


def _question(groups: Sequence[GroupToCheck], *, is_again: bool) -> str:
    names = [name for one in groups for name in one.listings]
    asked = f"is {names[0]} still correct?" if len(names) == 1 else f"are your {len(names)} listings still correct?"
    return f"Please look again: {asked}" if is_again else asked[:1].upper() + asked[1:]


def _to_check(one: GroupToCheck) -> str:
    listed = "\n".join(f"- {one_line(name)}" for name in one.listings)
    return f"{one_line(one.name)}:\n{listed}\n\nOpen this link and press a button:\n{one.address}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
