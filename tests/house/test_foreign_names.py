"""No committed file says where a developer's machine keeps things, or which registry it asks."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SKIPPED = {".gz", ".png", ".ico", ".woff2", ".pdf", ".zip", ".npz"}
# Written in pieces, or this file would be the first to break its own rule.
FOREIGN = (
    r"(?<![\w.])/" + r"work/",
    r"/" + r"root/",
    r"/" + r"home/(?!locator)[a-z]+",
    r"/" + r"Users/[A-Za-z]+",
    r"\." + r"library/",
    r"pypi\." + r"org",
    r"files\." + r"pythonhosted",
    r"registry\." + r"npmjs",
    r"deb\." + r"debian",
    r"proxy\." + r"golang",
    r"static\." + r"crates",
)
PATTERN = re.compile("|".join(FOREIGN))


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    files = [CHECKOUT / name for name in listed.stdout.splitlines()]
    return [file for file in files if file.is_file() and file.suffix not in SKIPPED]


def test_the_pattern_finds_what_it_is_for() -> None:
    assert PATTERN.search("see /" + "work/notes")
    assert PATTERN.search("from pypi." + "org/simple")
    assert not PATTERN.search("the network/working day, /var/lib/locator, framework/")


def test_no_committed_file_names_a_machines_path_or_a_registry() -> None:
    found = [
        f"{file.relative_to(CHECKOUT)}:{number}: {match.group()}"
        for file in committed()
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if (match := PATTERN.search(line))
    ]
    assert found == []
