"""The door for staff: refer, see what happened next, and what the log tells."""

from __future__ import annotations

from flask import Blueprint

from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = ()

ACCESS: Access = {}
