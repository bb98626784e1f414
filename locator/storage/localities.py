"""Sets of localities and their wards <-> tables."""

from __future__ import annotations

from datetime import date

from locator.directory.locality import Locality, LocalitySet
from locator.storage import changes
from locator.storage.database import Store

_SET = """
    INSERT INTO locality_set (id, name, valid_from, valid_to) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, valid_from = excluded.valid_from, valid_to = excluded.valid_to
"""
_LOCALITY = """
    INSERT INTO locality (id, locality_set_id, slug, name, position) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, name = excluded.name, position = excluded.position
"""
_GONE = """
    DELETE FROM locality WHERE locality_set_id = ?
    AND id NOT IN (SELECT locality_id FROM referral WHERE locality_id IS NOT NULL)
    AND id NOT IN (SELECT locality_id FROM unmet_need WHERE locality_id IS NOT NULL)
"""
_WARDS_GONE = "DELETE FROM locality_ward WHERE locality_id IN (SELECT id FROM locality WHERE locality_set_id = ?)"


def save_set(store: Store, locality_set: LocalitySet) -> None:
    """Make the set and its localities what they are here; one that referrals were counted by stays, with no wards if it has gone."""
    until = locality_set.valid_to.isoformat() if locality_set.valid_to else None
    localities = [
        (locality.id, locality_set.id, locality.slug, locality.name, position)
        for position, locality in enumerate(locality_set.localities)
    ]
    wards = [(locality.id, ward) for locality in locality_set.localities for ward in sorted(locality.ward_codes)]
    with store.atomic():
        store.write(_SET, (locality_set.id, locality_set.name, locality_set.valid_from.isoformat(), until))
        store.write(_WARDS_GONE, (locality_set.id,))
        store.write(_GONE, (locality_set.id,))
        store.write_many(_LOCALITY, localities)
        store.write_many("INSERT INTO locality_ward (locality_id, ward_code) VALUES (?, ?)", wards)


def take_over(store: Store, locality_set: LocalitySet) -> None:
    """Save a set as staff want it: a newer release leaves it alone, and every service is read anew for its localities."""
    with store.atomic():
        save_set(store, locality_set)
        store.write("UPDATE locality_set SET is_own = 1 WHERE id = ?", (locality_set.id,))
        changes.append(store, [id_ for (id_,) in store.rows("SELECT id FROM service ORDER BY id")])


def own_ids(store: Store) -> frozenset[str]:
    """The ids of the sets that staff have added or changed."""
    return frozenset(id_ for (id_,) in store.rows("SELECT id FROM locality_set WHERE is_own = 1 ORDER BY id"))


def sets(store: Store) -> tuple[LocalitySet, ...]:
    """Every set, the oldest first."""
    with store.snapshot():
        rows = store.rows("SELECT id, name, valid_from, valid_to FROM locality_set ORDER BY valid_from, id")
        localities = _localities(store)
    return tuple(
        LocalitySet(
            id=id_,
            name=name,
            valid_from=date.fromisoformat(first),
            valid_to=date.fromisoformat(last) if last else None,
            localities=tuple(localities.get(id_, ())),
        )
        for id_, name, first, last in rows
    )


def _localities(store: Store) -> dict[str, list[Locality]]:
    wards: dict[str, set[str]] = {}
    for locality_id, ward_code in store.rows("SELECT locality_id, ward_code FROM locality_ward"):
        wards.setdefault(locality_id, set()).add(ward_code)
    found: dict[str, list[Locality]] = {}
    rows = store.rows("SELECT id, locality_set_id, slug, name FROM locality ORDER BY locality_set_id, position")
    for id_, set_id, slug, name in rows:
        codes = frozenset(wards.get(id_, ()))
        found.setdefault(set_id, []).append(Locality(id=id_, slug=slug, name=name, ward_codes=codes))
    return found
