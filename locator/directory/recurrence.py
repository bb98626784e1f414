"""RFC 5545 recurrence rules as text and as named parts, so that a rule can be kept in columns and put together again."""

from __future__ import annotations

from collections.abc import Mapping

# https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10, without the parts of an hour: a session has one start a day.
PARTS = (
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
    "BYSETPOS",
    "WKST",
)
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


class BadRuleError(ValueError):
    """This text is not a rule that we can follow."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” is not a rule for dates that we can follow.")
        self.text = text


def parts(rule: str) -> Mapping[str, str]:
    """The rule's parts by name, in the usual order; raises BadRuleError where one is missing, strange or said twice."""
    found: dict[str, str] = {}
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name not in PARTS or name in found or not value:
            raise BadRuleError(rule)
        found[name] = value
    if found.get("FREQ") not in FREQUENCIES:
        raise BadRuleError(rule)
    return {name: found[name] for name in PARTS if name in found}


def text(named: Mapping[str, str | int | None]) -> str | None:
    """The rule of these parts, in the usual order; None without a frequency."""
    if not named.get("FREQ"):
        return None
    return ";".join(f"{name}={named[name]}" for name in PARTS if named.get(name) is not None)
