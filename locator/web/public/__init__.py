"""The public door: anybody, no account."""

from __future__ import annotations

from locator.web.public import about, browse, find, machines, my_list, services, something_wrong

DOORS = tuple(part.door for part in (browse, find, services, something_wrong, my_list, about, machines))
