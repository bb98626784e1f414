"""The public door: anybody, no account."""

from __future__ import annotations

from locator.web.public import about, browse, find, machines, my_list, services, something_wrong
from locator.web.public import map as map_of_search

DOORS = tuple(part.door for part in (browse, find, map_of_search, services, something_wrong, my_list, about, machines))
