"""Migration 6: mail that waits to be sent, the audit trail, what was erased, and what was cleared on time."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE mail (
        id TEXT NOT NULL PRIMARY KEY,
        dedupe_key TEXT NOT NULL UNIQUE,
        to_address TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
        attempts INTEGER NOT NULL DEFAULT 0,
        last_error TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL,
        due_at TEXT NOT NULL,
        sent_at TEXT
    )
    """,
    "CREATE INDEX mail_due ON mail (state, due_at)",
    """
    CREATE TABLE audit (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        happened_at TEXT NOT NULL,
        account_id TEXT NOT NULL DEFAULT '',
        role TEXT NOT NULL DEFAULT '',
        team_id TEXT NOT NULL DEFAULT '',
        action TEXT NOT NULL,
        subject_kind TEXT NOT NULL DEFAULT '',
        subject_id TEXT NOT NULL DEFAULT '',
        why TEXT NOT NULL DEFAULT '',
        request_id TEXT NOT NULL DEFAULT '',
        previous_hash TEXT NOT NULL,
        hash TEXT NOT NULL
    )
    """,
    "CREATE INDEX audit_subject ON audit (subject_kind, subject_id)",
    "CREATE INDEX audit_account ON audit (account_id, happened_at)",
    """
    CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END
    """,
    """
    CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END
    """,
    """
    CREATE TABLE erasure (
        id TEXT NOT NULL PRIMARY KEY,
        referral_mark TEXT NOT NULL UNIQUE,
        why TEXT NOT NULL,
        erased_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE retention_run (
        id TEXT NOT NULL PRIMARY KEY,
        ran_at TEXT NOT NULL,
        data_class TEXT NOT NULL,
        cleared INTEGER NOT NULL,
        is_dry INTEGER NOT NULL CHECK (is_dry IN (0, 1))
    )
    """,
    "CREATE INDEX retention_run_ran_at ON retention_run (ran_at)",
)
