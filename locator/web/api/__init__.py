"""The door for programs: the open data feed, for anybody, to read."""

from __future__ import annotations

from locator.web.api import feed
from locator.web.shared.doorkeeper import Access, Who

DOORS = (feed.door,)

ACCESS: Access = dict.fromkeys(
    (
        "feed.about",
        "feed.described",
        "feed.one_organization",
        "feed.one_service",
        "feed.one_site",
        "feed.one_taxonomy",
        "feed.one_term",
        "feed.organizations",
        "feed.services",
        "feed.sites",
        "feed.taxonomies",
        "feed.terms",
    ),
    Who.ANYBODY,
)
