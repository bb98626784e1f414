"""Whatever happens to the files, the index either answers rightly or says that it must be rebuilt."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from search_index import files, schema
from search_index.documents import Document
from search_index.files import IndexBusyError, IndexUnusableError
from search_index.index import SearchIndex
from search_index.query import Query

DOCUMENTS = [
    Document(id=f"group-{number}", name=f"Lunch club {number}", description="Soup, songs and company every week.")
    for number in range(30)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an index of two commits in it."""
    index = SearchIndex(tmp_path / "index")
    index.rebuild(DOCUMENTS, marker=1)
    index.apply([Document(id="shed", name="Men's shed")], ["group-7"], marker=2)
    return tmp_path / "index"


def files_of_the_index(folder: Path) -> list[Path]:
    pointer = files.read_pointer(folder)
    return [folder / files.POINTER, *(folder / pointer.version / name for name in pointer.files)]


def assert_unusable_until_rebuilt(folder: Path) -> None:
    index = SearchIndex(folder)
    assert index.marker is None
    with pytest.raises(IndexUnusableError):
        index.search(Query(words="lunch"))
    with pytest.raises(IndexUnusableError):
        index.apply([DOCUMENTS[0]], [], marker=3)
    index.rebuild(DOCUMENTS, marker=4)
    assert index.marker == 4
    assert index.search(Query(words="lunch club")).total_all == len(DOCUMENTS)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"more")


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[random.Random(7).randrange(len(content))] ^= 0x10
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("harm", [Path.unlink, empty, halve, lengthen, flip], ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("number", range(4), ids=["pointer", "first", "second", "third"])
def test_a_harmed_file_is_noticed_when_the_index_is_opened(
    folder: Path, harm: Callable[[Path], None], number: int
) -> None:
    harm(files_of_the_index(folder)[number])
    assert_unusable_until_rebuilt(folder)


def test_one_flipped_bit_is_noticed_wherever_it_is(folder: Path) -> None:
    chance = random.Random(1)
    whole = {path: path.read_bytes() for path in files_of_the_index(folder)}
    for _ in range(60):
        path, content = chance.choice(list(whole.items()))
        broken = bytearray(content)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        assert SearchIndex(folder).marker is None
        path.write_bytes(content)
    assert SearchIndex(folder).marker == 2


def test_an_index_of_another_schema_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    assert_unusable_until_rebuilt(folder)


def test_a_deleted_folder_is_noticed_by_an_open_index(folder: Path) -> None:
    index = SearchIndex(folder)
    assert index.search(Query(words="shed")).total_all == 1
    shutil.rmtree(folder)
    assert index.marker is None
    with pytest.raises(IndexUnusableError):
        index.search(Query(words="shed"))
    index.rebuild(DOCUMENTS, marker=3)
    assert index.search(Query(words="lunch")).total_all == len(DOCUMENTS)


@pytest.mark.parametrize("harm", [Path.unlink, empty, halve, flip], ids=lambda harm: harm.__name__)
def test_an_open_index_goes_on_answering_while_its_files_are_harmed(folder: Path, harm: Callable[[Path], None]) -> None:
    index = SearchIndex(folder)
    index.search(Query(words="songs"))
    for path in files_of_the_index(folder)[1:]:
        harm(path)
    assert index.search(Query(words="company soup")).total_all == len(DOCUMENTS) - 1
    assert index.search(Query(words="shed")).total_all == 1


@pytest.mark.parametrize("harm", [Path.unlink, empty, halve], ids=lambda harm: harm.__name__)
def test_a_change_is_refused_when_a_file_is_missing_or_short(folder: Path, harm: Callable[[Path], None]) -> None:
    index = SearchIndex(folder)
    assert index.marker == 2
    harm(files_of_the_index(folder)[1])
    assert index.marker is None
    with pytest.raises(IndexUnusableError):
        index.apply([DOCUMENTS[0]], [], marker=3)


def test_reading_that_fails_later_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = SearchIndex(folder)
    index.search(Query(words="shed"))

    def fail(*_: object) -> None:
        raise ValueError("anything at all")

    monkeypatch.setattr("search_index.segment.read_lists", fail)
    with pytest.raises(IndexUnusableError):
        index.search(Query(words="lunch"))


WRITER = """
import sys
from pathlib import Path
from search_index.documents import Document
from search_index.index import SearchIndex

def endless():
    number = 0
    while True:
        number += 1
        if number == 20:
            print("writing", flush=True)
        yield Document(id=f"new-{number}", name="Supper club", description="words " * 50)

index = SearchIndex(Path(sys.argv[1]))
if sys.argv[2] == "rebuild":
    index.rebuild(endless(), marker=99)
for number in range(1, 1_000_000):
    index.apply([Document(id="moving", name=f"Supper club {number}")], [], marker=number + 2)
    print("writing", flush=True)
"""


def killed_writer(folder: Path, kind: str, after_lines: int, wait_seconds: float) -> None:
    """Start a process that writes, and kill it without a warning when it is in the middle of it."""
    command = [sys.executable, "-c", WRITER, str(folder), kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": "."}) as process:
        assert process.stdout is not None
        for _ in range(after_lines):
            assert process.stdout.readline() == "writing\n"
        time.sleep(wait_seconds)
        process.send_signal(signal.SIGKILL)


def test_kill_in_the_middle_of_a_rebuild_leaves_the_old_index_and_the_next_rebuild_tidies_up(folder: Path) -> None:
    killed_writer(folder, "rebuild", 1, 0.0)
    index = SearchIndex(folder)
    assert index.marker == 2
    assert index.search(Query(words="shed")).total_all == 1
    assert len(list(folder.glob("v*"))) == 2
    index.rebuild(DOCUMENTS, marker=3)
    assert len(list(folder.glob("v*"))) == 1
    assert index.search(Query(words="lunch")).total_all == len(DOCUMENTS)


@pytest.mark.parametrize("wait_seconds", [0.0, 0.004, 0.009])
def test_kill_in_the_middle_of_a_change_leaves_a_whole_commit(folder: Path, wait_seconds: float) -> None:
    killed_writer(folder, "change", 3, wait_seconds)
    index = SearchIndex(folder)
    reached = index.marker
    assert reached is not None
    assert reached >= 5
    assert index.search(Query(words=f"supper club {reached - 2}", exact=True)).total_all == 1
    index.apply([Document(id="moving", name="Breakfast club")], [], marker=reached + 1)
    assert SearchIndex(folder).search(Query(words="breakfast")).total_all == 1
    assert SearchIndex(folder).search(Query(words="supper", exact=True)).total_all == 0


def test_a_change_waits_for_another_writer_and_then_gives_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_index.index.COMMIT_TIMEOUT_SECONDS", 0.05)
    index = SearchIndex(folder)
    with files.locked(folder, "commit", 1.0), pytest.raises(IndexBusyError):
        index.apply([DOCUMENTS[0]], [], marker=3)
    index.apply([DOCUMENTS[0]], [], marker=3)
    assert index.marker == 3


def test_a_lock_file_deleted_under_its_holder_does_not_lock_the_next_out(folder: Path) -> None:
    with files.locked(folder, "commit", 1.0):
        (folder / "commit.lock").unlink()
        with files.locked(folder, "commit", 1.0) as has_waited:
            assert has_waited is False
