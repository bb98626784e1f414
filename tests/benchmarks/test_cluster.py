"""The bench's own PostgreSQL server comes and goes without a trace, and its absence is said plainly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import memory
from benchmarks.cluster import Cluster, ClusterMissingError, programs


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    try:
        made = Cluster()
    except ClusterMissingError as missing:
        pytest.skip(str(missing))
    yield made
    made.close()


def test_a_server_starts_and_stops_and_leaves_nothing(cluster: Cluster) -> None:
    cluster.start()
    number = cluster.process()

    assert Path(f"/proc/{number}").exists() or not Path("/proc").exists()
    assert str(cluster.socket) in cluster.address
    assert cluster.disk_bytes() > 0
    assert memory.family_kilobytes(number) > 1_000 or not Path("/proc/self/smaps_rollup").exists()
    cluster.close()
    assert not cluster.socket.exists()
    assert memory.family_kilobytes(number) == 0


def test_version_fifteen_is_taken_before_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for version in ("13", "15", "17"):
        program = tmp_path / version / "bin" / "initdb"
        program.parent.mkdir(parents=True)
        program.touch()

    assert programs([str(tmp_path)]) == tmp_path / "15" / "bin"


def test_a_machine_without_postgresql_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ClusterMissingError, match="PostgreSQL is not installed"):
        programs([str(tmp_path)])
