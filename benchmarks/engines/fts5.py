"""SQLite FTS5 with an R*Tree, all in SQL; only the neighbours of a mistyped word are found in Python."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks import ground, statements
from benchmarks.corpus import body, labels
from benchmarks.engines import Found, emptied
from benchmarks.questions import RADIUS_METRES, TOP, Kind, Question
from benchmarks.spelling import Neighbours
from search_index.documents import Document

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "mmap_size=1073741824", "cache_size=-65536")


class Engine:
    """One database file with the text, the words, the labels and the places."""

    keeps_small_words = True
    version = f"SQLite {sqlite3.sqlite_version}"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sql = statements.load("fts5.sql")

    def _connect(self) -> None:
        self.connection = sqlite3.connect(self.folder / "listings.sqlite", isolation_level=None)
        for pragma in PRAGMAS:
            self.connection.execute(f"PRAGMA {pragma}")

    def build(self, documents: Iterable[Document]) -> None:
        """Fill the tables in one transaction, then build and optimise the word index."""
        emptied(self.folder)
        self._connect()
        self.connection.executescript(self.sql["create"])
        self.connection.execute("BEGIN")
        known: set[str] = set()
        for document in documents:
            text = body(document)
            known.update(text.lower().replace(".", " ").replace(",", " ").split())
            self._insert(document, text)
        self.connection.executemany(self.sql["fill_word"], ((word,) for word in known))
        self.connection.execute("COMMIT")
        self.connection.executescript(self.sql["finish"])

    def _insert(self, document: Document, text: str) -> None:
        number, point = int(document.id), document.points[0]
        self.connection.execute(self.sql["fill_listing"], (number, text, point.latitude, point.longitude))
        self._label(document)

    def _label(self, document: Document) -> None:
        names = labels(document)
        self.connection.executemany(self.sql["fill_label"], [(name,) for name in names])
        self.connection.executemany(self.sql["fill_listing_label"], [(int(document.id), name) for name in names])

    def open(self) -> None:
        """Connect, and read the label names and the known words."""
        self._connect()
        self.label_names = dict(self.connection.execute(self.sql["label_names"]).fetchall())
        self.neighbours = Neighbours(word for (word,) in self.connection.execute(self.sql["known_words"]))

    def ask(self, question: Question) -> Found:
        """Answer with one or two statements."""
        if question.kind == Kind.NEAREST:
            return self._nearest(question.place)
        if question.kind == Kind.RADIUS:
            return self._radius(question)
        match = self._match(question)
        if not match:
            return Found((), 0)
        ids = tuple(number for (number,) in self.connection.execute(self.sql["best"], (match,)))
        total = len(ids) if len(ids) < TOP else self.connection.execute(self.sql["total"], (match,)).fetchone()[0]
        if question.kind != Kind.FACETS:
            return Found(ids, total)
        counted = self.connection.execute(self.sql["counts"], (match,))
        return Found(ids, total, {self.label_names[label]: count for label, count in counted})

    def _match(self, question: Question) -> str:
        words = question.words
        if question.kind == Kind.TYPO:
            words = tuple(self.neighbours.of(words[0]))
        quoted = [f'"{word}"' for word in words]
        if question.kind == Kind.PHRASE:
            return '"' + " ".join(words) + '"'
        if question.kind == Kind.PREFIX:
            return quoted[0] + "*"
        return (" OR " if question.kind in (Kind.OR, Kind.TYPO) else " AND ").join(quoted)

    def _where(self, place: tuple[float, float], metres: float) -> dict[str, float]:
        north, east = ground.metres_per_degree(place[0])
        edges = dict(zip(("box_south", "box_north", "box_west", "box_east"), ground.box(place, metres), strict=True))
        return {"latitude": place[0], "longitude": place[1], "north": north**2, "east": east**2, **edges}

    def _radius(self, question: Question) -> Found:
        match = self._match(question)
        values = {**self._where(question.place, RADIUS_METRES), "words": match, "metres": RADIUS_METRES}
        rows = self.connection.execute(self.sql["radius"], values).fetchall()
        return Found(tuple(row[0] for row in rows), rows[0][2] if rows else 0)

    def _nearest(self, place: tuple[float, float]) -> Found:
        rows: list[tuple[int, float]] = []
        for metres in ground.NEAREST_STEPS_METRES:
            rows = self.connection.execute(self.sql["nearest"], self._where(place, metres)).fetchall()
            if len(rows) == TOP and rows[-1][1] <= metres**2:
                break
        return Found(tuple(row[0] for row in rows), None)

    def update(self, document: Document) -> None:
        """Change the rows and the word index in one transaction."""
        number, point, text = int(document.id), document.points[0], body(document)
        self.connection.execute("BEGIN IMMEDIATE")
        (before,) = self.connection.execute(self.sql["body"], (number,)).fetchone()
        self.connection.execute(self.sql["forget"], (number, before))
        self.connection.execute(self.sql["change"], (text, point.latitude, point.longitude, number))
        self.connection.execute(self.sql["learn"], (number, text))
        edges = (point.latitude, point.latitude, point.longitude, point.longitude)
        self.connection.execute(self.sql["move"], (number, *edges))
        self.connection.execute(self.sql["unlabel"], (number,))
        self._label(document)
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Close the database."""
        self.connection.close()
