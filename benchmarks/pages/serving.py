"""The three sites that are compared, each behind granian, with as many workers and threads as `locator serve` has.

`python -m benchmarks.pages.serving NAME PORT FOLDER` serves until it is stopped.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, cast

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from benchmarks.pages.over_fts5 import Fts5Index
from locator.cli.serving import usual_workers
from locator.settings import Settings
from locator.web import create_app
from locator.wiring import Engine
from search_index.index import SearchIndex

FOLDER = "LOCATOR_BENCH_FOLDER"
THREADS = 4


def results() -> Flask:
    """The site."""
    return create_app(_engine())


def over_fts5() -> Flask:
    """The site, with FTS5 in the place of the index."""
    engine = _engine()
    marker, built_on = engine.index.marker, engine.index.built_on
    if marker is None or built_on is None:
        raise SystemExit("the installation has no index")
    own = Fts5Index(Path(os.environ[FOLDER]) / "fts5.sqlite", marker=marker, built_on=built_on)
    engine.index = cast(SearchIndex, own)
    site = create_app(engine)
    del site.extensions["turns"]  # SQLite lets other threads on while it searches: it is quicker without
    return site


def bare() -> Flask:
    """One view that answers "ok": what Flask and granian cost by themselves."""
    app = Flask("bare")
    app.add_url_rule("/services", view_func=lambda: "ok")
    return app


def _engine() -> Engine:
    return Engine(Settings(data=Path(os.environ[FOLDER]) / "data", enquiries_phone="01632 960000"))


def serve(name: str, port: int, folder: Path) -> None:
    """Serve one of the three."""
    os.environ[FOLDER] = str(folder)
    server: Any = Granian(
        f"benchmarks.pages.serving:{name}",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=usual_workers(),
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    )
    server.serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
