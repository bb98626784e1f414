"""`python -m benchmarks`: run, print the tables, and with `--write` put them into the document."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import engines, report
from benchmarks.pages.turns import Turns
from benchmarks.pages.turns import run as run_pages
from benchmarks.race import QUICK, Plan, Race, say

DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"
START, END = "<!-- measured: start -->", "<!-- measured: end -->"


def arguments(given: list[str]) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Time Locator beside its peers, in one run."
    )
    parser.add_argument(
        "--quick", action="store_true", help="3,000 listings, few rounds: about a minute, figures are rough"
    )
    parser.add_argument("--sizes", help="numbers of listings, with commas between (default 3000,50000)")
    parser.add_argument("--engines", default=",".join(engines.NAMES), help=f"default {','.join(engines.NAMES)}")
    parser.add_argument("--rounds", type=int, help="rounds of questions before the edits (default 15)")
    parser.add_argument("--no-pages", action="store_true", help="leave out pages a second")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    return parser.parse_args(given)


def plan_for(asked: argparse.Namespace) -> Plan:
    """How much to do."""
    plan = QUICK if asked.quick else Plan()
    return Plan(**{**{name: getattr(plan, name) for name in plan.__slots__}, "rounds": asked.rounds or plan.rounds})


def measure(asked: argparse.Namespace, folder: Path) -> report.Findings:
    """Run everything that was asked for."""
    findings = report.Findings()
    sizes = [int(size) for size in (asked.sizes or ("3000" if asked.quick else "3000,50000")).split(",")]
    for size in sizes:
        race = Race(size, asked.engines.split(","), folder / str(size), plan_for(asked))
        findings.outcomes += race.run()
        findings.papers[size] = race.paper
    if not asked.no_pages:
        say(f"{sizes[0]:,} listings: pages")
        turns = Turns(rounds=2, seconds=1.5, warm_seconds=1.0) if asked.quick else Turns()
        findings.pages = run_pages(folder / "pages", sizes[0], turns)
    return findings


def written(findings: report.Findings, *, load: str, minutes: float) -> str:
    """The tables with what has to be known about the run."""
    about = f"Versions: {report.versions(findings)}. The run took {minutes:.0f} minutes; load of the machine before it: {load}."
    parts = [report.engines_table(findings), report.targets_table(findings), about]
    if findings.pages:
        parts.insert(1, report.pages_table(findings))
    return "\n\n".join(parts)


def put(text: str, document: Path) -> None:
    """Replace what stands between the marks."""
    before, rest = document.read_text(encoding="utf-8").split(START)
    after = rest.split(END)[1]
    document.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


def main(given: list[str]) -> None:
    """Run and print."""
    asked = arguments(given)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that the servers are stopped
    load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        findings = measure(asked, Path(folder))
    text = written(findings, load=load, minutes=(time.monotonic() - began) / 60)
    print(text)
    if asked.write:
        put(text, DOCUMENT)
        say(f"written into {DOCUMENT}")


if __name__ == "__main__":
    main(sys.argv[1:])
