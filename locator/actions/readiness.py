"""Whether this process can answer people: asked every few seconds, so only what is quick to know."""

from __future__ import annotations

import shutil

from locator.actions.context import Context
from locator.storage import changes

LEAST_FREE_BYTES = 50 * 1024 * 1024


def problems(context: Context) -> tuple[str, ...]:
    """What stands in the way, each in a few words; empty when people can be served."""
    found = []
    changes.head(context.store)
    if context.index.marker is None:
        found.append("The search index is being made again.")
    if shutil.disk_usage(context.settings.data).free < LEAST_FREE_BYTES:
        found.append("The disk is nearly full.")
    return tuple(found)
