"""One size: make the listings, build every engine, check it, and time all of them in turn."""

from __future__ import annotations

import pickle
import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks import corpus, marking, memory
from benchmarks.cluster import Cluster, ClusterMissingError
from benchmarks.engines import TITLES
from benchmarks.outcome import Outcome
from benchmarks.questions import Paper, draw
from benchmarks.reference import Reference
from benchmarks.workers import Caller, EngineMissingError
from search_index.documents import Document

FIRST_WORD = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is done: rounds of `each` questions a kind, rounds in which the same are asked `again`, and so on.

    Some more rounds of new questions come after the edits; `checks` are questions whose answers are checked.
    """

    rounds: int = 15
    again: int = 15
    rounds_after: int = 5
    each: int = 10
    checks: int = 25
    edits: int = 15
    starts: int = 3


QUICK = Plan(rounds=4, again=5, rounds_after=1, each=5, checks=8, edits=5, starts=1)


def say(text: str) -> None:
    """Tell the person at the terminal how far it is."""
    print(text, file=sys.stderr, flush=True)


class Race:
    """All engines at one size, in one folder."""

    def __init__(self, size: int, names: Sequence[str], folder: Path, plan: Plan) -> None:
        self.size, self.folder, self.plan = size, folder, plan
        self.outcomes = {name: Outcome(engine=name, size=size) for name in names}
        self.callers: dict[str, Caller] = {}
        self.cluster: Cluster | None = None
        self.paper = self._draw()

    def _draw(self) -> Paper:
        say(f"{self.size:,} listings: making them")
        self.folder.mkdir(parents=True, exist_ok=True)
        corpus.write(corpus.generate(self.size), self.folder / "documents.pickle")
        rounds = self.plan.rounds + self.plan.rounds_after
        paper = draw(islice(self.documents(), 3_000), rounds=rounds, each=self.plan.each, checks=self.plan.checks)
        (self.folder / "paper.pickle").write_bytes(pickle.dumps(paper))
        return paper

    def documents(self) -> Iterator[Document]:
        """The listings of this size."""
        return corpus.read(self.folder / "documents.pickle")

    def run(self) -> list[Outcome]:
        """Everything, in order."""
        try:
            self._start_cluster()
            self._build()
            self._open()
            self._mark()
            self._time()
            self._ask_again()
            self._edit()
        finally:
            for caller in self.callers.values():
                caller.close()
            if self.cluster:
                self.cluster.close()
        return list(self.outcomes.values())

    def running(self) -> list[str]:
        """The engines that are here."""
        return [name for name, outcome in self.outcomes.items() if not outcome.missing]

    def _start_cluster(self) -> None:
        if "postgresql" not in self.outcomes:
            return
        try:
            self.cluster = Cluster()
            self.cluster.start()
        except ClusterMissingError as missing:
            self.outcomes["postgresql"].missing = str(missing)
            return
        (self.folder / "postgresql").mkdir(exist_ok=True)
        (self.folder / "postgresql" / "address.txt").write_text(self.cluster.address)

    def _build(self) -> None:
        say(f"{self.size:,} listings: building {', '.join(TITLES[name] for name in self.running())}")
        with ThreadPoolExecutor(max_workers=2) as pool:
            list(pool.map(self._build_one, self.running()))

    def _build_one(self, name: str) -> None:
        outcome = self.outcomes[name]
        with calling(name, self.folder) as caller:
            try:
                built = caller.ask("build")
            except EngineMissingError as missing:
                outcome.missing = str(missing)
                return
        outcome.build_seconds = built["seconds"]
        outcome.disk_bytes = self.cluster.disk_bytes() if name == "postgresql" and self.cluster else built["disk"]
        say(f"{self.size:,} listings: {TITLES[name]} built in {outcome.build_seconds:.1f} s")

    def _open(self) -> None:
        """Start each engine a few times from nothing; the last one stays."""
        for name in self.running():
            for _ in range(self.plan.starts):
                if name in self.callers:
                    self.callers.pop(name).close()
                self._start_one(name)

    def _start_one(self, name: str) -> None:
        outcome = self.outcomes[name]
        if name == "postgresql" and self.cluster:
            self.cluster.stop()
        began = time.perf_counter()
        if name == "postgresql" and self.cluster:
            self.cluster.start()
        self.callers[name] = Caller(name, self.folder)
        answer = self.callers[name].ask("open", word=FIRST_WORD)
        outcome.ready_milliseconds.append((time.perf_counter() - began) * 1000)
        outcome.version = answer["version"]

    def _mark(self) -> None:
        say(f"{self.size:,} listings: checking the answers")
        reference = Reference(self.documents(), self.paper.checks)
        rights = [reference.right(question) for question in self.paper.checks]
        for name, caller in self.callers.items():
            answer = caller.ask("answers")
            marked = marking.mark(self.paper.checks, rights, answer["found"], small_words=answer["keeps_small_words"])
            self.outcomes[name].right, self.outcomes[name].overlap = marked.right, marked.overlap
            self.outcomes[name].overlap_by_field = marked.overlap_by_field

    def _time(self) -> None:
        for caller in self.callers.values():
            caller.ask("warm")
        for number in range(self.plan.rounds):
            self._round(number, after_edits=False)

    def _round(self, number: int, *, after_edits: bool) -> None:
        say(f"{self.size:,} listings: round {number + 1} of {len(self.paper.rounds)}")
        for name in self._by_turns(number):
            outcome = self.outcomes[name]
            taken = self.callers[name].ask("round", number=number)["microseconds"]
            (outcome.rounds_after_edits if after_edits else outcome.rounds).append(taken)

    def _ask_again(self) -> None:
        """The same questions round after round; the first two times, when they are new or nearly, do not count."""
        say(f"{self.size:,} listings: the same questions {self.plan.again} times")
        for name in (*self.callers, *self.callers):
            self.callers[name].ask("again")
        for number in range(self.plan.again):
            for name in self._by_turns(number):
                outcome = self.outcomes[name]
                outcome.rounds_again.append(self.callers[name].ask("again")["microseconds"])
                outcome.rounds_afresh.append(self.callers[name].ask("again", afresh=True)["microseconds"])

    def _by_turns(self, number: int) -> list[str]:
        """The engines in an order that differs from round to round."""
        names = list(self.callers)
        random.Random(number).shuffle(names)
        return names

    def _edit(self) -> None:
        for name, caller in self.callers.items():
            answer = caller.ask("edit", times=self.plan.edits)
            outcome = self.outcomes[name]
            outcome.edit_milliseconds, outcome.edits_seen = answer["milliseconds"], answer["seen"]
        for number in range(self.plan.rounds, len(self.paper.rounds)):
            self._round(number, after_edits=True)
        for name, caller in self.callers.items():
            self.outcomes[name].peak_kilobytes = caller.ask("memory")["peak"]
            if name == "postgresql" and self.cluster:
                self.outcomes[name].server_kilobytes = memory.family_kilobytes(self.cluster.process())


@contextmanager
def calling(name: str, folder: Path) -> Iterator[Caller]:
    """A worker that is closed again."""
    caller = Caller(name, folder)
    try:
        yield caller
    finally:
        caller.close()
