"""How likely two listings are the same one, and why: points for and against, from what each of them says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from locator.directory import contact, contact_rules, like_names, recurrence
from locator.directory.listing import Listing
from locator.directory.schedule import Schedule

LIKELY = 60
"""From here on somebody should look. It takes a name that is alike and a number of its own, or two other things that agree; the
same name alone (45) is not enough, because half the towns have a Men's Shed. `tests/directory/like_pairs.py` holds it to
pairs of both kinds.
"""

ALIKE_FROM, SOMEWHAT_FROM, SAME_FROM = 80, 68, 95
SAME_NAME, ALIKE_NAME, SOMEWHAT_ALIKE_NAME, OTHER_NAME = 45, 38, 20, -25
SAME_PLACE, SAME_AREA, OTHER_PLACE = 20, 10, -45
"""A group with sessions at two halls has two listings on purpose: another place outweighs the same group and number.
An area tells less than a hall: many services cover the whole council.
"""

SAME_PHONE, SAME_PHONE_OF_GROUP, OTHER_PHONE = 25, 8, -5
"""Within one group all listings may have the group's number, so that it tells less there."""

SAME_GROUP, ALIKE_GROUP, OTHER_GROUP = 10, 15, -10
"""Two groups of one name tell more than one group: somebody entered it a second time, with all that it does."""

ALIKE_GROUP_FROM = 85
SAME_TIMES, OTHER_TIMES = 15, -15
SAME_BUT_FOR_THE_NAME = 25
"""At one place, at one time, with one number: it may have a new name."""

LEAST_DIGITS = 9
"""Of a telephone number that belongs to one group; 111 and 999 do not."""

_DAY = re.compile(r"[A-Z]{2}")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Reason(StrEnum):
    """What speaks for it, as a curator reads it."""

    SAME_NAME = "same name"
    ALIKE_NAME = "names are alike"
    SAME_VENUE = "same venue"
    SAME_POSTCODE = "same postcode"
    SAME_AREA = "same area"
    SAME_PHONE = "same phone number"
    SAME_GROUP = "same group"
    ALIKE_GROUP = "groups’ names are alike"
    SAME_TIMES = "same day and time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """As much of a listing as is compared; it may not be saved yet, and what is not known is empty.

    `phones` are as they are dialled, `times` days with hours ("TU", "10:00"), the hour empty where it is not known.
    """

    id: str
    name: str
    organization_id: str = ""
    organization_name: str = ""
    locations: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    times: frozenset[tuple[str, str]] = frozenset()
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How likely two are the same, from 0 to 100, and what speaks for it, the weightiest first."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        """Whether somebody should look."""
        return self.score >= LIKELY


Evidence = tuple[int, Reason | None]


def of(first: Sketch, second: Sketch) -> Likeness:
    """How likely the two are the same; it does not matter which is first."""
    found = (_name(first, second), _place(first, second), _phone(first, second), _times(first, second))
    evidence = (*found, _group(first, second))
    points = sum(score for score, _ in evidence) + _but_for_the_name(found)
    reasons = sorted((one for one in evidence if one[1] is not None), key=lambda one: -one[0])
    return Likeness(score=max(0, min(points, 100)), reasons=tuple(reason for _, reason in reasons if reason))


def sketch(listing: Listing) -> Sketch:
    """What is compared of a listing; the group's numbers where it has none of its own."""
    sites = [site.location for site in listing.sites]
    rules = (*listing.schedules, *(rule for site in listing.sites for rule in site.schedules))
    return Sketch(
        id=listing.service.id,
        name=listing.service.name,
        organization_id=listing.organization.id,
        organization_name=listing.organization.name,
        locations=frozenset(location.id for location in sites),
        postcodes=postcodes(location.address.postal_code for location in sites),
        phones=phones(one.number for one in listing.phones or listing.organization.phones),
        times=frozenset(one for rule in rules for one in times_of(rule)),
        areas=frozenset(area.code for area in listing.areas),
    )


