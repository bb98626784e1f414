"""Several indexes on one folder, in other threads and other processes: each sees what the others commit, and no ghosts."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from whoosh.index import open_dir
from whoosh.query import Phrase, Term

from search_index import files
from search_index.documents import Document
from search_index.files import IndexUnusableError
from search_index.index import SearchIndex
from search_index.query import Query

CLUBS = [Document(id=f"club-{number}", name=f"Club {number}", description="Songs and soup.") for number in range(40)]

OTHER = """
import sys
from pathlib import Path
from search_index.documents import Document
from search_index.index import SearchIndex
from search_index.query import Query

index = SearchIndex(Path(sys.argv[1]))
for line in sys.stdin:
    kind, _, text = line.strip().partition(" ")
    if kind == "apply":
        identity, _, text = text.partition(" ")
        index.apply([Document(id=identity, name=text)], [], marker=(index.marker or 0) + 1)
    elif kind == "rebuild":
        index.rebuild([Document(id="only", name=text)], marker=100)
    print(index.search(Query(words=text, exact=True)).total_all, flush=True)
"""


class Other:
    """Another process with the same index open."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-c", OTHER, str(folder)]
        environment = {**os.environ, "PYTHONPATH": "."}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def ask(self, line: str) -> int:
        """Do what the line says; how many its text then finds."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def __enter__(self) -> Other:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


def test_two_processes_see_each_others_changes_at_once(index: SearchIndex, tmp_path: Path) -> None:
    index.rebuild(CLUBS, marker=1)
    with Other(tmp_path / "index") as other:
        assert other.ask("search soup") == len(CLUBS)
        index.apply([Document(id="club-3", name="Zebra")], [], marker=2)
        assert other.ask("search zebra") == 1
        assert other.ask("search soup") == len(CLUBS) - 1
        assert other.ask("apply club-3 Giraffe") == 1
        assert index.search(Query(words="zebra", exact=True)).total_all == 0
        assert index.search(Query(words="giraffe")).hits[0].id == "club-3"
        assert index.marker == 3
        assert other.ask("rebuild Elephant") == 1
        assert [hit.id for hit in index.search(Query()).hits] == ["only"]
        assert index.marker == 100


def test_both_processes_write_by_turns_and_nothing_is_lost(index: SearchIndex, tmp_path: Path) -> None:
    index.rebuild(CLUBS, marker=0)
    with Other(tmp_path / "index") as other:
        for number in range(12):
            other.ask(f"apply theirs-{number} Walrus")
            index.apply([Document(id=f"ours-{number}", name="Walrus")], [], marker=(index.marker or 0) + 1)
    assert index.search(Query(words="walrus")).total_all == 24
    assert index.search(Query()).total_all == len(CLUBS) + 24


def test_a_document_changed_many_times_is_there_once_and_its_old_words_are_gone(index: SearchIndex) -> None:
    index.rebuild(CLUBS, marker=0)
    for number in range(30):
        index.apply([replace(CLUBS[5], name=f"Walrus {number}")], [], marker=number)
        answer = index.search(Query(words="walrus", exact=True))
        assert [hit.id for hit in answer.hits] == ["club-5"]
        assert index.search(Query(words="songs")).total_all == len(CLUBS)
        assert index.search(Query(words=f"walrus {number - 1}", exact=True)).total_all == 0


def test_merging_keeps_the_number_of_files_small(index: SearchIndex, tmp_path: Path) -> None:
    index.rebuild(CLUBS, marker=0)
    for number in range(70):
        index.apply([Document(id=f"new-{number}", name="Walrus")], [], marker=number)
    segments = list((tmp_path / "index").glob("v*/*.seg"))
    assert len(segments) <= 16
    assert index.search(Query(words="walrus")).total_all == 70
    assert sorted(path.name for path in (tmp_path / "index").glob("v*/*")) == sorted(
        files.read_pointer(tmp_path / "index").files
    )


def test_threads_search_and_write_side_by_side(index: SearchIndex) -> None:
    index.rebuild(CLUBS, marker=0)
    totals: list[int] = []
    stop = threading.Event()

    def search() -> None:
        while not stop.is_set():
            totals.append(index.search(Query(words="songs soup")).total_all)

    searchers = [threading.Thread(target=search) for _ in range(3)]
    for searcher in searchers:
        searcher.start()
    for number in range(15):
        index.apply([replace(CLUBS[number], name="Walrus")], [], marker=number)
    stop.set()
    for searcher in searchers:
        searcher.join()
    assert set(totals) == {len(CLUBS)}
    assert index.search(Query(words="walrus")).total_all == 15


def test_a_rebuild_that_had_to_wait_takes_the_others_work(index: SearchIndex, tmp_path: Path) -> None:
    calls = []

    def documents() -> list[Document]:
        calls.append(1)
        return CLUBS

    def rebuild() -> None:
        own = SearchIndex(tmp_path / "index")
        own.rebuild((one for one in documents()), marker=5, built_on=date(2026, 11, 22))

    with files.locked(tmp_path / "index", "rebuild", 1.0):
        waiting = threading.Thread(target=rebuild)
        waiting.start()
        while not (tmp_path / "index" / "rebuild.lock").exists():
            pass
    waiting.join()
    assert index.marker == 5
    with files.locked(tmp_path / "index", "rebuild", 1.0):
        late = threading.Thread(target=lambda: index.rebuild(iter(()), marker=4, built_on=date(2026, 11, 21)))
        late.start()
        late.join(timeout=0.1)
    late.join()
    assert index.marker == 5
    assert index.search(Query()).total_all == len(CLUBS)


def test_an_index_that_vanishes_while_it_is_opened_is_unusable(index: SearchIndex, tmp_path: Path) -> None:
    index.rebuild(CLUBS, marker=1)
    for path in (tmp_path / "index").glob("v*/*.seg"):
        path.unlink()
    with pytest.raises(IndexUnusableError):
        SearchIndex(tmp_path / "index").search(Query())


def test_whoosh_itself_reads_the_index(index: SearchIndex, tmp_path: Path) -> None:
    index.rebuild(CLUBS, marker=1)
    index.apply([Document(id="shed", name="Plains Men's Shed")], ["club-1"], marker=2)
    (version,) = (tmp_path / "index").glob("v*")
    with open_dir(str(version)).searcher() as searcher:
        assert searcher.doc_count() == len(CLUBS)
        assert len(searcher.search(Term("description", "soup"), limit=None)) == len(CLUBS) - 1
        assert len(searcher.search(Phrase("name", ["men", "shed"]))) == 1
        assert len(searcher.search(Phrase("name", ["shed", "men"]))) == 0
