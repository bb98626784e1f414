"""Migration 1: the tables of Open Referral, by its names; what is ours beside them says so."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE organization (
        id TEXT NOT NULL PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE, -- ours
        name TEXT NOT NULL CHECK (name <> ''),
        description TEXT NOT NULL DEFAULT '',
        website TEXT,
        email TEXT,
        last_modified TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    )
    """,
    """
    CREATE TABLE organization_identifier (
        id TEXT NOT NULL PRIMARY KEY,
        organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
        identifier_scheme TEXT NOT NULL, -- a list of org-id.guide: GB-SC is the Scottish charity register
        identifier_type TEXT NOT NULL,
        identifier TEXT NOT NULL,
        UNIQUE (organization_id, identifier_scheme)
    )
    """,
    """
    CREATE TABLE service (
        id TEXT NOT NULL PRIMARY KEY,
        organization_id TEXT NOT NULL REFERENCES organization (id),
        slug TEXT NOT NULL UNIQUE, -- ours
        name TEXT NOT NULL CHECK (name <> ''),
        summary TEXT NOT NULL DEFAULT '', -- ours
        description TEXT NOT NULL DEFAULT '',
        status TEXT NOT NULL CHECK (status IN ('active', 'temporarily closed', 'defunct', 'inactive')),
        alert TEXT NOT NULL DEFAULT '',
        url TEXT,
        email TEXT,
        joining TEXT CHECK (joining IN ('turn up', 'phone first', 'referral needed')), -- ours
        application_process TEXT NOT NULL DEFAULT '',
        who_may_refer TEXT NOT NULL DEFAULT '', -- ours
        takes_referrals INTEGER CHECK (takes_referrals IN (0, 1)), -- ours; no value is "not known"
        eligibility_description TEXT NOT NULL DEFAULT '',
        minimum_age INTEGER CHECK (minimum_age BETWEEN 0 AND 150),
        maximum_age INTEGER CHECK (maximum_age BETWEEN 0 AND 150),
        is_free INTEGER CHECK (is_free IN (0, 1)), -- ours
        capacity TEXT CHECK (capacity IN ('has places', 'waiting list', 'full')), -- ours
        transport_offered INTEGER CHECK (transport_offered IN (0, 1)), -- ours
        content_changed_on TEXT NOT NULL, -- ours
        assured_date TEXT,
        assured_by TEXT, -- ours
        assured_how TEXT CHECK (assured_how IN ('phone', 'visit', 'by the group', 'import')), -- ours
        imported_on TEXT, -- ours
        last_modified TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
        CHECK ((assured_date IS NULL) = (assured_by IS NULL) AND (assured_date IS NULL) = (assured_how IS NULL))
    )
    """,
    "CREATE INDEX service_organization ON service (organization_id)",
    """
    CREATE TABLE service_delivery ( -- ours
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        delivery TEXT NOT NULL CHECK (delivery IN ('venue', 'home visit', 'phone', 'online')),
        position INTEGER NOT NULL
    )
    """,
    "CREATE INDEX service_delivery_service ON service_delivery (service_id, position)",
    """
    CREATE TABLE location (
        id TEXT NOT NULL PRIMARY KEY,
        location_type TEXT NOT NULL DEFAULT 'physical' CHECK (location_type IN ('physical', 'postal', 'virtual')),
        name TEXT NOT NULL,
        latitude REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
        longitude REAL NOT NULL CHECK (longitude BETWEEN -180 AND 180),
        ward_code TEXT, -- ours
        directions TEXT NOT NULL DEFAULT '', -- ours
        landmark TEXT NOT NULL DEFAULT '' -- ours
    )
    """,
    """
    CREATE TABLE address (
        id TEXT NOT NULL PRIMARY KEY,
        location_id TEXT NOT NULL UNIQUE REFERENCES location (id) ON DELETE CASCADE,
        address_1 TEXT NOT NULL DEFAULT '',
        address_2 TEXT NOT NULL DEFAULT '',
        city TEXT NOT NULL DEFAULT '',
        postal_code TEXT NOT NULL DEFAULT '',
        country TEXT NOT NULL DEFAULT 'GB',
        address_type TEXT NOT NULL DEFAULT 'physical' CHECK (address_type IN ('physical', 'postal', 'virtual'))
    )
    """,
    """
    CREATE TABLE accessibility (
        id TEXT NOT NULL PRIMARY KEY,
        location_id TEXT NOT NULL UNIQUE REFERENCES location (id) ON DELETE CASCADE,
        step_free INTEGER CHECK (step_free IN (0, 1)), -- ours, like the three below; no value is "not known"
        accessible_toilet INTEGER CHECK (accessible_toilet IN (0, 1)),
        hearing_loop INTEGER CHECK (hearing_loop IN (0, 1)),
        parking INTEGER CHECK (parking IN (0, 1)),
        details TEXT NOT NULL DEFAULT ''
    )
    """,
    """
    CREATE TABLE service_at_location (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        location_id TEXT NOT NULL REFERENCES location (id),
        description TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL
    )
    """,
    "CREATE INDEX service_at_location_service ON service_at_location (service_id, position)",
    "CREATE INDEX service_at_location_location ON service_at_location (location_id)",
    """
    CREATE TABLE schedule (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        service_at_location_id TEXT REFERENCES service_at_location (id) ON DELETE CASCADE,
        dtstart TEXT NOT NULL,
        freq TEXT CHECK (freq IN ('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY')), -- no value: once, on dtstart
        interval INTEGER CHECK (interval > 0),
        count INTEGER CHECK (count > 0),
        until TEXT,
        bymonth TEXT, -- ours
        byweekno TEXT,
        byyearday TEXT,
        bymonthday TEXT,
        byday TEXT,
        bysetpos TEXT, -- ours
        wkst TEXT CHECK (wkst IN ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')),
        opens_at TEXT, -- wall time in Europe/London, as the two dates are
        closes_at TEXT,
        valid_to TEXT,
        notes TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL
    )
    """,
    "CREATE INDEX schedule_service ON schedule (service_id, position)",
    "CREATE INDEX schedule_site ON schedule (service_at_location_id)",
    """
    CREATE TABLE schedule_exception ( -- ours
        id TEXT NOT NULL PRIMARY KEY,
        schedule_id TEXT NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('cancelled', 'extra', 'gap')),
        starts_on TEXT NOT NULL,
        ends_on TEXT NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL
    )
    """,
    "CREATE INDEX schedule_exception_schedule ON schedule_exception (schedule_id, position)",
    """
    CREATE TABLE service_area (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        name TEXT NOT NULL DEFAULT '',
        extent TEXT NOT NULL, -- the code of the area
        extent_type TEXT NOT NULL CHECK (extent_type IN ('ward', 'locality', 'council', 'country')),
        position INTEGER NOT NULL
    )
    """,
    "CREATE INDEX service_area_service ON service_area (service_id, position)",
    """
    CREATE TABLE cost_option (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        option TEXT NOT NULL DEFAULT '',
        amount_pence INTEGER CHECK (amount_pence >= 0), -- HSDS amount, in pence; no value is "ask"
        currency TEXT NOT NULL DEFAULT 'GBP',
        amount_description TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL
    )
    """,
    "CREATE INDEX cost_option_service ON cost_option (service_id, position)",
    """
    CREATE TABLE contact (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        name TEXT,
        title TEXT,
        email TEXT,
        position INTEGER NOT NULL
    )
    """,
    "CREATE INDEX contact_service ON contact (service_id, position)",
    """
    CREATE TABLE phone (
        id TEXT NOT NULL PRIMARY KEY,
        organization_id TEXT REFERENCES organization (id) ON DELETE CASCADE,
        service_id TEXT REFERENCES service (id) ON DELETE CASCADE,
        number TEXT NOT NULL CHECK (number <> ''),
        type TEXT NOT NULL CHECK (type IN ('voice', 'text', 'textphone', 'cell', 'fax', 'video', 'pager')),
        extension TEXT,
        description TEXT,
        position INTEGER NOT NULL,
        CHECK ((organization_id IS NULL) <> (service_id IS NULL))
    )
    """,
    "CREATE INDEX phone_organization ON phone (organization_id)",
    "CREATE INDEX phone_service ON phone (service_id)",
    """
    CREATE TABLE taxonomy (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        description TEXT NOT NULL DEFAULT ''
    )
    """,
    """
    CREATE TABLE taxonomy_term (
        id TEXT NOT NULL PRIMARY KEY,
        taxonomy_id TEXT NOT NULL REFERENCES taxonomy (id),
        parent_id TEXT REFERENCES taxonomy_term (id),
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        description TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL DEFAULT 0,
        UNIQUE (taxonomy_id, code)
    )
    """,
    """
    CREATE TABLE attribute (
        id TEXT NOT NULL PRIMARY KEY,
        link_id TEXT NOT NULL,
        link_entity TEXT NOT NULL CHECK (link_entity IN ('organization', 'service', 'service_at_location', 'location')),
        taxonomy_term_id TEXT NOT NULL REFERENCES taxonomy_term (id),
        position INTEGER NOT NULL,
        UNIQUE (link_id, taxonomy_term_id)
    )
    """,
    "CREATE INDEX attribute_term ON attribute (taxonomy_term_id)",
    """
    CREATE TABLE language (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        position INTEGER NOT NULL
    )
    """,
    "CREATE INDEX language_service ON language (service_id, position)",
    """
    CREATE TABLE slug_history ( -- ours: addresses that once led here
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('service', 'organization')),
        slug TEXT NOT NULL,
        target_id TEXT NOT NULL,
        UNIQUE (kind, slug)
    )
    """,
    """
    CREATE TABLE change_log ( -- ours: what the index must read again
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        service_id TEXT NOT NULL,
        changed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    )
    """,
)
