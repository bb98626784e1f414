"""The address of a listing that became a part of another one stands for that other one: whoever was changing it goes on there."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g

from locator.actions import editing
from locator.web.shared import site


def follow(door: Blueprint) -> None:
    """Let every address of this door lead on; whose listing it is then is asked as always."""
    door.url_value_preprocessor(_follow)


def has_followed() -> bool:
    """Whether this request was for a listing that is a part of another one now."""
    return "followed" in g


def _follow(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "service_id" in values:
        living = editing.living_id(site.bare_context(), values["service_id"])
        if living != values["service_id"]:
            values["service_id"], g.followed = living, True
