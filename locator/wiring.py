"""The one place that opens the store, the index and the places of an installation, and hands out Contexts."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from locator import assets
from locator.actions import browse, demonstration_changes, demonstration_log, demonstration_people, install, links
from locator.actions import reference as references
from locator.actions.context import Context
from locator.actions.postman import Postman
from locator.actions.search_log import SearchLog
from locator.actions.seen_log import SeenLog
from locator.places import gazetteer, tables
from locator.post.addresses import DnsResolver
from locator.probing.prober import Prober
from locator.settings import Settings, with_own
from locator.storage import database, migrations, running
from locator.storage.database import Store
from locator.vault import sealing
from search_index.index import SearchIndex

if TYPE_CHECKING:
    from locator.identity.provider import Provider

CUMULATIVE = frozenset({"access"})
"""The facet groups of which a service must have every chosen value."""

REFERENCE_SECONDS = 1.0
"""How long a process may go on with reference data that another process has changed."""

LEAST_KEY_LETTERS, LEAST_KEY_VARIETY = 32, 8
"""How long a secret key is at least, and of how many different letters."""

Progress = Callable[[str, int, int], None]


InUseError = running.InUseError
UnfinishedError = running.UnfinishedError


class NotInstalledError(Exception):
    """There is no finished installation in the data folder."""


class WeakKeyError(Exception):
    """The secret key can be guessed, so that cookies and forms could be forged."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} holds a key that can be guessed. Take the file away, and a new one is made.")


class Engine:
    """An open installation: one for each process, shared by its threads."""

    def __init__(
        self, settings: Settings, clock: Callable[[], datetime] | None = None, *, finishes_restore: bool = False
    ) -> None:
        """Open the installation in `settings.data`; raises NotInstalledError, InUseError or UnfinishedError.

        `clock` answers in aware UTC.
        """
        if not database_file(settings).exists():
            raise NotInstalledError(settings.data)
        self.settings = settings
        self._hold = running.Hold(settings.data, finishes_restore=finishes_restore)
        self.store = database.open_store(database_file(settings))
        migrations.migrate(self.store)
        if not install.is_installed(self.store):
            raise NotInstalledError(settings.data)
        seed = assets.folder("seed_data")
        self.places = gazetteer.open_gazetteer(places_folder(settings), seed)
        self.reference = references.load(self.store)
        self.index = SearchIndex(
            settings.data / "index",
            synonyms=self.reference.synonyms,
            cumulative=CUMULATIVE,
            spelled_right=seed / "reference" / "english.txt.gz",
        )
        self.search_log = SearchLog(self.store)
        self.seen_log = SeenLog(self.store)
        self.sealer = sealing.open_sealer(sealing_keys(settings))
        self.provider = _provider(settings)
        self.resolver = DnsResolver()
        self.prober = Prober(agent=f"{settings.site_name} link check (+{links.absolute(settings, '/about')})")
        self._postman: Postman | None = None
        self._clock = clock or _utc_now
        self._reference_read_at = time.monotonic()
        self._reference_lock = threading.Lock()

    @property
    def settings_now(self) -> Settings:
        """The settings with those that were made by form, as far as the environment leaves them open."""
        return with_own(self.settings, self.reference.settings)

    @property
    def is_demonstration(self) -> bool:
        """Whether the listings are invented."""
        return self.reference.is_demonstration

    @property
    def secret_key(self) -> str:
        """The key that cookies are signed with, made on first use and kept in the data folder for its owner alone."""
        return secret_key(self.settings.data)

    def context(self) -> Context:
        """The context of one request or command, as of now."""
        self._renew_reference()
        return Context(
            store=self.store,
            index=self.index,
            places=self.places,
            reference=self.reference,
            settings=self.settings_now,
            now=self._clock(),
            log_search=self.search_log.note,
            log_seen=self.seen_log.note,
            sealer=self.sealer,
            provider=self.provider,
            resolver=None if self.is_demonstration else self.resolver,
            prober=None if self.is_demonstration else self.prober,
        )

    def warm(self) -> None:
        """Do once what the first visitor would wait for: bring the index up to date, and read what the front page reads."""
        browse.front(self.context())

    def send_mail(self) -> None:
        """Begin to send what waits, in a thread of its own: once for each serving process."""
        if self._postman is None:
            self._postman = Postman(self.context)
            self._postman.start()

    def close(self) -> None:
        """Write what waits and let everything go."""
        if self._postman is not None:
            self._postman.close()
        self.search_log.close()
        self.seen_log.close()
        self.index.close()
        self.store.close()
        self._hold.let_go()

    def _renew_reference(self) -> None:
        if time.monotonic() - self._reference_read_at < REFERENCE_SECONDS:
            return
        with self._reference_lock:
            if time.monotonic() - self._reference_read_at < REFERENCE_SECONDS:
                return
            found = references.load(self.store)
            if found.synonyms != self.reference.synonyms:
                self.index.set_synonyms(found.synonyms)
            self.reference = found
            self._reference_read_at = time.monotonic()


