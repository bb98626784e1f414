"""A server on loopback for each test that asks one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.probing import website
from tests.probing.website import Website


@pytest.fixture
def site() -> Iterator[Website]:
    """A website."""
    with website.running() as found:
        yield found
