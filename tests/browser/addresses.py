"""Every public page and an example of each, taken from the routes and the database: a new page is included by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import Flask

from locator.directory.listing import Listing
from locator.directory.service import Capacity, Delivery, ServiceStatus
from locator.storage import database, listings, localities, themes
from locator.web import public
from tests.browser.site import Site

NOT_PAGES = frozenset({"/healthz", "/readyz", "/suggest"})
"""Addresses that answer something else than a page, besides those with a dot in their last part."""

SEARCHES = (
    "",
    "q=lunch+club&near=ML1+1AB",
    "q=lunch+club&near=ML1+1AB&radius=5&sort=best&day=tue&day=wed&cost=free&access=step-free",
    "q=strenth+and+balence&near=Airdrie",
    "q=lunch&near=Nowhereville",
    "q=xyzzyplugh&near=ML6+0AA",
    "q=walking+lunch+memory+transport&near=Cumbernauld&radius=1&day=sun&time=evening",
    "near=Wishaw&page=2",
)
QUERIES = {
    "/": ("", "near=Bellshill", "near=Nowhereville"),
    "/services": SEARCHES,
    "/map": ("", "q=lunch+club&near=ML1+1AB", "q=xyzzyplugh"),
}
WITH_A_LIST = frozenset({"/my-list", "/my-list/large-print"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One page to look at; `cookie` is that of a person who has kept something."""

    path: str
    cookie: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """What the examples are made from: the slugs that stand for every shape of page."""

    services: tuple[str, ...]
    organizations: tuple[str, ...]
    themes: tuple[str, ...]
    localities: tuple[str, ...]
    kept: tuple[str, ...] = field(default=())


SHAPES: dict[str, Callable[[Listing], object]] = {
    "temporarily closed": lambda one: one.service.status is ServiceStatus.TEMPORARILY_CLOSED,
    "closed for good": lambda one: one.service.status is ServiceStatus.DEFUNCT,
    "several venues": lambda one: len(one.sites) > 1,
    "by phone": lambda one: Delivery.PHONE in one.service.deliveries and not one.sites,
    "online": lambda one: Delivery.ONLINE in one.service.deliveries and not one.sites,
    "home visit": lambda one: Delivery.HOME in one.service.deliveries and not one.sites,
    "waiting list": lambda one: one.service.capacity is Capacity.WAITING_LIST,
    "several prices": lambda one: len(one.service.costs) > 1,
    "never checked": lambda one: one.service.assured is None,
    "a date cancelled": lambda one: any(schedule.cancelled for site in one.sites for schedule in site.schedules),
}


def rules() -> tuple[str, ...]:
    """The rule of every page that can be asked for, from the routes themselves."""
    app = Flask("routes", static_folder=None)
    for door in public.DOORS:
        app.register_blueprint(door)
    found = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return tuple(sorted(rule for rule in found - NOT_PAGES if "." not in rule.rpartition("/")[2]))


def read_directory(site: Site) -> Directory:
    """One service of each shape, and the first and the longest name of the rest."""
    store = database.open_store(site.data / "locator.sqlite")
    try:
        every = tuple(listings.every(store))
        today = max(localities.sets(store), key=lambda one: one.valid_from)
        names = {locality.slug: locality.name for locality in today.localities}
        return Directory(
            services=tuple(dict.fromkeys(one.service.slug for one in _one_of_each(every))),
            organizations=_first_and_longest({one.organization.slug: one.organization.name for one in every}),
            themes=_first_and_longest({theme.slug: theme.name for theme in themes.every(store)}),
            localities=_first_and_longest(names),
            kept=tuple(one.service.id for one in every[:3]),
        )
    finally:
        store.close()


def examples(site: Site, directory: Directory, rule: str) -> tuple[Example, ...]:
    """The pages to look at for this rule; a rule with a new kind of part says that it needs an example."""
    if "<" not in rule:
        pages = [Example(path=f"{rule}?{query}".rstrip("?")) for query in QUERIES.get(rule, ("",))]
        return (*pages, Example(path=rule, cookie=site.keep(directory.kept))) if rule in WITH_A_LIST else tuple(pages)
    if rule == "/my-list/shared/<token>":
        return tuple(Example(path=path) for path in _shared(site, directory.kept))
    kind = rule.split("/")[1]
    slugs: dict[str, tuple[str, ...]] = {
        "services": directory.services if rule.endswith("<slug>") else directory.services[:1],
        "organizations": directory.organizations,
        "themes": directory.themes,
        "localities": directory.localities,
    }
    assert kind in slugs, f"Give tests/browser/addresses.py an example of {rule}"
    return tuple(Example(path=rule.replace("<slug>", slug)) for slug in slugs[kind])


def _one_of_each(every: Iterable[Listing]) -> Iterable[Listing]:
    found = tuple(every)
    for name, shape in SHAPES.items():
        one = next(filter(shape, found), None)
        assert one is not None, f"The demonstration directory has no service of the shape: {name}"
        yield one
    yield max(found, key=lambda one: len(one.service.name))
    yield max(found, key=lambda one: len(one.service.description))


def _first_and_longest(names: dict[str, str]) -> tuple[str, ...]:
    """The slugs of the first name and of the longest, where a page breaks first."""
    return tuple(dict.fromkeys((min(names), max(names, key=lambda slug: len(names[slug])))))


def _shared(site: Site, kept: tuple[str, ...]) -> tuple[str, ...]:
    """A list as its sender sees it, and as the person it was sent to does."""
    name, value = site.keep(kept)
    made = site.post("/my-list/share", {}, Cookie=f"{name}={value}").headers["location"]
    return made, made.partition("?")[0]


def search(**parameters: str) -> str:
    """The address of a search."""
    return f"/services?{urlencode(parameters)}"
