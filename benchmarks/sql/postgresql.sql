-- name: create
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
DROP TABLE IF EXISTS arriving, listing, label, word;
CREATE TABLE label (id smallint PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE arriving (id integer, body text, latitude float8, longitude float8, labels smallint[]);
-- name: copy_listings
COPY arriving (id, body, latitude, longitude, labels) FROM STDIN
-- name: copy_labels
COPY label (id, name) FROM STDIN
-- name: finish
CREATE TABLE listing AS
SELECT id, to_tsvector('english', body) AS words, labels,
       ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)::geography AS place
FROM arriving;
ALTER TABLE listing ADD PRIMARY KEY (id);
CREATE INDEX listing_words ON listing USING gin (words) WITH (fastupdate = off);
CREATE INDEX listing_place ON listing USING gist (place);
CREATE TABLE word AS SELECT word FROM ts_stat('SELECT to_tsvector(''simple'', body) FROM arriving');
CREATE INDEX word_letters ON word USING gist (word gist_trgm_ops);
DROP TABLE arriving;
-- name: tidy
VACUUM ANALYZE
-- name: label_names
SELECT id, name FROM label
-- name: best
SELECT id, COUNT(*) OVER () AS total
FROM listing, to_tsquery('english', %s) AS asked
WHERE words @@ asked
ORDER BY ts_rank(words, asked) DESC
LIMIT 20
-- name: counts
SELECT label, COUNT(*) AS total
FROM listing, unnest(labels) AS label
WHERE words @@ to_tsquery('english', %s)
GROUP BY label
-- name: neighbours
SELECT word FROM word WHERE word %% %s AND levenshtein_less_equal(word, %s, 1) <= 1
-- name: radius
SELECT id, COUNT(*) OVER () AS total
FROM listing
WHERE words @@ to_tsquery('english', %(words)s)
  AND ST_DWithin(place, ST_SetSRID(ST_MakePoint(%(longitude)s, %(latitude)s), 4326)::geography, %(metres)s)
ORDER BY place <-> ST_SetSRID(ST_MakePoint(%(longitude)s, %(latitude)s), 4326)::geography
LIMIT 20
-- name: nearest
SELECT id
FROM listing
ORDER BY place <-> ST_SetSRID(ST_MakePoint(%(longitude)s, %(latitude)s), 4326)::geography
LIMIT 20
-- name: change
UPDATE listing
SET words = to_tsvector('english', %(body)s), labels = %(labels)s,
    place = ST_SetSRID(ST_MakePoint(%(longitude)s, %(latitude)s), 4326)::geography
WHERE id = %(id)s
-- name: version
SELECT current_setting('server_version'), postgis_lib_version()
-- name: extensions
SELECT COUNT(*) FROM pg_available_extensions WHERE name IN ('postgis', 'pg_trgm', 'fuzzystrmatch')
