"""Everyday words: tried before they are kept, used by every process at once, and nobody writes over anybody."""

from __future__ import annotations

import pytest

from locator import wiring
from locator.actions import everyday_words, find
from locator.actions.context import Context
from locator.actions.find import Search
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.roles import Role
from locator.storage import synonyms
from locator.wiring import Engine
from tests import making, signing
from tests.conftest import OpenEngine
from tests.noted import deeds

CURATOR = signing.person(Role.CURATOR)


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    made = open_engine(making.listing("Ukulele Band"), making.listing("Harmony Choir"))
    signing.add(made, CURATOR)
    return made


def keep(context: Context, word: str, *finds: str, before: str = "", seen: str = "") -> None:
    everyday_words.keep(context, before=before, seen=seen, word=word, finds=finds)


def seen(context: Context, word: str) -> str:
    return everyday_words.state(everyday_words.own(context, word))


def total(engine: Engine, words: str) -> int:
    return find.search(engine.context(), Search(words=words)).total


def test_a_word_that_is_kept_is_used_by_every_process(
    engine: Engine, open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "REFERENCE_SECONDS", 0.0)
    other = open_engine()
    assert (total(engine, "strumming"), total(other, "strumming")) == (0, 0)
    keep(signing.as_user(engine, CURATOR), "  Strumming ", "Ukulele")
    assert (total(engine, "strumming"), total(other, "strumming")) == (1, 1)


def test_a_trial_shows_both_sides_and_writes_nothing(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    trial = everyday_words.try_keeping(context, before="", word="strumming", finds=("ukulele",), asked="")
    assert (trial.asked, trial.before.total, trial.after.names) == ("strumming", 0, ("Ukulele Band",))
    assert all(not one.is_own for one in everyday_words.every(context))
    assert total(engine, "strumming") == 0


def test_a_trial_of_a_change_leaves_out_what_the_word_found_before(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    keep(context, "strumming", "ukulele")
    trial = everyday_words.try_keeping(context, before="strumming", word="strumming", finds=("choir",), asked="")
    assert (trial.before.names, trial.after.names) == (("Ukulele Band",), ("Harmony Choir",))


def test_a_double_click_keeps_a_word_once(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    keep(context, "strumming", "ukulele")
    keep(context, "strumming", "ukulele")
    assert deeds(engine) == ["word.add"]


def test_a_double_click_on_another_name_changes_it_once(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    keep(context, "strumming", "ukulele")
    mark = seen(context, "strumming")
    keep(context, "plucking", "ukulele", before="strumming", seen=mark)
    keep(context, "plucking", "ukulele", before="strumming", seen=mark)
    assert [one.word for one in everyday_words.every(context) if one.is_own] == ["plucking"]
    assert deeds(engine) == ["word.add", "word.change"]


def test_who_changes_what_somebody_else_has_changed_is_told(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    keep(context, "strumming", "ukulele")
    old = seen(context, "strumming")
    keep(context, "strumming", "ukulele", "guitar", before="strumming", seen=old)
    with pytest.raises(ChangedMeanwhileError):
        keep(context, "strumming", "banjo", before="strumming", seen=old)
    with pytest.raises(ChangedMeanwhileError):
        everyday_words.remove(context, "strumming", old)
    assert everyday_words.own(context, "strumming").finds == ("ukulele", "guitar")


def test_a_word_that_is_there_is_not_added_again(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    keep(context, "strumming", "ukulele")
    with pytest.raises(WrongError, match="is in the list already"):
        keep(context, "strumming", "banjo")


def test_a_word_is_taken_away_once(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    keep(context, "strumming", "ukulele")
    mark = seen(context, "strumming")
    everyday_words.remove(context, "strumming", mark)
    everyday_words.remove(context, "strumming", mark)
    assert deeds(engine) == ["word.add", "word.remove"]
    with pytest.raises(NotYoursError):
        everyday_words.own(context, "strumming")


@pytest.mark.parametrize(
    ("word", "finds", "at"),
    [
        ("", ("ukulele",), "word"),
        ("!!!", ("ukulele",), "word"),
        ("x" * 61, ("ukulele",), "word"),
        ("a\x00b", ("ukulele",), "word"),
        ("strumming", ("", "  "), "finds"),
        ("strumming", ("x" * 61,), "finds"),
        ("strumming", ("strumming",), "finds"),
        ("strumming", tuple(f"word {number}" for number in range(21)), "finds"),
    ],
)
def test_what_cannot_be_a_word_is_refused(engine: Engine, word: str, finds: tuple[str, ...], at: str) -> None:
    with pytest.raises(WrongError) as wrong:
        keep(signing.as_user(engine, CURATOR), word, *finds)
    assert wrong.value.at == at
    assert deeds(engine) == []


def test_a_word_of_the_release_that_is_off_stays_off_with_a_newer_release(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    word = next(one.word for one in everyday_words.every(context))
    everyday_words.switch(context, word, is_off=True)
    everyday_words.switch(context, word, is_off=True)
    with engine.store.atomic():
        synonyms.save(engine.store, {word: ("ukulele",)}, source="release")
    assert word not in synonyms.every(engine.store)
    everyday_words.switch(context, word, is_off=False)
    assert synonyms.every(engine.store)[word] == ("ukulele",)
    assert deeds(engine) == ["word.switch_off", "word.switch_on"]


def test_switching_can_be_tried(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    with engine.store.atomic():
        synonyms.save(engine.store, {"strumming": ("ukulele",)}, source="release")
    trial = everyday_words.try_switching(context, "strumming", "", is_off=True)
    assert (trial.before.names, trial.after.names) == (("Ukulele Band",), ())


def test_nobody_but_a_curator_may(engine: Engine) -> None:
    nurse = signing.person(Role.STAFF)
    signing.add(engine, nurse)
    context = signing.as_user(engine, nurse)
    for deed in (
        lambda: everyday_words.every(context),
        lambda: keep(context, "strumming", "ukulele"),
        lambda: everyday_words.remove(context, "strumming", ""),
        lambda: everyday_words.switch(context, "falls", is_off=True),
    ):
        with pytest.raises(NotAllowedError):
            deed()
    assert deeds(engine) == []
