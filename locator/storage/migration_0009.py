"""Migration 9: checks of listings, the cycle of each locality, reminders, tries to phone, letters that came back, hiding."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE freshness_cycle (
        locality_id TEXT NOT NULL PRIMARY KEY,
        remind_months INTEGER NOT NULL CHECK (remind_months > 0),
        again_months INTEGER NOT NULL CHECK (again_months > remind_months),
        call_months INTEGER NOT NULL CHECK (call_months > again_months),
        lower_months INTEGER NOT NULL CHECK (lower_months > call_months),
        hide_months INTEGER NOT NULL CHECK (hide_months > lower_months),
        changed_at TEXT NOT NULL,
        account_id TEXT REFERENCES account (id)
    )
    """,
    "CREATE INDEX freshness_cycle_account ON freshness_cycle (account_id)",
    """
    CREATE TABLE assurance (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        assured_on TEXT NOT NULL,
        assured_how TEXT NOT NULL CHECK (assured_how IN ('phone', 'visit', 'by the group', 'import')),
        assured_by TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        way_in TEXT NOT NULL CHECK (way_in IN ('link', 'account', 'paper', 'curator', 'import', 'terminal')),
        account_id TEXT REFERENCES account (id),
        form_key TEXT NOT NULL UNIQUE,
        made_at TEXT NOT NULL,
        before_on TEXT, -- what the listing said before, for an undo
        before_by TEXT,
        before_how TEXT,
        undone_at TEXT
    )
    """,
    "CREATE INDEX assurance_service ON assurance (service_id, made_at)",
    "CREATE INDEX assurance_account ON assurance (account_id)",
    """
    CREATE TABLE freshness_step (
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        stage INTEGER NOT NULL CHECK (stage IN (1, 2)), -- the reminder, and the second one
        since_on TEXT NOT NULL, -- the check that it reminds of
        to_address TEXT NOT NULL,
        stepped_at TEXT NOT NULL,
        PRIMARY KEY (service_id, stage, since_on, to_address)
    )
    """,
    "CREATE INDEX freshness_step_address ON freshness_step (to_address, stepped_at)",
    """
    CREATE TABLE call_try (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        tried_at TEXT NOT NULL,
        account_id TEXT REFERENCES account (id),
        form_key TEXT NOT NULL UNIQUE,
        undone_at TEXT
    )
    """,
    "CREATE INDEX call_try_service ON call_try (service_id, tried_at)",
    "CREATE INDEX call_try_account ON call_try (account_id)",
    """
    CREATE TABLE mail_bounce (
        address TEXT NOT NULL PRIMARY KEY,
        bounced_at TEXT NOT NULL,
        why TEXT NOT NULL DEFAULT '',
        account_id TEXT REFERENCES account (id) -- the curator who was told; nobody where the mail server refused it
    )
    """,
    "CREATE INDEX mail_bounce_account ON mail_bounce (account_id)",
    """
    CREATE TABLE hiding (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        hidden_at TEXT NOT NULL,
        account_id TEXT REFERENCES account (id),
        reason TEXT NOT NULL,
        status_before TEXT NOT NULL,
        form_key TEXT NOT NULL UNIQUE,
        shown_at TEXT,
        shown_by TEXT REFERENCES account (id)
    )
    """,
    "CREATE INDEX hiding_service ON hiding (service_id, hidden_at)",
    "CREATE INDEX hiding_account ON hiding (account_id)",
    "CREATE INDEX hiding_shown_by ON hiding (shown_by)",
)
