"""How the links of the directory stand <-> their table, and which listings show each."""

from __future__ import annotations

from collections.abc import Sequence

from locator.directory.link_check import LinkCheck, Outcome, Website
from locator.storage import moments
from locator.storage.database import Row, Store, chunks, marks

_COLUMNS = "url, checked_at, outcome, detail, failures, first_failed_at"
_SAVE = f"""
    INSERT INTO link_check ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (url) DO UPDATE SET checked_at = excluded.checked_at, outcome = excluded.outcome,
        detail = excluded.detail, failures = excluded.failures, first_failed_at = excluded.first_failed_at
"""
_WEBSITES = """
    SELECT url, 'service', name, slug FROM service
    WHERE TRIM(COALESCE(url, '')) <> '' AND status IN ('active', 'temporarily closed')
    UNION ALL
    SELECT website, 'organization', name, slug FROM organization WHERE TRIM(COALESCE(website, '')) <> ''
    ORDER BY 1, 2, 3, 4
"""


def websites(store: Store) -> tuple[Website, ...]:
    """Every website of an organization or of a service that people can find, in the order of the addresses."""
    return tuple(
        Website(text=text, kind=kind, name=name, slug=slug) for text, kind, name, slug in store.rows(_WEBSITES)
    )


def by_url(store: Store) -> dict[str, LinkCheck]:
    """How every link stands that was ever asked."""
    return {row[0]: _made(row) for row in store.rows(f"SELECT {_COLUMNS} FROM link_check ORDER BY url")}


def one(store: Store, url: str) -> LinkCheck | None:
    """How this link stands; None where it was never asked."""
    row = store.row(f"SELECT {_COLUMNS} FROM link_check WHERE url = ?", (url,))
    return _made(row) if row else None


def failing(store: Store) -> tuple[LinkCheck, ...]:
    """The links that failed when they were last asked, the longest first."""
    sql = f"SELECT {_COLUMNS} FROM link_check WHERE first_failed_at IS NOT NULL ORDER BY first_failed_at, url"
    return tuple(_made(row) for row in store.rows(sql))


def save(store: Store, check: LinkCheck) -> None:
    """Keep how the link stands now."""
    since = moments.text(check.first_failed_at) if check.first_failed_at else None
    with store.atomic():
        store.write(
            _SAVE,
            (check.url, moments.text(check.checked_at), check.outcome.value, check.detail, check.failures, since),
        )


def forget(store: Store, urls: Sequence[str]) -> int:
    """Delete how these links stood: nobody shows them any more."""
    with store.atomic():
        return sum(store.write(f"DELETE FROM link_check WHERE url IN ({marks(some)})", some) for some in chunks(urls))


def _made(row: Row) -> LinkCheck:
    url, checked_at, outcome, detail, failures, first_failed_at = row
    return LinkCheck(
        url=url,
        checked_at=moments.moment(checked_at),
        outcome=Outcome(outcome),
        detail=detail,
        failures=failures,
        first_failed_at=moments.moment(first_failed_at) if first_failed_at else None,
    )
