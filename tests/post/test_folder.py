"""Without a mail server messages lie in a folder that only its owner reads."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

from locator.post.folder import FolderPost
from locator.post.message import Message

MESSAGE = Message(id="mail-1", to="lunch@example.org", subject="A referral", body="Hello\n")


def test_the_same_message_twice_is_one_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    post = FolderPost(folder=tmp_path / "mail", sender="locator@example.org")
    for _ in range(2):
        post.send(MESSAGE)
    (file,) = (tmp_path / "mail").iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("mail-1.eml", 0o600)
    assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == "lunch@example.org"
