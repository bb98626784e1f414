"""The directory's websites are asked once a week, kept as they answer, and shown to curators only when they are broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from locator.actions import link_checking, tasks
from locator.actions.context import Context
from locator.actions.link_checking import Checked
from locator.actions.permission import NotAllowedError, NotSignedInError
from locator.actions.terminal import at_terminal
from locator.directory.link_check import Outcome
from locator.directory.service import ServiceStatus
from locator.storage import link_checks, listings
from locator.wiring import Engine
from tests import referred, signing
from tests.conftest import NOW, OpenEngine
from tests.making import listing, organization
from tests.post.mail_server import free_port
from tests.probing import website
from tests.probing.website import HERE, Website, status
from tests.referred import CURATOR, NURSE

GROUP = organization(website="tea.scot/group")
TEA = listing("Tea", run_by=GROUP, website="http://tea.scot/menu")
COFFEE = listing("Coffee", run_by=GROUP, website="http://coffee.scot")
MADE_UP = listing("Made up", run_by=GROUP, website="https://example.org/made-up")
HIDDEN = listing("Hidden", run_by=GROUP, website="http://hidden.scot", status=ServiceStatus.INACTIVE)


@pytest.fixture
def site() -> Iterator[Website]:
    with website.running() as found:
        found.answers["/menu"] = status(404)
        yield found


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(TEA, COFFEE, MADE_UP, HIDDEN)
    signing.add(engine, CURATOR, NURSE)
    return engine


@pytest.fixture
def context(engine: Engine, site: Website) -> Context:
    return replace(engine.context(), prober=site.prober())


def check(context: Context, **how: object) -> Checked:
    return link_checking.check(context, pause=lambda _: None, **how)  # type: ignore[arg-type]


def outcomes(context: Context) -> dict[str, Outcome]:
    return {url: one.outcome for url, one in link_checks.by_url(context.store).items()}


def as_curator(engine: Engine, **later: float) -> Context:
    return referred.later(signing.as_user(engine, CURATOR), **later)


def test_every_website_that_people_see_is_asked_and_kept(context: Context) -> None:
    assert check(context) == Checked(asked=3, failed=2)
    assert outcomes(context) == {
        "http://tea.scot/menu": Outcome.GONE,
        "http://coffee.scot": Outcome.THERE,
        "https://tea.scot/group": Outcome.NOT_A_WEBSITE,
    }


def test_a_website_of_two_listings_is_asked_once(context: Context, site: Website) -> None:
    with context.store.atomic():
        listings.save(context.store, listing("More tea", run_by=GROUP, website="http://coffee.scot"))
    check(context)
    assert [request for request in site.requests if "coffee" in request] == [site.requests[site.asked.index("HEAD /")]]


def test_nothing_is_asked_again_within_a_week(context: Context, site: Website) -> None:
    check(context)
    asked = len(site.requests)
    assert check(referred.later(context, days=6)) == Checked()
    assert len(site.requests) == asked
    assert check(referred.later(context, days=7)).asked == 3


def test_somebody_at_the_terminal_asks_when_they_like_and_it_is_written_down(context: Context) -> None:
    check(context)
    assert check(at_terminal(context), everything=True).asked == 3
    actions = [action for (action,) in context.store.rows("SELECT action FROM audit ORDER BY seq")]
    assert actions == ["links.check"]


def test_a_timer_asks_a_few_at_a_time_and_comes_to_all(context: Context) -> None:
    assert [check(context, most=1).asked for _ in range(4)] == [1, 1, 1, 0]
    assert len(outcomes(context)) == 3


def test_one_host_is_given_time_between_two_questions(context: Context) -> None:
    pauses: list[float] = []
    link_checking.check(context, pause=pauses.append)
    assert pauses == [link_checking.BETWEEN_QUESTIONS_SECONDS]


def test_a_link_that_nobody_shows_any_more_is_forgotten(context: Context) -> None:
    check(context)
    with context.store.atomic():
        listings.remove(context.store, TEA.service.id)
    check(context)
    assert "http://tea.scot/menu" not in outcomes(context)


def test_without_a_network_nothing_is_held_against_anybody(context: Context, site: Website) -> None:
    def unreachable(_address: str, _port: int, _seconds: float) -> None:
        raise OSError(101, "Network is unreachable")

    cut_off = replace(context, prober=site.prober(connect=unreachable))
    assert check(cut_off) == Checked(is_cut_off=True)
    assert outcomes(context) == {}


def test_what_cannot_be_asked_while_others_can_has_failed(context: Context, site: Website) -> None:
    def sometimes(address: str, port: int, seconds: float) -> object:
        if port == 443:
            raise OSError(101, "Network is unreachable")
        return site.connect(address, port, seconds)

    assert check(replace(context, prober=site.prober(connect=sometimes))).asked == 3
    assert outcomes(context)["https://tea.scot/group"] is Outcome.NO_ANSWER


def test_where_nobody_is_to_be_asked_nobody_is(context: Context) -> None:
    assert check(replace(context, prober=None)) == Checked()


def test_a_demonstration_asks_nobody(engine: Engine) -> None:
    engine.reference = replace(engine.reference, is_demonstration=True)
    assert engine.context().prober is None
    assert engine.context().resolver is None


def test_a_link_inside_is_never_followed_from_the_directory(open_engine: OpenEngine) -> None:
    port = free_port()
    engine = open_engine(listing("Evil", website=f"http://{HERE}/"), listing("Odd", website=f"http://{HERE}:{port}/"))
    assert check(engine.context()) == Checked(asked=2, failed=2)
    assert set(outcomes(engine.context()).values()) == {Outcome.REFUSED}


def test_the_timer_asks_them_too(engine: Engine, context: Context) -> None:
    done = {one.name: one.words for one in tasks.run(lambda: replace(context, now=engine.context().now))}
    assert done["Links"] == "3 asked, 2 failed"


def test_a_curator_sees_a_link_after_two_bad_days_with_all_that_show_it(engine: Engine, context: Context) -> None:
    check(context)
    assert link_checking.broken(as_curator(engine)) == ()
    check(referred.later(context, days=7))
    found = {one.check.url: one for one in link_checking.broken(as_curator(engine, days=7))}
    assert set(found) == {"http://tea.scot/menu", "https://tea.scot/group"}
    assert found["http://tea.scot/menu"].check.first_failed_at == NOW
    assert [(one.kind, one.name) for one in found["https://tea.scot/group"].owners] == [("organization", GROUP.name)]


def test_a_link_that_was_put_right_is_not_shown_any_more(engine: Engine, context: Context) -> None:
    check(context)
    check(referred.later(context, days=7))
    right = replace(TEA, service=replace(TEA.service, website="http://tea.scot/tea"))
    with context.store.atomic():
        listings.save(context.store, right)
    assert [one.check.url for one in link_checking.broken(as_curator(engine))] == ["https://tea.scot/group"]


def test_only_curators_see_them(engine: Engine) -> None:
    with pytest.raises(NotSignedInError):
        link_checking.broken(engine.context())
    with pytest.raises(NotAllowedError):
        link_checking.broken(signing.as_user(engine, NURSE))
