-- The oldest database that a release must bring up to date: one listing, after migration 1 alone. Never edit it.
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'locator','m0001_directory','2026-11-22 20:53:10.855060+00:00');
CREATE TABLE accessibility (
        id TEXT NOT NULL PRIMARY KEY,
        location_id TEXT NOT NULL UNIQUE REFERENCES location (id) ON DELETE CASCADE,
        step_free INTEGER CHECK (step_free IN (0, 1)), -- ours, like the three below; no value is "not known"
        accessible_toilet INTEGER CHECK (accessible_toilet IN (0, 1)),
        hearing_loop INTEGER CHECK (hearing_loop IN (0, 1)),
        parking INTEGER CHECK (parking IN (0, 1)),
        details TEXT NOT NULL DEFAULT ''
    );
INSERT INTO "accessibility" VALUES('da74d67a-2f53-516e-83f8-686c8abb44db','b1a1f6f0-0000-5000-8000-000000000003',1,NULL,0,NULL,'Ring the bell for the ramp.');
CREATE TABLE address (
        id TEXT NOT NULL PRIMARY KEY,
        location_id TEXT NOT NULL UNIQUE REFERENCES location (id) ON DELETE CASCADE,
        address_1 TEXT NOT NULL DEFAULT '',
        address_2 TEXT NOT NULL DEFAULT '',
        city TEXT NOT NULL DEFAULT '',
        postal_code TEXT NOT NULL DEFAULT '',
        country TEXT NOT NULL DEFAULT 'GB',
        address_type TEXT NOT NULL DEFAULT 'physical' CHECK (address_type IN ('physical', 'postal', 'virtual'))
    );
INSERT INTO "address" VALUES('e50eeddd-6409-548a-bb00-a2222d844e16','b1a1f6f0-0000-5000-8000-000000000003','1 Broomlea Road','','Motherwell','ML1 1AB','GB','physical');
CREATE TABLE attribute (
        id TEXT NOT NULL PRIMARY KEY,
        link_id TEXT NOT NULL,
        link_entity TEXT NOT NULL CHECK (link_entity IN ('organization', 'service', 'service_at_location', 'location')),
        taxonomy_term_id TEXT NOT NULL REFERENCES taxonomy_term (id),
        position INTEGER NOT NULL,
        UNIQUE (link_id, taxonomy_term_id)
    );
INSERT INTO "attribute" VALUES('8f3b4686-254f-5691-9996-d0522d349ab5','b1a1f6f0-0000-5000-8000-000000000005','service','ad132f72-c30d-5919-9fa1-249630cec13c',0);
INSERT INTO "attribute" VALUES('ee9c16e1-7dbe-5b82-a9ff-4098f0c17dd1','b1a1f6f0-0000-5000-8000-000000000005','service','a54714e6-5b2a-521f-8c8f-a200b94cf4db',2);
CREATE TABLE change_log ( -- ours: what the index must read again
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        service_id TEXT NOT NULL,
        changed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    );
INSERT INTO "change_log" VALUES(1,'b1a1f6f0-0000-5000-8000-000000000005','2026-11-22T20:53:10.893Z');
CREATE TABLE contact (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        name TEXT,
        title TEXT,
        email TEXT,
        position INTEGER NOT NULL
    );
INSERT INTO "contact" VALUES('b1a1f6f0-0000-5000-8000-000000000008','b1a1f6f0-0000-5000-8000-000000000005',NULL,'Organiser',NULL,0);
CREATE TABLE cost_option (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        option TEXT NOT NULL DEFAULT '',
        amount_pence INTEGER CHECK (amount_pence >= 0), -- HSDS amount, in pence; no value is "ask"
        currency TEXT NOT NULL DEFAULT 'GBP',
        amount_description TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL
    );
INSERT INTO "cost_option" VALUES('ff4d523f-fd29-5039-bf6f-0b669bd02b2d','b1a1f6f0-0000-5000-8000-000000000005','Lunch',350,'GBP','',0);
CREATE TABLE language (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        position INTEGER NOT NULL
    );
