"""Settings by form: the site's name and how it is reached, and for administrators what is kept about people and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from locator.actions import audit
from locator.actions.context import Context
from locator.actions.permission import require
from locator.actions.wrong import WrongError, check, mark
from locator.directory import contact_rules
from locator.post import addresses
from locator.roles import Permission
from locator.settings import BY_FORM, ByForm, with_own
from locator.storage import own_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as it stands, in the letters of its box; `is_given` where the server sets it, so that no form can."""

    rule: ByForm
    value: str
    is_given: bool


def every(context: Context, *, guarded: bool) -> tuple[Setting, ...]:
    """The settings of one of the two forms, read now. Raises NotAllowedError."""
    require(context, _needed(guarded=guarded))
    now = with_own(context.settings, own_settings.every(context.store))
    return tuple(
        Setting(rule=rule, value=_text(getattr(now, rule.name)), is_given=rule.name in now.given)
        for rule in BY_FORM
        if rule.is_guarded is guarded
    )


def state(found: tuple[Setting, ...]) -> str:
    """What a form carries to tell whether somebody else changed a setting meanwhile."""
    return mark(*(f"{one.rule.name}={one.value}" for one in found))


def change(context: Context, typed: Mapping[str, str], *, guarded: bool, seen: str) -> None:
    """Make the settings of one form what was typed; what the server sets stays. Sent twice it is done once.

    The door has asked for the password where they are guarded. Raises WrongError or ChangedMeanwhileError.
    """
    user = require(context, _needed(guarded=guarded))
    with context.store.atomic():
        there = every(context, guarded=guarded)
        wanted = {
            one.rule.name: _checked(one.rule, typed.get(one.rule.name, "").strip()) for one in there if not one.is_given
        }
        _check_together(there, wanted)
        changed = [one.rule.name for one in there if wanted.get(one.rule.name, one.value) != one.value]
        if not changed:
            return
        check(seen, state(there))
        for name in changed:
            own_settings.put(context.store, name, wanted[name], context.now, user.id)
            audit.note(context, "setting.change", "setting", name)


def _needed(*, guarded: bool) -> Permission:
    return Permission.MANAGE_ACCOUNTS if guarded else Permission.SET_UP


def _check_together(there: tuple[Setting, ...], wanted: Mapping[str, str]) -> None:
    """Raise WrongError for a hand-over by name without a privacy lead, who is told of every look from outside a team."""
    now = {one.rule.name: one.value for one in there} | dict(wanted)
    if wanted.get("has_named_hand_over") == "yes" and not now.get("privacy_email"):
        raise WrongError("privacy_email", "Type the email address of the privacy lead before you allow named hand-over")


def _checked(rule: ByForm, text: str) -> str:
    """The text of a box, if it can be used; raises WrongError."""
    if rule.kind == "text" and not (rule.least <= len(text) <= rule.most and text.isprintable()):
        raise WrongError(rule.name, f"Type a name in {rule.most} letters or fewer")
    if rule.kind == "phone" and text and contact_rules.phone_problem(text) is not None:
        raise WrongError(rule.name, "Type a phone number with its area code, such as 01632 960000")
    if rule.kind == "email" and text and addresses.problem(text) is not None:
        raise WrongError(rule.name, "Type an email address, such as name@example.org")
    if rule.kind == "yes" and text not in ("yes", "no"):
        raise WrongError(rule.name, "Choose yes or no")
    if rule.kind == "days":
        is_number = text.isascii() and text.isdecimal() and len(text) < 6
        if not is_number or not rule.least <= int(text) <= rule.most:
            raise WrongError(rule.name, f"Type a number of days from {rule.least} to {rule.most:,}")
        return str(int(text))
    return text


def _text(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
