"""The door for curators: what waits for a decision, what has gone stale, and the tools that keep the directory true."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.curator import everyday_words, localities, many, tools, venues, vocabulary
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = tuple(
    part.door for part in (tools, everyday_words, venues, many, vocabulary, localities)
)

ACCESS: Access = {
    "tools.tools": Permission.CURATE,
    "everyday_words.every": Permission.CURATE,
    "everyday_words.one": Permission.CURATE,
    "everyday_words.keep": Permission.CURATE,
    "everyday_words.remove": Permission.CURATE,
    "everyday_words.switch": Permission.CURATE,
    "venues.every": Permission.CURATE,
    "venues.one": Permission.CURATE,
    "venues.keep": Permission.CURATE,
    "venues.merging": Permission.CURATE,
    "venues.merge": Permission.CURATE,
    "many.every": Permission.CURATE,
    "many.prepare": Permission.CURATE,
    "many.do": Permission.CURATE,
    "many.deeds": Permission.CURATE,
    "many.deed": Permission.CURATE,
    "many.undo": Permission.CURATE,
    "vocabulary.lists": Permission.CURATE,
    "vocabulary.every": Permission.CURATE,
    "vocabulary.add": Permission.CURATE,
    "vocabulary.one": Permission.CURATE,
    "vocabulary.keep": Permission.CURATE,
    "vocabulary.retire": Permission.CURATE,
    "vocabulary.offer": Permission.CURATE,
    "vocabulary.merging": Permission.CURATE,
    "vocabulary.merge": Permission.CURATE,
    "locality_sets.every": Permission.CURATE,
    "locality_sets.add": Permission.CURATE,
    "locality_sets.one": Permission.CURATE,
    "locality_sets.keep": Permission.CURATE,
}
