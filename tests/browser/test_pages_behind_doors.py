"""Every page of organisers and curators: nothing that axe minds, nothing wider than the window, with and without scripts.

The pages come from the routes themselves; a rule with a new kind of part says that it needs an example.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from locator.accounts.account import Account
from locator.accounts.claim import Claim, ClaimKind, ClaimState
from locator.actions import bulk_changes, merging, proposing, reporting, revising
from locator.directory.listing import Listing
from locator.directory.report import ReportKind
from locator.directory.service import ServiceStatus
from locator.revision import subject
from locator.revision.bulk import Deed, DeedKind
from locator.roles import Permission, Role
from locator.storage import claims, listings
from locator.web import curator, organiser
from locator.wiring import Engine
from tests import signing
from tests.browser import axe, geometry, organised
from tests.browser.organised import OpenAs, Organised

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

WIDTHS = (1280, 320)
LOOKED_AT_ELSEWHERE = frozenset(
    [
        "edit.listing",
        "edit.preview",
        "times.page",
        "places.page",
        "paper.filled",
        "organise_home.home",
        "new_listing.begin",
        "changes.every",
        "organise_people.page",
        "queue.following",
    ]
)
"""`test_editing.py` looks at these; the last leads on to the next thing that waits."""


def rules() -> list[tuple[str, str]]:
    """Endpoint and rule of every page of the two doors that asks for a permission."""
    app = Flask("routes", static_folder=None)
    for door in (*curator.DOORS, *organiser.DOORS):
        app.register_blueprint(door)
    access = {**curator.ACCESS, **organiser.ACCESS}
    return sorted(
        {
            (rule.endpoint, rule.rule)
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ())
            and isinstance(access.get(rule.endpoint), Permission)
            and access[rule.endpoint] is not Permission.ANSWER
            and rule.endpoint not in LOOKED_AT_ELSEWHERE
        }
    )


IDS: dict[str, str] = {}
"""What stands for each part of an address."""


def prepare(engine: Engine, usual: Listing) -> None:
    """One of everything that a page can be about."""
    curator_account = signing.person(Role.CURATOR, "Senga Weir")
    author = signing.person(Role.ORGANISER, "Nan Orr", organization_ids=(usual.organization.id,))
    signing.add(engine, curator_account, author)
    context, at = signing.as_user(engine, curator_account), subject.service(usual.service.id)
    others = [one for one in islice(listings.every(engine.store), 8) if one.service.id != usual.service.id]
    first, second, third = others[:3]
    merged = merging.merge(
        context,
        merging.Asked(
            first_id=first.service.id,
            second_id=second.service.id,
            first_number=revising.number_of(context, subject.service(first.service.id)),
            second_number=revising.number_of(context, subject.service(second.service.id)),
            choices={},
            form_key="merge-0123456789abcdef",
        ),
    )
    ids = IDS
    ids |= _ids(usual, third) | {"merge_id": merged.id, "other_id": third.service.id}
    ids["change_id"] = ids["proposal_id"] = _change(engine, author, usual)
    ids["deed_id"] = _deed(engine, curator_account, third)
    ids["claim_id"] = _claim(engine, usual)
    reporting.something_wrong(
        engine.context(), slug=usual.service.slug, kind=ReportKind.TIMES, message="It begins at 11.", form_key="r"
    )
    ((ids["report_id"],),) = engine.store.rows("SELECT id FROM report WHERE form_key = 'r'")
    assert revising.history(context, at)


def _ids(usual: Listing, third: Listing) -> dict[str, str]:
    return {
        "service_id": usual.service.id,
        "subject_id": usual.service.id,
        "organization_id": usual.organization.id,
        "location_id": usual.sites[0].location.id,
        "slug": "airdrie",
        "set_id": "consortia-2026",
        "taxonomy": "activity",
        "code": "exercise",
        "name": "still_correct",
        "int:number": "1",
    }


def _change(engine: Engine, author: Account, usual: Listing) -> str:
    context = signing.as_user(engine, author)
    draft = proposing.begin(
        context, subject.service(usual.service.id), organization_id=usual.organization.id, form_key="change"
    )
    fields = {"summary": "Everybody is welcome.", "cost": {"is_free": True, "options": []}, "sessions": []}
    proposing.save(context, draft.proposal.id, fields)
    return proposing.send(context, draft.proposal.id)[-1].id


def _deed(engine: Engine, who: Account, third: Listing) -> str:
    context = signing.as_user(engine, who)
    wanted = bulk_changes.Filter(words=third.service.name, status=ServiceStatus.ACTIVE)
    deed = Deed(kind=DeedKind.CLOSE, note="The hall is being repaired.")
    seen = bulk_changes.plan(context, wanted, deed).mark
    details = {"what": "Close for now", "which": third.service.name}
    return bulk_changes.do(context, wanted, deed, seen=seen, left_out=(), form_key="deed", details=details)


def _claim(engine: Engine, usual: Listing) -> str:
    claim = Claim(
        id="claim",
        kind=ClaimKind.LISTINGS,
        organization_id=usual.organization.id,
        service_id=usual.service.id,
        name="Jean Orr",
        email="jean@example.org",
        does="I run it.",
        how_to_check="Ring the hall.",
        form_key="claim",
        created_at=engine.context().now,
    )
    with engine.store.atomic():
        claims.add(engine.store, claim)
        claims.change(engine.store, replace(claim, state=ClaimState.WAITING, proven_at=engine.context().now))
    return claim.id


@pytest.fixture(scope="module")
def own(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organised]:
    with organised.served(demonstration, tmp_path_factory.mktemp("doors"), prepare) as found:
        yield found


def example(endpoint: str, rule: str, found: dict[str, str]) -> str:
    """The page that stands for a rule."""
    parts = dict(found)
    if rule.startswith("/curate/organizations/"):
        parts["subject_id"] = found["organization_id"]
    elif rule.startswith("/curate/venues/"):
        parts["subject_id"] = found["location_id"]
    for name, value in parts.items():
        rule = rule.replace(f"<{name}>", value)
    assert "<" not in rule, f"Give tests/browser/test_pages_behind_doors.py an example of {rule}"
    queries = {
        "merge.pair": f"?first={found['service_id']}&second={found['other_id']}",
        "many.prepare": "?do=close",
        "places.page": "?q=ML1+1AB",
        "vocabulary.merging": "?into=gardening",
        "everyday_words.switch": "?word=blether",
    }
    return rule + queries.get(endpoint, "")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule[1])
def test_a_page_behind_a_door_is_sound(open_as: OpenAs, own: Organised, rule: tuple[str, str]) -> None:
    role = Role.ORGANISER if rule[1].startswith("/organise") else Role.CURATOR
    page = open_as(role, {"width": WIDTHS[0], "height": 900})
    page.goto(example(*rule, IDS))
    faults = [f"{width}: {fault}" for width in WIDTHS for fault in faults_at(page, width)]
    assert faults == []
    without = open_as(role, {"width": WIDTHS[-1], "height": 900}, scripts=False)
    without.goto(example(*rule, IDS))
    assert without.locator("h1").all_inner_texts() == page.locator("h1").all_inner_texts()


def faults_at(page: Page, width: int) -> list[str]:
    """What axe minds and what sticks out at this width."""
    page.set_viewport_size({"width": width, "height": 900})
    return [*axe.violations(page, colours=width == WIDTHS[0]), *geometry.sticking_out(page)]
