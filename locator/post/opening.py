"""Which way messages leave this installation."""

from __future__ import annotations

from urllib.parse import urlsplit

from locator.post.folder import FolderPost
from locator.post.sending import Post
from locator.post.smtp import SmtpPost
from locator.settings import Settings

FOLDER = "mail"


def open_post(settings: Settings, *, is_demonstration: bool) -> Post:
    """The mail server of the settings; without one, and always in a demonstration, the folder `mail` of the data folder."""
    if is_demonstration or not settings.mail_host:
        return FolderPost(folder=settings.data / FOLDER, sender=sender(settings))
    return SmtpPost(
        host=settings.mail_host,
        port=settings.mail_port,
        sender=sender(settings),
        security=settings.mail_security,
        user=settings.mail_user,
        password=settings.mail_password,
    )


def sender(settings: Settings) -> str:
    """The address that messages come from."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    return settings.mail_from or settings.enquiries_email or f"no-reply@{host}"
