"""The memory of a server and all its processes, each shared page counted once."""

from __future__ import annotations

from pathlib import Path


def family_kilobytes(first: int) -> int:
    """What the process and its descendants hold, in kilobytes; 0 where the machine has no /proc."""
    if not Path("/proc/self/smaps_rollup").exists():
        return 0
    parents = {int(folder.name): _parent(folder) for folder in Path("/proc").iterdir() if folder.name.isdigit()}
    family = {first}
    while more := {number for number, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(_share(number) for number in family)


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except (OSError, IndexError):
        return 0


def _share(number: int) -> int:
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
