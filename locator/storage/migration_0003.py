"""Migration 3: what the site hears: searches (nothing about the person), reports of mistakes, lists that were shared."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE search_log (
        id TEXT NOT NULL PRIMARY KEY,
        searched_at TEXT NOT NULL,
        words TEXT NOT NULL,
        outward_code TEXT NOT NULL DEFAULT '',
        filters TEXT NOT NULL DEFAULT '{}',
        radius_miles INTEGER CHECK (radius_miles > 0),
        total INTEGER NOT NULL CHECK (total >= 0),
        total_other INTEGER NOT NULL CHECK (total_other >= 0),
        sort TEXT NOT NULL
    )
    """,
    "CREATE INDEX search_log_searched_at ON search_log (searched_at)",
    """
    CREATE TABLE report (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        created_at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('times', 'place', 'contact', 'closed', 'other')),
        message TEXT NOT NULL CHECK (LENGTH(message) <= 1000),
        form_key TEXT NOT NULL UNIQUE,
        status TEXT NOT NULL CHECK (status IN ('waiting', 'done'))
    )
    """,
    "CREATE INDEX report_status ON report (status, created_at)",
    "CREATE INDEX report_service ON report (service_id)",
    """
    CREATE TABLE shared_list (
        id TEXT NOT NULL PRIMARY KEY,
        token_hash TEXT NOT NULL UNIQUE,
        expires_at TEXT NOT NULL
    )
    """,
    "CREATE INDEX shared_list_expires_at ON shared_list (expires_at)",
    """
    CREATE TABLE shared_list_item (
        shared_list_id TEXT NOT NULL REFERENCES shared_list (id) ON DELETE CASCADE,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        PRIMARY KEY (shared_list_id, service_id)
    )
    """,
    "CREATE INDEX shared_list_item_service ON shared_list_item (service_id)",
)
