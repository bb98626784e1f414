"""Make an installation: reference data for everybody, the demonstration directory only where it was asked for."""

from __future__ import annotations

import csv
import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from locator.actions import demonstration
from locator.directory.locality import Locality, LocalitySet, Theme
from locator.directory.service import Term
from locator.places.gazetteer import Gazetteer
from locator.storage import facts, listings, localities, organizations, synonyms, terms, themes
from locator.storage.database import Store

Progress = Callable[[int, int], None]

LOCALITY_SETS = (
    ("localities-2013", "The six localities", "locality", date(2013, 4, 1), date(2026, 3, 31)),
    ("consortia-2026", "The nine consortia", "consortium_2026", date(2026, 4, 1), None),
)
"""Each set: its id, its name, its column in localities.csv, and the days from and to which it holds."""


class NotEmptyError(Exception):
    """The demonstration directory was asked for where real listings are."""


def is_installed(store: Store) -> bool:
    """Whether an installation was finished here."""
    return facts.get(store, "installed") == "yes"


def reference_version(seed: Path) -> str:
    """A fingerprint of the reference files, so that a newer release brings its newer ones."""
    digest = hashlib.sha256()
    for name in ("themes", "terms", "localities", "synonyms", "scots"):
        digest.update((seed / "reference" / f"{name}.csv").read_bytes())
    return digest.hexdigest()[:16]


def has_reference(store: Store, seed: Path) -> bool:
    """Whether the reference data of this release is in."""
    return facts.get(store, "reference_version") == reference_version(seed)


def load_reference(store: Store, seed: Path) -> bool:
    """Bring the themes, terms, localities and synonyms of this release in; False when they are there already.

    What staff have added or changed stays: only the release's own rows are replaced.
    """
    if has_reference(store, seed):
        return False
    folder = seed / "reference"
    with store.atomic():
        themes.save(store, tuple(Theme(**row) for row in _rows(folder / "themes.csv", "code slug name description")))
        terms.save(store, tuple(Term(**row) for row in _rows(folder / "terms.csv", "taxonomy code name")))
        own = localities.own_ids(store)
        for locality_set in locality_sets(folder / "localities.csv"):
            if locality_set.id not in own:
                localities.save_set(store, locality_set)
        synonyms.save(store, everyday_words(folder), source="release")
        facts.put(store, "reference_version", reference_version(seed))
    return True


def load_demonstration(
    store: Store, seed: Path, places: Gazetteer, today: date, progress: Progress | None = None
) -> int:
    """Bring the demonstration directory in, in one transaction; the number of its services.

    Raises NotEmptyError where real listings are: the two never mix.
    """
    if facts.get(store, "demonstration") != "yes" and next(iter(listings.every(store)), None) is not None:
        raise NotEmptyError
    directory = demonstration.read(seed / "demonstration", places, today)
    with store.atomic():
        facts.put(store, "demonstration", "yes")
        for organization in directory.organizations:
            organizations.save(store, organization)
        for number, listing in enumerate(directory.listings, 1):
            listings.save(store, listing)
            if progress:
                progress(number, len(directory.listings))
    return len(directory.listings)


def finish(store: Store) -> None:
    """Note that the installation is whole, and give it an id of its own."""
    with store.atomic():
        facts.put(store, "installed", "yes")
        if facts.get(store, "installation_id") is None:
            facts.put(store, "installation_id", str(uuid.uuid4()))


def locality_sets(file: Path) -> tuple[LocalitySet, ...]:
    """The sets of localities, each a grouping of the same council wards."""
    rows = list(_rows(file, "ward_code locality consortium_2026"))
    return tuple(_locality_set(rows, *described) for described in LOCALITY_SETS)


def everyday_words(folder: Path) -> dict[str, tuple[str, ...]]:
    """What people say, with the words that stand in listings: everyday English and reviewed Scots."""
    found: dict[str, dict[str, None]] = {}
    for row in _rows(folder / "synonyms.csv", "words finds"):
        for words in _split(row["words"]):
            found.setdefault(words.lower(), {}).update(dict.fromkeys(_split(row["finds"])))
    for row in _rows(folder / "scots.csv", "term variants finds"):
        for words in [row["term"], *_split(row["variants"])]:
            if row["finds"]:
                found.setdefault(words.lower(), {}).update(dict.fromkeys(_split(row["finds"])))
    return {words: tuple(finds) for words, finds in found.items()}


def _locality_set(
    rows: list[dict[str, str]], set_id: str, name: str, column: str, first: date, last: date | None
) -> LocalitySet:
    wards: dict[str, set[str]] = {}
    for row in rows:
        wards.setdefault(row[column], set()).add(row["ward_code"])
    empty = Locality(id="", slug="", name="", ward_codes=frozenset())
    return LocalitySet(
        id=set_id,
        name=name,
        valid_from=first,
        valid_to=last,
        localities=tuple(
            replace(empty, id=f"{set_id}/{slug}", slug=slug, name=locality, ward_codes=frozenset(codes))
            for locality, codes in sorted(wards.items())
            for slug in [locality.lower().replace(" ", "-")]
        ),
    )


def _rows(file: Path, columns: str) -> Iterator[dict[str, str]]:
    wanted = columns.split()
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {name: row[name].strip() for name in wanted}


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
