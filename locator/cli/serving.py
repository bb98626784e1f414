"""The command that serves the site."""

from __future__ import annotations

import os
import socket

import click

from locator.actions import demonstration_people
from locator.cli import installation
from locator.cli.opening import opened
from locator.settings import Settings

MOST_WORKERS = 4
"""More are only started where somebody asks for them: each holds the index in memory."""


def usual_workers() -> int:
    """How many processes serve where nobody says: Python keeps one processor busy with each."""
    return min(os.cpu_count() or 1, MOST_WORKERS)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="The port (else PORT, else 8000).")
@click.option("--host", help="The address to listen on (else LOCATOR_HOST, else 127.0.0.1).")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help=f"How many processes (else one for each processor, {MOST_WORKERS} at most).",
)
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="How many threads in each.")
@click.option("--demo", is_flag=True, help="First make the demonstration directory, where nothing is installed yet.")
@click.pass_obj
def serve(
    settings: Settings, port: int | None, host: str | None, workers: int | None, threads: int, *, demo: bool
) -> None:
    """Serve the site."""
    if demo:
        installation.make_missing(settings, demonstration=True)
    with opened(settings) as engine:
        people = demonstration_people.listed(engine.context())
    address, number = host or settings.host, port or settings.port
    _refuse_taken(address, number)
    os.environ.update(LOCATOR_DATA=str(settings.data), PORT=str(number), LOCATOR_HOST=address)
    shown = f"[{address}]" if ":" in address else address
    click.echo(f"Locator is at http://{shown}:{number} (stop it with Ctrl-C)")
    _introduce(people, f"http://{shown}:{number}/sign-in")
    _run(address, number, workers or usual_workers(), threads)


def _introduce(people: tuple[demonstration_people.Shown, ...], address: str) -> None:
    """Print the accounts of a demonstration; a real installation has none."""
    if not people:
        return
    click.echo(f"Try it as one of these people, with one press at {address}")
    for one in people:
        click.echo(f"  {one.role.value:<16} {one.name:<14} {one.email}")
    click.echo(
        f"  password: {demonstration_people.PASSWORD}   secret for an authenticator app: {demonstration_people.SECRET}"
    )


def _run(address: str, port: int, workers: int, threads: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "locator.web:from_environment",
        factory=True,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()


def _refuse_taken(address: str, port: int) -> None:
    """Say so in a sentence when something else listens there already."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as taken:
            raise click.ClickException(
                f"Port {port} on {address} cannot be used ({taken.strerror}). Choose another: PORT=8001 make run"
            ) from taken
