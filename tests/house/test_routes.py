"""Addresses are promises: one that changes shows in routes.txt, and leaves a redirect."""

from __future__ import annotations

from pathlib import Path

from locator.web import create_app
from tests.conftest import OpenEngine

KNOWN = Path(__file__).with_name("routes.txt")


def test_the_addresses_are_those_that_were_promised(open_engine: OpenEngine) -> None:
    rules = create_app(open_engine()).url_map.iter_rules()
    lines = sorted(
        f"{rule.rule} {' '.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))} {rule.endpoint}"
        for rule in rules
    )
    assert KNOWN.read_text(encoding="utf-8").splitlines() == lines, "write the new lines into tests/house/routes.txt"
