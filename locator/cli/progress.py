"""Progress bars for steps that take longer than a second, on standard error so that output can be piped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


@contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """A function `(step, done, total)` that draws one bar for each step."""
    steps: dict[str, TaskID] = {}
    columns = (TextColumn("{task.description:<26}"), BarColumn(), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:

        def show(step: str, done: int, total: int) -> None:
            if step not in steps:
                steps[step] = progress.add_task(step, total=total or None)
            progress.update(steps[step], completed=done, total=total or None)

        yield show
