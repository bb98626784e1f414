"""Real server processes over one data folder: they see each other's edits, and nothing that was acknowledged is lost."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

import pytest

from locator.actions import indexing
from locator.directory.report import ReportKind
from locator.settings import Settings
from locator.storage import database, listings, reports, searches
from locator.wiring import Engine
from tests.browser.site import CHECKOUT, Site, served
from tests.proof.conftest import copied

pytestmark = pytest.mark.slow

SEARCH = "/services?q=lunch+club&near=ML1+1AB&radius=any"


@pytest.fixture(scope="module")
def as_of_today(tmp_path_factory: pytest.TempPathFactory, installed: Path) -> Path:
    """The demonstration directory with its index as of today: a server goes by the clock on the wall."""
    settings = copied(installed, tmp_path_factory.mktemp("today") / "data")
    engine = Engine(settings)
    indexing.rebuild(engine.context())
    engine.close()
    return settings.data


@pytest.fixture
def own(tmp_path: Path, as_of_today: Path) -> Settings:
    """A copy of it that a test may harm."""
    return copied(as_of_today, tmp_path / "own")


@pytest.fixture
def site(own: Settings, tmp_path: Path) -> Iterator[Site]:
    """A server over a copy of the demonstration directory."""
    with served(own.data, tmp_path / "server.log") as started:
        yield started


@pytest.fixture
def engine(own: Settings) -> Iterator[Engine]:
    """The same installation open in this process, as staff would have it."""
    opened = Engine(own)
    yield opened
    opened.close()


def command(data: Path, *words: str) -> subprocess.Popen[bytes]:
    """A command of ours in a process of its own."""
    whole = [sys.executable, "-m", "locator", "--data", str(data), *words]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(whole, cwd=CHECKOUT, stdout=quiet, stderr=quiet, start_new_session=True)


def post(site: Site, path: str, **fields: str) -> int:
    """The status that a form gets."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, urlencode(fields), kind)
        return connection.getresponse().status
    finally:
        connection.close()


def found(site: Site, word: str) -> bool:
    """Whether a search for the word finds the first lunch club."""
    answer = site.get(f"/services?q={word}&exact=1")
    assert answer.status == 200
    return b"app-card__name" in answer.body


def edited(engine: Engine, word: str) -> None:
    """Write the word into one listing."""
    one = next(one for one in listings.every(engine.store) if one.service.status.value == "active")
    listings.save(engine.store, replace(one, service=replace(one.service, description=word)))


def test_two_servers_over_one_folder_find_each_edit_at_once(own: Settings, tmp_path: Path, engine: Engine) -> None:
    with ExitStack() as stack:
        sites = [stack.enter_context(served(own.data, tmp_path / f"server{number}.log")) for number in (1, 2)]
        for before, word in pairwise(("frondaxo", "zorblat", "hupperlin", "wexdrumo")):
            edited(engine, word)
            for site in sites:
                assert found(site, word)
                assert not found(site, before)
        with ThreadPoolExecutor(8) as pool:
            edited(engine, "quimvey")
            assert all(pool.map(lambda number: found(sites[number % 2], "quimvey"), range(16)))


def test_a_server_killed_while_people_report_loses_no_report(own: Settings) -> None:
    store = database.open_store(own.data / "locator.sqlite")
    slug = next(iter(listings.every(store))).service.slug
    thanked: list[str] = []
    for life in range(2):
        process, site = started(own.data)
        with ThreadPoolExecutor(3) as pool:
            sending = [pool.submit(report_until_it_dies, site, slug, f"{life} {each}", thanked) for each in range(3)]
            wait_until(lambda most=10 * (life + 1): len(thanked) >= most)
            kill(process)
            for one in sending:
                one.result(timeout=30)
    messages = [one.message for one in reports.waiting(store, 10_000)]
    assert set(thanked) <= set(messages)
    assert len(messages) == len(set(messages))
    assert database.problems(store) == ()
    store.close()


def report_until_it_dies(site: Site, slug: str, name: str, thanked: list[str]) -> None:
    """Send one report after another, and note each that was taken."""
    for number in range(10_000):
        message = f"{name} {number}"
        try:
            status = post(
                site, f"/services/{slug}/something-wrong", kind=ReportKind.OTHER, message=message, form_key=message
            )
        except (OSError, HTTPException):
            return
        assert status == 303
        thanked.append(message)


def started(data: Path, *more: str) -> tuple[subprocess.Popen[bytes], Site]:
    """A server that the test itself ends, in a process group of its own so that its workers die with it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        site = Site(port=probe.getsockname()[1], data=data)
    process = command(data, "serve", "--port", str(site.port), *more)
    wait_until(lambda: answers(site), seconds=120)
    return process, site


def answers(site: Site) -> bool:
    """Whether anybody answers there."""
    try:
        return site.get("/healthz").status == 200
    except (OSError, HTTPException):
        return False


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a server and its workers without a word."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)


def wait_until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    """Come back as soon as it is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


