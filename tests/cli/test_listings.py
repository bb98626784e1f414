"""`locator listings import`, as somebody types it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from locator.cli import main
from locator.settings import Settings

HEADING = "Reference,Group,Name,Summary\n"


def typed(settings: Settings, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--data", str(settings.data), "listings", *words], env={"PORT": ""})
    return done.exit_code, done.output


def test_a_file_is_taken_in_and_each_line_that_is_not_is_named(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"{HEADING}1,Zither Friends,Zither Circle,Zithers.\n2,,No group,\n", encoding="utf-8")
    trial = typed(settings, "import", str(file), "--source", "VANL", "--trial")
    assert trial[0] == 1
    assert trial[1].endswith("1 new, 0 changed, 0 as it was, 0 waits for a curator, 1 not taken. Nothing was kept.\n")
    assert "line 3, No group: not taken: group is empty" in trial[1]
    assert typed(settings, "import", str(file), "--source", "VANL")[1].endswith("1 not taken.\n")
    assert "1 as it was" in typed(settings, "import", str(file), "--source", "VANL")[1]


def test_a_file_that_is_no_table_is_refused_in_a_sentence(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Colour\nred\n", encoding="utf-8")
    status, output = typed(settings, "import", str(file), "--source", "VANL")
    assert (status, "No column is called “colour”" in output) == (1, True)


def test_it_says_which_columns_there_are(settings: Settings) -> None:
    status, output = typed(settings, "columns")
    assert (status, "postcode" in output) == (0, True)
