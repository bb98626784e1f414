"""What all records have in common: known fields only, and the id of whatever has no table row of its own in a listing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Node = dict[str, Any]
"""One record, as JSON has it."""

MakeId = Callable[..., str]
"""The id (a UUID) that belongs to some parts, today and after a reinstall."""


def known(node: Node) -> Node:
    """The record without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
