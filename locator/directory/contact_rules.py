"""Whether a telephone number can be a British one, and a website an address, before they are saved."""

from __future__ import annotations

import re
from enum import StrEnum

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, ValidationResult, shortnumberinfo

from locator.directory import contact
from locator.directory.contact import COUNTRY

LONGEST_WEBSITE = 500
LONGEST_HOST, LONGEST_LABEL, LAST_PORT = 253, 63, 65535

_PHONE = re.compile(r"[\d\s()+./‐-―-]+(?:(?:ext\.?|extension|x)\s*\d{1,7})?", re.IGNORECASE)
_RELAY = re.compile(r"\s*1\s*8\s*0\s*0\s*[012](?=[\s\d])")
"""What a textphone dials before the number: https://www.relayuk.bt.com"""

_DRAMA = re.compile(
    r"1(?:1[3-8]|[2-6]1)4960\d{3}|1914980\d{3}|2079460\d{3}|28964960\d{2}|2920180\d{3}|1632960\d{3}"
    r"|7700900\d{3}|808157\d{4}|909879\d{4}|306999\d{4}"
)
"""Numbers that ring nowhere, which Ofcom keeps for made-up people: https://www.ofcom.org.uk (numbers for drama use)."""

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.IGNORECASE)


class PhoneProblem(StrEnum):
    """Why nobody can ring this."""

    NOT_A_NUMBER = "not a number"
    NO_AREA_CODE = "no area code"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    NOT_IN_USE = "not in use"
    """It has a length that numbers have, and no number begins like it."""
    NOT_BRITISH = "not British"


class WebsiteProblem(StrEnum):
    """Why this leads to no website."""

    NOT_AN_ADDRESS = "not an address"
    IS_AN_EMAIL = "is an email address"
    TOO_LONG = "too long"


def phone_problem(number: str) -> PhoneProblem | None:
    """Why this cannot be a British number; None for one that can: short ones (111), with 18001 in front, or for drama.

    >>> phone_problem("18001 01632 960001"), phone_problem("264123")
    (None, <PhoneProblem.NO_AREA_CODE: 'no area code'>)
    """
    if not _PHONE.fullmatch(number.strip()):
        return PhoneProblem.NOT_A_NUMBER
    try:
        parsed = phonenumbers.parse(without_relay(number), COUNTRY)
    except NumberParseException as problem:
        is_long = problem.error_type == NumberParseException.TOO_LONG
        return PhoneProblem.TOO_LONG if is_long else PhoneProblem.NOT_A_NUMBER
    if parsed.country_code != phonenumbers.country_code_for_region(COUNTRY):
        return PhoneProblem.NOT_BRITISH
    return None if _is_in_use(parsed) else _length_problem(parsed)


def without_relay(number: str) -> str:
    """The number without what a textphone dials before it; 18001 alone stays."""
    return _RELAY.sub("", number, count=1) if _RELAY.match(number) and len(_digits(number)) > 5 else number


def website_problem(website: str) -> WebsiteProblem | None:
    """Why this is no address of a website; None for one ("www.example.org", "https://example.org/tea")."""
    if len(website) > LONGEST_WEBSITE:
        return WebsiteProblem.TOO_LONG
    link = contact.web_link(website)
    if not link:
        is_email = "@" in website and "/" not in website
        return WebsiteProblem.IS_AN_EMAIL if is_email else WebsiteProblem.NOT_AN_ADDRESS
    host, _, port = re.split(r"[/?#]", link.partition("://")[2], maxsplit=1)[0].partition(":")
    is_port = not port or 0 < int(port) <= LAST_PORT
    return None if is_port and _is_host(host) else WebsiteProblem.NOT_AN_ADDRESS


def _is_in_use(parsed: PhoneNumber) -> bool:
    is_whole = phonenumbers.is_valid_number(parsed) or shortnumberinfo.is_valid_short_number_for_region(parsed, COUNTRY)
    return is_whole or _DRAMA.fullmatch(phonenumbers.national_significant_number(parsed)) is not None


def _length_problem(parsed: PhoneNumber) -> PhoneProblem:
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return PhoneProblem.NO_AREA_CODE
    if reason == ValidationResult.TOO_LONG:
        return PhoneProblem.TOO_LONG
    return PhoneProblem.NOT_IN_USE if reason == ValidationResult.IS_POSSIBLE else PhoneProblem.TOO_SHORT


def _is_host(host: str) -> bool:
    """Whether this is a name of the public net: letters of any language, and no bare number."""
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    labels = plain.split(".")
    is_named = len(labels) > 1 and not labels[-1].isdigit() and len(labels[-1]) > 1
    return (
        len(plain) <= LONGEST_HOST
        and is_named
        and all(_LABEL.fullmatch(one) and len(one) <= LONGEST_LABEL for one in labels)
    )


def _digits(text: str) -> str:
    return "".join(character for character in text if character in "0123456789")
