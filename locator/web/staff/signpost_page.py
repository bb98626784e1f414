"""What the pages for pointing somebody to a group show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from locator.actions.referring import Logged, Pointing
from locator.directory.listing import Listing
from locator.directory.service import Capacity
from locator.places import postcode
from locator.referral.referral import AgeBand, ForWhom, How, Level, Reason, Referral, Snapshot
from locator.web.staff import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group on the page: a word of warning where it is full or closed."""

    slug: str
    name: str
    warning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignpostPage:
    """The page with its choices; `wrong` says what is wrong with the place."""

    form_key: str
    title: str
    groups: tuple[Group, ...]
    is_coded: bool
    how: How
    age_band: AgeBand
    near: str
    reasons: frozenset[Reason]
    wrong: str
    is_open: bool
    whom: Mapping[ForWhom, str]
    hows: Mapping[How, str]
    ages: Mapping[AgeBand, str]
    every_reason: Mapping[Reason, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedPage:
    """What was logged."""

    form_key: str
    logged: Logged

    @property
    def title(self) -> str:
        """The heading."""
        return "Taken back" if self.logged.is_undone else "Logged"

    @property
    def entries(self) -> tuple[tuple[Referral, Snapshot], ...]:
        """Each referral with the listing as it was."""
        return self.logged.referrals

    @property
    def first(self) -> Referral:
        """The first of them: what was chosen is the same for all."""
        return self.logged.referrals[0][0]

    @property
    def summary(self) -> str:
        """For whom and how: "For a carer. Told them."."""
        how = words.HOW.get(self.first.how, "")
        return f"{words.FOR_WHOM[self.first.for_whom]}. {how}."

    @property
    def is_coded(self) -> bool:
        """Whether each has a reference."""
        return self.first.level is Level.CODED


def signpost_page(asked: Pointing, groups: tuple[Listing, ...], wrong: str) -> SignpostPage:
    """The page for these groups with what was chosen so far."""
    title = (
        f"Point somebody to {groups[0].service.name}" if len(groups) == 1 else f"Point somebody to {len(groups)} groups"
    )
    near = outward(asked.near)
    return SignpostPage(
        form_key=asked.form_key,
        title=title,
        groups=tuple(Group(slug=one.service.slug, name=one.service.name, warning=_warning(one)) for one in groups),
        is_coded=asked.level is Level.CODED,
        how=asked.how,
        age_band=asked.age_band,
        near=asked.near if wrong else near,
        reasons=frozenset(asked.reasons),
        wrong=wrong,
        is_open=bool(wrong or asked.reasons or asked.age_band),
        whom=words.FOR_WHOM,
        hows=words.HOW,
        ages=words.AGE,
        every_reason=words.REASONS,
    )


def outward(text: str) -> str:
    """The text, of a full postcode only the first half: the rest is nobody's business."""
    found = postcode.full(text)
    return found.outward if found else text


def _warning(listing: Listing) -> str:
    if listing.service.capacity is Capacity.FULL:
        return "It was full when we last heard."
    if listing.service.capacity is Capacity.WAITING_LIST:
        return "It has a waiting list."
    return "It is closed for now." if listing.service.status.value == "temporarily closed" else ""
