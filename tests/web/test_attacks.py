"""What somebody tries who means harm: guessed ids, twisted requests, text that would be code, rights that were taken away."""

from __future__ import annotations

import hashlib
import json
import re
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from locator import wiring
from locator.accounts.account import AccountStatus
from locator.directory.search_log import scrubbed
from locator.directory.service import ServiceStatus
from locator.places import postcode
from locator.referral import chi, private_text
from locator.roles import Role
from locator.settings import Settings
from locator.storage import accounts, listings, referrals
from locator.web.shared.frame import HOME
from locator.wiring import Engine
from tests import making, signing
from tests.conftest import NOW, save
from tests.house.test_access import paths
from tests.web import village
from tests.web.visitor import Visitor

MakeApp = Callable[..., Flask]
SLUG = village.LUNCH.service.slug
NURSE = signing.person()
NOT_KEPT_BY_LOOKING = ("audit", "session", "search_log", "sqlite_sequence")
"""A look at a referral is written down, that a session is in use, and what was searched for."""


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    made = make_app(village.LUNCH, village.SHED)
    signing.add(made.extensions["locator"], *(signing.person(role) for role in Role))
    return made


def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["locator"]
    return found


def contents(app: Flask) -> dict[str, str]:
    """A hash of each table, but of those that looking may add to."""
    store = engine(app).store
    tables = [name for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: hashlib.sha256(repr(store.rows(f"SELECT * FROM {name} ORDER BY 1")).encode()).hexdigest()
        for name in tables
        if name not in NOT_KEPT_BY_LOOKING
    }


def a_referral(app: Flask, level: str = "coded") -> str:
    """The id of a referral that the nurse makes."""
    nurse = signing.sign_in(app, NURSE)
    nurse.post("/staff/signpost", {"form_key": f"{level}-0123456789abcdef", "service": SLUG, "level": level})
    return referrals.of_form(engine(app).store, f"{level}-0123456789abcdef")[0].id


@pytest.mark.slow
@pytest.mark.parametrize("role", list(Role))
def test_reading_changes_nothing_whoever_reads(app: Flask, role: Role) -> None:
    referral_id = a_referral(app)
    visitor = signing.sign_in(app, signing.person(role))
    before = contents(app)
    for path in paths(app):
        for filled in {path, path.replace("/x", f"/{referral_id}"), path.replace("/x", f"/{SLUG}")}:
            assert visitor.client.get(filled, buffered=True).status_code < 500, filled
    assert contents(app) == before


@pytest.mark.slow
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "PROPFIND", "POST"])
def test_another_method_opens_nothing_that_reading_does_not(app: Flask, method: str) -> None:
    before = contents(app)
    overridden = {"X-HTTP-Method-Override": "DELETE", "X-HTTP-Method": "PUT"}
    for path in paths(app):
        read = Visitor(app).client.get(path, buffered=True)
        answer = Visitor(app).client.open(path, method=method, headers=overridden, buffered=True)
        assert answer.status_code < 500, path
        assert answer.status_code in (303, 405) or not read.headers.get("Location", "").startswith("/sign-in?next="), (
            path
        )
        assert method == "POST" or not answer.get_data() or answer.status_code in (303, 403, 405, 501), path
    assert contents(app) == before


def test_ids_cannot_be_guessed(app: Flask) -> None:
    found = a_referral(app)
    assert uuid.UUID(found).version == 4
    nurse = signing.sign_in(app, NURSE)
    for guess in (
        found[:-1] + ("0" if found[-1] != "0" else "1"),
        found.upper() + "x",
        "1",
        "0",
        "-1",
        "' OR '1'='1",
        "%",
        "*",
    ):
        assert nurse.raw(f"/staff/referrals/{guess}").status_code == 404


