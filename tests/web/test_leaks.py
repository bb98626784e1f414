"""What is only proposed, was refused, is hidden or was merged shows nowhere in public; and nobody reaches another group's changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from locator import wiring
from locator.actions import deciding, merging, proposing, revising
from locator.actions.merging import Asked
from locator.directory.listing import Listing
from locator.revision import subject
from locator.revision.subject import WayIn
from locator.settings import Settings
from locator.storage import audit
from locator.web import create_app
from locator.wiring import Engine
from tests import changing, making, signing
from tests.changing import CURATOR, GROUP, ORGANISER, STRANGER
from tests.conftest import NOW, save
from tests.signing import as_user
from tests.web.curating import engine_of
from tests.web.village import FRIENDS, HALL, LUNCH, SHED
from tests.web.visitor import Visitor

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which makes the site once."""

SECRET = "Zyzzyva"
"""A word that stands in nothing but what must not be seen."""
VENUE = LUNCH.sites[0].location.id
HIDDEN = making.listing(
    f"{SECRET} circle",
    run_by=FRIENDS,
    sites=(making.site(HALL, making.weekly("WE")),),
    summary=f"{SECRET} evenings.",
    terms=(*LUNCH.service.terms, *SHED.service.terms),
)
SLUG = HIDDEN.service.slug
KEPT_SLUG = LUNCH.service.slug

