"""A listing: one service with all that a page about it shows, read from the tables in one go."""

from __future__ import annotations

from dataclasses import dataclass

from locator.directory.location import Location, ServiceArea
from locator.directory.organization import Contact, Organization, Phone
from locator.directory.schedule import Schedule
from locator.directory.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAtLocation:
    """A service at one venue and when it is on there (HSDS `service_at_location`)."""

    id: str
    location: Location
    schedules: tuple[Schedule, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A service, who runs it, where and when; `schedules` holds the sessions that belong to no venue."""

    service: Service
    organization: Organization
    sites: tuple[ServiceAtLocation, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    areas: tuple[ServiceArea, ...] = ()
    phones: tuple[Phone, ...] = ()
    contacts: tuple[Contact, ...] = ()
