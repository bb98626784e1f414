"""The door for groups: answer referrals, from an account or from a link."""

from __future__ import annotations

from flask import Blueprint

from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = ()

ACCESS: Access = {}
