"""One engine in a process of its own: reads commands, one JSON a line, and answers in the same way.

`python -m benchmarks.worker ENGINE FOLDER` where the folder holds `documents.pickle`, `paper.pickle` and the engine's own folder.
"""

from __future__ import annotations

import dataclasses
import gc
import itertools
import json
import os
import pickle
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import corpus, engines
from benchmarks.questions import Kind, Paper, Question
from search_index.documents import Document


class Worker:
    """The commands; the engine is only opened when `open` asks for it."""

    def __init__(self, name: str, folder: Path) -> None:
        self.folder = folder
        self.engine_folder = folder / name
        self.engine = engines.load(name, self.engine_folder)
        self.edits = 0

    def build(self) -> dict[str, Any]:
        """Make the index; answers the seconds and the bytes on disk."""
        began = time.perf_counter()
        self.engine.build(corpus.read(self.folder / "documents.pickle"))
        return {"seconds": time.perf_counter() - began, "disk": engines.disk_bytes(self.engine_folder)}

    def open(self, *, word: str) -> dict[str, Any]:
        """Get ready and answer a first word."""
        self.engine.open()
        found = self.engine.ask(Question(kind=Kind.WORD, words=(word,)))
        return {"total": found.total, "version": self.engine.version}

    def answers(self) -> dict[str, Any]:
        """Answer the questions whose answers are checked."""
        found = [dataclasses.asdict(self.engine.ask(question)) for question in self._paper().checks]
        return {"found": found, "keeps_small_words": self.engine.keeps_small_words}

    def warm(self) -> dict[str, Any]:
        """Answer the warm-up, and settle the memory."""
        for question in self._paper().warm:
            self.engine.ask(question)
        gc.collect()
        gc.freeze()
        return {}

    def round(self, *, number: int) -> dict[str, Any]:
        """The microseconds of each question of a round."""
        return {"microseconds": timed(self.engine.ask, self._paper().rounds[number])}

    def again(self, *, afresh: bool = False) -> dict[str, Any]:
        """The microseconds of each of the questions that are asked again and again; an engine that remembers answers may be told not to."""
        ask = self.engine.ask_afresh if afresh and isinstance(self.engine, engines.Remembering) else self.engine.ask
        return {"microseconds": timed(ask, self._paper().again)}

    def edit(self, *, times: int) -> dict[str, Any]:
        """The milliseconds from an edit to a search that shows it, and whether each did."""
        milliseconds, seen = [], 0
        for document in itertools.islice(corpus.read(self.folder / "documents.pickle"), 1, 1 + times * 7, 7):
            word = f"zuv{self.edits}kog"
            self.edits += 1
            changed = dataclasses.replace(document, description=f"{document.description} {word}.")
            began = time.perf_counter()
            seen += self._edit(changed, word)
            milliseconds.append((time.perf_counter() - began) * 1000)
        return {"milliseconds": milliseconds, "seen": seen}

    def _edit(self, changed: Document, word: str) -> bool:
        self.engine.update(changed)
        found = self.engine.ask(Question(kind=Kind.WORD, words=(word,)))
        return found.ids == (int(changed.id),) and found.total == 1

    def memory(self) -> dict[str, Any]:
        """The most memory this process ever held, in kilobytes."""
        return {"peak": peak_kilobytes()}

    def close(self) -> dict[str, Any]:
        """Close the engine."""
        self.engine.close()
        return {}

    def _paper(self) -> Paper:
        if not hasattr(self, "_kept"):
            self._kept: Paper = pickle.loads((self.folder / "paper.pickle").read_bytes())
        return self._kept


def timed(ask: Callable[[Question], engines.Found], questions: Sequence[Question]) -> list[float]:
    """The microseconds each answer took."""
    clock, taken = time.perf_counter_ns, []
    for question in questions:
        began = clock()
        ask(question)
        taken.append((clock() - began) / 1000)
    return taken


def peak_kilobytes() -> int:
    """The most memory this process ever had in use."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1])
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def main(name: str, folder: Path) -> None:
    """Obey until the input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    try:
        worker = Worker(name, folder)
    except ImportError as missing:
        print(json.dumps({"missing": str(missing)}), file=answers, flush=True)
        return
    for line in sys.stdin:
        command = json.loads(line)
        try:
            answer = getattr(worker, command.pop("do"))(**command)
        except engines.EngineUnavailableError as missing:
            answer = {"missing": str(missing)}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
