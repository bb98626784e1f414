"""What an organiser can do next for a listing: what it lacks, the weightiest first, each with why people need it."""

from __future__ import annotations

from dataclasses import dataclass

from locator.directory import quality
from locator.directory.listing import Listing

WORDS = {
    "summary": ("Say in one sentence what it is", "It is the first thing people read in a list."),
    "description": ("Say what happens there", "People are shy of going when they do not know what to expect."),
    "phone": ("Add a phone number", "Most people ring before they come."),
    "place": ("Say where it is, or which area you cover", "People look for what is near home."),
    "times": ("Say when it is on", "Nobody comes to something without a day and a time."),
    "joining": ("Say how people join", "They want to know if they can just turn up."),
    "cost": ("Say what it costs", "People ask about cost. Say if it is free."),
    "audience": ("Say who it is for", "People wonder if it is for somebody like them."),
    "theme": ("Choose what kind of group it is", "Then it is found under its theme."),
    "access": ("Say how people get in", "A step or a missing toilet decides if somebody can come."),
    "assurance": ("Say that it is all correct", "People trust what was checked, and it comes higher in a search."),
}
"""For each part of `quality.PARTS`: what to do, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """One thing to do; `part` names the part of the listing, `points` is what it adds to the score."""

    part: str
    what: str
    why: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatNext:
    """The score out of 100, and what is missing."""

    score: int
    things: tuple[NextThing, ...]


def what_next(listing: Listing) -> WhatNext:
    """What this listing lacks."""
    return WhatNext(
        score=quality.points(listing),
        things=tuple(
            NextThing(part=name, what=WORDS[name][0], why=WORDS[name][1], points=quality.points_of(name))
            for name in quality.missing(listing)
        ),
    )
