"""What a person can type or set is written down, and what is written down exists."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from locator.cli import main

CHECKOUT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
SETTING = re.compile(r'"(LOCATOR_[A-Z_]+|PORT)"')


def documents() -> list[Path]:
    return [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]


def all_text() -> str:
    return "\n".join(file.read_text() for file in documents())


def targets() -> list[str]:
    return re.findall(r"^([a-z-]+):.*## ", (CHECKOUT / "Makefile").read_text(), re.M)


def commands(command: click.Command = main, path: str = "") -> dict[str, click.Command]:
    """Each command that does something, by what one types after `locator`."""
    if not isinstance(command, click.Group):
        return {path.strip(): command}
    found: dict[str, click.Command] = {}
    for name, inner in command.commands.items():
        found |= commands(inner, f"{path} {name}")
    return found


@pytest.mark.parametrize("target", targets())
def test_a_make_target_is_in_the_documents(target: str) -> None:
    assert re.search(rf"\bmake {target}\b", all_text()), f"say in README.md or docs/ what `make {target}` is for"


@pytest.mark.parametrize("name", sorted(commands()))
def test_a_command_is_in_the_documents(name: str) -> None:
    words = rf"locator\b[^\n`]*\b{name}\b|`{name}\b"
    assert re.search(words, all_text()), f"say in docs/ what `locator {name}` is for"


@pytest.mark.parametrize("name", sorted(commands()))
def test_a_command_explains_itself_and_its_options(name: str) -> None:
    command = commands()[name]
    assert command.help
    unexplained = [option.name for option in command.params if isinstance(option, click.Option) and not option.help]
    assert unexplained == []


@pytest.mark.parametrize("name", sorted(set(SETTING.findall((CHECKOUT / "locator" / "settings.py").read_text()))))
def test_a_setting_is_in_the_documents(name: str) -> None:
    assert f"`{name}`" in (CHECKOUT / "docs" / "running.md").read_text()


def test_the_documents_name_no_setting_that_is_not_read() -> None:
    read = set(SETTING.findall((CHECKOUT / "locator" / "settings.py").read_text()))
    assert set(re.findall(r"\bLOCATOR_[A-Z_]+\b", all_text())) <= read


def test_the_documents_name_no_target_that_is_not_there() -> None:
    named = set(re.findall(r"^    make ([a-z-]+)|`make ([a-z-]+)", all_text(), re.M))
    assert {name for pair in named for name in pair if name} <= set(targets())


@pytest.mark.parametrize("file", documents(), ids=lambda file: str(file.relative_to(CHECKOUT)))
def test_a_link_between_documents_leads_somewhere(file: Path) -> None:
    broken = [target for target in LINK.findall(file.read_text()) if not (file.parent / target).exists()]
    assert broken == []
