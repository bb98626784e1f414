"""What an installation may set, read from the environment once; docs/running.md names each."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SettingsError(Exception):
    """A setting has a value that cannot be used; the text says which and what it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one installation.

    `data` is the only folder that is written to. `tile_url` is a Leaflet address with {z} {x} {y}; empty means the drawn map alone.
    `base_url` has no slash at its end; empty means "as the request came". Without `mail_host` messages go
    into the folder `mail` of the data folder. `identity_email` is "trusted" where the provider checks every address but does
    not say so; `identity_acr` are the `acr` values that stand for a second factor. Periods are days after which a class of data is cleared.
    `given` are the fields that the environment sets: no form changes those.
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
    has_named_hand_over: bool = False
    privacy_email: str = ""
    mail_host: str = ""
    mail_port: int = 587
    mail_user: str = ""
    mail_password: str = ""
    mail_from: str = ""
    mail_security: str = "starttls"
    identity_issuer: str = ""
    identity_client_id: str = ""
    identity_client_secret: str = ""
    identity_name: str = "your organisation's account"
    identity_email: str = "verified"
    identity_acr: tuple[str, ...] = ()
    keep_named_days: int = 90
    keep_abandoned_days: int = 180
    keep_coded_days: int = 730
    keep_staff_link_days: int = 730
    keep_search_log_days: int = 730
    keep_report_days: int = 365
    keep_tries_days: int = 30
    keep_mail_days: int = 30
    given: frozenset[str] = frozenset()

    @property
    def tile_host(self) -> str:
        """The scheme and host that tiles come from, for the Content-Security-Policy; "" without tiles."""
        parts = urlsplit(self.tile_url.replace("{s}.", "*."))
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByForm:
    """A setting that may be made by form while the environment does not make it; days lie between `least` and `most`.

    A guarded one is the administrators' alone, with their own password.
    """

    name: str
    kind: str
    least: int = 0
    most: int = 0

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return "LOCATOR_NAMED_HAND_OVER" if self.kind == "yes" else f"LOCATOR_{self.name.upper()}"

    @property
    def is_guarded(self) -> bool:
        """Whether it decides what is kept about people."""
        return self.kind in ("yes", "days") or self.name == "privacy_email"


BY_FORM = (
    ByForm(name="site_name", kind="text", least=1, most=60),
    ByForm(name="enquiries_phone", kind="phone"),
    ByForm(name="enquiries_email", kind="email"),
    ByForm(name="privacy_email", kind="email"),
    ByForm(name="has_named_hand_over", kind="yes"),
    ByForm(name="keep_named_days", kind="days", least=7, most=365),
    ByForm(name="keep_abandoned_days", kind="days", least=30, most=365),
    ByForm(name="keep_coded_days", kind="days", least=90, most=1095),
    ByForm(name="keep_staff_link_days", kind="days", least=90, most=1095),
    ByForm(name="keep_search_log_days", kind="days", least=30, most=1095),
    ByForm(name="keep_report_days", kind="days", least=30, most=1095),
    ByForm(name="keep_tries_days", kind="days", least=7, most=90),
    ByForm(name="keep_mail_days", kind="days", least=7, most=90),
)


def with_own(settings: Settings, own: Mapping[str, str]) -> Settings:
    """The settings with those made by form; what the environment sets wins, and a value out of its limits is not looked at."""
    made: dict[str, Any] = {}
    for one in BY_FORM:
        text = own.get(one.name)
        if text is None or one.name in settings.given:
            continue
        if one.kind == "yes":
            made[one.name] = text == "yes"
        elif one.kind != "days":
            made[one.name] = text
        elif text.isascii() and text.isdecimal() and one.least <= int(text) <= one.most:
            made[one.name] = int(text)
    return replace(settings, **made) if made else settings


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
        has_named_hand_over=_yes(known, "LOCATOR_NAMED_HAND_OVER"),
        privacy_email=known.get("LOCATOR_PRIVACY_EMAIL", ""),
        **_mail(known),
        **_identity(known),
        **_periods(known),
        given=frozenset(one.name for one in BY_FORM if known.get(one.variable, "").strip()),
    )


