"""The door for curators: what waits for a decision, what has gone stale, and the tools that keep the directory true."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.curator import (
    bounces,
    calls,
    everyday_words,
    freshness,
    hiding,
    links,
    localities,
    many,
    overview,
    settings,
    texts,
    tools,
    venues,
    vocabulary,
)
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = tuple(
    part.door
    for part in (
        overview,
        freshness,
        calls,
        bounces,
        hiding,
        links,
        tools,
        everyday_words,
        venues,
        many,
        vocabulary,
        localities,
        texts,
        settings,
    )
)

_FOR_CURATORS = (
    "broken_links.page",
    "curate.page",
    "freshness.every",
    "freshness.one",
    "calls.page",
    "calls.press",
    "calls.undo",
    "bounces.page",
    "bounces.works",
    "hiding.every",
    "hiding.one",
    "hiding.show_again",
    "everyday_words.every",
    "everyday_words.one",
    "everyday_words.keep",
    "everyday_words.remove",
    "everyday_words.switch",
    "venues.every",
    "venues.one",
    "venues.keep",
    "venues.merging",
    "venues.merge",
    "many.every",
    "many.prepare",
    "many.do",
    "many.deeds",
    "many.deed",
    "many.undo",
    "vocabulary.lists",
    "vocabulary.every",
    "vocabulary.add",
    "vocabulary.one",
    "vocabulary.keep",
    "vocabulary.retire",
    "vocabulary.offer",
    "vocabulary.merging",
    "vocabulary.merge",
    "locality_sets.every",
    "locality_sets.add",
    "locality_sets.one",
    "locality_sets.keep",
)

_FOR_SETTING_UP = (
    "tools.tools",
    "texts.every",
    "texts.one",
    "texts.keep",
    "texts.back",
    "own_settings.page",
    "own_settings.keep",
)

ACCESS: Access = {
    **dict.fromkeys(_FOR_CURATORS, Permission.CURATE),
    **dict.fromkeys(_FOR_SETTING_UP, Permission.SET_UP),
    "own_settings.keep_guarded": Permission.MANAGE_ACCOUNTS,
}
