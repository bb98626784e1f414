"""A curator clears the morning's queue by keyboard alone, in less than ten minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import Page

from locator.actions import proposing, reporting
from locator.directory.listing import Listing
from locator.directory.report import ReportKind
from locator.revision import subject
from locator.roles import Role
from locator.storage import listings
from locator.wiring import Engine
from tests import signing
from tests.browser import organised
from tests.browser.organised import OpenAs, Organised
from tests.browser.typist import Typist

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

CHANGES, REPORTS = 30, 10
TEN_MINUTES = 600
DECIDED = "main button[value=approve], main button[value=nothing]"
TO_READ = 5.0
"""Seconds to read one change, besides those for every page."""


def prepare(engine: Engine, _: Listing) -> None:
    """Let thirty changes and ten reports wait."""
    found = list(islice(listings.every(engine.store), CHANGES + REPORTS))
    author = signing.person(
        Role.ORGANISER, "Nan Orr", organization_ids=tuple({one.organization.id for one in found[:CHANGES]})
    )
    signing.add(engine, author)
    context = signing.as_user(engine, author)
    for number, one in enumerate(found[:CHANGES]):
        owner = one.organization.id
        draft = proposing.begin(
            context, subject.service(one.service.id), organization_id=owner, form_key=f"queue-{number}"
        )
        proposing.save(context, draft.proposal.id, {"summary": f"Everybody is welcome. Number {number}."})
        proposing.send(context, draft.proposal.id)
    for number, one in enumerate(found[CHANGES:]):
        reporting.something_wrong(
            engine.context(),
            slug=one.service.slug,
            kind=ReportKind.TIMES,
            message="It begins at 11 now.",
            form_key=f"report-{number}",
        )


@pytest.fixture(scope="module")
def own(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organised]:
    with organised.served(demonstration, tmp_path_factory.mktemp("queue"), prepare) as found:
        yield found


def test_a_queue_of_forty_is_cleared_by_keyboard_in_less_than_ten_minutes(open_as: OpenAs) -> None:
    page = open_as(Role.CURATOR)
    typist = Typist(page)
    typist.open("/curate/queue")
    before = waiting(page)
    assert before >= CHANGES + REPORTS
    typist.press(page.get_by_role("button", name="Start with the first"))
    decided = 0
    while decided < CHANGES + REPORTS:
        typist.press(page.locator(DECIDED).first)
        decided += 1
    seconds = typist.seconds + decided * TO_READ
    print(f"{decided} decided in {typist.told()} and {decided * TO_READ:.0f} to read: {seconds:.0f}")
    page.goto("/curate/queue")
    assert waiting(page) == before - decided
    assert seconds < TEN_MINUTES


def waiting(page: Page) -> int:
    """How many wait, by the page's own words."""
    found = re.search(r"(\d+) things? wait", page.locator("main").inner_text())
    return int(found.group(1)) if found else 0
