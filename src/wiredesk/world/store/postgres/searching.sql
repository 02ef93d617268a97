-- name: save_findable_words
-- By which words.
INSERT INTO findable_words (place, said) VALUES (:place, concat_ws(' ',
  placed(:title, 'A', 0), placed(:excerpt, 'B', 1000), placed(:provider, 'C', 6000), placed(:topics, 'D', 7000),
  facets(:facets))::tsvector)

-- name: forget_findable_words
-- Nor by its words.
DELETE FROM findable_words WHERE place = ?

-- name: search_findable
-- Hits between two places, the last place first.
SELECT w.place, f.article_id FROM findable_words w JOIN findable f ON f.place = w.place
WHERE w.said @@ :match::tsquery AND w.place >= :begin AND w.place < :end ORDER BY w.place DESC LIMIT :limit

-- name: count_findable
-- How many hits lie between two places, counted up to a limit.
SELECT count(*) FROM (SELECT 1 FROM findable_words
  WHERE said @@ :match::tsquery AND place >= :begin AND place < :end LIMIT :limit) AS w

-- name: save_incoming_words
-- By which words.
INSERT INTO incoming_words (place, said) VALUES (:place, concat_ws(' ',
  placed(:title, 'A', 0), placed(:provider, 'C', 6000), facets(:facets))::tsvector)

-- name: forget_incoming_words
-- Its words are gone.
DELETE FROM incoming_words WHERE place = ?

-- name: search_incoming
-- Hits between two places, the last place first, in one bucket where one is named.
SELECT w.place, i.article_id FROM incoming_words w JOIN incoming i ON i.place = w.place
WHERE w.said @@ :match::tsquery AND w.place >= :begin AND w.place < :end
  AND (:bucket = '' OR i.bucket = :bucket) ORDER BY w.place DESC LIMIT :limit

-- name: count_incoming
-- How many hits lie between two places, counted up to a limit.
SELECT count(*) FROM (SELECT 1 FROM incoming_words w JOIN incoming i ON i.place = w.place
  WHERE w.said @@ :match::tsquery AND w.place >= :begin AND w.place < :end
    AND (:bucket = '' OR i.bucket = :bucket) LIMIT :limit) AS w

-- name: purge_findable_words
-- Words that wait to be taken into the index of what is out are taken in; the database's `write_back` makes it anew.
SELECT gin_clean_pending_list('findable_words_said'::regclass)

-- name: purge_incoming_words
-- The same for the index of what came in.
SELECT gin_clean_pending_list('incoming_words_said'::regclass)
