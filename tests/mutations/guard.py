"""A guard of the site, and what its absence looks like."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """One guard: in `file` the text `old` (found exactly once) becomes `new`, and `test` must fail.

    The number is that of a row of docs/security.md, or a word for what is not on that page.
    """

    number: str
    what: str
    file: str
    old: str
    new: str
    test: str
