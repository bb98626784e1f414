"""Every command, as a person types it."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from locator.cli import main, serving
from locator.settings import Settings
from tests import making
from tests.conftest import OpenEngine


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["--data", str(settings.data), *arguments], env={"PORT": "", "LOCATOR_ENQUIRIES_PHONE": ""}
    )


def commands(group: click.Group, *path: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, command in sorted(group.commands.items()):
        found.append((*path, name))
        if isinstance(command, click.Group):
            found += commands(command, *path, name)
    return found


@pytest.fixture
def installed(open_engine: OpenEngine, settings: Settings) -> Settings:
    airdrie = making.site(making.venue(making.AIRDRIE, "Airdrie Hall"), making.weekly("FR"))
    engine = open_engine(making.listing("Dalziel Lunch Club"), making.listing("Airdrie Lunch Club", sites=(airdrie,)))
    engine.close()
    return settings


@pytest.mark.parametrize("command", [(), *commands(main)], ids=" ".join)
def test_a_command_has_help(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"])
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 3


@pytest.mark.slow
def test_a_real_installation_starts_empty(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "new")
    made = run(settings, "init")
    assert made.exit_code == 0, made.output
    assert "0 services" in made.output
    assert run(settings, "search").output.startswith("Nothing was found")


@pytest.mark.slow
def test_a_demonstration_has_its_services_and_is_made_once(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "new")
    made = run(settings, "init", "--demo")
    assert made.exit_code == 0, made.output
    assert "Ready" in made.output
    assert run(settings, "init", "--demo", "--if-missing").output == ""
    assert run(settings, "search", "lunch", "club", "--near", "ML1 1AB").exit_code == 0


def test_a_demonstration_over_real_listings_is_refused_with_what_to_do(installed: Settings) -> None:
    result = run(installed, "init", "--demo")
    assert result.exit_code == 1
    assert "Give it a folder of its own" in result.output


def test_a_search_prints_the_nearest_first(installed: Settings) -> None:
    lines = run(installed, "search", "lunch", "club", "--near", "ML6 6AB").output.splitlines()
    assert "0.0 miles" in lines[0]
    assert "Airdrie Lunch Club" in lines[0]
    assert "Dalziel Lunch Club" in lines[1]
    assert lines[-1] == "2 found."


def test_a_search_prints_json(installed: Settings) -> None:
    found = json.loads(run(installed, "search", "lunch", "--near", "ML1 1AB", "--radius", "2", "--json").output)
    assert found["total"] == 1
    assert found["results"][0]["slug"] == "dalziel-lunch-club"
    assert found["results"][0]["distance_miles"] < 0.5
    assert found["results"][0]["next_session"]


def test_a_search_near_nowhere_says_so(installed: Settings) -> None:
    result = run(installed, "search", "lunch", "--near", "Airdrei")
    assert result.exit_code == 1
    assert "not a place that we know" in result.output
    assert "Airdrie" in result.output


def test_reindex_says_how_many_services_there_are(installed: Settings) -> None:
    assert run(installed, "reindex").output.strip().endswith("2 services are in the index.")


def test_check_says_what_is_wrong(installed: Settings) -> None:
    assert run(installed, "check").exit_code == 1
    run(installed, "reindex")
    result = run(installed, "check")
    assert "LOOK  Telephone number to ask: not set" in result.output
    assert "ok    Database: sound" in result.output


def test_check_prints_the_score_of_the_search(installed: Settings, tmp_path: Path) -> None:
    file = tmp_path / "queries.json"
    file.write_text(
        json.dumps(
            [
                {"query": "lunch", "must_be_in_first_three": ["dalziel-lunch-club"], "must_not_appear": []},
                {"query": "lunch", "must_be_in_first_three": ["soup-club"], "must_not_appear": ["dalziel-lunch-club"]},
            ]
        )
    )
    output = run(installed, "check", "--relevance", "--queries", str(file)).output
    assert "missing soup-club" in output
    assert "unwanted dalziel-lunch-club" in output
    assert "1 of 2 searches are right (50%)" in output


@pytest.mark.parametrize("command", [["search", "x"], ["reindex"], ["check"], ["serve"]], ids=" ".join)
def test_a_folder_without_an_installation_says_how_to_make_one(tmp_path: Path, command: list[str]) -> None:
    result = run(Settings(data=tmp_path), *command)
    assert result.exit_code == 1
    assert "init" in result.output


def test_a_port_that_is_taken_is_said(installed: Settings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = run(installed, "serve", "--port", str(other.getsockname()[1]))
    assert result.exit_code == 1
    assert "cannot be used" in result.output


@pytest.mark.parametrize(("processors", "workers"), [(None, 1), (1, 1), (2, 2), (64, 4)])
def test_one_process_serves_for_each_processor_up_to_four(
    installed: Settings, monkeypatch: pytest.MonkeyPatch, processors: int | None, workers: int
) -> None:
    started: list[int] = []
    monkeypatch.setattr(serving.os, "cpu_count", lambda: processors)
    monkeypatch.setattr(serving, "_run", lambda address, port, workers, threads: started.append(workers))
    assert run(installed, "serve", "--port", "18123").exit_code == 0
    assert run(installed, "serve", "--port", "18123", "--workers", "7").exit_code == 0
    assert started == [workers, 7]


def test_a_port_that_is_none_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "check"], env={"PORT": "eighty"})
    assert result.exit_code == 1
    assert "PORT is 'eighty'" in result.output


def test_a_zip_that_is_no_postcode_list_is_refused(installed: Settings, tmp_path: Path) -> None:
    file = tmp_path / "holiday.zip"
    file.write_bytes(b"not a zip")
    result = run(installed, "postcodes", "import", str(file))
    assert result.exit_code == 1
    assert "Error: holiday.zip is not a whole zip file." in result.output
