"""Migration 5: referrals of all three levels, what happened next, unmet need, and links that work once."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE listing_snapshot (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id),
        service_name TEXT NOT NULL,
        organization_name TEXT NOT NULL,
        content TEXT NOT NULL,
        taken_at TEXT NOT NULL
    )
    """,
    "CREATE INDEX listing_snapshot_service ON listing_snapshot (service_id)",
    """
    CREATE TABLE referral (
        id TEXT NOT NULL PRIMARY KEY,
        need_id TEXT NOT NULL,
        level TEXT NOT NULL CHECK (level IN ('signpost', 'coded', 'named')),
        form_key TEXT NOT NULL,
        created_at TEXT NOT NULL,
        account_id TEXT REFERENCES account (id),
        team_id TEXT NOT NULL REFERENCES team (id),
        service_id TEXT NOT NULL REFERENCES service (id),
        snapshot_id TEXT NOT NULL REFERENCES listing_snapshot (id),
        theme_code TEXT REFERENCES theme (code),
        for_whom TEXT NOT NULL CHECK (for_whom IN ('older person', 'carer', 'both')),
        age_band TEXT NOT NULL DEFAULT '' CHECK (age_band IN ('', 'under 50', '50-64', '65-74', '75-84', '85 or over')),
        outward_code TEXT NOT NULL DEFAULT '',
        locality_id TEXT REFERENCES locality (id),
        how TEXT NOT NULL CHECK (how IN ('told', 'printed', 'text', 'handed over')),
        reference TEXT UNIQUE,
        state TEXT NOT NULL CHECK (state IN (
            'signposted', 'sent', 'seen', 'accepted', 'waiting list', 'contacted', 'started', 'attended', 'completed',
            'closed', 'permission withdrawn')),
        state_at TEXT NOT NULL,
        closed_reason TEXT NOT NULL DEFAULT '' CHECK (closed_reason IN (
            '', 'not eligible', 'no capacity', 'could not contact', 'changed mind', 'transport', 'cost', 'access',
            'other')),
        undone_at TEXT,
        erased_at TEXT,
        UNIQUE (form_key, service_id)
    )
    """,
    "CREATE INDEX referral_need ON referral (need_id)",
    "CREATE INDEX referral_account ON referral (account_id, created_at)",
    "CREATE INDEX referral_team ON referral (team_id, created_at)",
    "CREATE INDEX referral_service ON referral (service_id, created_at)",
    "CREATE INDEX referral_snapshot ON referral (snapshot_id)",
    "CREATE INDEX referral_theme ON referral (theme_code)",
    "CREATE INDEX referral_locality ON referral (locality_id)",
    "CREATE INDEX referral_created_at ON referral (created_at)",
    "CREATE INDEX referral_state ON referral (state, state_at)",
    """
    CREATE TABLE referral_reason (
        referral_id TEXT NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
        reason TEXT NOT NULL,
        PRIMARY KEY (referral_id, reason)
    )
    """,
    """
    CREATE TABLE referral_move (
        id TEXT NOT NULL PRIMARY KEY,
        referral_id TEXT NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
        from_state TEXT NOT NULL,
        to_state TEXT NOT NULL,
        closed_reason TEXT NOT NULL DEFAULT '',
        moved_at TEXT NOT NULL,
        mover TEXT NOT NULL CHECK (mover IN ('staff', 'group', 'system')),
        account_id TEXT REFERENCES account (id)
    )
    """,
    "CREATE INDEX referral_move_referral ON referral_move (referral_id, moved_at)",
    "CREATE INDEX referral_move_account ON referral_move (account_id)",
    """
    CREATE TABLE referral_permission (
        id TEXT NOT NULL PRIMARY KEY,
        referral_id TEXT NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('refer', 'share')),
        given_by TEXT NOT NULL CHECK (given_by IN ('the person', 'somebody with legal authority')),
        given_how TEXT NOT NULL CHECK (given_how IN ('spoken', 'written')),
        text_version TEXT NOT NULL,
        given_at TEXT NOT NULL,
        UNIQUE (referral_id, kind)
    )
    """,
    """
    CREATE TABLE referral_key (
        referral_id TEXT NOT NULL PRIMARY KEY REFERENCES referral (id) ON DELETE CASCADE,
        wrapped_key TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE referral_person (
        referral_id TEXT NOT NULL PRIMARY KEY REFERENCES referral (id) ON DELETE CASCADE,
        name_sealed TEXT NOT NULL,
        contact_kind_sealed TEXT NOT NULL,
        contact_sealed TEXT NOT NULL,
        best_time_sealed TEXT NOT NULL,
        communication_sealed TEXT NOT NULL,
        interpreter_sealed TEXT NOT NULL,
        matters_sealed TEXT NOT NULL,
        reason_sealed TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE follow_up (
        id TEXT NOT NULL PRIMARY KEY,
        referral_id TEXT NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
        form_key TEXT NOT NULL UNIQUE,
        has_attended INTEGER CHECK (has_attended IN (0, 1)),
        source TEXT NOT NULL CHECK (source IN ('staff', 'paper')),
        answered_at TEXT NOT NULL,
        account_id TEXT REFERENCES account (id)
    )
    """,
    "CREATE INDEX follow_up_referral ON follow_up (referral_id)",
    "CREATE INDEX follow_up_account ON follow_up (account_id)",
    """
    CREATE TABLE follow_up_answer (
        follow_up_id TEXT NOT NULL REFERENCES follow_up (id) ON DELETE CASCADE,
        outcome_code TEXT NOT NULL,
        answer INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 5),
        PRIMARY KEY (follow_up_id, outcome_code)
    )
    """,
    """
    CREATE TABLE nudge (
        referral_id TEXT NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('group', 'curator')),
        nudged_at TEXT NOT NULL,
        PRIMARY KEY (referral_id, kind)
    )
    """,
    """
    CREATE TABLE unmet_need (
        id TEXT NOT NULL PRIMARY KEY,
        form_key TEXT NOT NULL UNIQUE,
        created_at TEXT NOT NULL,
        account_id TEXT REFERENCES account (id),
        team_id TEXT NOT NULL REFERENCES team (id),
        locality_id TEXT REFERENCES locality (id),
        theme_code TEXT REFERENCES theme (code),
        service_id TEXT REFERENCES service (id),
        reason TEXT NOT NULL CHECK (reason IN (
            'none exists', 'too far', 'no transport', 'full', 'cost', 'wrong time', 'access', 'language')),
        undone_at TEXT
    )
    """,
    "CREATE INDEX unmet_need_account ON unmet_need (account_id)",
    "CREATE INDEX unmet_need_team ON unmet_need (team_id)",
    "CREATE INDEX unmet_need_locality ON unmet_need (locality_id)",
    "CREATE INDEX unmet_need_theme ON unmet_need (theme_code)",
    "CREATE INDEX unmet_need_service ON unmet_need (service_id)",
    "CREATE INDEX unmet_need_created_at ON unmet_need (created_at)",
    """
    CREATE TABLE one_time_link (
        id TEXT NOT NULL PRIMARY KEY,
        purpose TEXT NOT NULL CHECK (purpose IN ('invite', 'reset', 'answer')),
        token_hash TEXT NOT NULL UNIQUE,
        account_id TEXT REFERENCES account (id) ON DELETE CASCADE,
        referral_id TEXT REFERENCES referral (id) ON DELETE CASCADE,
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        used_at TEXT,
        CHECK ((account_id IS NULL) <> (referral_id IS NULL))
    )
    """,
    "CREATE INDEX one_time_link_account ON one_time_link (account_id)",
    "CREATE INDEX one_time_link_referral ON one_time_link (referral_id)",
    "CREATE INDEX one_time_link_expires_at ON one_time_link (expires_at)",
)
