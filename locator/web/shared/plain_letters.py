"""No page carries control characters, whatever is stored: they are no letters, and no HTML may hold them."""

from __future__ import annotations

from flask import Flask, Response

CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))


def register(app: Flask) -> None:
    """Take them out of every page before its length is counted and it is packed."""
    app.after_request(_without_controls)


def _without_controls(answer: Response) -> Response:
    if answer.mimetype == "text/html" and not answer.is_streamed and not answer.direct_passthrough:
        page = answer.get_data()
        plain = page.translate(None, CONTROLS)
        if len(plain) != len(page):
            answer.set_data(plain)
    return answer
