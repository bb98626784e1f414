"""Themes and terms change once, everywhere within a second; a retired one stays where it is, two become one and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from locator import wiring
from locator.actions import browse, deciding, figures, find, install, proposing, revising, vocabulary
from locator.actions.context import Context
from locator.actions.find import Search
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.actions.vocabulary import Wanted
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.directory import term_entry
from locator.directory.service import Term
from locator.revision import subject
from locator.roles import Role
from locator.storage import facts, listings
from locator.wiring import Engine
from tests import making, signing
from tests.conftest import OpenEngine
from tests.noted import deeds

CURATOR = signing.person(Role.CURATOR)
LUNCH_CLUB, SOUP = (
    Term(taxonomy="activity", code=code, name=name) for code, name in (("lunch-club", "Lunch club"), ("soup", "Quokka"))
)
SOCIAL = Term(taxonomy="theme", code="social", name="Meeting people")
ENGLISH = Term(taxonomy="language", code="en", name="English")
LUNCH = making.listing("Tuesday Get-Together", terms=(SOCIAL, LUNCH_CLUB, SOUP, ENGLISH))
CAFE = making.listing("Cafe", terms=(SOCIAL, SOUP))


@pytest.fixture
def engine(open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(wiring, "REFERENCE_SECONDS", 0.0)
    made = open_engine(LUNCH, CAFE)
    signing.add(made, CURATOR)
    return made


@pytest.fixture
def context(engine: Engine) -> Context:
    return signing.as_user(engine, CURATOR)


def seen(context: Context, taxonomy: str, code: str) -> str:
    found = vocabulary.every(context, taxonomy)
    return vocabulary.state(vocabulary.one(context, taxonomy, code), found.place(code))


def change(context: Context, taxonomy: str, code: str, **wanted: object) -> None:
    mark = seen(context, taxonomy, code)
    vocabulary.change(context, taxonomy, code, Wanted(**wanted), seen=mark)  # type: ignore[arg-type]


def merge(context: Context, gone: Term, kept: Term) -> None:
    entries = [vocabulary.one(context, one.taxonomy, one.code) for one in (gone, kept)]
    vocabulary.merge(context, gone.taxonomy, gone.code, kept.code, seen=vocabulary.both_state(*entries))


def total(engine: Engine, words: str) -> int:
    return find.search(engine.context(), Search(words=words)).total


def terms_of(context: Context, service_id: str, taxonomy: str) -> list[str]:
    (found,) = listings.by_ids(context.store, (service_id,))
    return [term.name for term in found.service.terms if term.taxonomy == taxonomy]


def test_a_new_name_is_found_by_every_process(engine: Engine, context: Context, open_engine: OpenEngine) -> None:
    other = open_engine()
    assert total(other, "zebra") == 0
    change(context, "activity", "lunch-club", name="Zebra club")
    assert (total(engine, "zebra"), total(other, "zebra")) == (1, 1)


def test_a_theme_with_a_new_name_has_it_on_every_page(engine: Engine, context: Context) -> None:
    change(context, "theme", "social", name="Good company", description="People to be with.", place=1)
    first = browse.front(engine.context()).themes[0]
    assert (first.theme.name, first.theme.slug, first.count) == ("Good company", "social", 2)
    assert terms_of(context, LUNCH.service.id, "theme") == ["Good company"]


def test_a_language_with_a_new_name_has_it_on_listings(context: Context) -> None:
    change(context, "language", "en", name="Plain English")
    assert terms_of(context, LUNCH.service.id, "language") == ["Plain English"]


def test_a_new_term_can_be_chosen(engine: Engine, context: Context) -> None:
    made = vocabulary.add(context, "theme", Wanted(name="Digital help", description="Phones and tablets.", place=2))
    vocabulary.add(context, "theme", Wanted(name="Digital help", description="Phones and tablets.", place=2))
    assert [theme.code for theme in engine.context().reference.themes][1] == made.code == "digital-help"
    assert engine.context().reference.terms["theme"][1].name == "Digital help"
    assert deeds(engine) == ["term.add"]


def test_a_retired_term_stays_on_listings_and_is_not_offered(engine: Engine, context: Context) -> None:
    for _ in range(2):
        vocabulary.retire(context, "theme", "social")
    reference = engine.context().reference
    assert "social" not in {theme.code for theme in reference.themes} | {one.code for one in reference.terms["theme"]}
    assert "social" in {theme.code for theme in reference.every_theme}
    assert reference.names["theme", "social"] == "Meeting people"
    assert terms_of(context, LUNCH.service.id, "theme") == ["Meeting people"]
    assert "social" in figures._columns(engine.context())
    vocabulary.offer(context, "theme", "social")
    assert "social" in {theme.code for theme in engine.context().reference.themes}
    assert deeds(engine) == ["term.retire", "term.offer"]


def test_two_terms_become_one_and_listings_have_it_once(engine: Engine, context: Context) -> None:
    merge(context, SOUP, LUNCH_CLUB)
    assert terms_of(context, LUNCH.service.id, "activity") == ["Lunch club"]
    assert terms_of(context, CAFE.service.id, "activity") == ["Lunch club"]
    assert total(engine, "quokka") == 0
    gone = vocabulary.one(context, "activity", "soup")
    assert (gone.merged_into, gone.retired_on) == ("lunch-club", making.TODAY)


def test_an_older_version_and_a_change_that_waited_say_the_term_that_stands_now(
    engine: Engine, context: Context
) -> None:
    about = subject.service(CAFE.service.id)
    draft = proposing.begin(context, about, organization_id=CAFE.organization.id, form_key="form-1")
    proposing.save(context, draft.proposal.id, {"activities": ["soup"], "themes": ["social"], "summary": "Hot."})
    merge(context, SOUP, LUNCH_CLUB)
    proposing.send(context, draft.proposal.id)
    assert (revising.content_of(context, about) or {})["activities"] == ["lunch-club"]
    merge(context, LUNCH_CLUB, Term(taxonomy="activity", code="tea-party", name="Tea party"))
    deciding.restore(context, about, 1, seen_number=revising.number_of(context, about))
    assert (revising.content_of(context, about) or {})["activities"] == ["tea-party"]


def test_a_merger_sent_twice_is_made_once(engine: Engine, context: Context) -> None:
    entries = [vocabulary.one(context, "activity", code) for code in ("soup", "lunch-club")]
    for _ in range(2):
        vocabulary.merge(context, "activity", "soup", "lunch-club", seen=vocabulary.both_state(*entries))
    assert deeds(engine).count("term.merge") == 1
    assert [one.number for one in revising.history(context, subject.service(CAFE.service.id))] == [1, 2]


def test_languages_become_one(context: Context) -> None:
    vocabulary.add(context, "language", Wanted(name="Shelta"))
    merge(context, ENGLISH, Term(taxonomy="language", code="shelta", name="Shelta"))
    assert terms_of(context, LUNCH.service.id, "language") == ["Shelta"]


def test_a_term_is_not_merged_into_itself_or_into_one_that_is_not_offered(context: Context) -> None:
    with pytest.raises(WrongError):
        merge(context, SOUP, SOUP)
    vocabulary.retire(context, "activity", "lunch-club")
    with pytest.raises(WrongError):
        merge(context, SOUP, LUNCH_CLUB)


def test_a_double_click_changes_a_term_once(engine: Engine, context: Context) -> None:
    mark = seen(context, "activity", "soup")
    for _ in range(2):
        vocabulary.change(context, "activity", "soup", Wanted(name="Soup and sandwich", place=1), seen=mark)
    assert deeds(engine) == ["term.change"]
    assert vocabulary.every(context, "activity").entries[0].name == "Soup and sandwich"


def test_who_changes_what_somebody_else_has_changed_is_told(context: Context) -> None:
    mark = seen(context, "activity", "soup")
    change(context, "activity", "soup", name="Broth")
    with pytest.raises(ChangedMeanwhileError):
        vocabulary.change(context, "activity", "soup", Wanted(name="Stew"), seen=mark)
    with pytest.raises(ChangedMeanwhileError):
        vocabulary.merge(context, "activity", "soup", "lunch-club", seen="older")
    assert vocabulary.one(context, "activity", "soup").name == "Broth"


@pytest.mark.parametrize(
    ("wanted", "at"),
    [
        (Wanted(name=""), "name"),
        (Wanted(name="x" * 81), "name"),
        (Wanted(name="Fine", description="x" * 301), "description"),
        (Wanted(name="lunch CLUB"), "name"),
    ],
)
def test_what_cannot_be_a_term_is_refused(engine: Engine, context: Context, wanted: Wanted, at: str) -> None:
    for deed in (
        lambda: vocabulary.add(context, "activity", wanted),
        lambda: vocabulary.change(context, "activity", "soup", wanted, seen=seen(context, "activity", "soup")),
    ):
        with pytest.raises(WrongError) as wrong:
            deed()
        assert wrong.value.at == at
    assert deeds(engine) == []


def test_a_name_that_was_retired_says_so(context: Context) -> None:
    vocabulary.retire(context, "activity", "soup")
    with pytest.raises(WrongError, match="not offered now"):
        vocabulary.add(context, "activity", Wanted(name="Quokka"))


def test_a_newer_release_leaves_alone_what_staff_have_changed(engine: Engine, context: Context, seed: Path) -> None:
    change(context, "theme", "social", name="Good company", place=1)
    change(context, "who", "carers", name="People who care for somebody")
    vocabulary.add(context, "theme", Wanted(name="Digital help"))
    vocabulary.retire(context, "who", "men")
    before = engine.context().reference
    with engine.store.atomic():
        facts.put(engine.store, "reference_version", "older")
    install.load_reference(engine.store, seed)
    after = engine.context().reference
    assert [theme.name for theme in after.themes] == [theme.name for theme in before.themes]
    assert after.terms["who"] == before.terms["who"]


def test_a_list_that_there_is_not_is_nobodys(context: Context) -> None:
    with pytest.raises(NotYoursError):
        vocabulary.every(context, "colour")
    with pytest.raises(NotYoursError):
        vocabulary.one(context, "theme", "colour")


def test_nobody_but_a_curator_may(engine: Engine) -> None:
    lead = signing.person(Role.PROGRAMME_LEAD)
    signing.add(engine, lead)
    context = signing.as_user(engine, lead)
    tries: list[Callable[[], object]] = [
        lambda: vocabulary.every(context, "theme"),
        lambda: vocabulary.add(context, "theme", Wanted(name="Mine")),
        lambda: vocabulary.change(context, "theme", "social", Wanted(name="Mine"), seen=""),
        lambda: vocabulary.retire(context, "theme", "social"),
        lambda: vocabulary.offer(context, "theme", "social"),
        lambda: vocabulary.merge(context, "activity", "soup", "lunch-club", seen=""),
    ]
    for deed in tries:
        with pytest.raises(NotAllowedError):
            deed()
    assert deeds(engine) == []


@pytest.mark.parametrize(("place", "order"), [(-3, "cab"), (1, "cab"), (2, "acb"), (3, "abc"), (99, "abc")])
def test_a_term_is_placed_within_the_list(place: int, order: str) -> None:
    assert "".join(term_entry.placed("abc", "c", place)) == order


def test_a_merged_code_stands_once_in_the_place_of_the_first() -> None:
    assert term_entry.merged(["a", "b", "c"], "a", "c") == ["c", "b"]
