-- name: list_changed
-- Articles and stories of which something changed after a mark.
SELECT subject, seq FROM changed WHERE seq > ?

-- name: newest_change
-- How far the log of changes is.
SELECT coalesce(max(seq), 0) FROM changed

-- name: list_coverage_of
-- Where these articles count now, in the order of the log.
SELECT seq, at, article_id, story_id, owner, family_id, relation, received_at, counted_at, original * source * base_rate
FROM coverage c INDEXED BY coverage_article
WHERE article_id IN (SELECT value FROM json_each(?))
  AND seq = (SELECT max(seq) FROM coverage l WHERE l.article_id = c.article_id)
ORDER BY seq

-- name: list_reasons_of
-- Why a step decided about these subjects as it did.
SELECT subject, reasons FROM outcome WHERE step = :step AND subject IN (SELECT value FROM json_each(:values))

-- name: list_record_paths
-- Every record that shall be out.
SELECT path, article_id FROM record WHERE live = 1 ORDER BY path
