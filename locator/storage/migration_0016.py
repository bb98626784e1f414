"""Migration 16: when each service last changed is found by index; the open data feed tells it of each."""

from __future__ import annotations

STATEMENTS = ("CREATE INDEX change_log_service ON change_log (service_id, changed_at)",)
