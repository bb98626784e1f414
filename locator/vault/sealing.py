"""Fields that are sealed in the database: Fernet (AES-128-CBC with HMAC-SHA256), and a key of its own for each referral.

The installation's keys lie in a file beside the database, the newest first: new fields are sealed with the first, any of
them opens. A referral's key is itself sealed with them; destroying that one short row makes its fields unreadable for
good, in every backup too.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealBrokenError(Exception):
    """A field cannot be opened: it was sealed with a key that is not here, or it was tampered with."""


class Sealer:
    """Seals and opens texts with some keys, the newest first."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """Take Fernet keys; there must be one at least."""
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._mark_key = hashlib.sha256(b"mark:" + keys[-1]).digest()

    def seal(self, text: str) -> str:
        """The text sealed, as a text."""
        return self._fernet.encrypt(text.encode("utf-8")).decode("ascii")

    def open(self, sealed: str) -> str:
        """What was sealed; raises SealBrokenError."""
        try:
            return self._fernet.decrypt(sealed.encode("ascii")).decode("utf-8")
        except (InvalidToken, UnicodeError) as broken:
            raise SealBrokenError("This cannot be opened with the keys of this installation.") from broken

    def renewed(self, sealed: str) -> str:
        """The same sealed again with the newest key; raises SealBrokenError."""
        try:
            return self._fernet.rotate(sealed.encode("ascii")).decode("ascii")
        except InvalidToken as broken:
            raise SealBrokenError("This cannot be opened with the keys of this installation.") from broken

    def new_key(self) -> str:
        """A new key for one record, sealed."""
        return self.seal(Fernet.generate_key().decode("ascii"))

    def with_key(self, wrapped_key: str) -> Sealer:
        """The sealer of the record whose sealed key this is; raises SealBrokenError."""
        return Sealer([self.open(wrapped_key).encode("ascii")])

    def mark(self, text: str) -> str:
        """A keyed hash of the text (HMAC-SHA256 with the oldest key): the same text has the same mark, and nobody without the key can try texts out."""
        return hmac.new(self._mark_key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def open_sealer(file: Path) -> Sealer:
    """The sealer of the keys in this file, made (readable by its owner only) if it is missing."""
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return Sealer(file.read_bytes().split())
    with os.fdopen(descriptor, "wb") as lines:
        lines.write(Fernet.generate_key() + b"\n")
    return Sealer(file.read_bytes().split())


def add_key(file: Path) -> None:
    """Put a new key before the others: what is sealed from now on uses it. The file is replaced in one step."""
    new = file.with_suffix(".new")
    descriptor = os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as lines:
        lines.write(Fernet.generate_key() + b"\n" + file.read_bytes())
        lines.flush()
        os.fsync(lines.fileno())
    new.replace(file)
