"""Look at the numbers and addresses of a listing before they are saved: what cannot be right, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from locator.actions.context import Context
from locator.directory import contact_rules
from locator.post import addresses
from locator.post.addresses import AddressProblem, TakesMail


class Problem(NamedTuple):
    """One thing that cannot be right: `field` is "website", "email", "phones.0" or "contacts.1", counted from nought.

    `what` is a PhoneProblem, a WebsiteProblem or an AddressProblem: the form words it.
    """

    field: str
    what: StrEnum


def problems(context: Context, content_fields: Mapping[str, object]) -> tuple[Problem, ...]:
    """What cannot be right in these fields of a service's or an organization's content; empty fields are left to the form.

    Each domain is asked once, whether it takes mail; where nobody can be asked, that is no problem.
    """
    domains: dict[str, TakesMail] = {}
    looks = (
        _website(content_fields.get("website")),
        _email(context, "email", content_fields.get("email"), domains),
        _phones(content_fields.get("phones")),
        _contacts(context, content_fields.get("contacts"), domains),
    )
    return tuple(found for look in looks for found in look)


def _website(website: object) -> Iterator[Problem]:
    yield from _found("website", website, contact_rules.website_problem)


def _phones(phones: object) -> Iterator[Problem]:
    for field, row in _rows("phones", phones):
        yield from _found(field, row.get("number"), contact_rules.phone_problem)


def _contacts(context: Context, contacts: object, domains: dict[str, TakesMail]) -> Iterator[Problem]:
    for field, row in _rows("contacts", contacts):
        yield from _email(context, field, row.get("email"), domains)


def _email(context: Context, field: str, email: object, domains: dict[str, TakesMail]) -> Iterator[Problem]:
    wrong = tuple(_found(field, email, addresses.problem))
    if wrong or not isinstance(email, str) or not email.strip():
        yield from wrong
        return
    domain = email.strip().rpartition("@")[2].lower()
    if domain not in domains:
        domains[domain] = _asked(context, domain)
    if domains[domain] is TakesMail.NO:
        yield Problem(field, AddressProblem.TAKES_NO_MAIL)


def _asked(context: Context, domain: str) -> TakesMail:
    if context.resolver is None:
        return TakesMail.UNKNOWN
    return addresses.takes_mail(domain, context.resolver)


def _found(field: str, text: object, rule: Callable[[str], StrEnum | None]) -> Iterator[Problem]:
    if isinstance(text, str) and text.strip() and (what := rule(text)) is not None:
        yield Problem(field, what)


def _rows(field: str, rows: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The rows of a list of mappings, with their names; whatever else came is left to the form."""
    if isinstance(rows, list | tuple):
        for number, row in enumerate(rows):
            if isinstance(row, Mapping):
                yield f"{field}.{number}", row
