-- name: list_labelled
-- Labelled articles by id, a part at a time; each table begins where the part does.
SELECT a.id, r.verdict, l.verdict FROM article a
JOIN outcome r ON r.subject = a.id AND r.step = 'read' AND r.subject > :after
JOIN outcome l ON l.subject = a.id AND l.step = 'label' AND l.subject > :after
WHERE a.id > :after AND a.received_at >= :since AND a.same_as IS NULL AND a.bucket IN ('pending', 'published', 'held')
  AND r.verdict <> '' AND l.verdict <> ''
ORDER BY a.id LIMIT :limit
