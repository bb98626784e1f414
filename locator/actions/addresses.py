"""Every page that a search engine may show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from locator.actions.context import Context
from locator.directory.service import ServiceStatus
from locator.storage import listings

FIXED = ("/", "/services", "/map", "/themes", "/localities", "/about", "/accessibility", "/privacy", "/attribution")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage:
    """The path of a page, and the day on which what it says last changed, where that is known."""

    path: str
    changed_on: date | None = None


def every(context: Context) -> Iterator[PublicPage]:
    """The pages of the site, then those of what is listed; what is closed for good is left out."""
    yield from (PublicPage(path=path) for path in FIXED)
    yield from (PublicPage(path=f"/themes/{theme.slug}") for theme in context.reference.themes)
    yield from (PublicPage(path=f"/localities/{one.slug}") for one in context.reference.localities(context.today))
    organizations: dict[str, None] = {}
    for listing in listings.every(context.store):
        organizations.setdefault(listing.organization.slug)
        if listing.service.status is not ServiceStatus.DEFUNCT:
            yield PublicPage(path=f"/services/{listing.service.slug}", changed_on=listing.service.content_changed_on)
    yield from (PublicPage(path=f"/organizations/{slug}") for slug in organizations)
