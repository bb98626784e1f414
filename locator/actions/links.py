"""Whole addresses of pages, for messages that are read elsewhere."""

from __future__ import annotations

from locator.settings import Settings


def absolute(settings: Settings, path: str) -> str:
    """The address of a path of this site: "https://locator.example.org/group". It never comes from a request, whose host anybody can make up."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{settings.base_url or f'http://{host}:{settings.port}'}{path}"
