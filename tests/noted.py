"""What the audit trail says was done."""

from __future__ import annotations

from locator.wiring import Engine


def deeds(engine: Engine) -> list[str]:
    """The deeds, the oldest first; signing in left out."""
    rows = engine.store.rows("SELECT action FROM audit WHERE action NOT LIKE 'sign_in%' ORDER BY seq")
    return [action for (action,) in rows]
