"""The details of a person that a named hand-over carries, and the two permissions it needs."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

CONSENT_VERSION = "2026-11"
"""Which wording of the two permissions is asked for; it changes whenever a word of it does."""


class ContactKind(StrEnum):
    """The one way in which the person wants to be reached."""

    LANDLINE = "landline"
    MOBILE = "mobile"
    LETTER = "letter"
    EMAIL = "email"
    CARER = "through a carer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is handed over. Never a CHI number, a date of birth or a diagnosis; `reason` names nobody else."""

    name: str
    contact_kind: ContactKind
    contact: str
    best_time: str = ""
    communication: str = ""
    interpreter: str = ""
    matters: str = ""
    reason: str = ""

    def texts(self) -> tuple[str, ...]:
        """Every text of it."""
        return tuple(str(getattr(self, field.name)) for field in fields(self))


class PermissionKind(StrEnum):
    """Permission to refer, and permission to share the details: two, never one."""

    REFER = "refer"
    SHARE = "share"


class GivenBy(StrEnum):
    """Who gave a permission."""

    PERSON = "the person"
    AUTHORITY = "somebody with legal authority"


class GivenHow(StrEnum):
    """How it was given."""

    SPOKEN = "spoken"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionGiven:
    """One recorded permission, with the version of the words that were read out."""

    kind: PermissionKind
    given_by: GivenBy
    given_how: GivenHow
    text_version: str
    given_at: datetime
