"""Whoosh with its own parser, scorer and columns, and nothing kept in numpy.

Labels are counted and distances worked out from the columns in plain Python: that is many times faster here than Whoosh's own
overlapping facets and its number ranges (both were tried).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import whoosh
from whoosh import analysis, fields, index, qparser, query, scoring

from benchmarks import ground
from benchmarks.corpus import body, labels
from benchmarks.engines import Found, emptied
from benchmarks.questions import RADIUS_METRES, TOP, Kind, Question
from search_index.documents import Document

COLUMNS = ("latitude", "longitude")


class Engine:
    """One text field, the labels as a keyword field with a column, latitude and longitude as numbers with columns."""

    keeps_small_words = False
    version = "Whoosh " + ".".join(str(part) for part in whoosh.__version__)

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _schema(self) -> fields.Schema:
        return fields.Schema(
            id=fields.ID(stored=True, unique=True),
            body=fields.TEXT(analyzer=analysis.StemmingAnalyzer()),
            labels=fields.KEYWORD(sortable=True, commas=True),
            latitude=fields.NUMERIC(float, sortable=True),
            longitude=fields.NUMERIC(float, sortable=True),
        )

    @staticmethod
    def _row(document: Document) -> dict[str, object]:
        point = document.points[0]
        return {
            "id": document.id,
            "body": body(document),
            "labels": ",".join(labels(document)),
            "latitude": point.latitude,
            "longitude": point.longitude,
        }

    def build(self, documents: Iterable[Document]) -> None:
        """Add every document and merge all into one segment."""
        made = index.create_in(emptied(self.folder), self._schema())
        writer = made.writer(limitmb=256)
        for document in documents:
            writer.add_document(**self._row(document))
        writer.commit(optimize=True)
        made.close()

    def open(self) -> None:
        """Open the index, a searcher and the two parsers."""
        self.index = index.open_dir(self.folder)
        self._renew()
        self.every = qparser.QueryParser("body", self.index.schema)
        self.any = qparser.QueryParser("body", self.index.schema, group=qparser.OrGroup)
        self.stem = self.index.schema["body"].analyzer

    def _renew(self) -> None:
        self.searcher = self.index.searcher(weighting=scoring.BM25F(B=0.75, K1=1.2))

    def ask(self, question: Question) -> Found:
        """Parse, search, and count labels when asked to."""
        if question.kind == Kind.NEAREST:
            return self._nearest(question.place)
        asked = self._query(question)
        if question.kind == Kind.RADIUS:
            return self._inside(asked, question.place, RADIUS_METRES)
        results = self.searcher.search(asked, limit=TOP)
        found = Found(tuple(int(hit["id"]) for hit in results), len(results))
        return found if question.kind != Kind.FACETS else Found(found.ids, found.total, self._counts(asked))

    def _counts(self, asked: Any) -> dict[str, int]:
        column = self.searcher.reader().column_reader("labels")
        counts: Counter[str] = Counter()
        for number in self._numbers(asked):
            counts.update(column[number].split(","))
        return dict(counts)

    def _query(self, question: Question) -> Any:
        if question.kind == Kind.PHRASE:
            return self.every.parse('"' + " ".join(question.words) + '"')
        if question.kind == Kind.PREFIX:
            return query.Prefix("body", question.words[0])
        if question.kind == Kind.TYPO:
            (token,) = (each.text for each in self.stem(question.words[0], mode="query"))
            return query.FuzzyTerm("body", token, maxdist=1, prefixlength=1)
        return (self.any if question.kind == Kind.OR else self.every).parse(" ".join(question.words))

    def _inside(self, asked: Any, place: tuple[float, float], metres: float) -> Found:
        distance = self._distance(place)
        found = sorted((distance(number), number) for number in self._numbers(asked))
        inside = [number for away, number in found if away <= metres]
        return Found(tuple(int(self.searcher.stored_fields(number)["id"]) for number in inside[:TOP]), len(inside))

    def _numbers(self, asked: Any) -> Iterable[int]:
        numbers: Iterable[int] = self.searcher.docs_for_query(asked)
        return numbers

    def _distance(self, place: tuple[float, float]) -> Callable[[int], float]:
        north, east = ground.metres_per_degree(place[0])
        latitude, longitude = (self.searcher.reader().column_reader(name) for name in COLUMNS)

        def distance(number: int) -> float:
            square = ((latitude[number] - place[0]) * north) ** 2 + ((longitude[number] - place[1]) * east) ** 2
            return float(square**0.5)

        return distance

    def _nearest(self, place: tuple[float, float]) -> Found:
        return Found(self._inside(query.Every(), place, math.inf).ids, None)

    def update(self, document: Document) -> None:
        """Write a small segment, then search with a new searcher (refreshing the old one shows replaced documents)."""
        writer = self.index.writer()
        writer.update_document(**self._row(document))
        writer.commit(merge=False)
        self.searcher.close()
        self._renew()

    def close(self) -> None:
        """Close the searcher and the index."""
        self.searcher.close()
        self.index.close()
