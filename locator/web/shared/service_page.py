"""A service's page: everything that is known of it in words, and what to do next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from locator.actions.show import ServiceView, SiteView
from locator.directory import ages, contact, cost, dates
from locator.directory.listing import Listing
from locator.directory.location import Accessibility
from locator.directory.schedule import Session
from locator.directory.service import AssuredHow, Capacity, Delivery, Joining, Service, ServiceStatus
from locator.web.shared import changed_dates, wording
from locator.web.shared.card_view import (
    NOT_KNOWN,
    WITHOUT_VENUE,
    CardView,
    check_first,
    first_phone,
    not_checked,
    phone_first,
    price,
    views,
)

HOW_CHECKED = {
    AssuredHow.PHONE: "by phone",
    AssuredHow.VISIT: "on a visit",
    AssuredHow.GROUP: "by the group itself",
    AssuredHow.IMPORT: "in a list that we were sent",
}
JOINING = {
    Joining.TURN_UP: "Just turn up. You do not need to book.",
    Joining.PHONE_FIRST: "Phone first.",
    Joining.REFERRAL: "Somebody has to refer you.",
}
CAPACITY = {
    Capacity.HAS_PLACES: "There are places now.",
    Capacity.WAITING_LIST: "There is a waiting list. Ask how long it is.",
    Capacity.FULL: "It is full now. Ask when there may be a place.",
}
TRANSPORT = {True: "Transport is offered. Ask about it.", False: "No transport is offered.", None: NOT_KNOWN}
REFERRALS = {
    True: "Staff of the NHS, the council and charities may refer people to this group.",
    False: "This group does not take referrals from staff.",
    None: "We do not know if this group takes referrals from staff. Ask.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    """One coming date, in the parts that the page sets apart."""

    iso: str
    weekday: str
    day: int
    month: str
    hours: str
    place: str
    check_first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLine:
    """One question about a venue; the answer is yes, no or unknown."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueView:
    """One venue: its address, how to get there, and when the service is on in it."""

    name: str
    address: tuple[str, ...]
    landmark: str
    directions: str
    note: str
    rules: tuple[str, ...]
    access: tuple[AccessLine, ...]
    access_details: str
    near_href: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The main button."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A warning at the top of the page; `tone` is stop or wait."""

    heading: str
    text: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePage:
    """What a service's page shows."""

    id: str
    slug: str
    name: str
    summary: str
    paragraphs: tuple[str, ...]
    organization: str
    organization_href: str
    theme: str
    theme_href: str
    notices: tuple[Notice, ...]
    dates: tuple[DateView, ...]
    rules: tuple[str, ...]
    exceptions: tuple[str, ...]
    when_unknown: str
    venues: tuple[VenueView, ...]
    elsewhere: tuple[str, ...]
    areas: tuple[str, ...]
    cost: str
    costs: tuple[str, ...]
    who: tuple[str, ...]
    ages: str
    eligibility: str
    languages: tuple[str, ...]
    badges: tuple[str, ...]
    joining: tuple[str, ...]
    transport: str
    referrals: str
    next_step: NextStep | None
    other_steps: tuple[NextStep, ...]
    website: str
    email: str
    contacts: tuple[str, ...]
    checked: str
    checked_on: str
    changed: str
    is_closed: bool
    is_full: bool
    is_kept: bool
    similar: tuple[CardView, ...]


def page(view: ServiceView, today: date, kept: Collection[str]) -> ServicePage:
    """The page of a service as words."""
    listing = view.listing
    service, organization = listing.service, listing.organization
    theme = next((term for term in service.terms if term.taxonomy == "theme"), None)
    steps = _steps(listing)
    closed, gone = service.status is not ServiceStatus.ACTIVE, service.status is ServiceStatus.DEFUNCT
    return ServicePage(
        id=service.id,
        slug=service.slug,
        name=service.name,
        summary=service.summary,
        paragraphs=tuple(p.strip() for p in service.description.split("\n\n") if p.strip()),
        organization=organization.name,
        organization_href=f"/organizations/{organization.slug}",
        theme=theme.name if theme else "",
        theme_href=f"/services?theme={theme.code}" if theme else "",
        notices=_notices(view),
        dates=() if closed else tuple(_date(one, view) for one in view.next_sessions),
        rules=view.rules,
        exceptions=() if closed else changed_dates.lines(listing, today),
        when_unknown=_when_unknown(view),
        venues=tuple(_venue(one) for one in view.sites),
        elsewhere=tuple(WITHOUT_VENUE[d] for d in service.deliveries if d in WITHOUT_VENUE),
        areas=tuple(area.name for area in listing.areas),
        cost=price(service),
        costs=cost.details(service) if len(service.costs) > 1 or any(one.details for one in service.costs) else (),
        who=_terms(listing, "who"),
        ages=_ages(service),
        eligibility=service.eligibility,
        languages=_terms(listing, "language"),
        badges=_terms(listing, "accreditation"),
        joining=_joining(listing),
        transport=TRANSPORT[service.transport_offered],
        referrals="" if gone else REFERRALS[service.takes_referrals],
        next_step=None if service.status is ServiceStatus.DEFUNCT else next(iter(steps), None),
        other_steps=() if service.status is ServiceStatus.DEFUNCT else steps[1:],
        website=contact.web_link(service.website) or contact.web_link(organization.website),
        email=service.email or organization.email or "",
        contacts=()
        if closed
        else tuple(", ".join(part for part in (c.name, c.title) if part) for c in listing.contacts),
        checked=_checked(view),
        checked_on=wording.day_with_year(service.assured.on) if service.assured else "",
        changed=wording.day_with_year(service.content_changed_on),
        is_closed=closed,
        is_full=service.capacity is Capacity.FULL,
        is_kept=service.id in kept,
        similar=views(view.similar, kept, "from this one"),
    )


