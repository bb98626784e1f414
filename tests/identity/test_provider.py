"""What one process asks of a provider, and how often."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from locator.identity.line import Patience
from locator.identity.provider import Departure, Provider, open_provider
from locator.identity.trouble import UnreachableError, UntrustedError
from locator.settings import Settings
from locator.storage import returns
from tests.conftest import NOW, OpenEngine
from tests.identity.provider import CLIENT, WELL_KNOWN
from tests.identity.running import Running

BACK = "http://localhost/sign-in/organisation/back"


@pytest.fixture
def ask(organisation: Running) -> Callable[..., Provider]:
    """A function that makes one process's view of the provider."""
    organisation.vouches_for("")

    def make(**patience: float) -> Provider:
        known = Settings(data=Path(), identity_issuer=organisation.issuer, identity_client_id=CLIENT)
        return Provider(known, Patience(read_seconds=0.3, whole_seconds=0.6, **patience))

    return make


def test_nothing_is_asked_before_somebody_signs_in(ask: Callable[..., Provider], organisation: Running) -> None:
    before = organisation.asked()
    ask()
    assert organisation.asked() == before


def test_metadata_and_keys_are_asked_for_once(ask: Callable[..., Provider], organisation: Running) -> None:
    """However many people leave at once."""
    provider, before = ask(), len(organisation.asked())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: provider.address(Departure(), BACK), range(16)))
    assert len(set(found)) == 16
    assert organisation.asked()[before:] == [WELL_KNOWN, "/keys"]


def test_after_a_failure_nobody_else_waits(ask: Callable[..., Provider], organisation: Running) -> None:
    """For some seconds the failure is the answer, so that a provider that is down does not hold every thread."""
    provider = ask(rest_seconds=60)
    organisation.tell(at=WELL_KNOWN, mischief="error")
    before = len(organisation.asked())
    for _ in range(5):
        with pytest.raises(UnreachableError):
            provider.address(Departure(), BACK)
    assert len(organisation.asked()) == before + 1


def test_an_issuer_may_be_written_with_a_slash_or_without(ask: Callable[..., Provider], organisation: Running) -> None:
    organisation.tell(metadata={"issuer": f"{organisation.issuer}/"})
    assert ask().address(Departure(), BACK)


def test_acr_values_are_asked_for(organisation: Running) -> None:
    organisation.vouches_for("")
    known = Settings(data=Path(), identity_issuer=organisation.issuer, identity_client_id=CLIENT)
    assert "acr_values" not in Provider(known).address(Departure(), BACK)
    assert "acr_values=two+keys" in Provider(replace(known, identity_acr=("two", "keys"))).address(Departure(), BACK)


@pytest.mark.parametrize("keys", [{"jwks_uri": "https://127.0.0.1.example.org:1/@x y"}, {"jwks_uri": 7}])
def test_an_odd_address_of_the_keys_is_refused(
    ask: Callable[..., Provider], organisation: Running, keys: dict[str, object]
) -> None:
    organisation.tell(metadata=keys)
    with pytest.raises(UntrustedError):
        ask().address(Departure(), BACK)


def test_there_is_a_provider_only_where_the_settings_name_one() -> None:
    assert open_provider(Settings(data=Path())) is None
    assert open_provider(Settings(data=Path(), identity_issuer="https://id.example.org", identity_client_id="x"))


def test_a_departure_is_spent_once_however_many_come_back_at_once(open_engine: OpenEngine) -> None:
    engine = open_engine()
    with ThreadPoolExecutor(8) as pool:
        spent = list(pool.map(lambda _: returns.spend(engine.store, "mark", NOW), range(16)))
    assert spent.count(True) == 1
    assert not returns.spend(engine.store, "mark", NOW + timedelta(minutes=9))
    assert returns.spend(engine.store, "another mark", NOW)