def prepare(settings: Settings, *, demonstration: bool, progress: Progress, now: datetime | None = None) -> Engine:
    """Make or complete an installation and open it: database, reference data, postcodes, listings, index.

    Safe to run again and to run after it was cut off half-way. Raises install.NotEmptyError for a demonstration over real listings.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    seed = assets.folder("seed_data")
    store = database.open_store(database_file(settings))
    try:
        migrations.migrate(store)
        install.load_reference(store, seed)
        if not tables.is_built(places_folder(settings)):
            tables.build(seed, places_folder(settings), lambda done, total: progress("Postcodes", done, total))
        if demonstration:
            _demonstrate(store, settings, progress, now or _utc_now())
        install.finish(store)
    finally:
        store.close()
    secret_key(settings.data)
    return Engine(settings)


def is_current(settings: Settings) -> bool:
    """Whether a finished installation is there that this release needs to change nothing of."""
    if not database_file(settings).exists() or not tables.is_built(places_folder(settings)):
        return False
    store = database.open_store(database_file(settings))
    try:
        if migrations.pending(store) or not install.is_installed(store):
            return False
        return install.has_reference(store, assets.folder("seed_data"))
    finally:
        store.close()


def database_file(settings: Settings) -> Path:
    """Where the database lies."""
    return settings.data / "locator.sqlite"


def places_folder(settings: Settings) -> Path:
    """Where the postcode tables lie."""
    return settings.data / "places"


def sealing_keys(settings: Settings) -> Path:
    """Where the keys lie that sealed fields open with: beside the database, never in a backup of it."""
    return settings.data / "sealing.keys"


def secret_key(data: Path) -> str:
    """The installation's secret, made when there is none; raises WeakKeyError for one that can be guessed."""
    file = data / "secret.key"
    with suppress(FileExistsError):
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as lines:
            lines.write(secrets.token_hex(32))
    key = file.read_text(encoding="ascii").strip()
    if len(key) < LEAST_KEY_LETTERS or len(set(key)) < LEAST_KEY_VARIETY:
        raise WeakKeyError(file)
    return key


def _demonstrate(store: Store, settings: Settings, progress: Progress, now: datetime) -> None:
    seed = assets.folder("seed_data")
    places = gazetteer.open_gazetteer(places_folder(settings), seed)
    install.load_demonstration(
        store, seed, places, now.date(), lambda done, total: progress("Demonstration listings", done, total)
    )
    demonstration_people.make(store, sealing.open_sealer(sealing_keys(settings)), now)
    demonstration_log.load(store, references.load(store), now)
    demonstration_changes.load(store, now)


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _provider(settings: Settings) -> Provider | None:
    """The identity provider that the settings name; what it stands on takes long to import, so only where there is one."""
    if not settings.identity_issuer:
        return None
    from locator.identity.provider import open_provider

    return open_provider(settings)
