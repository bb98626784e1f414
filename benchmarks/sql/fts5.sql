-- name: create
CREATE TABLE listing (id INTEGER PRIMARY KEY, body TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL);
CREATE TABLE label (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE listing_label (listing INTEGER NOT NULL, label INTEGER NOT NULL, PRIMARY KEY (listing, label)) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(body, content='listing', content_rowid='id', tokenize='porter unicode61', prefix='3 4');
CREATE VIRTUAL TABLE ground USING rtree(id, south, north, west, east);
-- name: fill_listing
INSERT INTO listing (id, body, latitude, longitude) VALUES (?, ?, ?, ?)
-- name: fill_label
INSERT OR IGNORE INTO label (name) VALUES (?)
-- name: fill_listing_label
INSERT INTO listing_label (listing, label) SELECT ?, label.id FROM label WHERE label.name = ?
-- name: fill_word
INSERT OR IGNORE INTO word (word) VALUES (?)
-- name: finish
INSERT INTO words (words) VALUES ('rebuild');
INSERT INTO ground (id, south, north, west, east) SELECT id, latitude, latitude, longitude, longitude FROM listing;
INSERT INTO words (words) VALUES ('optimize');
ANALYZE;
-- name: label_names
SELECT id, name FROM label
-- name: known_words
SELECT word FROM word
-- name: best
SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20
-- name: total
SELECT COUNT(*) FROM words WHERE words MATCH ?
-- name: counts
SELECT listing_label.label, COUNT(*)
FROM words CROSS JOIN listing_label ON listing_label.listing = words.rowid
WHERE words MATCH ?
GROUP BY listing_label.label
-- name: radius
SELECT listing.id,
       (listing.latitude - :latitude) * (listing.latitude - :latitude) * :north
       + (listing.longitude - :longitude) * (listing.longitude - :longitude) * :east AS square,
       COUNT(*) OVER () AS total
FROM words CROSS JOIN listing ON listing.id = words.rowid
WHERE words MATCH :words
  AND listing.latitude BETWEEN :box_south AND :box_north AND listing.longitude BETWEEN :box_west AND :box_east
  AND square <= :metres * :metres
ORDER BY square
LIMIT 20
-- name: nearest
SELECT id, (south - :latitude) * (south - :latitude) * :north + (west - :longitude) * (west - :longitude) * :east AS square
FROM ground
WHERE south >= :box_south AND north <= :box_north AND west >= :box_west AND east <= :box_east
ORDER BY square
LIMIT 20
-- name: body
SELECT body FROM listing WHERE id = ?
-- name: forget
INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)
-- name: change
UPDATE listing SET body = ?, latitude = ?, longitude = ? WHERE id = ?
-- name: learn
INSERT INTO words (rowid, body) VALUES (?, ?)
-- name: move
INSERT OR REPLACE INTO ground (id, south, north, west, east) VALUES (?, ?, ?, ?, ?)
-- name: unlabel
DELETE FROM listing_label WHERE listing = ?
