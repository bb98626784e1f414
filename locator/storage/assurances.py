"""Checks of listings <-> their table, and the newest one in the service's own row."""

from __future__ import annotations

from datetime import date, datetime

from locator.directory.service import Assurance, AssuredHow
from locator.revision.check import Check
from locator.revision.subject import WayIn
from locator.storage import changes, moments
from locator.storage.database import Row, Store

_COLUMNS = (
    "id, service_id, assured_on, assured_how, assured_by, note, way_in, account_id, form_key, made_at, "
    "before_on, before_how, before_by, undone_at"
)
_ASSURE = """
    UPDATE service SET assured_date = ?, assured_how = ?, assured_by = ?,
        last_modified = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    WHERE id = ?
"""


def add(store: Store, check: Check) -> None:
    """Keep the check, and let the listing say so from now on."""
    with store.atomic():
        store.write(
            f"INSERT INTO assurance ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(check)
        )
        _put(store, check.service_id, check.assurance)


def undo(store: Store, check: Check, now: datetime) -> None:
    """Take the newest check of a listing back: the listing says what it said before."""
    with store.atomic():
        store.write("UPDATE assurance SET undone_at = ? WHERE id = ?", (moments.text(now), check.id))
        _put(store, check.service_id, check.before)


def of_form(store: Store, form_key: str) -> Check | None:
    """The check that a form made; None if it made none."""
    row = store.row(f"SELECT {_COLUMNS} FROM assurance WHERE form_key = ?", (form_key,))
    return _made(row) if row else None


def of_link(store: Store, link_id: str) -> tuple[Check, ...]:
    """The checks that were made with a link and stand, the newest first."""
    sql = f"""
        SELECT {_COLUMNS} FROM assurance WHERE substr(form_key, 1, ?) = ? AND undone_at IS NULL
        ORDER BY made_at DESC, rowid DESC
    """
    key = link_key(link_id)
    return tuple(_made(row) for row in store.rows(sql, (len(key), key)))


def link_key(link_id: str) -> str:
    """What the keys of checks that are made with a link begin with."""
    return f"check/{link_id}/"


def of_service(store: Store, service_id: str) -> tuple[Check, ...]:
    """Every check of a listing, the newest first, those that were taken back too."""
    sql = f"SELECT {_COLUMNS} FROM assurance WHERE service_id = ? ORDER BY made_at DESC, rowid DESC"
    return tuple(_made(row) for row in store.rows(sql, (service_id,)))


def newest(store: Store, service_id: str) -> Check | None:
    """The newest check of a listing that was not taken back."""
    sql = f"""
        SELECT {_COLUMNS} FROM assurance WHERE service_id = ? AND undone_at IS NULL
        ORDER BY made_at DESC, rowid DESC LIMIT 1
    """
    row = store.row(sql, (service_id,))
    return _made(row) if row else None


def last_made(store: Store) -> dict[str, datetime]:
    """When each listing was last checked, by id, as far as the history knows."""
    sql = "SELECT service_id, MAX(made_at) FROM assurance WHERE undone_at IS NULL GROUP BY service_id"
    return {service_id: moments.moment(made_at) for service_id, made_at in store.rows(sql)}


def days(store: Store) -> tuple[tuple[str, date], ...]:
    """(service id, day) of every known check of the published services that are not closed for good, by id and day."""
    sql = """
        WITH known (service_id, on_day) AS (
            SELECT id, assured_date FROM service
            UNION SELECT service_id, assured_on FROM assurance WHERE undone_at IS NULL
            UNION SELECT service_id, before_on FROM assurance
        )
        SELECT service_id, on_day FROM known JOIN service ON service.id = service_id
        WHERE on_day IS NOT NULL AND status IN ('active', 'temporarily closed') ORDER BY service_id, on_day
    """
    return tuple((service_id, date.fromisoformat(on)) for service_id, on in store.rows(sql))


def _put(store: Store, service_id: str, assurance: Assurance | None) -> None:
    store.write(_ASSURE, (*_assurance_row(assurance), service_id))
    changes.append(store, (service_id,))


def _row(check: Check) -> Row:
    return (
        check.id,
        check.service_id,
        *_assurance_row(check.assurance),
        check.note,
        check.way_in.value,
        check.account_id,
        check.form_key,
        moments.text(check.made_at),
        *_assurance_row(check.before),
        moments.text(check.undone_at) if check.undone_at else None,
    )


def _assurance_row(assurance: Assurance | None) -> Row:
    return (assurance.on.isoformat(), assurance.how.value, assurance.by) if assurance else (None, None, None)


def _made(row: Row) -> Check:
    id_, service_id, on, how, by, note, way_in, account_id, form_key, made_at, *rest = row
    before_on, before_how, before_by, undone_at = rest
    before = _assurance(before_on, before_how, before_by) if before_on else None
    return Check(
        id=id_,
        service_id=service_id,
        assurance=_assurance(on, how, by),
        note=note,
        way_in=WayIn(way_in),
        account_id=account_id,
        form_key=form_key,
        made_at=moments.moment(made_at),
        before=before,
        undone_at=moments.moment(undone_at) if undone_at else None,
    )


def _assurance(on: str, how: str, by: str) -> Assurance:
    return Assurance(on=date.fromisoformat(on), how=AssuredHow(how), by=by)
