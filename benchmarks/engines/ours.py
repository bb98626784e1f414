"""Locator's own search, through the same doors as the site uses.

It does more than is asked of the others: seven weighted fields, the counts of every facet under every filter, the hits of any
word behind those of all words, and the correction of spelling, in each answer. Ids are the document numbers as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.engines import Found
from benchmarks.questions import RADIUS_METRES, TOP, Kind, Question
from search_index.documents import Document
from search_index.index import SearchIndex
from search_index.query import Answer, Origin, Query, Sort


class Engine:
    """A SearchIndex without synonyms."""

    keeps_small_words = True
    version = "this version"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.marker = 1

    def build(self, documents: Iterable[Document]) -> None:
        """Build the index of record."""
        self.index = SearchIndex(self.folder)
        self.index.rebuild(documents, marker=self.marker)
        self.index.close()

    def open(self) -> None:
        """Open it as the site does."""
        self.index = SearchIndex(self.folder)

    def ask(self, question: Question) -> Found:
        """The answer to the same question: what has all the words, and with them what has any, where OR is asked."""
        return self._told(question, self.index.search(self._query(question)))

    def ask_afresh(self, question: Question) -> Found:
        """The same, worked out whether or not the answer is by heart; words that were understood and scored stay so."""
        self.index.remembers_answers = False
        try:
            return self.ask(question)
        finally:
            self.index.remembers_answers = True

    def _told(self, question: Question, answer: Answer) -> Found:
        if question.kind == Kind.OR:
            return Found(tuple([int(hit.id) for hit in answer.hits]), answer.total_all + answer.total_any)
        ids = tuple([int(hit.id) for hit in answer.hits if hit.all_words])
        return Found(ids, answer.total_all, self._counts(question, answer))

    @staticmethod
    def _query(question: Question) -> Query:
        words = " ".join(question.words)
        if question.kind == Kind.PHRASE:
            words = f'"{words}"'
        if question.kind not in (Kind.RADIUS, Kind.NEAREST):
            return Query(words=words, limit=TOP)
        origin = Origin(latitude=question.place[0], longitude=question.place[1])
        radius = RADIUS_METRES if question.kind == Kind.RADIUS else None
        return Query(words=words, origin=origin, radius_metres=radius, sort=Sort.NEAREST, limit=TOP)

    @staticmethod
    def _counts(question: Question, answer: Answer) -> dict[str, int] | None:
        if question.kind != Kind.FACETS:
            return None
        return {
            f"{group}:{value}": count
            for group, values in answer.counts.items()
            for value, count in values.items()
            if count
        }

    def update(self, document: Document) -> None:
        """Apply one edit."""
        self.marker += 1
        self.index.apply((document,), (), marker=self.marker)

    def close(self) -> None:
        """Close the index."""
        self.index.close()
