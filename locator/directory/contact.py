"""Links that ring or text a British telephone number, or lead to a website."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult

COUNTRY = "GB"

_WEBSITE = re.compile(r"(https?://)?((?:[\w-]+\.)+[\w-]+(?::\d+)?(?:[/?#]\S*)?)", re.IGNORECASE)


def tel_link(number: str, extension: str | None = None) -> str:
    """The link that rings: "tel:+441632960001"; empty where the text has no number in it."""
    dialled = _dialled(number)
    digits = _digits(extension or "")
    return f"tel:{dialled}{f';ext={digits}' if digits else ''}" if dialled else ""


def sms_link(number: str) -> str:
    """The link that starts a text message; empty where the text has no number in it."""
    dialled = _dialled(number)
    return f"sms:{dialled}" if dialled else ""


def mail_link(email: str) -> str:
    """The link that begins a letter: "mailto:jean@example.org"; what an address may not hold is packed, so that it adds nothing."""
    return f"mailto:{quote(email, safe='@+!$*')}" if email else ""


def web_link(website: str | None) -> str:
    """The link to a website as a group gives it ("www.example.org"); empty for what is no address of a website."""
    found = _WEBSITE.fullmatch((website or "").strip())
    return f"{found.group(1) or 'https://'}{found.group(2)}" if found else ""


@lru_cache(maxsize=4096)
def is_mobile(number: str) -> bool:
    """Whether this is a British mobile number, so that a text arrives."""
    parsed = _parsed(number)
    if parsed is None:
        return False
    return phonenumbers.number_type(parsed) is PhoneNumberType.MOBILE or _national(parsed).startswith("07700 900")


@lru_cache(maxsize=4096)
def shown(number: str) -> str:
    """The number with the usual spaces, "01632 960001"; as it was written where it is no British number."""
    parsed = _parsed(number)
    return _national(parsed) if parsed is not None else number


@lru_cache(maxsize=4096)
def _dialled(number: str) -> str:
    parsed = _parsed(number)
    if parsed is not None:
        return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    plus = "+" if number.strip().startswith("+") else ""
    digits = _digits(number)
    return f"{plus}{digits}" if digits else ""


def _parsed(number: str) -> phonenumbers.PhoneNumber | None:
    """The whole number; None for a short one, or one without its area code, which is dialled as it is."""
    try:
        parsed = phonenumbers.parse(number, COUNTRY)
    except NumberParseException:
        return None
    return parsed if phonenumbers.is_possible_number_with_reason(parsed) == ValidationResult.IS_POSSIBLE else None


def _national(parsed: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)


def _digits(text: str) -> str:
    return "".join(character for character in text if character in "0123456789")
