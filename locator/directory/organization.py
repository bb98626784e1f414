"""Who runs a service: the organization, its people to contact and its telephone numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A telephone number as a person would dial it; `kind` is voice, text or textphone (HSDS `phone.type`)."""

    id: str
    number: str
    kind: str = "voice"
    extension: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A named role that the public may ask for; never a private person's details."""

    id: str
    name: str | None = None
    title: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A group, charity or public body that runs services; `charity_number` is the Scottish one (SC000000)."""

    id: str
    slug: str
    name: str
    description: str = ""
    website: str | None = None
    email: str | None = None
    charity_number: str | None = None
    phones: tuple[Phone, ...] = ()