INSERT INTO "language" VALUES('28d4b82f-1f18-52b5-8725-bf01aae1d2b0','b1a1f6f0-0000-5000-8000-000000000005','en','English',1);
CREATE TABLE location (
        id TEXT NOT NULL PRIMARY KEY,
        location_type TEXT NOT NULL DEFAULT 'physical' CHECK (location_type IN ('physical', 'postal', 'virtual')),
        name TEXT NOT NULL,
        latitude REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
        longitude REAL NOT NULL CHECK (longitude BETWEEN -180 AND 180),
        ward_code TEXT, -- ours
        directions TEXT NOT NULL DEFAULT '', -- ours
        landmark TEXT NOT NULL DEFAULT '' -- ours
    );
INSERT INTO "location" VALUES('b1a1f6f0-0000-5000-8000-000000000003','physical','Broomlea Hall',55.789,-3.991,'S13003058','The door is at the back.','Beside the library');
CREATE TABLE organization (
        id TEXT NOT NULL PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE, -- ours
        name TEXT NOT NULL CHECK (name <> ''),
        description TEXT NOT NULL DEFAULT '',
        website TEXT,
        email TEXT,
        last_modified TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    );
INSERT INTO "organization" VALUES('b1a1f6f0-0000-5000-8000-000000000001','broomlea-neighbours','Broomlea Neighbours','Neighbours who eat together.','https://broomlea.example.org','hello@broomlea.example.org','2026-11-22T20:53:10.871Z');
CREATE TABLE organization_identifier (
        id TEXT NOT NULL PRIMARY KEY,
        organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
        identifier_scheme TEXT NOT NULL, -- a list of org-id.guide: GB-SC is the Scottish charity register
        identifier_type TEXT NOT NULL,
        identifier TEXT NOT NULL,
        UNIQUE (organization_id, identifier_scheme)
    );
INSERT INTO "organization_identifier" VALUES('5047a2c2-66f6-5431-9e48-0a3616df375d','b1a1f6f0-0000-5000-8000-000000000001','GB-SC','Charity number','SC000000');
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
    );
INSERT INTO "phone" VALUES('b1a1f6f0-0000-5000-8000-000000000002','b1a1f6f0-0000-5000-8000-000000000001',NULL,'01632 960001','voice',NULL,NULL,0);
INSERT INTO "phone" VALUES('b1a1f6f0-0000-5000-8000-000000000007',NULL,'b1a1f6f0-0000-5000-8000-000000000005','01632 960002','voice',NULL,'Mornings',0);
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
    );
INSERT INTO "schedule" VALUES('b1a1f6f0-0000-5000-8000-000000000004','b1a1f6f0-0000-5000-8000-000000000005','b1a1f6f0-0000-5000-8000-000000000006','2026-01-06','WEEKLY',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'TU',NULL,NULL,'12:00','14:30',NULL,'',0);
CREATE TABLE schedule_exception ( -- ours
        id TEXT NOT NULL PRIMARY KEY,
        schedule_id TEXT NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('cancelled', 'extra', 'gap')),
        starts_on TEXT NOT NULL,
        ends_on TEXT NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL
    );
INSERT INTO "schedule_exception" VALUES('b58aa3ba-8365-59bd-8c95-700c8a441a02','b1a1f6f0-0000-5000-8000-000000000004','cancelled','2026-03-03','2026-03-03','',0);
INSERT INTO "schedule_exception" VALUES('bc122b26-4ae5-506e-b804-20ce7374ae39','b1a1f6f0-0000-5000-8000-000000000004','extra','2026-03-05','2026-03-05','',1);
INSERT INTO "schedule_exception" VALUES('21f7f0a4-a861-558f-972b-0db7f222c384','b1a1f6f0-0000-5000-8000-000000000004','gap','2026-07-01','2026-08-14','summer holidays',2);
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
    );
