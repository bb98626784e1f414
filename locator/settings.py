"""What an installation may set, read from the environment once; docs/running.md names each."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class SettingsError(Exception):
    """A setting has a value that cannot be used; the text says which and what it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one installation.

    `data` is the only folder that is written to. `tile_url` is a Leaflet address with {z} {x} {y}; empty means the drawn map alone.
    `base_url` has no slash at its end; empty means "as the request came".
    """

    data: Path
    port: int = 8000
    host: str = "127.0.0.1"
    site_name: str = "Locator"
    base_url: str = ""
    enquiries_phone: str = ""
    enquiries_email: str = ""
    tile_url: str = ""
    tile_attribution: str = ""
    trusted_proxies: int = 0

    @property
    def tile_host(self) -> str:
        """The scheme and host that tiles come from, for the Content-Security-Policy; "" without tiles."""
        parts = urlsplit(self.tile_url.replace("{s}.", "*."))
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def user_data_folder(environment: Mapping[str, str]) -> Path:
    """Where data goes when nobody says otherwise (XDG base directory specification)."""
    root = environment.get("XDG_DATA_HOME") or str(
        Path(environment.get("HOME") or "~").expanduser() / ".local" / "share"
    )
    return Path(root) / "locator"


def from_environment(environment: Mapping[str, str] | None = None, *, data: Path | None = None) -> Settings:
    """The settings that the environment gives; `data` wins over LOCATOR_DATA.

    Raises SettingsError for a port or a count that is no number in range.
    """
    known = os.environ if environment is None else environment
    chosen = data or (Path(known["LOCATOR_DATA"]) if known.get("LOCATOR_DATA") else user_data_folder(known))
    return Settings(
        data=chosen.expanduser().absolute(),
        port=_number(known, "PORT", 8000, 65535),
        host=known.get("LOCATOR_HOST", "127.0.0.1"),
        site_name=known.get("LOCATOR_SITE_NAME", "Locator"),
        base_url=known.get("LOCATOR_BASE_URL", "").rstrip("/"),
        enquiries_phone=known.get("LOCATOR_ENQUIRIES_PHONE", ""),
        enquiries_email=known.get("LOCATOR_ENQUIRIES_EMAIL", ""),
        tile_url=known.get("LOCATOR_TILE_URL", ""),
        tile_attribution=known.get("LOCATOR_TILE_ATTRIBUTION", ""),
        trusted_proxies=_number(known, "LOCATOR_TRUSTED_PROXIES", 0, 10),
    )


def _number(known: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = known.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or not 0 <= int(text) <= most:
        raise SettingsError(f"{name} is {text!r}. It takes a whole number from 0 to {most}.")
    return int(text)
