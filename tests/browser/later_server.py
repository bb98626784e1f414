"""The site some days from now: `python -m tests.browser.later_server DATA PORT DAYS`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from werkzeug.serving import run_simple

from locator.web import create_app
from tests.browser import organised


def main(data: str, port: str, days: str) -> None:
    """Serve until the process is ended, by a clock that is so many days fast."""
    engine = organised.open_engine(Path(data), lambda: datetime.now(UTC) + timedelta(days=int(days)))
    run_simple("127.0.0.1", int(port), create_app(engine), threaded=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
