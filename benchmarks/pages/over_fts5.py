"""The same door as SearchIndex, with SQLite FTS5 behind it: hits, totals and all facet counts by SQL.

It answers what the results page shows: all words first, then any word; filters; the counts of each group under every other
filter; what is not known; distances. It has no spelling, no synonyms, no ways out, and no areas without a venue.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import ground, statements
from benchmarks.corpus import FIELDS, labels
from benchmarks.engines.fts5 import PRAGMAS
from benchmarks.words import WORD
from search_index.documents import Document
from search_index.query import Answer, Further, Hit, Query, Sort

CUMULATIVE = "access"
UNKNOWN = "?"


def build(documents: Iterable[Document], file: Path) -> None:
    """Fill a new database with the documents."""
    sql = statements.load("page_fts5.sql")
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript(sql["create"])
    connection.execute("BEGIN")
    for number, document in enumerate(documents, 1):
        _fill(connection, sql, number, document)
    connection.execute("COMMIT")
    connection.executescript(sql["finish"])
    connection.close()


def _fill(connection: sqlite3.Connection, sql: Mapping[str, str], number: int, document: Document) -> None:
    point = next(iter(document.points), None)
    place = (point.key, point.latitude, point.longitude) if point else (None, None, None)
    connection.execute(sql["fill_listing"], (number, document.id, *place, document.name))
    names = [*labels(document), *(UNKNOWN + name for name in document.unknown)]
    connection.executemany(sql["fill_label"], [(name,) for name in names])
    connection.executemany(sql["fill_listing_label"], [(number, name) for name in names])
    connection.executemany(sql["fill_slot"], [(number, *slot) for slot in document.slots])
    connection.executemany(sql["fill_occurrence"], [(number, each.day) for each in document.occurrences])
    connection.execute(sql["fill_words"], (number, *(getattr(document, field) for field in FIELDS)))


class Fts5Index:
    """Answers a Query from the database; each thread has a connection of its own."""

    def __init__(self, file: Path, *, marker: int, built_on: date) -> None:
        self.standing: tuple[int | None, date | None] = (marker, built_on)
        self._file = file
        self._sql = statements.load("page_fts5.sql")
        self._own = threading.local()
        self._names = dict(self._connection.execute(self._sql["labels"]).fetchall())
        self._numbers = {name: number for number, name in self._names.items()}

    @property
    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._own, "connection"):
            self._own.connection = sqlite3.connect(self._file, isolation_level=None, cached_statements=512)
            for pragma in PRAGMAS:
                self._own.connection.execute(f"PRAGMA {pragma}")
        connection: sqlite3.Connection = self._own.connection
        return connection

    def apply(self, documents: Iterable[Document], removed: Iterable[str], *, marker: int) -> None:
        """Nothing: what grew old is written anew, and this index is of today."""

    def search(self, query: Query) -> Answer:
        """The page of hits, and unless only a total is asked for, the counts of every group."""
        words = WORD.findall(query.words.lower())
        every = self._asked(query, words, " AND ")
        hits, total = every.page(query.limit, query.offset, all_words=True)
        total_any = 0
        if len(words) > 1:
            either = self._asked(query, words, " OR ")
            total_any = either.total() - total
            hits += self._fill_up(either, hits, query, total)
        further = Further(not_known=self._not_known(query, words))
        return Answer(tuple(hits), total, total_any, self._counts(query, words), find_further=lambda: further)

    def _asked(self, query: Query, words: list[str], joint: str) -> Asked:
        return Asked(self._connection, self._sql, self._numbers, query, joint.join(f'"{word}"' for word in words))

    @staticmethod
    def _fill_up(either: Asked, hits: list[Hit], query: Query, total: int) -> list[Hit]:
        """The rest of a page that those of all words do not fill."""
        missing = query.limit - len(hits)
        if missing <= 0:
            return []
        known = {hit.id for hit in hits}
        found, _ = either.page(query.limit + len(known), max(0, query.offset - total), all_words=False)
        return [hit for hit in found if hit.id not in known][:missing]

    def _counts(self, query: Query, words: list[str]) -> dict[str, dict[str, int]]:
        """The counts under all filters; for a group that has a filter, the counts without that filter."""
        counts: dict[str, dict[str, int]] = {}
        self._add(counts, self._asked(query, words, " AND "), only=None)
        for group in query.facets:
            if group != CUMULATIVE:
                counts.pop(group, None)
                others = {name: values for name, values in query.facets.items() if name != group}
                self._add(counts, self._asked(query._replace(facets=others), words, " AND "), only=group)
        if query.weekdays or query.parts:
            timeless = self._asked(query._replace(weekdays=frozenset(), parts=frozenset()), words, " AND ")
            counts |= timeless.time_counts(query.weekdays, query.parts)
        if query.today is not None:
            counts["when"] = self._asked(query._replace(when=None), words, " AND ").coming(query.today)
        return counts

    def _add(self, counts: dict[str, dict[str, int]], asked: Asked, *, only: str | None) -> None:
        for label, count in asked.counts():
            group, _, value = self._names[label].partition(":")
            if not group.startswith(UNKNOWN) and only in (None, group):
                counts.setdefault(group, {})[value] = count

    def _not_known(self, query: Query, words: list[str]) -> dict[str, int]:
        found = {}
        for group, values in query.facets.items():
            others = {name: chosen for name, chosen in query.facets.items() if name != group}
            asked = self._asked(query._replace(facets=others), words, " AND ")
            for value in values:
                found[f"{group}:{value}"] = asked.total(unknown=(f"{UNKNOWN}{group}", f"{UNKNOWN}{group}:{value}"))
        return {key: count for key, count in found.items() if count}

    def set_synonyms(self, synonyms: Mapping[str, tuple[str, ...]]) -> None:
        """It has none."""

    def close(self) -> None:
        """Close this thread's connection."""
        self._connection.close()