INSERT INTO "service" VALUES('b1a1f6f0-0000-5000-8000-000000000005','b1a1f6f0-0000-5000-8000-000000000001','broomlea-lunch-club','Broomlea Lunch Club','Soup, a main course and company.','We eat together.

Everybody is welcome.','active','',NULL,NULL,'phone first','','',1,'Anyone over 60',60,NULL,0,'has places',NULL,'2026-10-01','2026-09-01','Locality host','phone',NULL,'2026-11-22T20:53:10.884Z');
CREATE TABLE service_area (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        name TEXT NOT NULL DEFAULT '',
        extent TEXT NOT NULL, -- the code of the area
        extent_type TEXT NOT NULL CHECK (extent_type IN ('ward', 'locality', 'council', 'country')),
        position INTEGER NOT NULL
    );
INSERT INTO "service_area" VALUES('0d100aaf-c430-5da2-b89e-c74d7c6b417d','b1a1f6f0-0000-5000-8000-000000000005','Motherwell','consortia-2026/motherwell','locality',0);
CREATE TABLE service_at_location (
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        location_id TEXT NOT NULL REFERENCES location (id),
        description TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL
    );
INSERT INTO "service_at_location" VALUES('b1a1f6f0-0000-5000-8000-000000000006','b1a1f6f0-0000-5000-8000-000000000005','b1a1f6f0-0000-5000-8000-000000000003','',0);
CREATE TABLE service_delivery ( -- ours
        id TEXT NOT NULL PRIMARY KEY,
        service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
        delivery TEXT NOT NULL CHECK (delivery IN ('venue', 'home visit', 'phone', 'online')),
        position INTEGER NOT NULL
    );
INSERT INTO "service_delivery" VALUES('cf13140a-d82b-5659-ab8d-d572190a0300','b1a1f6f0-0000-5000-8000-000000000005','venue',0);
CREATE TABLE slug_history ( -- ours: addresses that once led here
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('service', 'organization')),
        slug TEXT NOT NULL,
        target_id TEXT NOT NULL,
        UNIQUE (kind, slug)
    );
CREATE TABLE taxonomy (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        description TEXT NOT NULL DEFAULT ''
    );
INSERT INTO "taxonomy" VALUES('bac44072-5ab2-558b-abf6-750c349c9eff','theme','');
INSERT INTO "taxonomy" VALUES('62d102c9-d317-512e-b7fa-1e83c7bc1583','activity','');
CREATE TABLE taxonomy_term (
        id TEXT NOT NULL PRIMARY KEY,
        taxonomy_id TEXT NOT NULL REFERENCES taxonomy (id),
        parent_id TEXT REFERENCES taxonomy_term (id),
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        description TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL DEFAULT 0,
        UNIQUE (taxonomy_id, code)
    );
INSERT INTO "taxonomy_term" VALUES('ad132f72-c30d-5919-9fa1-249630cec13c','bac44072-5ab2-558b-abf6-750c349c9eff',NULL,'social','Meeting people','',0);
INSERT INTO "taxonomy_term" VALUES('a54714e6-5b2a-521f-8c8f-a200b94cf4db','62d102c9-d317-512e-b7fa-1e83c7bc1583',NULL,'lunch-club','Lunch club','',0);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX service_organization ON service (organization_id);
CREATE INDEX service_delivery_service ON service_delivery (service_id, position);
CREATE INDEX service_at_location_service ON service_at_location (service_id, position);
CREATE INDEX service_at_location_location ON service_at_location (location_id);
CREATE INDEX schedule_service ON schedule (service_id, position);
CREATE INDEX schedule_site ON schedule (service_at_location_id);
CREATE INDEX schedule_exception_schedule ON schedule_exception (schedule_id, position);
CREATE INDEX service_area_service ON service_area (service_id, position);
CREATE INDEX cost_option_service ON cost_option (service_id, position);
CREATE INDEX contact_service ON contact (service_id, position);
CREATE INDEX phone_organization ON phone (organization_id);
CREATE INDEX phone_service ON phone (service_id);
CREATE INDEX attribute_term ON attribute (taxonomy_term_id);
CREATE INDEX language_service ON language (service_id, position);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change_log',1);
COMMIT;
