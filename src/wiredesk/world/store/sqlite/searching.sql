-- name: list_findable
-- Where these articles stand in the index of what is out.
SELECT article_id, place, digest FROM findable WHERE article_id IN (SELECT value FROM json_each(?))

-- name: is_findable_place
-- Whether a place in the index of what is out is taken.
SELECT 1 FROM findable WHERE place = ?

-- name: save_findable
-- What is out and can be found.
INSERT INTO findable (place, article_id, digest) VALUES (:place, :id, :digest)

-- name: save_findable_words
-- By which words.
INSERT INTO findable_words (rowid, title, excerpt, provider, topics, facets)
VALUES (:place, :title, :excerpt, :provider, :topics, :facets)

-- name: forget_findable
-- It is out no longer, or is found by other words.
DELETE FROM findable WHERE place = ?

-- name: forget_findable_words
-- Nor by its words.
DELETE FROM findable_words WHERE rowid = ?

-- name: search_findable
-- Hits between two places, the last place first.
SELECT w.rowid, f.article_id FROM findable_words w CROSS JOIN findable f ON f.place = w.rowid
WHERE w.findable_words MATCH :match AND w.rowid >= :begin AND w.rowid < :end ORDER BY w.rowid DESC LIMIT :limit

-- name: count_findable
-- How many hits lie between two places, counted up to a limit.
SELECT count(*) FROM (SELECT 1 FROM findable_words
  WHERE findable_words MATCH :match AND rowid >= :begin AND rowid < :end LIMIT :limit)

-- name: list_incoming
-- Where these articles stand in the index of what came in.
SELECT article_id, place, digest FROM incoming WHERE article_id IN (SELECT value FROM json_each(?))

-- name: is_incoming_place
-- Whether a place in the index of what came in is taken.
SELECT 1 FROM incoming WHERE place = ?

-- name: save_incoming
-- What came in and can be found by editors.
INSERT INTO incoming (place, article_id, digest, bucket) SELECT :place, id, :digest, bucket FROM article WHERE id = :id

-- name: save_incoming_words
-- By which words.
INSERT INTO incoming_words (rowid, title, provider, facets) VALUES (:place, :title, :provider, :facets)

-- name: forget_incoming
-- It is found by other words.
DELETE FROM incoming WHERE place = ?

-- name: forget_incoming_words
-- Its words are gone.
DELETE FROM incoming_words WHERE rowid = ?

-- name: search_incoming
-- Hits between two places, the last place first, in one bucket where one is named.
SELECT w.rowid, i.article_id FROM incoming_words w CROSS JOIN incoming i ON i.place = w.rowid
WHERE w.incoming_words MATCH :match AND w.rowid >= :begin AND w.rowid < :end
  AND (:bucket = '' OR i.bucket = :bucket) ORDER BY w.rowid DESC LIMIT :limit

-- name: count_incoming
-- How many hits lie between two places, counted up to a limit.
SELECT count(*) FROM (SELECT 1 FROM incoming_words w CROSS JOIN incoming i ON i.place = w.rowid
  WHERE w.incoming_words MATCH :match AND w.rowid >= :begin AND w.rowid < :end
  AND (:bucket = '' OR i.bucket = :bucket) LIMIT :limit)

-- name: list_titles
-- By what these articles are found now.
SELECT id, title, provider, received_at FROM article WHERE id IN (SELECT value FROM json_each(?))

-- name: list_all_titles
-- By what articles are found, a part at a time.
SELECT id, title, provider, received_at FROM article WHERE id > :after ORDER BY id LIMIT :limit

-- name: forget_setting
-- A value that is no longer kept.
DELETE FROM setting WHERE key = ?

-- name: purge_findable_words
-- Words that are no longer there leave the index of what is out for good.
INSERT INTO findable_words (findable_words) VALUES ('optimize')

-- name: purge_incoming_words
-- Words that are no longer there leave the index of what came in for good.
INSERT INTO incoming_words (incoming_words) VALUES ('optimize')
