"""Moments <-> texts: always UTC, ISO 8601, so that they sort as they happened."""

from __future__ import annotations

from datetime import UTC, datetime


def text(moment: datetime) -> str:
    """The moment as it is stored: "2026-11-24T10:00:00.000000Z"; it must know its time zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be stored.")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(stored: str) -> datetime:
    """The moment that was stored."""
    return datetime.fromisoformat(stored).astimezone(UTC)
