"""Migration 8: how somebody came to look after a group, claims of groups, and how often a listing is seen."""

from __future__ import annotations

STATEMENTS = (
    """
    ALTER TABLE account_organization
    ADD COLUMN came_by TEXT NOT NULL DEFAULT 'approved' CHECK (came_by IN ('approved', 'address'))
    """,
    "CREATE UNIQUE INDEX account_organization_lead ON account_organization (organization_id) WHERE is_lead = 1",
    "CREATE INDEX organization_email ON organization (LOWER(TRIM(email)))",
    "CREATE INDEX service_email ON service (LOWER(TRIM(email)))",
    "CREATE INDEX one_time_link_email ON one_time_link (email, purpose)",
    """
    CREATE TABLE claim (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('listings', 'account')),
        organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
        service_id TEXT REFERENCES service (id) ON DELETE SET NULL, -- whose page it was made on
        account_id TEXT REFERENCES account (id) ON DELETE SET NULL, -- who has it, once there is an account
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        does TEXT NOT NULL, -- what they do in the group, in their words
        how_to_check TEXT NOT NULL,
        form_key TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('unproven', 'waiting', 'approved', 'refused')),
        created_at TEXT NOT NULL,
        proven_at TEXT,
        lead_said TEXT NOT NULL DEFAULT '' CHECK (lead_said IN ('', 'no')),
        decided_at TEXT,
        decided_by TEXT REFERENCES account (id),
        reason TEXT NOT NULL DEFAULT '', -- what the claimant reads
        step INTEGER NOT NULL DEFAULT 1 -- counts its changes, so that two people do not decide over each other
    )
    """,
    "CREATE INDEX claim_state ON claim (state, proven_at)",
    "CREATE INDEX claim_organization ON claim (organization_id, state)",
    "CREATE INDEX claim_service ON claim (service_id)",
    "CREATE INDEX claim_account ON claim (account_id)",
    "CREATE INDEX claim_decided_by ON claim (decided_by)",
    "CREATE INDEX claim_email ON claim (email, state)",
    """
    CREATE TABLE listing_count (
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        month TEXT NOT NULL, -- "2026-11", in Europe/London
        kind TEXT NOT NULL CHECK (kind IN ('view', 'search')),
        count INTEGER NOT NULL CHECK (count > 0),
        PRIMARY KEY (service_id, month, kind)
    )
    """,
)
