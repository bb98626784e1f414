"""The sealed details of a person, their key and the permissions that were given <-> their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from locator.referral.person import GivenBy, GivenHow, PermissionGiven, PermissionKind
from locator.storage import identifiers, moments
from locator.storage.database import Row, Store

FIELDS = ("name", "contact_kind", "contact", "best_time", "communication", "interpreter", "matters", "reason")
"""The details, in the order of their columns (each ends in `_sealed`)."""

_COLUMNS = ", ".join(f"{field}_sealed" for field in FIELDS)


def add(store: Store, referral_id: str, *, wrapped_key: str, sealed: Mapping[str, str]) -> None:
    """Keep the key of a hand-over and the details that were sealed with it."""
    with store.atomic():
        store.write("INSERT INTO referral_key (referral_id, wrapped_key) VALUES (?, ?)", (referral_id, wrapped_key))
        store.write(
            f"INSERT INTO referral_person (referral_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (referral_id, *(sealed[field] for field in FIELDS)),
        )


def add_permissions(store: Store, referral_id: str, given: Sequence[PermissionGiven]) -> None:
    """Keep the permissions that were given."""
    with store.atomic():
        store.write_many(
            """
            INSERT INTO referral_permission (id, referral_id, kind, given_by, given_how, text_version, given_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [_permission_row(referral_id, one) for one in given],
        )


def sealed(store: Store, referral_id: str) -> tuple[str, dict[str, str]] | None:
    """The sealed key and the sealed details, by field; None once they were destroyed."""
    sql = f"""
        SELECT referral_key.wrapped_key, {_COLUMNS}
        FROM referral_person JOIN referral_key ON referral_key.referral_id = referral_person.referral_id
        WHERE referral_person.referral_id = ?
    """
    row = store.row(sql, (referral_id,))
    return (row[0], dict(zip(FIELDS, row[1:], strict=True))) if row else None


def permissions(store: Store, referral_id: str) -> tuple[PermissionGiven, ...]:
    """The permissions that were given, to refer first."""
    sql = """
        SELECT kind, given_by, given_how, text_version, given_at FROM referral_permission
        WHERE referral_id = ? ORDER BY kind
    """
    return tuple(
        PermissionGiven(
            kind=PermissionKind(kind),
            given_by=GivenBy(given_by),
            given_how=GivenHow(given_how),
            text_version=text_version,
            given_at=moments.moment(given_at),
        )
        for kind, given_by, given_how, text_version, given_at in store.rows(sql, (referral_id,))
    )


def organization_of(store: Store, service_id: str) -> str:
    """The id of the organization that runs the service; "" where there is no such service."""
    row = store.row("SELECT organization_id FROM service WHERE id = ?", (service_id,))
    return str(row[0]) if row else ""


def keys(store: Store) -> list[tuple[str, str]]:
    """(referral, sealed key) of every hand-over whose details are still there."""
    rows = store.rows("SELECT referral_id, wrapped_key FROM referral_key ORDER BY referral_id")
    return [(str(referral_id), str(wrapped)) for referral_id, wrapped in rows]


def put_key(store: Store, referral_id: str, wrapped_key: str) -> bool:
    """Put a key back that a backup came without; False where it is there, or nothing is left that it opens."""
    sql = """
        INSERT INTO referral_key (referral_id, wrapped_key)
        SELECT referral_id, ? FROM referral_person WHERE referral_id = ?
        ON CONFLICT (referral_id) DO NOTHING
    """
    with store.atomic():
        return store.write(sql, (wrapped_key, referral_id)) > 0


def without_key(store: Store) -> tuple[str, ...]:
    """The hand-overs whose details nobody can open any more, because their key is gone."""
    sql = """
        SELECT referral_id FROM referral_person
        WHERE referral_id NOT IN (SELECT referral_id FROM referral_key) ORDER BY referral_id
    """
    return tuple(id_ for (id_,) in store.rows(sql))


def _permission_row(referral_id: str, one: PermissionGiven) -> Row:
    return (
        identifiers.fresh(),
        referral_id,
        one.kind.value,
        one.given_by.value,
        one.given_how.value,
        one.text_version,
        moments.text(one.given_at),
    )
