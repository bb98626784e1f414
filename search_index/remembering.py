"""What is remembered between searches: words understood and whole answers, for one commit and one table of synonyms.

Nothing here can be out of date: a new commit, by whichever process, and new synonyms begin with an empty memory. An answer is
kept when its question comes for the second time, so that those that never come again do not push out those that do.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from search_index.query import Answer, Query
from search_index.snapshot import Snapshot
from search_index.spelled_right import SpelledRight
from search_index.synonyms import Synonyms
from search_index.wording import Wording, understand

MOST_WORDINGS = 1_024
MOST_ANSWERS = 512
MOST_MET = 4_096
MOST_HITS = 100
"""An answer with more hits than this is not kept: those are lists for the map and exports, not pages."""


def key_of(query: Query) -> Hashable:
    """What two queries have in common when they ask the very same; no later change to the query's facets moves it."""
    *_, facets = query
    return (*query[:-1], *facets.items()) if facets else query[:-1]


class Memory:
    """Wordings and answers of one snapshot under one table of synonyms, no more than so many of each."""

    def __init__(self, snapshot: Snapshot, synonyms: Synonyms, right: SpelledRight) -> None:
        """Begin with nothing."""
        self.snapshot = snapshot
        self.synonyms = synonyms
        self._right = right
        self._wordings: dict[tuple[str, bool], Wording] = {}
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._met: set[int] = set()
        self._lock = threading.Lock()

    def wording(self, text: str, is_exact: bool) -> Wording:
        """The words of a query understood."""
        wording = self._wordings.get((text, is_exact))
        if wording is None:
            wording = understand(self.snapshot, self.synonyms, self._right, text, is_exact=is_exact)
            if len(self._wordings) >= MOST_WORDINGS:
                self._wordings.clear()
            self._wordings[text, is_exact] = wording
        return wording

    def answer(self, key: Hashable) -> Answer | None:
        """The answer that was kept under this key, None where there is none (any more)."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
        return answer

    def keep(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, if it is not the first time that it is asked for; what was not asked for longest makes room."""
        mark = hash(key)
        if mark not in self._met:
            if len(self._met) >= MOST_MET:
                self._met.clear()
            self._met.add(mark)
            return
        if len(answer.hits) > MOST_HITS:
            return
        with self._lock:
            self._answers[key] = answer
            if len(self._answers) > MOST_ANSWERS:
                self._answers.popitem(last=False)
