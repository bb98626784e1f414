"""The scripts behind `make` say what to do in a sentence, and never take away what is not theirs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A PATH with a shell and little else: no Chromium, no apt-get."""
    folder = tmp_path / "path"
    folder.mkdir()
    for name in ("bash", "env", "id", "basename", "rm"):
        (folder / name).symlink_to(shutil.which(name) or name)
    return folder


def run(script: str, *words: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": str(path)} if path else None
    command = [str(CHECKOUT / "tools" / script), *words]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)


def stub(file: Path, exit_code: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/usr/bin/env bash\nexit {exit_code}\n")
    file.chmod(0o755)


def test_without_any_chromium_the_script_says_what_to_do(tmp_path: Path, bare_path: Path) -> None:
    stub(tmp_path / "bin" / "python", 1)
    stub(tmp_path / "bin" / "playwright", 1)
    said = run("chromium.sh", str(tmp_path / "bin"), path=bare_path)
    assert said.returncode == 1
    assert "apt-get install chromium" in said.stderr


def test_a_chromium_that_starts_is_enough(tmp_path: Path, bare_path: Path) -> None:
    stub(tmp_path / "bin" / "python", 0)
    said = run("chromium.sh", str(tmp_path / "bin"), path=bare_path)
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("python", ["no-such-python", "too-old"])
def test_a_missing_or_old_python_is_told_in_a_sentence(tmp_path: Path, python: str) -> None:
    stub(tmp_path / "too-old", 1)
    said = run("environment.sh", str(tmp_path / python), str(tmp_path / "environment"), "requirements.lock")
    assert said.returncode == 1
    assert "Python 3.11 or newer" in said.stderr


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear reader")
    said = run("environment.sh", sys.executable, str(tmp_path / "mine"), "requirements.lock")
    assert said.returncode == 1
    assert "choose another" in said.stderr
    assert (tmp_path / "mine" / "letter.txt").exists()
