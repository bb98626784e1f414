"""An organization's page: who they are, how to reach them, and what they run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from locator.actions.show import OrganizationView
from locator.directory import contact
from locator.web.shared.card_view import CardView, views


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLine:
    """A number, what it is for, and where it leads."""

    number: str
    description: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationPage:
    """What an organization's page shows."""

    slug: str
    name: str
    paragraphs: tuple[str, ...]
    website: str
    email: str
    email_href: str
    charity_number: str
    phones: tuple[PhoneLine, ...]
    cards: tuple[CardView, ...]


def page(view: OrganizationView, kept: Collection[str]) -> OrganizationPage:
    """The page of an organization as words."""
    organization = view.organization
    return OrganizationPage(
        slug=organization.slug,
        name=organization.name,
        paragraphs=tuple(p.strip() for p in organization.description.split("\n\n") if p.strip()),
        website=contact.web_link(organization.website),
        email=organization.email or "",
        email_href=contact.mail_link(organization.email or ""),
        charity_number=organization.charity_number or "",
        phones=tuple(
            PhoneLine(number=p.number, description=p.description or "", href=contact.tel_link(p.number))
            for p in organization.phones
        ),
        cards=views(view.cards, kept),
    )
