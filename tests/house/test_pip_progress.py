"""How far pip is: one line, and pip's own words when it fails."""

from __future__ import annotations

import io

from tools import pip_progress

LOCK = """\
blinker==1.9.0 \\
    --hash=sha256:ba0ef \\
    # via flask
colorama==0.4.6 ; sys_platform == "win32" \\
    --hash=sha256:4f1d
click==8.5.1 \\
    --hash=sha256:6347
"""
DONE = ["Ignoring colorama: markers\n", "Collecting blinker==1.9.0 (from -r x)\n", "  Downloading blinker\n"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_each_package_of_the_lock_counts_once() -> None:
    assert pip_progress.count(LOCK) == 3


def test_the_bar_fills_and_never_overflows() -> None:
    assert pip_progress.bar(0, 10).startswith("[....")
    assert pip_progress.bar(5, 10).count("#") == pip_progress.WIDTH // 2
    assert pip_progress.bar(99, 10).endswith("10 of 10")


def test_a_terminal_sees_the_bar_move() -> None:
    out = Terminal()
    assert pip_progress.follow(DONE, name="a.lock", total=3, out=out)
    assert "2 of 3" in out.getvalue()


def test_a_log_gets_one_line() -> None:
    out = io.StringIO()
    assert pip_progress.follow(DONE, name="a.lock", total=3, out=out)
    assert out.getvalue() == "Installing the 3 packages of a.lock\n"


def test_pips_own_words_are_shown_when_it_fails() -> None:
    out = io.StringIO()
    lines = [*DONE, "ERROR: No matching distribution found for blinker\n"]
    assert not pip_progress.follow(lines, name="a.lock", total=3, out=out)
    assert "No matching distribution" in out.getvalue()
