"""The door for curators: what waits for a decision, what has gone stale, and the tools that keep the directory true."""

from __future__ import annotations

from flask import Blueprint

from locator.roles import Permission
from locator.web.curator import changes, history, merge, queue, reports
from locator.web.shared.doorkeeper import Access

DOORS: tuple[Blueprint, ...] = tuple(part.door for part in (queue, changes, reports, history, merge))

ACCESS: Access = {
    "queue.queue": Permission.CURATE,
    "queue.following": Permission.CURATE,
    "decisions.one": Permission.CURATE,
    "decisions.preview": Permission.CURATE,
    "decisions.decide": Permission.CURATE,
    "decisions.undo": Permission.CURATE,
    "reports.one": Permission.CURATE,
    "reports.close": Permission.CURATE,
    "reports.undo": Permission.CURATE,
    "histories.listings": Permission.CURATE,
    "histories.history": Permission.CURATE,
    "histories.ask": Permission.CURATE,
    "histories.restore": Permission.CURATE,
    "merge.pair": Permission.CURATE,
    "merge.merge": Permission.CURATE,
    "merge.merged": Permission.CURATE,
    "merge.undo": Permission.CURATE,
}
