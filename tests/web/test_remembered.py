"""Pieces of pages that are made once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from jinja2 import DictLoader, Environment
from jinja2.runtime import Macro
from markupsafe import Markup

from locator.web.shared import remembered

SOURCE = "{% macro hail(who, how) %}{{ how }} {{ who.name }}{% endmacro %}"


class Person:
    """Somebody with a name that can change."""

    def __init__(self, name: str) -> None:
        """Named so."""
        self.name = name


@pytest.fixture
def hail() -> Macro:
    """A macro of an imported template."""
    macro: Macro = Environment(loader=DictLoader({"a": SOURCE}), autoescape=True).get_template("a").module.hail  # type: ignore[attr-defined]
    return macro


@pytest.fixture
def memory() -> Callable[..., Markup]:
    """A memory of nothing."""
    return remembered.memory()


def test_the_same_object_is_made_once(hail: Macro, memory: Callable[..., Markup]) -> None:
    mairi = Person("Mairi")
    assert memory(hail, mairi, "Hello") == "Hello Mairi"
    mairi.name = "Somebody else"
    assert memory(hail, mairi, "Hello") == "Hello Mairi"


def test_another_object_or_another_way_is_made_anew(hail: Macro, memory: Callable[..., Markup]) -> None:
    mairi = Person("Mairi")
    assert memory(hail, mairi, "Hello") == "Hello Mairi"
    assert memory(hail, mairi, "Bye") == "Bye Mairi"
    assert memory(hail, Person("Iain"), "Hello") == "Hello Iain"


def test_what_is_remembered_is_escaped_and_not_escaped_again(hail: Macro, memory: Callable[..., Markup]) -> None:
    assert memory(hail, Person("<b>"), "&") == Markup("&amp; &lt;b&gt;")


def test_no_object_is_taken_for_one_that_has_gone(hail: Macro, memory: Callable[..., Markup]) -> None:
    for number in range(500):
        assert memory(hail, Person(str(number)), "Hello") == f"Hello {number}"


def test_the_memory_has_an_end(hail: Macro, memory: Callable[..., Markup], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 10)
    people = [Person(str(number)) for number in range(40)]
    assert [memory(hail, one, "Hello") for one in people] == [f"Hello {number}" for number in range(40)]
