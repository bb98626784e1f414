"""One provider's process for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.identity.running import Running, running


@pytest.fixture(scope="session")
def organisation() -> Iterator[Running]:
    """The organisation's provider."""
    with running() as found:
        yield found
