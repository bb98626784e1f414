"""Somebody who visits the site, and looks at every page as a careful checker would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Flask
from werkzeug.test import TestResponse

from tests.web import looking
from tests.web.page import Page


@dataclass
class Visitor:
    """A test client that fails where a page breaks a rule of the house; it keeps its cookies."""

    app: Flask
    scheme: str = "http"
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, path: str, status: int = 200) -> Page:
        """The page at that path, looked at from all sides."""
        answer = self.client.get(path, base_url=f"{self.scheme}://localhost", buffered=True, headers=self.headers)
        assert answer.status_code == status, f"{path} answered {answer.status_code}, not {status}"
        looking.at_headers(answer)
        page = Page(path, answer.get_data(as_text=True))
        if answer.mimetype == "text/html":
            looking.at_page(page)
        return page

    def raw(self, path: str, **options: object) -> TestResponse:
        """The bare answer; only its headers are looked at."""
        answer = self.client.get(path, base_url=f"{self.scheme}://localhost", buffered=True, **options)  # type: ignore[arg-type]
        looking.at_headers(answer)
        return answer

    def post(self, path: str, fields: Mapping[str, str] | None = None, **options: object) -> TestResponse:
        """What a form sent to that path answers."""
        answer = self.client.post(
            path, data=dict(fields or {}), base_url=f"{self.scheme}://localhost", buffered=True, **options
        )  # type: ignore[arg-type]
        looking.at_headers(answer)
        return answer

    def look_at(self, path: str) -> Page | None:
        """The page that a link leads to, looked at; None for a file that is no page. Fails for a link that leads nowhere."""
        answer = self.client.get(path, base_url=f"{self.scheme}://localhost", buffered=True)
        assert answer.status_code in (200, 301, 303), f"a link to {path} answers {answer.status_code}"
        if answer.mimetype != "text/html" or answer.status_code != 200:
            return None
        page = Page(path, answer.get_data(as_text=True))
        looking.at_page(page)
        return page
