"""Turn what pip prints into one line that moves: pip install ... 2>&1 | python pip_progress.py LOCKFILE

Standard library only, because it runs before anything is installed. When pip fails, the shell sees pip's own exit
code (pipefail), and its last lines are shown here.
"""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

SEEN = re.compile(r"^(Collecting|Requirement already satisfied:|Ignoring) ?")
FAILED = re.compile(r"^(ERROR|error):")
WIDTH = 30
LINES_KEPT = 30


def count(lock: str) -> int:
    """How many packages the lock file names."""
    return len(re.findall(r"^[A-Za-z0-9][^\s#]*==", lock, re.MULTILINE))


def bar(done: int, total: int) -> str:
    """One line: "[####......] 12 of 40"."""
    filled = WIDTH * min(done, total) // max(1, total)
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {min(done, total)} of {total}"


def follow(lines: Iterable[str], *, name: str, total: int, out: TextIO) -> bool:
    """Show how far pip is; whether it got to its end without an error."""
    moves, done, kept, failed = out.isatty(), 0, deque[str](maxlen=LINES_KEPT), False
    print(f"Installing the {total} packages of {name}", file=out, flush=True)
    for line in lines:
        kept.append(line)
        failed = failed or bool(FAILED.match(line))
        done += bool(SEEN.match(line))
        if moves:
            told = "putting them in place ..." if line.startswith("Installing collected") else bar(done, total)
            print(f"\r\x1b[K  {told}", end="", file=out, flush=True)
    if moves:
        print("\r\x1b[K", end="", file=out)
    if failed:
        print("".join(kept), end="", file=out)
    return not failed


if __name__ == "__main__":
    lock_file = Path(sys.argv[1])
    packages = count(lock_file.read_text())
    sys.exit(not follow(sys.stdin, name=lock_file.name, total=packages, out=sys.stderr))
