-- name: count_held_for
-- Held articles whose first hold is one of these, up to a limit.
SELECT count(*) FROM (SELECT 1 FROM article INDEXED BY article_bucket
  WHERE bucket = 'held' AND cause IN (SELECT value FROM json_each(:reasons)) LIMIT :limit) AS w

-- name: count_at
-- Articles that wait for a step and are due, up to a limit.
SELECT count(*) FROM (SELECT 1 FROM article INDEXED BY article_waiting
  WHERE stage = :stage AND stage <> 'done' AND due_at <= :now LIMIT :limit) AS w

-- name: load_last_out
-- When a record last went out or was withdrawn.
SELECT at FROM went_out ORDER BY seq DESC LIMIT 1

-- name: load_source
-- A followed source.
SELECT body, polling FROM source WHERE id = ? AND followed = 1

-- name: list_source_figures
-- What each followed source brought first since then.
SELECT s.id, count(DISTINCT a.id), count(DISTINCT CASE a.bucket WHEN 'published' THEN a.id END),
  count(DISTINCT CASE a.relation WHEN 'copy' THEN a.id END), max(a.received_at)
FROM source s CROSS JOIN entry e ON e.source_id = s.id AND e.received_at >= :since
CROSS JOIN article a ON a.id = e.article_id AND a.source_id = e.source_id
WHERE s.followed = 1 AND a.same_as IS NULL GROUP BY s.id

-- name: list_sessions
-- All sessions.
SELECT token_hash, "user", begun_at, seen_at, csrf FROM session ORDER BY "user", seen_at DESC, token_hash