class Asked:
    """One query put into SQL."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        sql: Mapping[str, str],
        numbers: Mapping[str, int],
        query: Query,
        match: str,
    ) -> None:
        self.connection, self.sql, self.numbers, self.query = connection, sql, numbers, query
        self.values: dict[str, object] = {"match": match}
        self.source = sql["from_words"] if match else sql["from_all"]
        self.conditions = [sql["is_match"] if match else sql["is_all"]]
        self.is_by_words = bool(match)
        self._place()
        self._filters()

    def _place(self) -> None:
        origin = self.query.origin
        if origin is None:
            return
        north, east = ground.metres_per_degree(origin.latitude)
        self.values |= {"latitude": origin.latitude, "longitude": origin.longitude, "north": north**2, "east": east**2}
        if self.query.radius_metres is not None:
            edges = ground.box((origin.latitude, origin.longitude), self.query.radius_metres)
            self.values |= dict(zip(("box_south", "box_north", "box_west", "box_east"), edges, strict=True))
            self.values["metres"] = self.query.radius_metres
            self.conditions.append(self.sql["is_inside"])

    def _filters(self) -> None:
        for group, values in self.query.facets.items():
            if group == CUMULATIVE:
                self.conditions += [self._has([f"{group}:{value}"]) for value in sorted(values)]
            else:
                self.conditions.append(self._has([f"{group}:{value}" for value in sorted(values)]))
        if self.query.weekdays or self.query.parts:
            weekdays, parts = _numbers(self.query.weekdays, 7), _numbers(self.query.parts, 3)
            self.conditions.append(self.sql["has_slot"].format(weekdays=weekdays, parts=parts))
        if self.query.when:
            self.values |= {"first": self.query.when.first_day, "last": self.query.when.last_day}
            self.conditions.append(self.sql["has_occurrence"])

    def _has(self, names: Iterable[str]) -> str:
        return self.sql["has_label"].format(labels=", ".join(str(self.numbers.get(name, 0)) for name in names))

    def _rows(self, name: str, *more: str, **parts: str) -> list[tuple[Any, ...]]:
        conditions = "\n  AND ".join([*self.conditions, *more])
        text = self.sql[name].format(source=self.source, conditions=conditions, **parts)
        return self.connection.execute(text, self.values).fetchall()

    def total(self, unknown: Iterable[str] = ()) -> int:
        """How many there are; with `unknown`, how many of them have one of these labels."""
        more = [self._has(unknown)] if unknown else []
        return int(self._rows("total", *more)[0][0])

    def counts(self) -> list[tuple[Any, ...]]:
        """How many there are with each label."""
        return self._rows("counts")

    def time_counts(self, weekdays: Iterable[int], parts: Iterable[int]) -> dict[str, dict[str, int]]:
        """For each weekday how many are on then in one of the parts; for each part, on one of the weekdays."""
        on, within = _numbers(weekdays, 7), _numbers(parts, 3)
        return {
            "weekday": {str(day): count for day, count in self._rows("count_weekdays", parts=within)},
            "part": {str(part): count for part, count in self._rows("count_parts", weekdays=on)},
        }

    def coming(self, today: int) -> dict[str, int]:
        """How many are on today, and in the seven days from today on."""
        self.values["today"] = today
        return dict(zip(("today", "week"), self._rows("count_coming")[0], strict=True))

    def page(self, limit: int, offset: int, *, all_words: bool) -> tuple[list[Hit], int]:
        """The hits of a page in their order, and how many there are in all."""
        self.values |= {"limit": limit, "offset": offset}
        has_place = self.query.origin is not None
        order = (
            "by_square"
            if has_place and self.query.sort == Sort.NEAREST
            else "by_rank"
            if self.is_by_words
            else "by_name"
        )
        rows = self._rows("page", square=self.sql["square"] if has_place else "NULL", order=self.sql[order])
        hits = [
            Hit(
                id=str(row[0]),
                score=0.0,
                all_words=all_words,
                point_key=str(row[1]) if has_place and row[1] else None,
                distance_metres=row[2] ** 0.5 if has_place and row[2] is not None else None,
            )
            for row in rows
        ]
        return hits, len(hits) if offset == 0 and len(hits) < limit else self.total()


def _numbers(chosen: Iterable[int], every: int) -> str:
    """The chosen numbers as SQL takes them; all, where none is chosen."""
    return ", ".join(map(str, sorted(chosen) or range(every)))
