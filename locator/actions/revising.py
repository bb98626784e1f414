"""Change what is public: the one way in which a service, an organization or a venue comes to say something else.

Each time the tables and a new version are written in one transaction, so that the newest version is always what is public,
and its predecessors are the whole history. Who may do this is asked by the actions that call it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from locator.actions import audit, terminal
from locator.actions.context import Context
from locator.directory import slugs as slug_rules
from locator.directory.listing import Listing
from locator.directory.location import Location
from locator.directory.organization import Organization
from locator.directory.service import Service, ServiceStatus
from locator.revision import listing_content, place_content
from locator.revision.content import EMPTY, Content, ContentError, Json, plain, whole
from locator.revision.subject import Subject, SubjectKind, WayIn
from locator.revision.version import Version
from locator.storage import identifiers, listings, locations, merges, organizations, slugs, term_entries, versions

BEFORE_VERSIONS = "As it was before its history began."
CHANGED_OUTSIDE = "Changed by other means than a form."


class OwnerMissingError(Exception):
    """The organization of a service is not in the directory yet."""


def content_of(context: Context, subject: Subject) -> dict[str, Json] | None:
    """What is public of this subject (or kept, where it is not published); None where it is not in the directory."""
    if subject.kind is SubjectKind.SERVICE:
        listing = _listing(context, subject.id)
        return listing_content.of(listing) if listing else None
    if subject.kind is SubjectKind.ORGANIZATION:
        found = organizations.by_ids(context.store, (subject.id,)).get(subject.id)
        return place_content.of_organization(found) if found else None
    venue = locations.by_ids(context.store, (subject.id,)).get(subject.id)
    return place_content.of_location(venue) if venue else None


def number_of(context: Context, subject: Subject) -> int:
    """The number of the version that is public; 1 for what has no history yet, 0 for what is not in the directory."""
    newest = versions.newest(context.store, subject)
    if newest is not None:
        return newest.number
    return 1 if content_of(context, subject) is not None else 0


def publish(
    context: Context, subject: Subject, fields: Content, *, way_in: WayIn, why: str = "", proposal_id: str | None = None
) -> int:
    """Make these fields public at once, the others staying as they are; the number of the version that is public now.

    Where nothing changes no version is made. Raises ContentError, and OwnerMissingError for a service of nobody.
    """
    with context.store.atomic():
        before = content_of(context, subject)
        number = _brought_up_to_date(context, subject, before)
        after = _living(context, subject, whole(subject.kind, {**(before or EMPTY[subject.kind]), **plain(fields)}))
        if after == before:
            return number
        _save(context, subject, after)
        kept = content_of(context, subject) or after
        by = terminal.account_of(context)
        made = _version(
            context, subject, number + 1, kept, why=why, way_in=way_in, proposal_id=proposal_id, account_id=by
        )
        versions.add(context.store, made)
        audit.note(context, f"{subject.kind.value}.publish", subject.kind.value, subject.id)
        return number + 1


def made(
    context: Context, service_id: str, content: Content, owner: Organization, venues: Mapping[str, Location]
) -> Listing:
    """The listing that says this, not saved; raises ContentError."""
    before = _listing(context, service_id)
    return listing_content.made(
        before,
        content,
        service=_service(context, before, service_id, content),
        organization=owner,
        locations=venues,
        names=context.reference.names,
        make_id=identifiers.made_from,
    )


def history(context: Context, subject: Subject) -> tuple[Version, ...]:
    """Every version, the oldest first; what has no history yet has the one that is public."""
    with context.store.snapshot():
        found = versions.of(context.store, subject)
        current = content_of(context, subject)
    if found or current is None:
        return found
    return (_version(context, subject, 1, current, why=BEFORE_VERSIONS),)


def version_of(context: Context, subject: Subject, number: int) -> Version | None:
    """The version with this number; None if there is none."""
    return next((one for one in history(context, subject) if one.number == number), None)


def _brought_up_to_date(context: Context, subject: Subject, current: Content | None) -> int:
    """The number of the newest version, made now where what is public has none that says the same."""
    newest = versions.newest(context.store, subject)
    if current is None:
        return newest.number if newest else 0
    if newest is not None and newest.content == current:
        return newest.number
    number, why = (newest.number + 1, CHANGED_OUTSIDE) if newest else (1, BEFORE_VERSIONS)
    versions.add(context.store, _version(context, subject, number, current, why=why))
    return number


def _version(
    context: Context,
    subject: Subject,
    number: int,
    content: Content,
    *,
    why: str,
    way_in: WayIn = WayIn.TERMINAL,
    proposal_id: str | None = None,
    account_id: str | None = None,
) -> Version:
    return Version(
        id=identifiers.made_from("version", subject.kind.value, subject.id, number),
        subject=subject,
        number=number,
        content=content,
        made_at=context.now,
        account_id=account_id,
        way_in=way_in,
        why=why,
        proposal_id=proposal_id,
    )


def _living(context: Context, subject: Subject, content: dict[str, Json]) -> dict[str, Json]:
    """The content with each venue and term once, none that has become another: older versions and changes that waited still
    name those.
    """
    if subject.kind is not SubjectKind.SERVICE:
        return content
    merged = locations.merged(context.store, [value["location_id"] for value in content["venues"]])
    named = listing_content.with_living_terms(content, term_entries.successors(context.store))
    return listing_content.at_living_venues(named, merged)


def _save(context: Context, subject: Subject, content: Content) -> None:
    if subject.kind is SubjectKind.SERVICE:
        _save_service(context, subject.id, content)
    elif subject.kind is SubjectKind.ORGANIZATION:
        _save_organization(context, subject.id, content)
    else:
        locations.save(context.store, place_content.location(subject.id, content))


def _save_service(context: Context, service_id: str, content: Content) -> None:
    if content["status"] != ServiceStatus.INACTIVE.value and merges.kept_for(context.store, (service_id,)):
        raise ContentError("status", "cannot change while the listing is merged into another. Undo the merging first")
    owner_id = content["organization_id"]
    owner = organizations.by_ids(context.store, (owner_id,)).get(owner_id)
    if owner is None:
        raise OwnerMissingError
    wanted = [value["location_id"] for value in content["venues"]]
    listings.save(context.store, made(context, service_id, content, owner, locations.by_ids(context.store, wanted)))


def _service(context: Context, before: Listing | None, service_id: str, content: Content) -> Service:
    """The service's id, address and dates; what it says comes from the content."""
    if before is not None:
        return replace(before.service, content_changed_on=context.today)
    name = _name(content)
    return Service(
        id=service_id,
        slug=slugs.unused(context.store, "service", slug_rules.slug_for(name)),
        organization_id=content["organization_id"],
        name=name,
        content_changed_on=context.today,
    )


def _save_organization(context: Context, organization_id: str, content: Content) -> None:
    before = organizations.by_ids(context.store, (organization_id,)).get(organization_id)
    if before is None:
        name = _name(content)
        slug = slugs.unused(context.store, "organization", slug_rules.slug_for(name))
        before = Organization(id=organization_id, slug=slug, name=name)
    organizations.save(context.store, place_content.organization(before, content, identifiers.made_from))


def _listing(context: Context, service_id: str) -> Listing | None:
    return next(iter(listings.by_ids(context.store, (service_id,), unpublished=True)), None)


def _name(content: Content) -> str:
    name = content["name"]
    if not isinstance(name, str) or not name.strip():
        raise ContentError("name", "is empty")
    return name
