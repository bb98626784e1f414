"""Put messages into a folder instead of sending them: for the demonstration, and where no mail server is set."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from locator.post.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPost:
    """A folder with one file for each message, readable by its owner alone; putting the same message in again changes nothing."""

    folder: Path
    sender: str

    def send(self, message: Message) -> None:
        """Put it into the folder, whole or not at all."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file, draft = self.folder / f"{message.id}.eml", self.folder / f".{message.id}.{os.getpid()}"
        descriptor = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as lines:
            lines.write(message.wire(self.sender))
            lines.flush()
            os.fsync(lines.fileno())
        draft.replace(file)
