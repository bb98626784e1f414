"""tantivy, the Rust library, through its Python binding; distances of the found documents are worked out in numpy."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import tantivy

from benchmarks import ground
from benchmarks.corpus import body, labels
from benchmarks.engines import Found, emptied
from benchmarks.questions import RADIUS_METRES, TOP, Kind, Question
from search_index.documents import Document

COUNT = {"labels": {"terms": {"field": "labels", "size": 1000}}}
EVERYTHING = 100_000_000


class Engine:
    """One stemmed text field, the labels as a fast field, id, latitude and longitude as fast numbers."""

    keeps_small_words = True
    version = f"tantivy {tantivy.__version__}"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @staticmethod
    def _schema() -> tantivy.Schema:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("id", indexed=True, fast=True)
        builder.add_text_field("body", tokenizer_name="en_stem")
        builder.add_text_field("labels", tokenizer_name="raw", fast=True, index_option="basic")
        builder.add_float_field("latitude", indexed=False, fast=True)
        builder.add_float_field("longitude", indexed=False, fast=True)
        return builder.build()

    @staticmethod
    def _row(document: Document) -> tantivy.Document:
        row, point = tantivy.Document(), document.points[0]
        row.add_unsigned("id", int(document.id))
        row.add_text("body", body(document))
        for label in labels(document):
            row.add_text("labels", label)
        row.add_float("latitude", point.latitude)
        row.add_float("longitude", point.longitude)
        return row

    def build(self, documents: Iterable[Document]) -> None:
        """Add every document with one thread, then wait for the merges."""
        emptied(self.folder)
        writer = tantivy.Index(self._schema(), path=str(self.folder)).writer(256_000_000, 1)
        for document in documents:
            writer.add_document(self._row(document))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Open the index and a searcher; the writer is only made for the first update."""
        self.index = tantivy.Index.open(str(self.folder))
        self.schema = self.index.schema
        self.searcher = self.index.searcher()
        self.writer: tantivy.IndexWriter | None = None

    def ask(self, question: Question) -> Found:
        """Parse, search, and aggregate the labels when asked to."""
        if question.kind == Kind.NEAREST:
            return self._nearest(question.place)
        asked = self._query(question)
        if question.kind == Kind.RADIUS:
            return self._inside(asked, question.place, RADIUS_METRES)
        results = self.searcher.search(asked, TOP, True)
        ids = self._column("id", [address for _, address in results.hits])
        if question.kind != Kind.FACETS:
            return Found(ids, results.count)
        buckets = self.searcher.aggregate(asked, COUNT)["labels"]["buckets"]
        return Found(ids, results.count, {bucket["key"]: bucket["doc_count"] for bucket in buckets})

    def _query(self, question: Question) -> tantivy.Query:
        text = " ".join(question.words)
        if question.kind == Kind.PHRASE:
            return self.index.parse_query(f'"{text}"', ["body"])
        if question.kind == Kind.PREFIX:
            return tantivy.Query.fuzzy_term_query(self.schema, "body", text, distance=0, prefix=True)
        if question.kind == Kind.TYPO:
            return self.index.parse_query(text, ["body"], fuzzy_fields={"body": (False, 1, True)})
        return self.index.parse_query(text, ["body"], conjunction_by_default=question.kind != Kind.OR)

    def _column(self, name: str, addresses: list[tantivy.DocAddress]) -> tuple[int, ...]:
        return tuple(self.searcher.fast_field_values(name, addresses)) if addresses else ()

    def _inside(self, asked: tantivy.Query, place: tuple[float, float], metres: float) -> Found:
        """A box by ranges inside tantivy, then the circle and the order from its latitude and longitude columns."""
        south, north, west, east = ground.box(place, metres)
        must = tantivy.Occur.Must
        limits = [(must, self._range("latitude", south, north)), (must, self._range("longitude", west, east))]
        boxed = tantivy.Query.boolean_query([(must, asked), *limits])
        results = self.searcher.search(
            tantivy.Query.const_score_query(boxed, 1.0), min(self.searcher.num_docs, EVERYTHING), False
        )
        addresses = [address for _, address in results.hits]
        if not addresses:
            return Found((), 0)
        north_metres, east_metres = ground.metres_per_degree(place[0])
        down = (np.array(self.searcher.fast_field_values("latitude", addresses)) - place[0]) * north_metres
        across = (np.array(self.searcher.fast_field_values("longitude", addresses)) - place[1]) * east_metres
        square = down * down + across * across
        inside = np.nonzero(square <= metres * metres)[0]
        first = inside[np.argsort(square[inside], kind="stable")[:TOP]]
        return Found(self._column("id", [addresses[place] for place in first]), len(inside))

    def _range(self, name: str, low: float, high: float) -> tantivy.Query:
        return tantivy.Query.range_query(self.schema, name, tantivy.FieldType.Float, low, high)

    def _nearest(self, place: tuple[float, float]) -> Found:
        found = Found((), None)
        for metres in ground.NEAREST_STEPS_METRES:
            found = self._inside(tantivy.Query.all_query(), place, metres)
            if len(found.ids) == TOP:
                break
        return Found(found.ids, None)

    def update(self, document: Document) -> None:
        """Delete, add, commit, and look again."""
        if self.writer is None:
            self.writer = self.index.writer(64_000_000, 1)
        self.writer.delete_documents_by_term("id", int(document.id))
        self.writer.add_document(self._row(document))
        self.writer.commit()
        self.index.reload()
        self.searcher = self.index.searcher()

    def close(self) -> None:
        """Nothing to close."""
