"""The guards of the site: what is taken out, and the test that must notice. Numbers are those of docs/security.md."""

from __future__ import annotations

from tests.mutations import checking, ending, groups, organisation, pages, passkeys, reaching, way_in

GUARDS = (
    *way_in.GUARDS,
    *passkeys.GUARDS,
    *organisation.GUARDS,
    *pages.GUARDS,
    *reaching.GUARDS,
    *checking.GUARDS,
    *ending.GUARDS,
    *groups.GUARDS,
)
