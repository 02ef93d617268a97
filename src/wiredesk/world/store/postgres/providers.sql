-- name: keep_shown
-- Before an article is read again: what its record that is out was made from, and whether the page is another.
INSERT INTO shown (article_id, is_refetched, body)
SELECT r.subject, coalesce(f.at > r.at, false)::int, r.verdict FROM outcome r
JOIN record c ON c.article_id = r.subject AND c.live = 1
LEFT JOIN outcome f ON f.subject = r.subject AND f.step = 'fetch'
WHERE r.subject IN (SELECT value FROM json_each(?)) AND r.step = 'read' AND r.verdict <> ''
ON CONFLICT (article_id) DO UPDATE SET is_refetched = greatest(shown.is_refetched, excluded.is_refetched)

-- name: list_fed_sources
-- Followed sources that gave an entry since; each is looked up, as their entries are many.
SELECT s.id FROM source s CROSS JOIN LATERAL (
  SELECT 1 FROM entry e WHERE e.source_id = s.id AND e.received_at > :since LIMIT 1) AS w
WHERE s.followed = 1 ORDER BY s.id
