"""A server with the page of the editor of days and times: `python -m tests.browser.editor_server DATA PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

from werkzeug.serving import run_simple

from locator import wiring
from locator.directory import session_value
from locator.settings import Settings
from locator.web import create_app
from tests.conftest import NOW
from tests.making import weekly
from tests.web import editor_page

PLACES = {"hall": "Dalziel Hall", "church": "St Mary’s Church Hall"}
SAVED = [
    session_value.value_of(weekly(), "hall"),
    session_value.value_of(weekly(rrule="FREQ=MONTHLY;BYMONTHDAY=15"), "hall"),
]


def main(data: str, port: str) -> None:
    """Serve until the process is ended."""
    settings = Settings(data=Path(data), enquiries_phone="01632 960000")
    app = create_app(wiring.Engine(settings, clock=lambda: NOW))
    run_simple("127.0.0.1", int(port), editor_page.add(app, venues=PLACES, saved=SAVED), threaded=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
