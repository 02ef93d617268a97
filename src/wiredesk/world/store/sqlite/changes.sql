-- name: list_changes
-- The last event of each article, where that comes behind a number.
SELECT e.seq, e.id, e.kind, e.article_id, e.topics, e.at FROM event e
WHERE e.seq > :after AND NOT EXISTS (
  SELECT 1 FROM event l INDEXED BY event_article WHERE l.article_id = e.article_id AND l.seq > e.seq)
ORDER BY e.seq LIMIT :limit

-- name: find_event_before
-- How far the order of events had come before then.
SELECT seq FROM event WHERE at < ? ORDER BY at DESC, seq DESC LIMIT 1

-- name: list_topics_told
-- All topics that these articles' records had at any event that is kept.
SELECT article_id, topics FROM event WHERE article_id IN (SELECT value FROM json_each(?))
