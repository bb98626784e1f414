"""What curators' lists have in common: the choice of a locality, the key of a form, and how long ago something was checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from locator.directory.freshness import Freshness
from locator.directory.locality import Locality
from locator.web.shared import form_keys, site, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One locality to choose; without a value all of them."""

    value: str
    text: str
    is_chosen: bool


def form_key() -> str:
    """The key that a form came with; a fresh one where it is none of ours."""
    return form_keys.sent(request.form.get("form_key", ""))


def locality() -> Locality | None:
    """The locality of today that the address or the form names; None for all."""
    slug = request.values.get("locality", "")
    context = site.context()
    return next((one for one in context.reference.localities(context.today) if one.slug == slug), None)


def choices(chosen: Locality | None) -> tuple[Choice, ...]:
    """The localities of today to choose from."""
    context = site.context()
    every = Choice(value="", text="All localities", is_chosen=chosen is None)
    return (
        every,
        *(
            Choice(value=one.slug, text=one.name, is_chosen=one == chosen)
            for one in context.reference.localities(context.today)
        ),
    )


def address(path: str, **values: object) -> str:
    """The path with those values that say something."""
    told = {name: value for name, value in values.items() if value}
    return f"{path}?{urlencode(told)}" if told else path


def checked_words(fresh: Freshness) -> str:
    """How long ago it was checked: "Last checked 24 May 2024, 30 months ago"."""
    day, months = wording.day_with_year(fresh.since), wording.counted(fresh.months, "month")
    ago = f", {months} ago" if fresh.months else ""
    return f"Last checked {day}{ago}" if fresh.is_checked else f"Never checked since it was listed on {day}{ago}"


def names(localities: Iterable[Locality]) -> str:
    """The names of localities with commas between."""
    return ", ".join(one.name for one in localities)


def edit_href(service_id: str) -> str:
    """Where a curator changes a listing."""
    return f"/organise/listings/{service_id}/edit"
