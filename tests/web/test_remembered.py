"""Pieces of pages that are made once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from jinja2 import DictLoader, Environment
from jinja2.runtime import Macro
from markupsafe import Markup

from locator.web.shared import remembered
from locator.web.shared.remembered import Memory

SOURCES = {
    "hail": "{% macro said(who, how) %}{{ how }} {{ who.name }}{% endmacro %}",
    "about": "{% macro said(who, is_old) %}100% {{ who.name }}{% if is_old %}, {{ gap('years') }}{% endif %}: {{ gap('note') }}.{% endmacro %}",
}


class Person:
    """Somebody with a name that can change."""

    def __init__(self, name: str) -> None:
        """Named so."""
        self.name = name


@dataclass(frozen=True)
class Aged:
    """A person in a list, of whom an age may be told."""

    words: Person
    years: str = ""

    @property
    def variant(self) -> tuple[bool, ...]:
        """Whether an age is told."""
        return (bool(self.years),)

    @property
    def own(self) -> dict[str, object]:
        """The age."""
        return {"years": self.years}


def macro(name: str) -> Macro:
    """The macro of an imported template."""
    environment = Environment(loader=DictLoader(SOURCES), autoescape=True)
    environment.globals["gap"] = remembered.gap
    said: Macro = environment.get_template(name).module.said  # type: ignore[attr-defined]
    return said


@pytest.fixture
def hail() -> Macro:
    """A macro without gaps."""
    return macro("hail")


@pytest.fixture
def about() -> Macro:
    """A macro with gaps."""
    return macro("about")


@pytest.fixture
def memory() -> Memory:
    """A memory of nothing."""
    return Memory()


def test_the_same_object_is_made_once(hail: Macro, memory: Memory) -> None:
    mairi = Person("Mairi")
    assert memory.filled(hail, mairi, {}, "Hello") == "Hello Mairi"
    mairi.name = "Somebody else"
    assert memory.filled(hail, mairi, {}, "Hello") == "Hello Mairi"


def test_another_object_or_another_way_is_made_anew(hail: Macro, memory: Memory) -> None:
    mairi = Person("Mairi")
    assert memory.filled(hail, mairi, {}, "Hello") == "Hello Mairi"
    assert memory.filled(hail, mairi, {}, "Bye") == "Bye Mairi"
    assert memory.filled(hail, Person("Iain"), {}, "Hello") == "Hello Iain"


def test_what_is_remembered_is_escaped_and_not_escaped_again(hail: Macro, memory: Memory) -> None:
    assert memory.filled(hail, Person("<b>"), {}, "&") == Markup("&amp; &lt;b&gt;")


def test_no_object_is_taken_for_one_that_has_gone(hail: Macro, memory: Memory) -> None:
    for number in range(500):
        assert memory.filled(hail, Person(str(number)), {}, "Hello") == f"Hello {number}"


def test_the_memory_has_an_end(hail: Macro, memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST_LETTERS", 70)
    people = [Person(str(number)) for number in range(40)]
    assert [memory.filled(hail, one, {}, "Hello") for one in people] == [f"Hello {number}" for number in range(40)]


def test_gaps_are_filled_anew_each_time(about: Macro, memory: Memory) -> None:
    mairi = Person("Mairi")
    assert memory.filled(about, mairi, {"note": 7}, False) == "100% Mairi: 7."
    assert memory.filled(about, mairi, {"note": "kind"}, False) == "100% Mairi: kind."


def test_what_comes_into_a_gap_is_escaped(about: Macro, memory: Memory) -> None:
    said = memory.filled(about, Person("<i>"), {"note": "<b>%(years)s & %s", "years": Markup("<b>9</b>")}, True)
    assert said == Markup("100% &lt;i&gt;, <b>9</b>: &lt;b&gt;%(years)s &amp; %s.")


def test_nobody_can_write_a_gap(about: Macro, memory: Memory) -> None:
    assert memory.filled(about, Person("%(note)s %s 5%"), {"note": "kind"}, False) == "100% %(note)s %s 5%: kind."


def test_each_of_a_list_has_its_own_and_what_all_have(about: Macro, memory: Memory) -> None:
    rows = [Aged(Person("Mairi"), "90"), Aged(Person("Iain"))]
    assert memory.filled_each(about, rows, {"note": "kind"}) == "100% Mairi, 90: kind.100% Iain: kind."