def test_a_right_that_was_taken_away_between_looking_and_pressing_is_gone(app: Flask) -> None:
    store, nurse = engine(app).store, signing.sign_in(app, NURSE)
    nurse.get(f"/staff/signpost?service={SLUG}&form=form-key-of-a-page-1")
    accounts.save(store, replace(NURSE, role=Role.CURATOR, team_id=None))
    assert nurse.post("/staff/signpost", {"form_key": "f" * 22, "service": SLUG}).status_code == 403
    accounts.save(store, replace(NURSE, status=AccountStatus.DISABLED))
    assert nurse.post("/staff/signpost", {"form_key": "f" * 22, "service": SLUG}).status_code == 303
    assert store.rows("SELECT id FROM referral") == []


def test_a_field_that_comes_twice_counts_once(app: Flask) -> None:
    nurse = signing.sign_in(app, NURSE)
    token = nurse.form_token  # type: ignore[attr-defined]
    twice = {"form_token": [token, "wrong"], "form_key": ["a" * 22, "b" * 22], "for_whom": ["carer", "both"]}
    nurse.client.post("/staff/signpost", data={**twice, "service": [SLUG, SLUG]})
    rows = engine(app).store.rows("SELECT form_key, for_whom FROM referral")
    assert rows == [("a" * 22, "carer")]
    assert nurse.client.post("/staff/signpost", data={**twice, "form_token": ["wrong", token]}).status_code == 403


@pytest.mark.parametrize("status", [ServiceStatus.INACTIVE])
def test_what_is_not_published_is_nowhere(app: Flask, status: ServiceStatus) -> None:
    hidden = making.listing("Zorblat Secret Circle", status=status)
    save(engine(app), hidden)
    visitor = Visitor(app)
    for path in ("/services?q=zorblat", "/map?q=zorblat", "/map/points.json", "/sitemap.xml", "/suggest?q=zorb", "/"):
        assert "Zorblat Secret" not in visitor.raw(path).get_data(as_text=True), path
    for path in (f"/services/{hidden.service.slug}", f"/services/{hidden.service.slug}/calendar.ics"):
        assert visitor.raw(path).status_code == 404
    organization = visitor.raw(f"/organizations/{hidden.organization.slug}").get_data(as_text=True)
    assert "Zorblat Secret" not in organization
    listings.save(engine(app).store, replace(hidden, service=replace(hidden.service, status=ServiceStatus.ACTIVE)))
    assert "Zorblat Secret" in visitor.raw("/services?q=zorblat").get_data(as_text=True)


def test_data_for_programs_has_the_keys_that_it_should_and_no_others(app: Flask) -> None:
    points = json.loads(Visitor(app).raw("/map/points.json").get_data(as_text=True))
    assert set(points) <= {"venues", "list", "place", "services", "elsewhere", "leftOff"}
    assert [group for venue in points["venues"] for group in venue["groups"]]
    for venue in points["venues"]:
        assert set(venue) <= {"at", "name", "away", "groups"}
        for group in venue["groups"]:
            assert set(group) <= {"slug", "name", "when", "cost", "page"}


SQL = (
    "' OR '1'='1",
    "'; DROP TABLE service; --",
    '" OR ""="',
    "1) UNION SELECT password_hash FROM account --",
    "\\' OR 1=1#",
)
TEXTS = (
    *SQL,
    "{{ 7 * 7 }}",
    "${7*7}",
    "{% raw %}",
    "\r\nSet-Cookie: a=b",
    "/\r\nSet-Cookie: a=b",
    "\x00",
    "9" * 5000,
    "NaN",
    "-1",
    "١٢٣",
    "\ud800",
)
WHERE = (
    "/services?q={}",
    "/services?near={}&radius={}",
    "/services?day={}&theme={}&locality={}&page={}&sort={}",
    "/map?q={}&page={}",
    "/suggest?q={}",
    "/staff/find?reference={}",
    "/staff/unmet?theme={}&locality={}&ward={}&service={}",
    "/staff/signpost?service={}&near={}",
    "/staff/signpost?form=0123456789abcdefghij&service={}",
    "/services/{}",
    "/staff/log?from={}&to={}&theme={}&locality={}&service={}&page={}",
    "/staff/log.csv?from={}&to={}",
    "/figures?quarter={}&measure={}",
    "/sign-in?next={}",
)


