"""Migration 12: what became of a report of a mistake, and which listings were merged."""

from __future__ import annotations

STATEMENTS = (
    "ALTER TABLE report ADD COLUMN outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'changed', 'nothing'))",
    "ALTER TABLE report ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE report ADD COLUMN closed_at TEXT",
    "ALTER TABLE report ADD COLUMN closed_by TEXT REFERENCES account (id)",
    "CREATE INDEX report_closed_by ON report (closed_by)",
    """
    CREATE TABLE service_merge (
        id TEXT NOT NULL PRIMARY KEY, -- made from the form, so that a double click merges once
        kept_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        merged_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        merged_at TEXT NOT NULL,
        merged_by TEXT REFERENCES account (id),
        kept_before INTEGER NOT NULL, -- versions of both, before and after
        kept_after INTEGER NOT NULL,
        merged_before INTEGER NOT NULL,
        merged_after INTEGER NOT NULL,
        moved TEXT NOT NULL DEFAULT '[]', -- JSON: the changes that waited and moved along, as they were
        undone_at TEXT,
        undone_by TEXT REFERENCES account (id),
        CHECK (kept_id <> merged_id)
    )
    """,
    "CREATE INDEX service_merge_kept ON service_merge (kept_id)",
    "CREATE INDEX service_merge_merged ON service_merge (merged_id)",
    "CREATE INDEX service_merge_merged_by ON service_merge (merged_by)",
    "CREATE INDEX service_merge_undone_by ON service_merge (undone_by)",
)