def _mail(known: Mapping[str, str]) -> dict[str, Any]:
    return {
        "mail_host": known.get("LOCATOR_MAIL_HOST", ""),
        "mail_port": _number(known, "LOCATOR_MAIL_PORT", 587, 65535),
        "mail_user": known.get("LOCATOR_MAIL_USER", ""),
        "mail_password": known.get("LOCATOR_MAIL_PASSWORD", ""),
        "mail_from": known.get("LOCATOR_MAIL_FROM", ""),
        "mail_security": _choice(known, "LOCATOR_MAIL_SECURITY", ("starttls", "tls", "none")),
    }


def is_safe_address(address: str) -> bool:
    """Whether secrets may be sent to this address: https, or http on this very machine, and no name or password in it.

    >>> is_safe_address("http://127.0.0.1:9000"), is_safe_address("http://id.example.org"), is_safe_address("file:///etc")
    (True, False, False)
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    is_kept_whole = address.isprintable() and " " not in address and "@" not in parts.netloc
    is_private = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    return bool(host) and is_kept_whole and is_private


def _identity(known: Mapping[str, str]) -> dict[str, Any]:
    issuer = known.get("LOCATOR_IDENTITY_ISSUER", "").strip().rstrip("/")
    if issuer and not (is_safe_address(issuer) and "?" not in issuer and "#" not in issuer):
        raise SettingsError(f"LOCATOR_IDENTITY_ISSUER is {issuer!r}. It takes an https address.")
    if issuer and not known.get("LOCATOR_IDENTITY_CLIENT_ID"):
        raise SettingsError("LOCATOR_IDENTITY_ISSUER is set, so LOCATOR_IDENTITY_CLIENT_ID has to be set too.")
    return {
        "identity_issuer": issuer,
        "identity_client_id": known.get("LOCATOR_IDENTITY_CLIENT_ID", ""),
        "identity_client_secret": known.get("LOCATOR_IDENTITY_CLIENT_SECRET", ""),
        "identity_name": known.get("LOCATOR_IDENTITY_NAME", "your organisation's account"),
        "identity_email": _choice(known, "LOCATOR_IDENTITY_EMAIL", ("verified", "trusted")),
        "identity_acr": tuple(known.get("LOCATOR_IDENTITY_ACR", "").split()),
    }


def _periods(known: Mapping[str, str]) -> dict[str, Any]:
    most = 3650
    return {
        "keep_named_days": _number(known, "LOCATOR_KEEP_NAMED_DAYS", 90, most),
        "keep_abandoned_days": _number(known, "LOCATOR_KEEP_ABANDONED_DAYS", 180, most),
        "keep_coded_days": _number(known, "LOCATOR_KEEP_CODED_DAYS", 730, most),
        "keep_staff_link_days": _number(known, "LOCATOR_KEEP_STAFF_LINK_DAYS", 730, most),
        "keep_search_log_days": _number(known, "LOCATOR_KEEP_SEARCH_LOG_DAYS", 730, most),
        "keep_report_days": _number(known, "LOCATOR_KEEP_REPORT_DAYS", 365, most),
        "keep_tries_days": _number(known, "LOCATOR_KEEP_TRIES_DAYS", 30, most),
        "keep_mail_days": _number(known, "LOCATOR_KEEP_MAIL_DAYS", 30, most),
    }


def _yes(known: Mapping[str, str], name: str) -> bool:
    return _choice(known, name, ("no", "yes")) == "yes"


def _choice(known: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """One of the choices, the first where nothing is set."""
    text = known.get(name, "").strip().lower() or choices[0]
    if text not in choices:
        raise SettingsError(f"{name} is {text!r}. It takes {' or '.join(choices)}.")
    return text


def _number(known: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = known.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or not 0 <= int(text) <= most:
        raise SettingsError(f"{name} is {text!r}. It takes a whole number from 0 to {most}.")
    return int(text)
