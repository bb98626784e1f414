"""The door for signing in, and for one's own account."""

from __future__ import annotations

from flask import Blueprint

from locator.web.shared.doorkeeper import Access, Who
from locator.web.signing import organisation

DOORS: tuple[Blueprint, ...] = (organisation.door,)

ACCESS: Access = {"organisation.back": Who.ANYBODY, "organisation.go": Who.ANYBODY}
