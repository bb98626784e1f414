"""One module for each engine, each with a class `Engine`; all take the same documents and the same questions.

An engine lives in a process of its own. It may import its library only inside its own module, so that a machine
without the library can still run the others.
"""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from benchmarks.questions import Question
from search_index.documents import Document

NAMES = ("ours", "whoosh_plain", "fts5", "postgresql", "tantivy_peer")
TITLES = {
    "ours": "Locator",
    "whoosh_plain": "plain Whoosh",
    "fts5": "SQLite FTS5",
    "postgresql": "PostgreSQL + PostGIS",
    "tantivy_peer": "tantivy",
}


class EngineUnavailableError(Exception):
    """The engine's server lacks something that it needs; the text says what."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: the first twenty document numbers, how many there are in all, and the counts by label if asked for."""

    ids: tuple[int, ...]
    total: int | None
    counts: Mapping[str, int] | None = None


class Engine(Protocol):
    """What the bench asks of an engine."""

    keeps_small_words: bool
    version: str

    def __init__(self, folder: Path) -> None:
        """An engine whose files are (or will be) in this folder."""

    def build(self, documents: Iterable[Document]) -> None:
        """Make the index."""

    def open(self) -> None:
        """Get ready to answer."""

    def ask(self, question: Question) -> Found:
        """Answer a question: exact total, first twenty."""

    def update(self, document: Document) -> None:
        """Put this document in the place of the one with its id, safely on disk."""

    def close(self) -> None:
        """Let go of everything."""


@runtime_checkable
class Remembering(Engine, Protocol):
    """An engine that keeps whole answers."""

    def ask_afresh(self, question: Question) -> Found:
        """Answer a question without the help of an answer that was kept."""


def load(name: str, folder: Path) -> Engine:
    """The engine of that name; raises ImportError when its library is not installed."""
    engine: Engine = importlib.import_module(f"benchmarks.engines.{name}").Engine(folder)
    return engine


def emptied(folder: Path) -> Path:
    """The folder, made new."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def disk_bytes(folder: Path) -> int:
    """What the folder takes on disk."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
