"""PostgreSQL with PostGIS and trigrams, over a socket; the parent process runs the server and says where it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import statements
from benchmarks.corpus import body, labels
from benchmarks.engines import EngineUnavailableError, Found
from benchmarks.questions import RADIUS_METRES, Kind, Question
from search_index.documents import Document

ADDRESS = "address.txt"


class Engine:
    """One table with a tsvector, label numbers and a geography, and one of words for mistyped ones."""

    keeps_small_words = False
    version = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        self.sql = statements.load("postgresql.sql")
        self.address = (folder / ADDRESS).read_text(encoding="utf-8")

    def _connect(self) -> None:
        self.connection = psycopg.connect(self.address, autocommit=True, prepare_threshold=1)

    def _all(self, name: str, values: Any = None) -> list[Any]:
        rows: list[Any] = self.connection.execute(self.sql[name], values).fetchall()
        return rows

    def build(self, documents: Iterable[Document]) -> None:
        """Copy everything in, then make the columns and their indexes."""
        self._connect()
        if self._all("extensions")[0][0] < 3:
            raise EngineUnavailableError("PostGIS, pg_trgm or fuzzystrmatch is not installed")
        self.connection.execute(self.sql["create"])
        numbers: dict[str, int] = {}
        with self.connection.cursor().copy(self.sql["copy_listings"]) as copy:
            for document in documents:
                own = [numbers.setdefault(label, len(numbers)) for label in labels(document)]
                point = document.points[0]
                copy.write_row((int(document.id), body(document), point.latitude, point.longitude, own))
        with self.connection.cursor().copy(self.sql["copy_labels"]) as copy:
            for label, number in numbers.items():
                copy.write_row((number, label))
        self.connection.execute(self.sql["finish"])
        self.connection.execute(self.sql["tidy"])

    def open(self) -> None:
        """Connect, and read the label names."""
        self._connect()
        self.label_names: dict[int, str] = dict(self._all("label_names"))
        self.label_numbers = {name: number for number, name in self.label_names.items()}
        server, postgis = self._all("version")[0]
        self.version = f"PostgreSQL {server.split()[0]}, PostGIS {postgis}"

    def ask(self, question: Question) -> Found:
        """Answer with one statement, two for counts and for mistyped words."""
        if question.kind == Kind.NEAREST:
            return Found(tuple(number for (number,) in self._all("nearest", self._place(question))), None)
        asked = self._asked(question)
        if question.kind == Kind.RADIUS:
            return self._found(self._all("radius", {**self._place(question), "words": asked, "metres": RADIUS_METRES}))
        if not asked:
            return Found((), 0)
        found = self._found(self._all("best", (asked,)))
        if question.kind != Kind.FACETS:
            return found
        return Found(
            found.ids, found.total, {self.label_names[label]: total for label, total in self._all("counts", (asked,))}
        )

    @staticmethod
    def _found(rows: list[Any]) -> Found:
        return Found(tuple(row[0] for row in rows), rows[0][1] if rows else 0)

    @staticmethod
    def _place(question: Question) -> dict[str, Any]:
        return {"latitude": question.place[0], "longitude": question.place[1]}

    def _asked(self, question: Question) -> str:
        words = question.words
        if question.kind == Kind.PREFIX:
            return words[0] + ":*"
        if question.kind == Kind.TYPO:
            words = tuple(word for (word,) in self._all("neighbours", (words[0], words[0])))
        joint = {Kind.PHRASE: " <-> ", Kind.OR: " | ", Kind.TYPO: " | "}.get(question.kind, " & ")
        return joint.join(words)

    def update(self, document: Document) -> None:
        """Change the row, committed to disk."""
        point = document.points[0]
        own = [self.label_numbers[label] for label in labels(document)]
        place = {"latitude": point.latitude, "longitude": point.longitude}
        self.connection.execute(
            self.sql["change"], {"id": int(document.id), "body": body(document), "labels": own, **place}
        )

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
