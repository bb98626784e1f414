"""Talking to the engines' processes."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 20.0


class EngineMissingError(Exception):
    """The engine's library is not installed; the text says which."""


class WorkerFailedError(Exception):
    """The engine's process ended without an answer; its own words are on the terminal."""


class Caller:
    """One engine's process, asked one command at a time."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker", name, str(folder)],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, command: str, **values: object) -> dict[str, Any]:
        """The answer to one command."""
        if self._process.stdin is None or self._process.stdout is None:
            raise WorkerFailedError(self.name)
        with contextlib.suppress(BrokenPipeError):
            print(json.dumps({"do": command, **values}), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise WorkerFailedError(f"{self.name} ended at the command {command}")
        answer: dict[str, Any] = json.loads(line)
        if "missing" in answer:
            raise EngineMissingError(answer["missing"])
        return answer

    def close(self) -> None:
        """Let the process end and wait for it; one that is still busy after a while is stopped."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        try:
            self._process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
