"""Every guard that is proven: what is taken out, and the test that must notice."""

from __future__ import annotations

from tests.mutations import organisation, pages, way_in

GUARDS = (*way_in.GUARDS, *organisation.GUARDS, *pages.GUARDS)
