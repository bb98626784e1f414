"""A PostgreSQL server of our own: made in a temporary folder, reached by a socket in it, gone with it."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

SETTINGS = (
    "listen_addresses=",
    "shared_buffers=256MB",
    "work_mem=32MB",
    "jit=off",
    "autovacuum=off",
    "max_connections=10",
    "max_wal_size=2GB",
)
USUAL_HOMES = (
    "/usr/lib/postgresql",
    "/usr/local/pgsql",
    "/opt/homebrew/opt/postgresql@15",
    "/usr/local/opt/postgresql@15",
)


class ClusterMissingError(Exception):
    """PostgreSQL or PostGIS is not installed here; the text says which."""


def programs(homes: Iterable[str] = USUAL_HOMES) -> Path:
    """The folder of `initdb` and `pg_ctl`: version 15 before others; raises ClusterMissingError."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    for home in map(Path, homes):
        found += [each.parent for each in sorted(home.glob("**/bin/initdb"), key=_newness, reverse=True)]
    if not found:
        raise ClusterMissingError("PostgreSQL is not installed")
    return min(found, key=lambda folder: "15" not in folder.parts and "postgresql@15" not in folder.as_posix())


def _newness(program: Path) -> int:
    numbers = re.findall(r"\d+", program.as_posix())
    return int(numbers[0]) if numbers else 0


def _other_user() -> tuple[int, int] | None:
    """PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody`."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return user.pw_uid, user.pw_gid
    raise ClusterMissingError("PostgreSQL does not run as root, and there is no other user here")


class Cluster:
    """One server, its socket and its data in one temporary folder."""

    def __init__(self) -> None:
        self.programs = programs()
        self.user = _other_user()
        self.socket = Path(tempfile.mkdtemp(prefix="bench-pg-"))
        if self.user:
            os.chown(self.socket, *self.user)
        self.data = self.socket / "data"
        self._run(
            "initdb", "--username=bench", "--auth=trust", "--encoding=UTF8", "--locale=C", f"--pgdata={self.data}"
        )

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.socket,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            user=self.user[0] if self.user else None,
            group=self.user[1] if self.user else None,
        )
        if done.returncode:
            raise ClusterMissingError(f"{program} failed: {done.stderr.strip()[-300:]}")

    def start(self) -> None:
        """Start and wait until it takes connections."""
        options = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"unix_socket_directories={self.socket}"))
        log = self.socket / "log"
        self._run(
            "pg_ctl", "start", "--wait", "--silent", f"--pgdata={self.data}", f"--log={log}", f"--options={options}"
        )

    def stop(self) -> None:
        """Stop it, cutting off whoever is connected."""
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode=fast", f"--pgdata={self.data}")

    @property
    def address(self) -> str:
        """What a client connects with."""
        return f"host={self.socket} user=bench dbname=postgres"

    def disk_bytes(self) -> int:
        """What the tables of the database take on disk, without the log of changes."""
        return sum(file.stat().st_size for file in (self.data / "base").rglob("*") if file.is_file())

    def process(self) -> int:
        """The number of the server's first process."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def close(self) -> None:
        """Stop it if it runs, and take its folder away."""
        if (self.data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.socket, ignore_errors=True)
