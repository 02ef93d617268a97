-- name: hasten_purge
-- It is purged as soon as that now.
UPDATE takedown SET purge_at = least(purge_at, :purge_at) WHERE article_id = :id

-- name: settle_purge
-- Nothing of it is left that could be shown.
UPDATE takedown SET purged_at = :now, purge_at = least(purge_at, :now), body = :body WHERE article_id = :id

-- name: purge_record
-- Its record; the path stays taken.
UPDATE record SET body = '' WHERE article_id = ? AND live = 0

-- name: save_takedown_mark
-- What it is recognised by; no tree could hold the longest marks, so that no key can keep them single.
INSERT INTO takedown_mark (mark, article_id)
SELECT m.mark, m.article_id FROM (VALUES (?, ?)) AS m (mark, article_id)
WHERE NOT EXISTS (SELECT 1 FROM takedown_mark t WHERE t.mark = m.mark)