@pytest.mark.parametrize("where", WHERE)
def test_text_that_would_be_code_is_only_text(app: Flask, where: str, caplog: pytest.LogCaptureFixture) -> None:
    lead = signing.sign_in(app, signing.person(Role.TEAM_LEAD))
    before = contents(app)
    for text in TEXTS:
        answer = lead.client.get(where.replace("{}", quote(text, errors="surrogatepass")), buffered=True)
        assert answer.status_code < 500, text
        assert "Set-Cookie" not in answer.headers or "a=b" not in answer.headers["Set-Cookie"]
        assert "\n" not in answer.headers.get("Location", "")
        assert not where.startswith("/sign-in") or answer.headers["Location"] == HOME[Role.TEAM_LEAD]
        body = answer.get_data(as_text=True)
        assert ">49<" not in body
        assert "argon2" not in body
    assert "a=b" not in caplog.text
    assert contents(app) == before


@pytest.mark.parametrize(
    "path",
    [
        "/static/../locator.sqlite",
        "/static/%2e%2e/secret.key",
        "/static/..%2f..%2fsetup.cfg",
        "/map/boundaries/..%2f.geojson",
        "/map/boundaries/..%5c..%5clocator.geojson",
        "/map/boundaries/six-localities.geojson",
    ],
)
def test_no_file_but_ours_is_served(app: Flask, path: str) -> None:
    assert Visitor(app).raw(path).status_code in (301, 308, 404)


def hostile_texts() -> Iterator[str]:
    for piece in ("0", "a", " ", "-", "(", "0 ", "a@", "@", "ML1 ", "01-", "\t", "é", "=", "1.", "a.b"):
        yield (piece * 100_000)[:100_000]


@pytest.mark.slow
@pytest.mark.parametrize(
    "reads",
    [chi.find, scrubbed, postcode.full, lambda text: private_text.refusals(text, NOW.date())],
    ids=["chi", "scrubbed", "postcode", "private text"],
)
def test_a_hundred_thousand_hostile_letters_are_read_in_no_time(reads: Callable[[str], object]) -> None:
    for text in hostile_texts():
        began = time.perf_counter()
        reads(text)
        assert time.perf_counter() - began < 2


@pytest.mark.parametrize("key", ["", "short", "0" * 64, "changeme" * 8])
def test_a_weak_secret_key_is_refused_at_the_start(settings: Settings, key: str) -> None:
    Path(settings.data, "secret.key").write_text(key)
    with pytest.raises(wiring.WeakKeyError, match=r"secret\.key"):
        wiring.secret_key(settings.data)


def test_two_people_behind_one_cache_never_see_each_others_pages(app: Flask) -> None:
    nurse, guest = signing.sign_in(app, NURSE), Visitor(app)
    for path in ("/", "/services?q=lunch", f"/services/{SLUG}"):
        mine, theirs = nurse.raw(path), guest.raw(path)
        assert mine.headers["Cache-Control"] == "no-store"
        assert "Cookie" in theirs.headers["Vary"]
        assert NURSE.name not in theirs.get_data(as_text=True)
        assert "Set-Cookie" not in theirs.headers


def test_no_answer_says_what_runs_here(app: Flask) -> None:
    for path in ("/", "/never-was", "/healthz", "/readyz", "/static/css/app.css"):
        answer = Visitor(app).raw(path)
        told = f"{answer.headers} {answer.get_data(as_text=True) if path != '/static/css/app.css' else ''}"
        assert not re.search(r"werkzeug|granian|python/|sqlite|traceback", told, re.IGNORECASE)
