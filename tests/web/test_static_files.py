"""Addresses of static files."""

from __future__ import annotations

import hashlib

import pytest

from locator import assets
from locator.web.shared import static_files


def test_the_address_changes_with_the_content() -> None:
    content = (assets.folder("static") / "css/app.css").read_bytes()
    assert static_files.static_url("css/app.css") == f"/static/css/app.css?v={hashlib.sha256(content).hexdigest()[:10]}"


def test_a_file_that_is_not_there_is_a_fault_of_ours() -> None:
    with pytest.raises(FileNotFoundError):
        static_files.static_url("css/nothing.css")
