"""Open the installation that a command works on, or say in one sentence why it cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from locator.places.gazetteer import PlacesMissingError
from locator.settings import Settings
from locator.wiring import Engine, InUseError, NotInstalledError, UnfinishedError, WeakKeyError, secret_key


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """The open installation, closed afterwards."""
    command = f"locator --data {settings.data} init"
    try:
        engine = Engine(settings)
        secret_key(settings.data)
    except NotInstalledError as missing:
        raise click.ClickException(f"There is no installation in {settings.data}. Make one: {command}") from missing
    except PlacesMissingError as missing:
        raise click.ClickException(f"The postcode tables are missing. Make them again: {command}") from missing
    except InUseError as taken:
        raise click.ClickException("A restore is going on. Try again when it has ended.") from taken
    except UnfinishedError as cut_off:
        raise click.ClickException("A restore was cut off. Run the same `locator restore` again.") from cut_off
    except WeakKeyError as weak:
        engine.close()
        raise click.ClickException(str(weak)) from weak
    try:
        yield engine
    finally:
        engine.close()
