"""Every field that can change has a name and words, whatever is in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.actions import naming, proposing
from locator.actions.naming import Names
from locator.directory.schedule import Gap
from locator.revision import listing_content, place_content, subject
from locator.revision.content import EMPTY
from locator.revision.subject import SubjectKind
from locator.storage import listings
from locator.web.shared import field_words
from tests import changing, making, signing
from tests.changing import GROUP, LISTINGS
from tests.conftest import OpenEngine
from tests.making import TODAY
from tests.web import village

NAMES = Names(
    terms={("theme", "social"): "Meeting people", ("language", "bsl"): "BSL"},
    venues={"hall": "Knowetop Hall, 1 Main Street, ML1 1AB"},
    organizations={"friends": "Knowetop Friends"},
    today=TODAY,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9999) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
TUESDAYS = listing_content.session_value(making.weekly(), "hall")
PHONE = {"number": "01632 960123", "kind": "voice", "extension": None, "description": None}


@pytest.mark.parametrize("kind", SubjectKind)
def test_every_field_has_a_name_and_there_are_no_others(kind: SubjectKind) -> None:
    assert set(field_words.LABELS[kind]) == set(EMPTY[kind])
    assert len(set(field_words.LABELS[kind].values())) == len(EMPTY[kind])


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("name", "Lunch Club", ["Lunch Club"]),
        ("summary", "", ["Nothing"]),
        ("description", "Soup.\n\nThen bingo.", ["Soup.", "Then bingo."]),
        ("website", None, ["Nothing"]),
        ("status", "temporarily closed", ["Closed for now"]),
        ("takes_referrals", True, ["Yes"]),
        ("takes_referrals", False, ["No"]),
        ("transport_offered", None, ["Not known"]),
        ("joining", None, ["Not known"]),
        ("capacity", "full", ["Full"]),
        ("deliveries", ["venue", "phone"], ["At a place", "By phone"]),
        ("themes", ["social", "unheard-of"], ["Meeting people", "unheard-of"]),
        ("languages", [], ["Nothing"]),
        ("organization_id", "friends", ["Knowetop Friends"]),
        ("ages", {"from": 60, "to": None}, ["60 and over"]),
        ("ages", {"from": None, "to": 25}, ["Up to 25"]),
        ("ages", {"from": None, "to": None}, ["Any age"]),
        ("phones", [PHONE], ["01632 960123"]),
        ("phones", [{**PHONE, "extension": 12, "description": "mornings"}], ["01632 960123 (extension 12, mornings)"]),
        ("contacts", [{"name": "Mairi", "title": "Cook", "email": None}], ["Mairi, Cook"]),
        ("cost", {"is_free": True, "options": []}, ["Free"]),
        ("cost", {"is_free": None, "options": []}, ["Not known"]),
        (
            "cost",
            {"is_free": None, "options": [{"amount_pence": 350, "option": "a lunch", "details": "Pay on the day"}]},
            ["£3.50 a lunch. Pay on the day"],
        ),
        ("venues", [{"location_id": "hall", "description": "Upstairs"}], [f"{NAMES.venues['hall']}. Upstairs"]),
        ("venues", [{"location_id": "nowhere", "description": ""}], [field_words.GONE]),
        ("sessions", [TUESDAYS], ["Every Tuesday, 10am to 11.30am, at Knowetop Hall"]),
        ("sessions", [{**TUESDAYS, "location_id": None}], ["Every Tuesday, 10am to 11.30am"]),
        ("areas", [{"kind": "locality", "code": "x/airdrie", "name": "Airdrie"}], ["Airdrie (locality)"]),
        ("address", {"address_1": "1 Main Street", "city": "Motherwell"}, ["1 Main Street", "Motherwell"]),
        ("point", {"latitude": 55.79, "longitude": -3.99}, ["Latitude 55.79000, longitude -3.99000"]),
        ("a_new_field", {"a": 1}, ['{"a": 1}']),
        ("ages", "sixty", ["sixty"]),
    ],
)
def test_a_value_is_said_in_plain_words(name: str, value: Any, said: list[str]) -> None:
    assert list(field_words.lines(name, value, NAMES)) == said


def test_what_is_different_from_the_rule_is_said_too() -> None:
    gap = Gap(starts_on=TODAY, ends_on=TODAY, reason="a holiday")
    value = listing_content.session_value(making.weekly(cancelled=(TODAY,), gaps=(gap,), notes="Ring first."), "hall")
    said = field_words.lines("sessions", [value], NAMES)
    assert "Not on Tuesday 24 November" in said
    assert any("a holiday" in line for line in said)
    assert said[-1] == "Ring first."


@given(kind=st.sampled_from(SubjectKind), value=JSON, data=st.data())
def test_no_value_of_any_shape_breaks_a_page(kind: SubjectKind, value: Any, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*EMPTY[kind], "unknown_field"]))
    assert all(isinstance(line, str) and line for line in field_words.lines(name, value, NAMES))
    assert field_words.label(kind, name)


def test_names_are_looked_up_for_a_whole_listing(open_engine: OpenEngine) -> None:
    context = open_engine(*LISTINGS).context()
    contents = [listing_content.of(one) for one in listings.every(context.store)]
    names = naming.of(context, contents)
    said = {line for content in contents for name in content for line in field_words.lines(name, content[name], names)}
    assert {"Knowetop Friends", "Knowetop Hall, 1 Main Street, Motherwell, ML1 1AB"} <= said
    assert field_words.GONE not in said


def test_what_is_only_proposed_has_a_name_too(open_engine: OpenEngine) -> None:
    engine = open_engine(*LISTINGS)
    signing.add(engine, *changing.EVERYBODY)
    context = signing.as_user(engine, changing.ORGANISER)
    draft = proposing.begin(context, subject.location("new"), organization_id=GROUP, form_key="hall")
    proposing.save(context, draft.proposal.id, {"name": "New Hall"})
    content: Mapping[str, Any] = {"venues": [{"location_id": "new", "description": ""}]}
    names = naming.of(context, [content])
    assert field_words.lines("venues", content["venues"], names) == ("New Hall (new)",)


def test_a_venue_says_how_one_gets_in() -> None:
    said = field_words.lines("access", place_content.of_location(village.HALL)["access"], NAMES)
    assert said[:3] == ("Step-free entrance: yes", "Accessible toilet: no", "Hearing loop: not known")
    assert said[-1] == "Ring the bell."
