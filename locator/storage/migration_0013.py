"""Migration 13: what is open, ended and counted is found without reading every referral; tests/storage/test_plans.py holds that."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE INDEX referral_open ON referral (service_id)
    WHERE undone_at IS NULL AND level <> 'signpost' AND state NOT IN ('completed', 'closed', 'permission withdrawn')
    """,
    """
    CREATE INDEX referral_ended ON referral (team_id, state_at)
    WHERE undone_at IS NULL AND level <> 'signpost' AND state IN ('completed', 'closed', 'permission withdrawn')
    """,
    "CREATE INDEX referral_counted ON referral (locality_id, theme_code, created_at, undone_at)",
    "CREATE INDEX search_log_nothing ON search_log (searched_at, filters, total) WHERE total = 0",
)
