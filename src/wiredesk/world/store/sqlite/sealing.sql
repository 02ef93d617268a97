-- name: count_sealed
-- Records by the key that sealed them.
SELECT kid, count(*) FROM sealed GROUP BY kid ORDER BY kid

-- name: list_sealed_otherwise
-- Records that another key than this one sealed.
SELECT s.article_id, r.body, s.kid, s.rev FROM sealed s CROSS JOIN record r ON r.article_id = s.article_id
WHERE s.article_id > :after AND r.article_id > :after AND s.kid <> :kid ORDER BY s.article_id LIMIT :limit

-- name: list_not_sealed
-- Records without a seal of ours: none at all, or what another hub put there.
SELECT r.article_id, r.body, NULL, NULL FROM record r
WHERE r.article_id > :after AND NOT EXISTS (
  SELECT 1 FROM sealed s WHERE s.article_id = r.article_id AND s.article_id > :after)
ORDER BY r.article_id LIMIT :limit

-- name: load_kept
-- One record with its mark.
SELECT r.article_id, r.body, s.kid, s.rev FROM record r LEFT JOIN sealed s ON s.article_id = r.article_id
WHERE r.article_id = ?

-- name: list_marks_of
-- Marks of these articles.
SELECT article_id, kid, rev FROM sealed WHERE article_id IN (SELECT value FROM json_each(?))

-- name: swap_record
-- A record with another sealed text, if nobody wrote it meanwhile.
UPDATE record SET body = :body WHERE article_id = :id AND body = :before

-- name: save_mark
-- Under which key and revision an article's text is sealed.
INSERT INTO sealed (article_id, kid, rev) VALUES (:id, :kid, :rev)
ON CONFLICT (article_id) DO UPDATE SET kid = excluded.kid, rev = excluded.rev
WHERE sealed.kid <> excluded.kid OR sealed.rev <> excluded.rev

-- name: save_unsealing
-- Who opened what, and what for.
INSERT INTO unsealing (article_id, kid, rev, by_whom, why, at) VALUES (:id, :kid, :rev, :by, :why, :at)

-- name: list_unsealings
-- The last lines of the audit.
SELECT article_id, kid, rev, by_whom, why, at FROM unsealing ORDER BY seq DESC LIMIT ?
