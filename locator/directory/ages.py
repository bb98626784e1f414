"""The ages that a service is for, in plain words."""

from __future__ import annotations

from locator.directory.service import Service


def describe(service: Service) -> str:
    """ "60 and over", "Up to 25", "16 to 25"; empty where any age may come."""
    youngest, oldest = service.minimum_age, service.maximum_age
    if youngest is not None and oldest is not None:
        return f"{youngest} to {oldest}" if youngest != oldest else str(youngest)
    if youngest is not None:
        return f"{youngest} and over" if youngest else ""
    return f"Up to {oldest}" if oldest is not None else ""
