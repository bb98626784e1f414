"""What a change is about: a service, the organization that runs it, or a venue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SubjectKind(StrEnum):
    """The three things that a directory says something about."""

    SERVICE = "service"
    ORGANIZATION = "organization"
    LOCATION = "location"


class WayIn(StrEnum):
    """How a change came: by a link in an email, from an account, on paper, from a curator, from a file, on the terminal."""

    LINK = "link"
    ACCOUNT = "account"
    PAPER = "paper"
    CURATOR = "curator"
    IMPORT = "import"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One of them; its id may be one that is only proposed so far."""

    kind: SubjectKind
    id: str


def service(service_id: str) -> Subject:
    """The service of this id."""
    return Subject(kind=SubjectKind.SERVICE, id=service_id)


def organization(organization_id: str) -> Subject:
    """The organization of this id."""
    return Subject(kind=SubjectKind.ORGANIZATION, id=organization_id)


def location(location_id: str) -> Subject:
    """The venue of this id."""
    return Subject(kind=SubjectKind.LOCATION, id=location_id)
