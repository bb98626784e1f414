"""Edit one listing, or begin a new one: its draft, the places where it can meet, and sending it with what it builds on."""

from __future__ import annotations

from dataclasses import dataclass

from locator.actions import duplicates, permission, proposing, revising
from locator.actions.context import Context
from locator.actions.duplicates import Alike
from locator.actions.permission import NotYoursError
from locator.actions.proposing import Draft
from locator.directory.location import Address, Location
from locator.directory.organization import Organization
from locator.places import distance
from locator.revision import place_content
from locator.revision import subject as subjects
from locator.revision.content import Content, ContentError
from locator.revision.proposal import Proposal, ProposalState, Typed
from locator.revision.subject import Subject, SubjectKind, WayIn
from locator.roles import Permission
from locator.storage import identifiers, locations, merges, organizations, proposals

NEAR_METRES = 1_500
MOST_VENUES_SHOWN = 12
LONGEST_NAME = 120
MOST_NEW_GROUPS = 3


class TooManyNewError(Exception):
    """The person has begun several groups that nobody has looked at yet."""


class UnknownPostcodeError(Exception):
    """No such postcode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearVenue:
    """A venue in the directory that may be the one that is meant; `metres` from the postcode that was typed, if one was."""

    location: Location
    metres: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GettingIn:
    """What is known of getting into one place."""

    name: str
    access: Content
    directions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVenue:
    """A place that is not in the directory yet, as it was typed."""

    name: str
    address_1: str
    city: str
    postal_code: str
    directions: str = ""


def prepare(context: Context, service_id: str, form_key: str) -> Draft:
    """What the edit page of this listing shows; nothing is kept. Raises NotYoursError."""
    return proposing.prepare(
        context, subjects.service(service_id), organization_id=_owner(context, service_id), form_key=form_key
    )


def keep(context: Context, service_id: str, form_key: str, fields: Content, typed: Typed, *, why: str | None) -> Draft:
    """Save what was typed into the person's draft of this listing, begun now where there is none: all of it, or nothing.

    Raises NotYoursError, and AlreadySentError where this form was sent before.
    """
    subject, owner = subjects.service(service_id), _owner(context, service_id)
    prepare(context, service_id, form_key)  # before the transaction, so that a refused try stays written down
    with context.store.atomic():
        draft = proposing.begin(context, subject, organization_id=owner, form_key=form_key)
        return proposing.save(context, draft.proposal.id, fields, typed=typed, why=why)


def living_key(context: Context, form_key: str) -> str:
    """The key of a form, or another where what came of it was sent already: an older page begins another change."""
    known = proposals.by_form_key(context.store, form_key)
    return form_key if known is None or known.state is ProposalState.DRAFT else identifiers.fresh()


def living_id(context: Context, service_id: str) -> str:
    """The listing that this one is a part of now, or itself."""
    return merges.kept_for(context.store, (service_id,)).get(service_id, service_id)


def begin(context: Context, *, organization_id: str, new_group: str, form_key: str, is_paper: bool = False) -> Draft:
    """Begin a new listing of a group, or of one that is new itself; the same form begins the same one.

    Raises NotYoursError, ContentError where no group is named, and TooManyNewError for a person with many new groups.
    """
    permission.require(context, Permission.EDIT_OWN)
    way_in = WayIn.PAPER if is_paper and _is_curator(context) else WayIn.ACCOUNT
    with context.store.atomic():
        owner_id = organization_id
        if not owner_id:
            owner_id = _begin_group(context, new_group, form_key, way_in)
        elif all(one.id != owner_id for one in groups(context)):
            raise NotYoursError
        return proposing.begin_new(context, organization_id=owner_id, form_key=form_key, way_in=way_in)


def groups(context: Context) -> tuple[Organization, ...]:
    """The groups for which the person can add a listing, by name: their own, or all for a curator."""
    if _is_curator(context):
        return organizations.every(context.store)
    user = permission.require(context, Permission.EDIT_OWN)
    found = (*organizations.by_ids(context.store, user.managed_ids).values(), *groups_begun(context))
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def groups_begun(context: Context) -> tuple[Organization, ...]:
    """The groups that the person has begun and that are not in the directory yet, under the names that they gave them."""
    user = permission.require(context, Permission.EDIT_OWN)
    found = {}
    for one in proposals.of_account(context.store, user.id):
        is_open = one.state in (ProposalState.DRAFT, ProposalState.WAITING)
        if one.subject.kind is SubjectKind.ORGANIZATION and one.is_new and is_open:
            name = next((str(change.after) for change in one.fields if change.name == "name"), "")
            found[one.subject.id] = Organization(id=one.subject.id, slug="new", name=name)
    return tuple(found.values())


def send(context: Context, service_id: str) -> tuple[Proposal, ...]:
    """Send the person's draft of this listing with those of new venues and a new group that it builds on.

    Raises NotYoursError where there is none, NothingChangedError, ContentError, OwnerMissingError.
    """
    subject = subjects.service(service_id)
    with context.store.atomic():
        draft = _open(context, subject)
        shown = prepare(context, service_id, draft.form_key if draft else "")
        needed = [subjects.organization(shown.proposal.organization_id)]
        needed += [subjects.location(value["location_id"]) for value in shown.content["venues"]]
        also = [one for one in (_open(context, subject) for subject in needed) if one is not None and one.fields]
        if draft is None and not also:
            raise NotYoursError
        beside = [sent for one in also for sent in proposing.send(context, one.id)]
        if draft is None or (beside and not draft.fields):
            return tuple(beside)
        return (*beside, *proposing.send(context, draft.id))


def alike(context: Context, service_id: str) -> tuple[Alike, ...]:
    """The listings that are likely the same as the new one that the person has drafted; none where theirs is not new."""
    draft = prepare(context, service_id, "")
    if not draft.proposal.is_new:
        return ()
    owner_id = draft.proposal.organization_id
    owner = next((one.name for one in groups(context) if one.id == owner_id), "")
    sketch = duplicates.sketched(
        context, draft.content, organization_id=owner_id, organization_name=owner, service_id=service_id
    )
    return duplicates.alike(context, sketch)


def getting_in(context: Context, service_id: str, location_id: str) -> GettingIn:
    """What is known of getting into a place of the listing, with what the person has changed of it. Raises NotYoursError."""
    listing = prepare(context, service_id, "")
    if all(one["location_id"] != location_id for one in listing.content["venues"]):
        raise NotYoursError
    owner = listing.proposal.organization_id
    said = proposing.prepare(context, subjects.location(location_id), organization_id=owner, form_key="").content
    return GettingIn(name=str(said["name"]), access=said["access"], directions=str(said["directions"]))


def keep_getting_in(
    context: Context, service_id: str, location_id: str, form_key: str, access: Content, directions: str
) -> None:
    """Keep what was said of getting in, to be sent with the listing. Raises NotYoursError."""
    getting_in(context, service_id, location_id)
    with context.store.atomic():
        key = living_key(context, identifiers.made_from("getting in", form_key, location_id))
        owner = _owner(context, service_id)
        draft = proposing.begin(context, subjects.location(location_id), organization_id=owner, form_key=key)
        proposing.save(context, draft.proposal.id, {"access": dict(access), "directions": directions})


def venues_near(context: Context, text: str) -> tuple[NearVenue, ...]:
    """The venues whose name has these words, or that are near this postcode, the nearest first; at most a dozen."""
    permission.require(context, Permission.EDIT_OWN)
    wanted = " ".join(text.split()).casefold()
    if not wanted:
        return ()
    place = context.places.postcode(text)
    found = []
    for one in locations.every(context.store):
        if place is not None:
            metres = distance.metres((place.latitude, place.longitude), (one.latitude, one.longitude))
            if metres <= NEAR_METRES:
                found.append(NearVenue(location=one, metres=metres))
        elif all(word in _searched(one) for word in wanted.split()):
            found.append(NearVenue(location=one, metres=None))
    found.sort(key=lambda near: (near.metres or 0.0, near.location.name, near.location.id))
    return tuple(found[:MOST_VENUES_SHOWN])


def add_venue(context: Context, service_id: str, form_key: str, location_id: str) -> Draft:
    """Put a venue of the directory into the draft; one that is there already stays once. Raises NotYoursError."""
    if location_id not in locations.by_ids(context.store, (location_id,)):
        raise NotYoursError
    return _with_venue(context, service_id, form_key, location_id)


def add_new_venue(context: Context, service_id: str, form_key: str, new: NewVenue) -> Draft:
    """Propose a new venue and put it into the draft; the same venue typed twice is one.

    Raises NotYoursError, ContentError without a name, UnknownPostcodeError.
    """
    if not new.name.strip():
        raise ContentError("name", "is empty")
    location_id = identifiers.made_from(
        "new venue", service_id, new.name.strip().casefold(), new.postal_code.strip().upper()
    )
    said = place_content.of_location(_located(context, location_id, new))
    owner, subject = _owner(context, service_id), subjects.location(location_id)
    with context.store.atomic():
        draft = proposing.begin(
            context, subject, organization_id=owner, form_key=identifiers.made_from("venue", form_key, location_id)
        )
        if draft.proposal.state is ProposalState.DRAFT:
            proposing.save(context, draft.proposal.id, said)
        return _with_venue(context, service_id, form_key, location_id)


def take_venue_away(context: Context, service_id: str, form_key: str, location_id: str) -> Draft:
    """Take a venue out of the draft, and the times at it with it. Raises NotYoursError."""
    form_key = living_key(context, form_key)
    draft = prepare(context, service_id, form_key)
    fields = {
        "venues": [one for one in draft.content["venues"] if one["location_id"] != location_id],
        "sessions": [one for one in draft.content["sessions"] if one["location_id"] != location_id],
    }
    return keep(context, service_id, form_key, fields, {}, why=None)


def _owner(context: Context, service_id: str) -> str:
    """Whose listing it is: the group in the directory, or the one of the draft that the person began."""
    current = revising.content_of(context, subjects.service(service_id))
    if current is not None:
        return str(current["organization_id"])
    found = proposals.of_subject(context.store, subjects.service(service_id))
    if not found:
        raise NotYoursError
    return found[-1].organization_id


def _with_venue(context: Context, service_id: str, form_key: str, location_id: str) -> Draft:
    form_key = living_key(context, form_key)
    draft = prepare(context, service_id, form_key)
    venues = list(draft.content["venues"])
    if all(one["location_id"] != location_id for one in venues):
        venues.append({"location_id": location_id, "description": ""})
    ways = list(dict.fromkeys([*draft.content["deliveries"], "venue"]))
    return keep(context, service_id, form_key, {"venues": venues, "deliveries": ways}, {}, why=None)


def _located(context: Context, location_id: str, new: NewVenue) -> Location:
    place = context.places.postcode(new.postal_code)
    if place is None:
        raise UnknownPostcodeError
    return Location(
        id=location_id,
        name=new.name.strip()[:LONGEST_NAME],
        address=Address(address_1=new.address_1.strip(), city=new.city.strip(), postal_code=place.name),
        latitude=place.latitude,
        longitude=place.longitude,
        ward_code=place.ward_code,
        directions=new.directions.strip(),
    )


def _begin_group(context: Context, name: str, form_key: str, way_in: WayIn) -> str:
    if not name.strip():
        raise ContentError("name", "is empty")
    organization_id = identifiers.made_from("new group", form_key)
    begun = {one.id for one in groups_begun(context)}
    if len(begun - {organization_id}) >= MOST_NEW_GROUPS and not _is_curator(context):
        raise TooManyNewError
    key = identifiers.made_from("group", form_key)
    draft = proposing.begin(
        context, subjects.organization(organization_id), organization_id=organization_id, form_key=key, way_in=way_in
    )
    if draft.proposal.state is ProposalState.DRAFT:
        proposing.save(context, draft.proposal.id, {"name": name.strip()[:LONGEST_NAME]})
    return organization_id


def _open(context: Context, subject: Subject) -> Proposal | None:
    user = context.user
    found = proposals.of_subject(context.store, subject)
    mine = [one for one in found if user is not None and one.account_id == user.id]
    return next((one for one in mine if one.state is ProposalState.DRAFT), None)


def _searched(location: Location) -> str:
    address = location.address
    return " ".join((location.name, address.address_1, address.city, address.postal_code)).casefold()


def _is_curator(context: Context) -> bool:
    return context.user is not None and context.user.can(Permission.CURATE)