def _terms(listing: Listing, taxonomy: str) -> tuple[str, ...]:
    return tuple(term.name for term in listing.service.terms if term.taxonomy == taxonomy)


def _notices(view: ServiceView) -> tuple[Notice, ...]:
    service = view.listing.service
    if service.status is ServiceStatus.DEFUNCT:
        return (Notice(heading="This group has closed for good", text=service.status_note, tone="stop"),)
    found = []
    if service.status is ServiceStatus.TEMPORARILY_CLOSED:
        text = service.status_note or "Ask when it opens again."
        found.append(Notice(heading="Closed for now", text=text, tone="stop"))
    if service.capacity in (Capacity.FULL, Capacity.WAITING_LIST):
        heading = "Full" if service.capacity is Capacity.FULL else "There is a waiting list"
        found.append(Notice(heading=heading, text="You can still ask about a place.", tone="wait"))
    if heading := not_checked(view.freshness):
        text = f"Times and places may have changed. {phone_first(view.listing)}."
        found.append(Notice(heading=heading, text=text, tone="wait"))
    return tuple(found)


def _date(session: Session, view: ServiceView) -> DateView:
    names = {one.site.location.id: one.site.location.name for one in view.sites}
    return DateView(
        iso=session.on.isoformat(),
        weekday=dates.WEEKDAYS[session.on.weekday()],
        day=session.on.day,
        month=dates.MONTHS[session.on.month - 1],
        hours=dates.times_words(session.opens_at, session.closes_at),
        place=names.get(session.location_id or "", "") if len(names) > 1 else "",
        check_first=check_first(session.bank_holiday),
    )


def _when_unknown(view: ServiceView) -> str:
    if view.listing.service.status is ServiceStatus.DEFUNCT:
        return "It is no longer on."
    if view.next_sessions or view.rules or any(one.rules for one in view.sites):
        return ""
    by_arrangement = set(view.listing.service.deliveries) - {Delivery.VENUE}
    return "You agree a time together." if by_arrangement and not view.sites else NOT_KNOWN


def _venue(view: SiteView) -> VenueView:
    location = view.site.location
    address = location.address
    lines = (address.address_1, address.address_2, address.city, address.postal_code)
    return VenueView(
        name=location.name,
        address=tuple(line for line in lines if line),
        landmark=location.landmark,
        directions=location.directions,
        note=view.site.description,
        rules=view.rules,
        access=_access(location.accessibility),
        access_details=location.accessibility.details,
        near_href=f"/map?near={address.postal_code.replace(' ', '+')}&radius=1" if address.postal_code else "/map",
        latitude=location.latitude,
        longitude=location.longitude,
    )


def _access(known: Accessibility) -> tuple[AccessLine, ...]:
    return tuple(
        AccessLine(text=text, answer="unknown" if answer is None else "yes" if answer else "no")
        for text, answer in (
            ("Step-free entrance", known.step_free),
            ("Accessible toilet", known.accessible_toilet),
            ("Hearing loop", known.hearing_loop),
            ("Parking", known.parking),
        )
    )


def _ages(service: Service) -> str:
    words = ages.describe(service)
    return f"{'Age' if words.endswith('over') else 'Ages'} {words[:1].lower() + words[1:]}" if words else ""


def _joining(listing: Listing) -> tuple[str, ...]:
    service = listing.service
    if service.status is ServiceStatus.DEFUNCT:
        return ()
    lines = [JOINING[service.joining] if service.joining else "Not known how people join. Ask the group."]
    if service.joining is Joining.REFERRAL and service.who_may_refer:
        lines.append(f"Who may refer you: {service.who_may_refer}")
    lines += [service.joining_details] if service.joining_details else []
    lines += [CAPACITY[service.capacity]] if service.capacity else []
    return tuple(lines)


def _steps(listing: Listing) -> tuple[NextStep, ...]:
    """What a person can do, the best first: ring, send a text, write, look at the group's own page."""
    phones = (*listing.phones, *listing.organization.phones)
    voice = first_phone(listing)
    text = next((p for p in phones if p.kind == "text" or contact.is_mobile(p.number)), None)
    email = listing.service.email or listing.organization.email
    website = contact.web_link(listing.service.website) or contact.web_link(listing.organization.website)
    steps = []
    if voice:
        steps.append(NextStep(text=f"Phone {voice.number}", href=contact.tel_link(voice.number)))
    if text:
        steps.append(NextStep(text=f"Text {text.number}", href=contact.sms_link(text.number)))
    if email:
        steps.append(NextStep(text=f"Email {email}", href=contact.mail_link(email)))
    if website:
        steps.append(NextStep(text="Visit their website", href=website))
    return tuple(step for step in steps if step.href)


def _checked(view: ServiceView) -> str:
    assured = view.listing.service.assured
    if assured is None:
        return "Not known"
    by = f" by {assured.by}" if assured.by and assured.how is not AssuredHow.GROUP else ""
    return f"{wording.day_with_year(assured.on)}, {HOW_CHECKED[assured.how]}{by}"
