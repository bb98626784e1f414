"""One message of plain text, and how it looks on the wire."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
LONGEST_ADDRESS = 254
LONGEST_SUBJECT = 200


class MessageRefusedError(Exception):
    """This is no message that can be sent; the text says why, for whoever runs the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message to one address; `id` is the same at every try, and so is the Message-ID that comes from it."""

    id: str
    to: str
    subject: str
    body: str

    def __post_init__(self) -> None:
        """Refuse what could be read as more headers, or as more people to send to."""
        check_address(self.to)
        if not self.subject.isprintable() or len(self.subject) > LONGEST_SUBJECT:
            raise MessageRefusedError("The subject is not one line of ordinary letters.")
        if not self.id.replace("-", "").isalnum():
            raise MessageRefusedError("The id of the message is not made of letters and digits.")

    def wire(self, sender: str) -> bytes:
        """The whole message as it is sent, from that address."""
        check_address(sender)
        made = EmailMessage(policy=SMTP)
        made["From"] = sender
        made["To"] = self.to
        made["Subject"] = self.subject
        made["Message-ID"] = f"<{self.id}@{sender.partition('@')[2]}>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(self.body, cte="quoted-printable")
        return made.as_bytes()


def check_address(text: str) -> None:
    """Raise MessageRefusedError for anything but one plain address, such as "ask@example.org"."""
    if len(text) > LONGEST_ADDRESS or _ADDRESS.fullmatch(text) is None:
        raise MessageRefusedError("That is not one plain email address.")
