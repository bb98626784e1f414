"""Settings come from the environment, and a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from locator.settings import SettingsError, from_environment


def test_the_data_folder_is_the_one_named_first(tmp_path: Path) -> None:
    known = {"LOCATOR_DATA": str(tmp_path / "named"), "HOME": str(tmp_path)}
    assert from_environment(known, data=tmp_path / "given").data == tmp_path / "given"
    assert from_environment(known).data == tmp_path / "named"
    assert from_environment({"HOME": str(tmp_path)}).data == tmp_path / ".local" / "share" / "locator"
    assert from_environment({"XDG_DATA_HOME": str(tmp_path)}).data == tmp_path / "locator"


@pytest.mark.parametrize("port", ["eight", "-1", "65536", "80.5"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(SettingsError, match="PORT is"):
        from_environment({"PORT": port})


def test_what_is_not_set_has_a_default() -> None:
    found = from_environment({"HOME": "/nowhere"})
    assert (found.port, found.host, found.site_name, found.tile_host) == (8000, "127.0.0.1", "Locator", "")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://tile.example.org/{z}/{x}/{y}.png", "https://tile.example.org"),
        ("https://{s}.tile.example.org/{z}/{x}/{y}.png", "https://*.tile.example.org"),
        ("/tiles/{z}/{x}/{y}.png", ""),
    ],
)
def test_the_host_of_the_tiles_is_read_off_their_address(address: str, host: str) -> None:
    assert from_environment({"HOME": "/nowhere", "LOCATOR_TILE_URL": address}).tile_host == host


def test_the_base_url_has_no_slash_at_its_end() -> None:
    known = {"HOME": "/nowhere", "LOCATOR_BASE_URL": "https://locator.example.org/"}
    assert from_environment(known).base_url == "https://locator.example.org"


@pytest.mark.parametrize(
    "issuer", ["http://id.example.org", "id.example.org", "https://id.example.org?x=1", "https://a@id.example.org"]
)
def test_an_issuer_that_secrets_may_not_be_sent_to_is_named(issuer: str) -> None:
    with pytest.raises(SettingsError, match="LOCATOR_IDENTITY_ISSUER"):
        from_environment({"LOCATOR_IDENTITY_ISSUER": issuer, "LOCATOR_IDENTITY_CLIENT_ID": "locator"})


def test_an_issuer_without_a_client_is_named() -> None:
    with pytest.raises(SettingsError, match="LOCATOR_IDENTITY_CLIENT_ID"):
        from_environment({"LOCATOR_IDENTITY_ISSUER": "https://id.example.org"})


def test_how_far_a_provider_is_trusted_is_read() -> None:
    known = {
        "LOCATOR_IDENTITY_ISSUER": "https://id.example.org/realm/",
        "LOCATOR_IDENTITY_CLIENT_ID": "locator",
        "LOCATOR_IDENTITY_EMAIL": "trusted",
        "LOCATOR_IDENTITY_ACR": "gold silver",
    }
    found = from_environment(known)
    assert (found.identity_issuer, found.identity_email) == ("https://id.example.org/realm", "trusted")
    assert found.identity_acr == ("gold", "silver")
    with pytest.raises(SettingsError, match="LOCATOR_IDENTITY_EMAIL"):
        from_environment(known | {"LOCATOR_IDENTITY_EMAIL": "perhaps"})
