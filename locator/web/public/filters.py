"""The filters beside the results: which there are, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from locator.actions.context import Context
from locator.actions.reference import Reference

Pairs = tuple[tuple[str, str], ...]
"""Values with their names."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Option:
    """One box to tick; `key` is its group's name in the address."""

    key: str
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """The boxes of one question; `key` is its name in the address. Known by its identity, so that what is made of it is found fast."""

    key: str
    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One fold of the panel: a question, or a few that have one box each."""

    name: str
    legend: str
    keys: tuple[str, ...]
    is_open: bool


PANELS = (
    Panel(name="when", legend="When it is on", keys=("when", "day", "time"), is_open=True),
    Panel(name="who", legend="Who it is for", keys=("who",), is_open=True),
    Panel(name="joining", legend="Cost and joining", keys=("cost", "places", "referrals"), is_open=True),
    Panel(name="access", legend="Getting there and in", keys=("access", "transport"), is_open=True),
    Panel(name="theme", legend="Kind of group", keys=("theme",), is_open=False),
    Panel(name="locality", legend="Area", keys=("locality",), is_open=False),
    Panel(name="delivery", legend="How you take part", keys=("delivery",), is_open=False),
)


def _group(key: str, legend: str, *options: tuple[str, str]) -> Group:
    return Group(key=key, legend=legend, options=tuple(Option(key=key, value=v, label=label) for v, label in options))


FIXED = (
    _group("when", "This week", ("today", "On today"), ("week", "On in the next 7 days")),
    _group(
        "day",
        "Day of the week",
        ("mon", "Monday"),
        ("tue", "Tuesday"),
        ("wed", "Wednesday"),
        ("thu", "Thursday"),
        ("fri", "Friday"),
        ("sat", "Saturday"),
        ("sun", "Sunday"),
    ),
    _group("time", "Time of day", ("morning", "Morning"), ("afternoon", "Afternoon"), ("evening", "Evening")),
    _group(
        "who",
        "Who it is for",
        ("older-people", "Older people"),
        ("carers", "Carers"),
        ("dementia", "People living with dementia"),
        ("men", "Men"),
        ("women", "Women"),
    ),
    _group("cost", "Cost", ("free", "Free")),
    _group("places", "Places", ("has-places", "Has places now")),
    _group("referrals", "Referrals", ("taken", "Takes referrals from staff")),
    _group(
        "access",
        "Access",
        ("step-free", "Step-free entrance"),
        ("toilet", "Accessible toilet"),
        ("hearing-loop", "Hearing loop"),
        ("parking", "Parking"),
    ),
    _group("transport", "Transport", ("offered", "Transport offered")),
    _group(
        "delivery",
        "How you take part",
        ("venue", "At a venue"),
        ("home", "In your own home"),
        ("phone", "By phone"),
        ("online", "Online"),
    ),
)


def groups(context: Context) -> tuple[Group, ...]:
    """Every group of filters, the themes and localities as they are today; the same objects for as long as they are the same."""
    global _latest
    latest, today = _latest, context.today
    if latest is None or latest.reference is not context.reference or latest.day != today:
        latest = _latest = _Latest(reference=context.reference, day=today, groups=_made(context.reference, today))
    return latest.groups


@dataclass(frozen=True, slots=True, kw_only=True)
class _Latest:
    """The groups that were made last, and of what: the same reference data serves for a second, and a day has many."""

    reference: Reference
    day: date
    groups: tuple[Group, ...]


_latest: _Latest | None = None


def _made(reference: Reference, today: date) -> tuple[Group, ...]:
    themes = tuple((theme.code, theme.name) for theme in reference.themes)
    who = {term.code: term.name for term in reference.terms.get("who", ())}
    localities = tuple((one.slug, one.name) for one in reference.localities(today))
    return _groups(themes, localities, tuple(who.items()))


@lru_cache(maxsize=8)
def _groups(themes: Pairs, localities: Pairs, who: Pairs) -> tuple[Group, ...]:
    fixed = tuple(_offered(group, dict(who)) if group.key == "who" else group for group in FIXED)
    return (*fixed, _group("theme", "Kind of group", *themes), _group("locality", "Area", *localities))


def _offered(group: Group, names: dict[str, str]) -> Group:
    """The group with the names that the terms have now: its own first, then those that curators added, none that are retired."""
    own = [one.value for one in group.options if one.value in names]
    others = sorted(names.keys() - set(own), key=lambda code: names[code].casefold())
    return _group(group.key, group.legend, *((code, names[code]) for code in (*own, *others)))
