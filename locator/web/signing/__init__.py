"""The door for signing in, and for one's own account."""

from __future__ import annotations

from flask import Blueprint

from locator.web.shared.doorkeeper import Access, Who
from locator.web.signing import account, links, organisation, passkeys, sign_in

DOORS: tuple[Blueprint, ...] = tuple(part.door for part in (organisation, account, links, passkeys, sign_in))

ACCESS: Access = {
    "organisation.back": Who.ANYBODY,
    "organisation.go": Who.ANYBODY,
    "sign_in.first_step": Who.ANYBODY,
    "sign_in.demonstration": Who.ANYBODY,
    "sign_in.code": Who.HALF_SIGNED_IN,
    "sign_in.recovery": Who.HALF_SIGNED_IN,
    "sign_in.sign_out": Who.ANY_SESSION,
    "links.forgotten": Who.ANYBODY,
    "links.sent": Who.ANYBODY,
    "links.invite": Who.ANYBODY,
    "links.reset": Who.ANYBODY,
    "passkeys.ask_to_sign_in": Who.ANYBODY,
    "passkeys.sign_in": Who.ANYBODY,
    "passkeys.add": Who.SIGNED_IN,
    "passkeys.ask_to_add": Who.SIGNED_IN,
    "passkeys.one": Who.SIGNED_IN,
    "passkeys.remove": Who.SIGNED_IN,
    "account.overview": Who.SIGNED_IN,
    "account.end_session": Who.SIGNED_IN,
    "account.end_others": Who.SIGNED_IN,
    "account.password": Who.SIGNED_IN,
    "account.second_factor": Who.HALF_SIGNED_IN,
    "account.second_factor_picture": Who.HALF_SIGNED_IN,
    "account.recovery_codes": Who.SIGNED_IN,
}
