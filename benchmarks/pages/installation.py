"""An installation with generated listings, its index, the same listings in FTS5, and addresses to ask for.

`python -m benchmarks.pages.installation FOLDER COUNT` makes `data/`, `fts5.sqlite` and `paths.txt` in the folder.
"""

from __future__ import annotations

import csv
import gzip
import random
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import corpus, vocabulary
from benchmarks.pages import over_fts5
from benchmarks.pages.listings import Postcode, generate
from locator import assets, wiring
from locator.actions import documents, indexing
from locator.actions.context import Context
from locator.settings import Settings
from locator.storage import listings, organizations

PATHS = 20_000
"""More than a whole run asks one site for, so that no address comes twice."""
FILTERS = (("theme", "active"), ("cost", "free"), ("access", "step-free"), ("who", "carers"), ("day", "tue"))
BATCH = 1_000


def postcodes(wards: frozenset[str]) -> tuple[Postcode, ...]:
    """A spread of the postcodes in use in these wards."""
    file = assets.folder("seed_data") / "reference" / "postcodes.csv.gz"
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        found = [row for row in csv.DictReader(lines) if row["ward_code"] in wards and not row["terminated_yyyymm"]]
    return tuple(
        Postcode(
            name=row["postcode"],
            latitude=float(row["lat"]),
            longitude=float(row["lon"]),
            ward_code=row["ward_code"],
        )
        for row in found[:: max(1, len(found) // 600)]
    )


def paths(known: Sequence[Postcode], count: int, seed: int = corpus.SEED) -> list[str]:
    """Addresses of results pages, each different, in the proportions of a mixed day.

    Of ten: five ask for words near a postcode, two for words alone, one for what is near, two add a filter.
    """
    chance = random.Random(seed)
    words = (*vocabulary.theme_words() * 4, *vocabulary.invented_words(corpus.INVENTED, seed)[:200])
    found: dict[str, None] = {}
    while len(found) < count:
        kind = chance.randrange(10)
        asked: list[tuple[str, str]] = []
        if kind < 9:
            asked.append(("q", " ".join(chance.sample(words, chance.choice((1, 1, 2))))))
        if kind not in (5, 6):
            asked.append(("near", chance.choice(known).name))
            asked.append(("radius", chance.choice(("2", "5", "10", "any"))))
        if kind in (7, 8):
            asked.append(chance.choice(FILTERS))
        found[f"/services?{urlencode(asked)}"] = None
    return list(found)


def make(folder: Path, count: int) -> None:
    """Make everything in the folder."""
    settings = Settings(data=folder / "data", enquiries_phone="01632 960000")
    engine = wiring.prepare(settings, demonstration=False, progress=lambda what, done, total: None)
    context = engine.context()
    wards = frozenset(ward for one in context.reference.localities(context.today) for ward in one.ward_codes)
    known = postcodes(wards)
    save(context, known, count, context.today)
    indexing.rebuild(context)
    found = listings.every(context.store)
    over_fts5.build(
        (documents.document(one, context.reference, context.today) for one in found), folder / "fts5.sqlite"
    )
    (folder / "paths.txt").write_text("\n".join(paths(known, PATHS)), encoding="ascii")
    engine.close()


def save(context: Context, known: Sequence[Postcode], count: int, today: date) -> None:
    """Write the listings in a few transactions."""
    made = list(generate(count, known, today))
    for start in range(0, count, BATCH):
        with context.store.atomic():
            for one in made[start : start + BATCH]:
                organizations.save(context.store, one.organization)
                listings.save(context.store, one)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
