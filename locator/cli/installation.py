"""Commands that make an installation, mend its index and say what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import click

from locator import assets, wiring
from locator.actions import checks, indexing, install, relevance
from locator.cli.opening import opened
from locator.cli.progress import bars
from locator.settings import Settings


@click.command()
@click.option("--demo", is_flag=True, help="Also bring in the demonstration directory; every page then says so.")
@click.option("--if-missing", is_flag=True, help="Do nothing where an installation of this release is already.")
@click.pass_obj
def init(settings: Settings, demo: bool, if_missing: bool) -> None:
    """Make the data folder: tables, reference data and an empty directory."""
    if if_missing:
        make_missing(settings, demonstration=demo)
    else:
        _make(settings, demonstration=demo)


def make_missing(settings: Settings, *, demonstration: bool) -> None:
    """Make the installation where there is none of this release yet."""
    if not wiring.is_current(settings):
        _make(settings, demonstration=demonstration)


def _make(settings: Settings, *, demonstration: bool) -> None:
    click.echo(f"Making the installation in {settings.data}", err=True)
    try:
        with bars() as progress:
            engine = wiring.prepare(settings, demonstration=demonstration, progress=progress)
            try:
                count = indexing.rebuild(engine.context(), lambda done: progress("Search index", done, 0))
            finally:
                engine.close()
    except install.NotEmptyError as real:
        raise click.ClickException(
            "There are real listings here, and the demonstration would mix with them. Give it a folder of its own: "
            "locator --data OTHER-FOLDER init --demo"
        ) from real
    click.echo(f"Ready: {count:,} services in the directory.", err=True)


@click.command()
@click.pass_obj
def reindex(settings: Settings) -> None:
    """Make the search index anew from the database."""
    with opened(settings) as engine, bars() as progress:
        count = indexing.rebuild(engine.context(), lambda done: progress("Search index", done, 0))
    click.echo(f"{count:,} services are in the index.")


@click.command()
@click.option("--relevance", "with_relevance", is_flag=True, help="Also make real-life searches and print the score.")
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file of real-life searches (default: the one that comes with the source).",
)
@click.pass_obj
def check(settings: Settings, with_relevance: bool, queries: Path | None) -> None:
    """Say what is wrong with this installation, and what to do about it."""
    with opened(settings) as engine:
        findings = checks.every(engine.context())
        for finding in findings:
            click.echo(f"{'ok   ' if finding.is_fine else 'LOOK '} {finding.subject}: {finding.state}")
            if finding.advice:
                click.echo(f"      {finding.advice}")
        if with_relevance:
            _print_relevance(engine, queries or assets.folder("tests") / "relevance.json")
    if any(finding.is_serious for finding in findings):
        raise SystemExit(1)


def _print_relevance(engine: wiring.Engine, file: Path) -> None:
    if not file.exists():
        raise click.ClickException("The file of real-life searches is not here. Name it with --queries FILE.")
    judgements = relevance.judge(engine.context(), file)
    for judgement in judgements:
        if not judgement.is_right:
            near = f" near {judgement.near}" if judgement.near else ""
            click.echo(f"LOOK  “{judgement.query}”{near}: first {', '.join(judgement.first) or 'nothing'}")
            for slug in judgement.missing:
                click.echo(f"      missing {slug}")
            for slug in judgement.unwanted:
                click.echo(f"      unwanted {slug}")
    right = sum(judgement.is_right for judgement in judgements)
    click.echo(f"Relevance: {right} of {len(judgements)} searches are right ({right / max(1, len(judgements)):.0%}).")