@pytest.mark.parametrize("after_seconds", [0.6, 0.9, 1.2, 1.5])
def test_a_reindex_killed_at_any_moment_leaves_an_index_that_answers(
    own: Settings, engine: Engine, after_seconds: float
) -> None:
    before = engine.index.marker
    process = command(own.data, "reindex")
    time.sleep(after_seconds)
    process.kill()
    process.wait(timeout=30)
    again = Engine(own)
    assert again.index.marker == before
    assert indexing.rebuild(again.context()) > 250
    assert len([entry for entry in (own.data / "index").iterdir() if entry.is_dir()]) == 1
    again.close()


@pytest.mark.parametrize("after_seconds", [0.7, 1.5, 3.0])
def test_an_installation_killed_half_way_is_completed_by_the_next(tmp_path: Path, after_seconds: float) -> None:
    data = tmp_path / "fresh"
    process = command(data, "init", "--demo")
    time.sleep(after_seconds)
    process.kill()
    process.wait(timeout=30)
    server, site = started(data, "--demo")
    found = site.get("/services?q=lunch+club&near=ML1+1AB")
    kill(server)
    assert (found.status, b"Demonstration data" in found.body) == (200, True)
    engine = Engine(Settings(data=data))
    assert listings.count(engine.store) > 250
    assert database.problems(engine.store) == ()
    assert indexing.rebuild(engine.context()) > 250
    engine.close()


def delete(index: Path) -> None:
    """Take the index away, all at once."""
    gone = index.with_name("gone")
    index.rename(gone)
    shutil.rmtree(gone)


def truncate(index: Path) -> None:
    """Cut every file of it in half."""
    harm_files(index, lambda content: content[: len(content) // 2])


def flip(index: Path) -> None:
    """Turn every bit of it."""
    harm_files(index, lambda content: bytes(byte ^ 0xFF for byte in content))


def harm_files(index: Path, harm: Callable[[bytes], bytes]) -> None:
    """Harm the files that are there now; the server may be taking them away already, and making new ones."""
    for file in [file for file in index.rglob("*") if file.is_file()]:
        with suppress(FileNotFoundError):
            file.write_bytes(harm(file.read_bytes()))


@pytest.mark.parametrize("harm", [delete, truncate, flip])
def test_an_index_harmed_under_a_running_server_costs_no_visitor_an_answer(
    site: Site, engine: Engine, harm: Callable[[Path], None]
) -> None:
    right = site.get(SEARCH).body
    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(site.get, SEARCH) for _ in range(60)]
        harm(site.data / "index")
        told = [one.result(timeout=60) for one in asked]
    edited(engine, "zorblat")
    assert {answer.status for answer in told} == {200}
    assert {answer.body for answer in told} == {right}
    assert found(site, "zorblat")
    assert site.get("/readyz").status == 200


def test_two_processes_that_rebuild_at_once_both_finish(own: Settings, site: Site) -> None:
    right = site.get(SEARCH).body
    processes = [command(own.data, "reindex") for _ in range(2)]
    while any(process.poll() is None for process in processes):
        assert site.get(SEARCH).body == right
    assert [process.returncode for process in processes] == [0, 0]
    assert len(list((own.data / "index").glob("v*"))) == 1


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Somebody holds the write lock of the database for as long as they like."""
    connection = sqlite3.connect(data / "locator.sqlite", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def test_a_locked_database_neither_slows_nor_fails_a_search(site: Site) -> None:
    site.get(SEARCH)
    with locked(site.data):
        started_at = time.monotonic()
        statuses = {site.get(f"/services?q={word}").status for word in ("lunch", "shed", "walking", "tea", "choir")}
        assert time.monotonic() - started_at < 4
    assert statuses == {200}


def test_searches_are_written_down_in_batches_a_little_later(site: Site) -> None:
    words = [f"zorblat {number}" for number in range(10)]
    for word in words:
        site.get(f"/services?{urlencode({'q': word})}")
    store = database.open_store(site.data / "locator.sqlite")
    wait_until(lambda: {row.words for row in searches.recent(store)} >= set(words))
    store.close()


def test_alive_and_ready_are_two_things(site: Site) -> None:
    with (site.data / "index" / "rebuild.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (site.data / "index" / "current.json").unlink()
        assert (site.get("/healthz").status, site.get("/readyz").status) == (200, 503)
    assert site.get(SEARCH).status == 200
    assert (site.get("/healthz").status, site.get("/readyz").status) == (200, 200)