Deed = Callable[[Engine], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Something that must not be seen: what makes it so, and with which listings the site begins."""

    make: Deed
    listings: tuple[Listing, ...] = (LUNCH, SHED)
    published: bool = field(default=False)


def change(engine: Engine, key: str, **fields: object) -> str:
    """A draft of a change of the lunch club."""
    context = as_user(engine, ORGANISER)
    draft = proposing.begin(context, changing.SUBJECT, organization_id=GROUP, form_key=key)
    proposing.save(context, draft.proposal.id, {"summary": f"{SECRET} soup.", "description": SECRET, **fields})
    return draft.proposal.id


def new(engine: Engine, key: str) -> str:
    """A draft of a new listing."""
    context = as_user(engine, ORGANISER)
    draft = proposing.begin_new(context, organization_id=GROUP, form_key=key)
    venues = [{"location_id": VENUE, "description": SECRET}]
    fields = {"name": f"{SECRET} circle", "summary": SECRET, "venues": venues, "deliveries": ["venue"]}
    proposing.save(context, draft.proposal.id, fields)
    return draft.proposal.id


def draft_change(engine: Engine) -> None:
    change(engine, "draft-change")


def draft_listing(engine: Engine) -> None:
    new(engine, "draft-listing")


def waiting_change(engine: Engine) -> None:
    proposing.send(as_user(engine, ORGANISER), change(engine, "waiting-change"))


def waiting_listing(engine: Engine) -> None:
    proposing.send(as_user(engine, ORGANISER), new(engine, "waiting-listing"))


def approved_change(engine: Engine) -> None:
    id_, curator = change(engine, "approved-change", name=f"{SECRET} lunch club"), as_user(engine, CURATOR)
    proposing.send(as_user(engine, ORGANISER), id_)
    deciding.approve(curator, id_, deciding.look(curator, id_).seen)


def refuse(engine: Engine, id_: str) -> None:
    proposing.send(as_user(engine, ORGANISER), id_)
    curator = as_user(engine, CURATOR)
    deciding.refuse(curator, id_, deciding.look(curator, id_).seen, "No.")


def refused_change(engine: Engine) -> None:
    refuse(engine, change(engine, "refused-change"))


def refused_listing(engine: Engine) -> None:
    refuse(engine, new(engine, "refused-listing"))


def undone_change(engine: Engine) -> None:
    id_, curator = change(engine, "undone-change"), as_user(engine, CURATOR)
    proposing.send(as_user(engine, ORGANISER), id_)
    deciding.approve(curator, id_, deciding.look(curator, id_).seen)
    deciding.undo(curator, id_, deciding.look(curator, id_).seen)


def new_venue(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    draft = proposing.begin(context, subject.location("new"), organization_id=GROUP, form_key="new-venue")
    point = {"latitude": 55.79, "longitude": -3.99, "ward_code": None}
    proposing.save(context, draft.proposal.id, {"name": f"{SECRET} hall", "point": point})
    proposing.send(context, draft.proposal.id)


def group_change(engine: Engine) -> None:
    context = as_user(engine, ORGANISER)
    draft = proposing.begin(context, subject.organization(GROUP), organization_id=GROUP, form_key="group")
    proposing.save(context, draft.proposal.id, {"name": f"{SECRET} friends", "description": SECRET})
    proposing.send(context, draft.proposal.id)


def hidden_listing(engine: Engine) -> None:
    hide = {"status": "inactive"}
    revising.publish(as_user(engine, CURATOR), subject.service(HIDDEN.service.id), hide, way_in=WayIn.CURATOR)


def merged_listing(engine: Engine) -> None:
    curator = as_user(engine, CURATOR)
    pair = merging.look(curator, LUNCH.service.id, HIDDEN.service.id)
    asked = Asked(
        first_id=pair.first_id,
        second_id=pair.second_id,
        first_number=pair.first_number,
        second_number=pair.second_number,
        choices={},
        form_key="merge",
    )
    merging.merge(curator, asked)


CASES: Mapping[str, Case] = {
    **{
        deed.__name__: Case(make=deed)
        for deed in (
            draft_change,
            draft_listing,
            waiting_change,
            waiting_listing,
            refused_change,
            refused_listing,
            undone_change,
            new_venue,
            group_change,
        )
    },
    "hidden_listing": Case(make=hidden_listing, listings=(LUNCH, SHED, HIDDEN), published=True),
    "merged_listing": Case(make=merged_listing, listings=(LUNCH, SHED, HIDDEN), published=True),
}

PUBLIC = "public"
EVERYTHING = Case(make=approved_change, listings=(LUNCH, SHED, HIDDEN))
"""What shows everywhere, so that the tests of what must not are known to look in the right places."""
THEIRS = (
    ("GET", "/organise/changes/{id}"),
    ("POST", "/organise/changes/{id}/withdraw"),
    ("GET", "/curate/changes/{id}"),
    ("GET", "/curate/changes/{id}/preview"),
    ("POST", "/curate/changes/{id}"),
    ("POST", "/curate/changes/{id}/undo"),
    ("GET", "/organise/listings/{service}/edit"),
    ("GET", "/organise/listings/{service}/preview"),
    ("GET", "/organise/listings/{service}/places"),
    ("GET", "/organise/listings/{service}/times"),
    ("GET", "/organise/listings/{service}/paper"),
    ("POST", "/organise/listings/{service}/edit"),
    ("POST", "/organise/listings/{service}/send"),
    ("GET", "/curate/listings/{service}/history"),
    ("GET", "/curate/merge?first={service}"),
)
"""Where a change or an unpublished listing could be reached by its id."""
SHOWN_BEFORE = tuple(name for name, case in CASES.items() if case.published)
FEED = "/api/oruk/v3"
SEEN = (
    f"{FEED}/services/{HIDDEN.service.id}",
    f"{FEED}/services",
    "/services",
    "/",
    "/organizations/knowetop-friends",
    f"/services/{SLUG}",
    "/sitemap.xml",
)
PLACES: Mapping[str, tuple[str, ...]] = {
    "search": (
        "/services?q=zyzzyvs",
        "/services?q=circle",
        "/services",
        "/services?near=ML1+1AB",
        "/services?theme=social",
    ),
    "front": ("/", "/?near=ML1+1AB"),
    "suggestions": ("/suggest?q=zyz", "/suggest?q=zyzzyv"),
    "map": ("/map?q=circle", "/map", "/map/points?q=circle", "/map/points"),
    "sitemap": ("/sitemap.xml",),
    "organization": ("/organizations/knowetop-friends",),
    "themes": ("/themes", "/themes/social"),
    "localities": ("/localities", "/localities/motherwell"),
    "page and its structured data": (f"/services/{KEPT_SLUG}",),
    "calendar": (f"/services/{KEPT_SLUG}/calendar.ics",),
    "something wrong": (f"/services/{KEPT_SLUG}/something-wrong",),
    "similar": (f"/services/{SHED.service.slug}",),
    "feed": (
        f"{FEED}/services?full=true",
        f"{FEED}/services?search={SECRET}&full=true",
        f"{FEED}/services?format=ndjson&full=true",
        f"{FEED}/services/{LUNCH.service.id}",
        f"{FEED}/organizations?full=true",
        f"{FEED}/organizations/{GROUP}?full=true",
        f"{FEED}/service_at_locations",
        f"{FEED}/service_at_locations/{HIDDEN.sites[0].id}",
    ),
    "own record in the feed": (f"{FEED}/services/{HIDDEN.service.id}",),
    "own address": (f"/services/{SLUG}", f"/services/{SLUG}/calendar.ics", f"/services/{SLUG}/something-wrong"),
}


@pytest.fixture
def begin(make_app: Callable[..., Flask]) -> Callable[[Case], Flask]:
    """A function that makes a site as a case begins, with nothing secret made yet."""

    def make(case: Case) -> Flask:
        app = make_app(*case.listings)
        signing.add(engine_of(app), *changing.EVERYBODY)
        return app

    return make


@pytest.fixture(scope="module")
def site_of(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Callable[[str], Flask]]:
    """A function that makes the site of a case, once for all tests that change nothing."""
    made: dict[str, Flask] = {}

    def site(name: str) -> Flask:
        if name not in made:
            made[name] = _made(tmp_path_factory.mktemp(name), built, {**CASES, PUBLIC: EVERYTHING}[name])
        return made[name]

    yield site
    for app in made.values():
        engine_of(app).close()


def _made(data: Path, built: Path, case: Case) -> Flask:
    shutil.copy(built / "locator.sqlite", data / "locator.sqlite")
    (data / "places").symlink_to(built / "places")
    engine = wiring.Engine(Settings(data=data), clock=lambda: NOW)
    save(engine, *case.listings)
    signing.add(engine, *changing.EVERYBODY)
    case.make(engine)
    return create_app(engine)


def says(visitor: Visitor, path: str) -> str:
    """All that is at the path, in small letters, without the address itself."""
    return visitor.raw(path).get_data(as_text=True).lower().replace(path.lower(), "")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", CASES)
def test_it_shows_nowhere(site_of: Callable[[str], Flask], name: str, place: str) -> None:
    guest = Visitor(site_of(name))
    assert [path for path in PLACES[place] if SECRET.lower() in says(guest, path)] == []


@pytest.mark.parametrize("place", PLACES)
def test_the_same_places_show_it_once_it_is_public(site_of: Callable[[str], Flask], place: str) -> None:
    guest = Visitor(site_of(PUBLIC))
    assert any(SECRET.lower() in says(guest, path) for path in PLACES[place])


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_found_by_its_words(site_of: Callable[[str], Flask], name: str) -> None:
    guest = Visitor(site_of(name))
    assert not guest.get(f"/services?q={SECRET}").classed("app-card")
    assert not (guest.raw(f"/map/points?q={SECRET}").get_json() or {}).get("points")


@pytest.mark.parametrize("name", CASES)
def test_the_feed_does_not_count_it_either(site_of: Callable[[str], Flask], name: str) -> None:
    guest = Visitor(site_of(name))
    expected = {"services": 2, "organizations": len({LUNCH.organization.id, SHED.organization.id})}
    told = {path: guest.raw(f"{FEED}/{path}").get_json()["total_items"] for path in expected}
    assert told == expected


@pytest.mark.parametrize("name", SHOWN_BEFORE)
def test_a_page_that_was_seen_before_is_not_kept_as_it_was(begin: Callable[[Case], Flask], name: str) -> None:
    app = begin(CASES[name])
    guest = Visitor(app)
    before = {path: guest.raw(path) for path in SEEN}
    assert all(SECRET.lower() in answer.get_data(as_text=True).lower() for answer in before.values())
    CASES[name].make(engine_of(app))
    for path, answer in before.items():
        assert "no-cache" in answer.headers["Cache-Control"]
        again = guest.raw(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code != 304, path
        assert SECRET.lower() not in again.get_data(as_text=True).lower().replace(path, ""), path


@pytest.mark.parametrize("name", sorted({*CASES} - {*SHOWN_BEFORE, "undone_change"}))
def test_a_change_that_waits_leaves_pages_and_their_marks_as_they_were(
    begin: Callable[[Case], Flask], name: str
) -> None:
    app = begin(CASES[name])
    paths = (f"/services/{KEPT_SLUG}", "/services", "/organizations/knowetop-friends")
    before = [Visitor(app).raw(path).headers["ETag"] for path in paths]
    CASES[name].make(engine_of(app))
    assert [Visitor(app).raw(path).headers["ETag"] for path in paths] == before


@pytest.mark.parametrize("name", SHOWN_BEFORE)
def test_kept_and_shared_lists_do_not_show_it(begin: Callable[[Case], Flask], name: str) -> None:
    app = begin(CASES[name])
    guest = Visitor(app)
    guest.post("/my-list/keep", {"id": HIDDEN.service.id})
    shared = urlsplit(guest.post("/my-list/share").headers["Location"]).path
    paths = ("/my-list", "/my-list/large-print", shared, f"{shared}/code.svg")
    assert SECRET.lower() in says(guest, shared)
    CASES[name].make(engine_of(app))
    assert [path for path in paths if SECRET.lower() in says(guest, path)] == []


@pytest.mark.parametrize("name", ["draft_listing", "waiting_listing", "refused_listing", "hidden_listing"])
def test_it_can_neither_be_kept_nor_pointed_to(begin: Callable[[Case], Flask], name: str) -> None:
    app = begin(CASES[name])
    CASES[name].make(engine_of(app))
    ids = [HIDDEN.service.id]
    ids += [id_ for (id_,) in engine_of(app).store.rows("SELECT subject_id FROM proposal")]
    guest = Visitor(app)
    for id_ in ids:
        guest.post("/my-list/keep", {"id": id_})
    assert "Your list is empty." in guest.get("/my-list").text
    nurse = signing.sign_in(app, changing.NURSE)
    assert nurse.client.get(f"/staff/signpost?service={SLUG}", follow_redirects=True).status_code == 404


def test_an_old_address_of_a_hidden_listing_leads_to_nothing_of_it(begin: Callable[[Case], Flask]) -> None:
    app = begin(CASES["hidden_listing"])
    save(engine_of(app), replace(HIDDEN, service=replace(HIDDEN.service, slug="renamed")))
    hidden_listing(engine_of(app))
    guest = Visitor(app)
    answer = guest.client.get(f"/services/{SLUG}", follow_redirects=True)
    assert answer.status_code == 404
    assert SECRET not in answer.get_data(as_text=True)


@pytest.mark.parametrize("state", ["draft", "waiting", "refused"])
def test_an_organiser_never_reaches_the_changes_of_another_group(begin: Callable[[Case], Flask], state: str) -> None:
    app = begin(CASES["draft_change"])
    engine = engine_of(app)
    id_ = change(engine, "theirs-and-secret")
    if state == "waiting":
        proposing.send(as_user(engine, ORGANISER), id_)
    if state == "refused":
        refuse(engine, id_)
    before = engine.store.rows("SELECT id, state, step, fields FROM proposal")
    stranger = signing.sign_in(app, STRANGER)
    for method, path in THEIRS:
        target = path.format(id=id_, service=LUNCH.service.id)
        answer = stranger.raw(target) if method == "GET" else stranger.post(target, {"press": "approve"})
        assert answer.status_code in (403, 404), target
        assert SECRET not in answer.get_data(as_text=True), target
    assert engine.store.rows("SELECT id, state, step, fields FROM proposal") == before


def test_an_organiser_of_another_group_is_written_down(begin: Callable[[Case], Flask]) -> None:
    app = begin(CASES["draft_change"])
    engine = engine_of(app)
    id_ = proposing.send(as_user(engine, ORGANISER), change(engine, "theirs-and-secret"))[0].id
    signing.sign_in(app, STRANGER).raw(f"/organise/changes/{id_}")
    assert [one.action for one in audit.about(engine.store, "service", LUNCH.service.id)] == ["service.not_yours"]
