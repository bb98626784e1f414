"""The details of a handed-over person as a page shows them, to the team that sent them and to the group that got them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, make_response, render_template

from locator.actions.hand_over import PersonView
from locator.directory import contact, dates
from locator.referral.person import ContactKind, Person

LABELS = {
    "contact": "Reach them by",
    "best_time": "Best time",
    "communication": "What helps them to talk or read",
    "interpreter": "Interpreter",
    "matters": "What matters to them",
    "reason": "Why they were handed over",
}
BY = {
    ContactKind.LANDLINE: "landline",
    ContactKind.MOBILE: "mobile",
    ContactKind.LETTER: "letter",
    ContactKind.EMAIL: "email",
    ContactKind.CARER: "a carer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a reader's referrals are listed: what that page is called, and its address, below which each has its own."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """One person: the rows to read, the link that rings ("" for a letter), and the permissions in words."""

    name: str
    service_name: str
    reference: str
    rows: tuple[tuple[str, str], ...]
    by: str
    link: str
    permissions: tuple[str, ...]


def rows(person: Person) -> tuple[tuple[str, str], ...]:
    """What is kept beside the name, with what each is called; what is empty is left out."""
    labels = LABELS | {"contact": f"{LABELS['contact']} {BY[person.contact_kind]}"}
    return tuple((label, text) for field, label in labels.items() if (text := str(getattr(person, field))))


def details(view: PersonView) -> HandedOver:
    """What the page shows."""
    person = view.person
    rows = tuple((label, text) for field, label in LABELS.items() if (text := str(getattr(person, field))))
    return HandedOver(
        name=person.name,
        service_name=view.service_name,
        reference=view.referral.reference or "",
        rows=rows,
        by=BY[person.contact_kind],
        link=_link(person.contact_kind, person.contact),
        permissions=tuple(
            f"To {one.kind.value}: given by {one.given_by.value}, {one.given_how.value}, "
            f"{dates.date_words(one.given_at)} (words of {one.text_version})"
            for one in view.permissions
        ),
    )


def page(view: PersonView, home: Home) -> str:
    """The page about the person, on the way from the reader's list and the referral."""
    return render_template(
        "components/handed_person.html", person=details(view), referral_id=view.referral.id, home=home
    )


def gone(back: str) -> Response:
    """The page for details that can be read no more, with a way back."""
    return make_response(render_template("components/details_gone.html", back=back), 410)


def _link(kind: ContactKind, text: str) -> str:
    if kind in (ContactKind.LANDLINE, ContactKind.MOBILE):
        return contact.tel_link(text)
    return contact.mail_link(text) if kind is ContactKind.EMAIL else ""