def phones(numbers: Iterable[str]) -> frozenset[str]:
    """The numbers as they are dialled, without those that everybody may have."""
    dialled = {contact.tel_link(contact_rules.without_relay(number)) for number in numbers}
    return frozenset(one for one in dialled if sum(sign.isdigit() for sign in one) >= LEAST_DIGITS)


def postcodes(texts: Iterable[str]) -> frozenset[str]:
    """The postcodes without spaces: "ML11AB"."""
    return frozenset(plain for text in texts if (plain := "".join(text.split()).upper()))


def times(byday: str | None, starts_on: date, opens_at: time | None, *, is_regular: bool) -> Iterator[tuple[str, str]]:
    """On which days of the week, or on which date, and from which hour."""
    hour = opens_at.isoformat(timespec="minutes") if opens_at else ""
    days = _DAY.findall(byday or "") or [_WEEKDAYS[starts_on.weekday()] if is_regular else starts_on.isoformat()]
    return ((day, hour) for day in days)


def times_of(rule: Schedule) -> frozenset[tuple[str, str]]:
    """On which days and from which hour this rule has sessions."""
    byday = recurrence.parts(rule.rrule).get("BYDAY") if rule.rrule is not None else None
    return frozenset(times(byday, rule.starts_on, rule.opens_at, is_regular=rule.rrule is not None))


def _name(first: Sketch, second: Sketch) -> Evidence:
    likeness = like_names.alike(like_names.read(first.name), like_names.read(second.name), _told(first, second))
    if likeness >= SAME_FROM:
        return SAME_NAME, Reason.SAME_NAME
    if likeness >= ALIKE_FROM:
        return ALIKE_NAME, Reason.ALIKE_NAME
    return (SOMEWHAT_ALIKE_NAME, Reason.ALIKE_NAME) if likeness >= SOMEWHAT_FROM else (OTHER_NAME, None)


def _told(first: Sketch, second: Sketch) -> frozenset[str]:
    """The words of the group's own name, where both are of one group: all that it does may be called after it."""
    is_of_group = first.organization_id == second.organization_id != ""
    return frozenset(like_names.read(first.organization_name).words) if is_of_group else frozenset()


def _place(first: Sketch, second: Sketch) -> Evidence:
    if first.locations & second.locations:
        return SAME_PLACE, Reason.SAME_VENUE
    if first.postcodes & second.postcodes:
        return SAME_PLACE, Reason.SAME_POSTCODE
    if (first.postcodes or first.locations) and (second.postcodes or second.locations):
        return OTHER_PLACE, None
    if first.areas and second.areas:
        return (SAME_AREA, Reason.SAME_AREA) if first.areas & second.areas else (OTHER_PLACE, None)
    return 0, None


def _phone(first: Sketch, second: Sketch) -> Evidence:
    if not first.phones or not second.phones:
        return 0, None
    if not first.phones & second.phones:
        return OTHER_PHONE, None
    is_of_group = first.organization_id == second.organization_id != ""
    return SAME_PHONE_OF_GROUP if is_of_group else SAME_PHONE, Reason.SAME_PHONE


def _group(first: Sketch, second: Sketch) -> Evidence:
    if first.organization_id and first.organization_id == second.organization_id:
        return SAME_GROUP, Reason.SAME_GROUP
    if not first.organization_name or not second.organization_name:
        return 0, None
    names = like_names.read(first.organization_name), like_names.read(second.organization_name)
    is_alike = like_names.alike(*names) >= ALIKE_GROUP_FROM
    return (ALIKE_GROUP, Reason.ALIKE_GROUP) if is_alike else (OTHER_GROUP, None)


def _times(first: Sketch, second: Sketch) -> Evidence:
    if not first.times or not second.times:
        return 0, None
    if first.times & second.times:
        return SAME_TIMES, Reason.SAME_TIMES
    is_same_day = {day for day, _ in first.times} & {day for day, _ in second.times}
    return (0, None) if is_same_day else (OTHER_TIMES, None)


def _but_for_the_name(found: tuple[Evidence, Evidence, Evidence, Evidence]) -> int:
    (name, _), *others = found
    is_all = all(reason is not None for _, reason in others)
    return SAME_BUT_FOR_THE_NAME if is_all and name == OTHER_NAME else 0
