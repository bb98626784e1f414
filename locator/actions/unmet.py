"""Nothing suitable was there: write down where, of which theme, and why; this is what the consortia decide on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from locator.actions import audit, permission, show
from locator.actions.context import Context
from locator.actions.find import Found
from locator.actions.permission import NotYoursError
from locator.actions.referring import UNDO, TooLateError, theme_of
from locator.referral.unmet import UnmetNeed, UnmetReason
from locator.roles import Permission
from locator.storage import identifiers, unmet_needs

MOST_TELLING = 5
"""How many of the first groups on a page tell of which theme a search was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One press. Codes that are not known are left out; `slug` is the group that was full or did not suit."""

    form_key: str
    reason: UnmetReason
    locality_id: str = ""
    theme_code: str = ""
    slug: str = ""


def nothing_suitable(context: Context, missing: Missing) -> UnmetNeed:
    """Note the need, once however often the form is sent. Nothing about a person is in it."""
    user, team_id = permission.require_team(context, Permission.REFER)
    service_id, theme = _about(context, missing)
    need = UnmetNeed(
        id=identifiers.fresh(),
        form_key=missing.form_key,
        created_at=context.now,
        account_id=user.id,
        team_id=team_id,
        locality_id=_locality(context, missing.locality_id),
        theme_code=theme,
        service_id=service_id,
        reason=missing.reason,
    )
    with context.store.atomic():
        if unmet_needs.add(context.store, need):
            audit.note(context, "unmet.note", "unmet", need.id)
            return need
    return noted(context, missing.form_key)


def likely_theme(context: Context, found: Found) -> str:
    """The theme that most of what a search found has, where little was found; "" where nothing tells."""
    cards = [*found.cards, *found.other_cards, *filter(None, (found.nearest_beyond,))][:MOST_TELLING]
    themes = Counter(theme for card in cards if (theme := theme_of(context, card.listing)))
    return next((theme for theme, _ in themes.most_common(1)), "")


def noted(context: Context, form_key: str) -> UnmetNeed:
    """What a form of the person's own team has noted; raises NotYoursError."""
    _, team_id = permission.require_team(context, Permission.REFER)
    found = unmet_needs.of_form(context.store, form_key)
    if found is None:
        raise NotYoursError
    if found.team_id != team_id:
        with context.store.atomic():
            audit.note(context, "unmet.refused", "unmet", found.id)
        raise NotYoursError
    return found


def undo(context: Context, form_key: str) -> None:
    """Take it back: it is counted nowhere. Twice is once. Raises NotYoursError, TooLateError."""
    noted(context, form_key)  # before the transaction, so that a refused try stays written down
    with context.store.atomic():
        found = noted(context, form_key)
        if found.undone_at:
            return
        if context.now - found.created_at > UNDO:
            raise TooLateError
        unmet_needs.undo(context.store, found.id, context.now)
        audit.note(context, "unmet.undo", "unmet", found.id)


def _about(context: Context, missing: Missing) -> tuple[str | None, str | None]:
    """The group's id, and the theme: the one that was named, else the group's own."""
    theme = _known(missing.theme_code, [one.code for one in context.reference.themes])
    if not missing.slug:
        return None, theme
    try:
        listing = show.listing(context, missing.slug)
    except (show.MovedError, show.NotFoundError):
        return None, theme
    return listing.service.id, theme or theme_of(context, listing)


def _locality(context: Context, text: str) -> str | None:
    """The locality with this id or slug, of those of today."""
    return next((one.id for one in context.reference.localities(context.today) if text in (one.id, one.slug)), None)


def _known(code: str, codes: list[str]) -> str | None:
    return code if code in codes else None
