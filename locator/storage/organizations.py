"""Organizations <-> tables: the organization, its charity number and its telephone numbers."""

from __future__ import annotations

from collections.abc import Sequence

from locator.directory.organization import Organization, Phone
from locator.storage import changes, identifiers, phones, slugs
from locator.storage.database import Row, Store, chunks, marks

CHARITY_SCHEME = "GB-SC"  # the Scottish charity register in the list of registers at org-id.guide

_SELECT = f"""
    SELECT organization.id, organization.slug, organization.name, organization.description, organization.website,
        organization.email, organization_identifier.identifier
    FROM organization LEFT JOIN organization_identifier
        ON organization_identifier.organization_id = organization.id
        AND organization_identifier.identifier_scheme = '{CHARITY_SCHEME}'
"""
_UPSERT = """
    INSERT INTO organization (id, slug, name, description, website, email) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, name = excluded.name, description = excluded.description,
        website = excluded.website, email = excluded.email, last_modified = excluded.last_modified
"""
_IDENTIFIER = """
    INSERT INTO organization_identifier (id, organization_id, identifier_scheme, identifier_type, identifier)
    VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (organization_id, identifier_scheme) DO UPDATE SET identifier = excluded.identifier
"""


def save(store: Store, organization: Organization) -> bool:
    """Save the organization with all that belongs to it; answers whether anything changed.

    Its services go into the change log, because its name is searched with them.
    """
    with store.atomic():
        before = by_ids(store, (organization.id,)).get(organization.id)
        if before == organization:
            return False
        slugs.claim(store, "organization", organization.id, organization.slug, before=before.slug if before else None)
        store.write(_UPSERT, _row(organization))
        _save_charity_number(store, organization)
        phones.save_of_organization(store, organization.id, organization.phones)
        services = store.rows("SELECT id FROM service WHERE organization_id = ? ORDER BY id", (organization.id,))
        changes.append(store, [service_id for (service_id,) in services])
    return True


def by_ids(store: Store, ids: Sequence[str]) -> dict[str, Organization]:
    """The organizations of these ids, by id."""
    found: dict[str, Organization] = {}
    for some in chunks(ids):
        rows = store.rows(f"{_SELECT} WHERE organization.id IN ({marks(some)})", some)
        found.update((organization.id, organization) for organization in _organizations(store, rows))
    return found


def by_slug(store: Store, slug: str) -> Organization | None:
    """The organization at this address; None if there is none (see `slugs.current` for old addresses)."""
    with store.snapshot():
        rows = store.rows(f"{_SELECT} WHERE organization.slug = ?", (slug,))
        return next(iter(_organizations(store, rows)), None)


def every(store: Store) -> tuple[Organization, ...]:
    """Every organization, by name."""
    with store.snapshot():
        rows = store.rows(f"{_SELECT} ORDER BY organization.name, organization.id")
        return tuple(_organizations(store, rows))


def _organizations(store: Store, rows: Sequence[Row]) -> list[Organization]:
    numbers: dict[str, list[Phone]] = {}
    for some in chunks([row[0] for row in rows]):
        numbers.update(phones.of(store, some))
    return [_made(row, tuple(numbers.get(row[0], ()))) for row in rows]


def _made(row: Row, numbers: tuple[Phone, ...]) -> Organization:
    """The organization of a row of `_SELECT`."""
    id_, slug, name, description, website, email, charity_number = row
    return Organization(
        id=id_,
        slug=slug,
        name=name,
        description=description,
        website=website,
        email=email,
        charity_number=charity_number,
        phones=numbers,
    )


def _row(organization: Organization) -> Row:
    o = organization
    return (o.id, o.slug, o.name, o.description, o.website, o.email)


def _save_charity_number(store: Store, organization: Organization) -> None:
    if organization.charity_number is None:
        store.write(
            "DELETE FROM organization_identifier WHERE organization_id = ? AND identifier_scheme = ?",
            (organization.id, CHARITY_SCHEME),
        )
        return
    id_ = identifiers.made_from("organization_identifier", organization.id, CHARITY_SCHEME)
    store.write(_IDENTIFIER, (id_, organization.id, CHARITY_SCHEME, "Charity number", organization.charity_number))
