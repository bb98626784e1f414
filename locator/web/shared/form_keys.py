"""The key of a form: the same form sent twice, by a double click, from an old tab or after going back, does one thing."""

from __future__ import annotations

import re
import secrets

_KEY = re.compile(r"[\w-]{16,64}")


def fresh() -> str:
    """A key for a form that is shown."""
    return secrets.token_urlsafe(16)


def sent(text: str) -> str:
    """The key that a form came with; a fresh one where it is none of ours."""
    return text if _KEY.fullmatch(text) else fresh()
