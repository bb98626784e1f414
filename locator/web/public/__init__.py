"""The public door: anybody, no account."""

from __future__ import annotations

from locator.web.public import about, browse, find, machines, my_list, services, something_wrong
from locator.web.public import map as map_of_search
from locator.web.shared.doorkeeper import Access, Who

DOORS = tuple(part.door for part in (browse, find, map_of_search, services, something_wrong, my_list, about, machines))

ACCESS: Access = dict.fromkeys(
    (
        "about.about",
        "about.accessibility",
        "about.attribution",
        "about.privacy",
        "browse.front",
        "browse.localities",
        "browse.locality",
        "browse.theme",
        "browse.themes",
        "find.services",
        "find.suggestions",
        "machines.healthz",
        "machines.icon",
        "machines.readyz",
        "machines.robots",
        "machines.sitemap",
        "map.boundaries",
        "map.page",
        "map.points",
        "map.script",
        "my_list.clear",
        "my_list.code",
        "my_list.keep",
        "my_list.large_print",
        "my_list.move",
        "my_list.my_list",
        "my_list.remove",
        "my_list.share",
        "my_list.shared",
        "services.dates",
        "services.organization",
        "services.service",
        "something_wrong.form",
        "something_wrong.thanks",
    ),
    Who.ANYBODY,
)
