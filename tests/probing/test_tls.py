"""Over TLS the certificate has to be for the name that was asked for, though the line goes to an address."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from locator.directory.link_check import Outcome
from tests.conftest import NOW
from tests.probing import website
from tests.probing.website import Website


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for tea.scot, with its key, that nobody else has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tea.scot")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=3650))
        .not_valid_after(NOW + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("tea.scot")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "tea.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def secret(certificate: Path) -> Iterator[Website]:
    """A website with that certificate."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with website.running(tls) as found:
        yield found


def test_the_right_name_is_there(secret: Website, certificate: Path) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    assert secret.prober(tls=trusting).ask("https://tea.scot/").outcome is Outcome.THERE
    assert secret.dialled == [(website.HERE, 443)]
    assert "Host: tea.scot\r\n" in secret.requests[0]


def test_another_name_is_a_bad_certificate(secret: Website, certificate: Path) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    assert secret.prober(tls=trusting).ask("https://coffee.scot/").outcome is Outcome.BAD_CERTIFICATE
    assert secret.requests == []


def test_a_certificate_that_nobody_vouches_for_is_a_bad_one(secret: Website) -> None:
    assert secret.prober().ask("https://tea.scot/").outcome is Outcome.BAD_CERTIFICATE


def test_a_website_without_tls_is_none_over_https(site: Website) -> None:
    assert site.prober().ask("https://tea.scot/").outcome is Outcome.NOT_A_WEBSITE
