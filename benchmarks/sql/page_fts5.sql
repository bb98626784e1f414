-- name: create
CREATE TABLE listing (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, point TEXT, latitude REAL, longitude REAL, name TEXT NOT NULL
);
CREATE TABLE label (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE listing_label (
    listing INTEGER NOT NULL, label INTEGER NOT NULL, PRIMARY KEY (listing, label)
) WITHOUT ROWID;
CREATE TABLE slot (
    listing INTEGER NOT NULL, weekday INTEGER NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (listing, weekday, part)
) WITHOUT ROWID;
CREATE TABLE occurrence (listing INTEGER NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (listing, day)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    name, organization, theme, summary, description, who_for, venue, content='', tokenize='porter unicode61'
);
-- name: fill_listing
INSERT INTO listing (number, id, point, latitude, longitude, name) VALUES (?, ?, ?, ?, ?, ?)
-- name: fill_label
INSERT OR IGNORE INTO label (name) VALUES (?)
-- name: fill_listing_label
INSERT INTO listing_label (listing, label) SELECT ?, label.number FROM label WHERE label.name = ?
-- name: fill_slot
INSERT INTO slot (listing, weekday, part) VALUES (?, ?, ?)
-- name: fill_occurrence
INSERT OR IGNORE INTO occurrence (listing, day) VALUES (?, ?)
-- name: fill_words
INSERT INTO words (rowid, name, organization, theme, summary, description, who_for, venue) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
-- name: finish
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(8.0, 3.0, 4.0, 3.0, 1.0, 2.0, 2.0)');
INSERT INTO words (words) VALUES ('optimize');
ANALYZE;
-- name: labels
SELECT number, name FROM label
-- name: from_words
words CROSS JOIN listing ON listing.number = words.rowid
-- name: from_all
listing
-- name: is_match
words MATCH :match
-- name: is_all
listing.number > 0
-- name: is_inside
listing.latitude BETWEEN :box_south AND :box_north AND listing.longitude BETWEEN :box_west AND :box_east
  AND ((listing.latitude - :latitude) * (listing.latitude - :latitude) * :north
       + (listing.longitude - :longitude) * (listing.longitude - :longitude) * :east) <= :metres * :metres
-- name: has_label
EXISTS (SELECT 1 FROM listing_label AS own WHERE own.listing = listing.number AND own.label IN ({labels}))
-- name: has_slot
EXISTS (SELECT 1 FROM slot WHERE slot.listing = listing.number AND slot.weekday IN ({weekdays}) AND slot.part IN ({parts}))
-- name: has_occurrence
EXISTS (SELECT 1 FROM occurrence WHERE occurrence.listing = listing.number AND occurrence.day BETWEEN :first AND :last)
-- name: square
(listing.latitude - :latitude) * (listing.latitude - :latitude) * :north
+ (listing.longitude - :longitude) * (listing.longitude - :longitude) * :east
-- name: by_rank
rank
-- name: by_square
square
-- name: by_name
listing.name
-- name: page
SELECT listing.id, listing.point, {square} AS square
FROM {source}
WHERE {conditions}
ORDER BY {order}
LIMIT :limit OFFSET :offset
-- name: total
SELECT COUNT(*) FROM {source} WHERE {conditions}
-- name: count_weekdays
SELECT slot.weekday, COUNT(DISTINCT listing.number)
FROM {source} CROSS JOIN slot ON slot.listing = listing.number
WHERE {conditions} AND slot.part IN ({parts})
GROUP BY slot.weekday
-- name: count_parts
SELECT slot.part, COUNT(DISTINCT listing.number)
FROM {source} CROSS JOIN slot ON slot.listing = listing.number
WHERE {conditions} AND slot.weekday IN ({weekdays})
GROUP BY slot.part
-- name: count_coming
SELECT COUNT(DISTINCT CASE WHEN occurrence.day = :today THEN listing.number END), COUNT(DISTINCT listing.number)
FROM {source} CROSS JOIN occurrence ON occurrence.listing = listing.number
WHERE {conditions} AND occurrence.day BETWEEN :today AND :today + 6
-- name: counts
SELECT listing_label.label, COUNT(*)
FROM {source} CROSS JOIN listing_label ON listing_label.listing = listing.number
WHERE {conditions}
GROUP BY listing_label.label
