-- name: load_surveys
-- What the sites of these providers showed.
SELECT body FROM provider_survey WHERE domain IN (SELECT value FROM json_each(?))

-- name: save_survey
-- What a provider's site showed, and when it may be asked again.
INSERT INTO provider_survey (domain, due_at, signs, body) VALUES (:domain, :due_at, :signs, :body)
ON CONFLICT (domain) DO UPDATE SET due_at = excluded.due_at, signs = excluded.signs, body = excluded.body

-- name: list_survey_due
-- Providers of followed sources whose site may be asked, never asked ones first.
SELECT s.provider, min(coalesce(v.due_at, 0)) AS due FROM source s LEFT JOIN provider_survey v ON v.domain = s.provider
WHERE s.followed = 1 AND coalesce(v.due_at, 0) <= :now GROUP BY s.provider ORDER BY due, s.provider LIMIT :limit

-- name: list_fed_sources
-- Followed sources that gave an entry since.
SELECT id FROM source s WHERE followed = 1
  AND EXISTS (SELECT 1 FROM entry e WHERE e.source_id = s.id AND e.received_at > :since) ORDER BY id

-- name: list_source_articles
-- The newest articles of a source that were read and labelled, newest first.
SELECT r.verdict, l.verdict, a.received_at FROM entry e
CROSS JOIN article a ON a.id = e.article_id AND a.source_id = e.source_id
CROSS JOIN outcome r ON r.subject = a.id AND r.step = 'read'
CROSS JOIN outcome l ON l.subject = a.id AND l.step = 'label'
WHERE e.source_id = :source AND e.received_at >= :since AND r.verdict <> '' AND a.same_as IS NULL
ORDER BY e.received_at DESC, e.id LIMIT :limit

-- name: list_alarms
-- The last alarm of each source.
SELECT body FROM source_alarm ORDER BY source_id

-- name: load_alarm
-- The last alarm of a source.
SELECT body FROM source_alarm WHERE source_id = ?

-- name: save_alarm
-- An alarm as it is raised or cleared.
INSERT INTO source_alarm (source_id, since, is_open, body) VALUES (:source, :since, :is_open, :body)
ON CONFLICT (source_id) DO UPDATE SET since = excluded.since, is_open = excluded.is_open, body = excluded.body

-- name: judge_source_again
-- Articles of a source that were judged are judged again: an alarm was raised or cleared.
UPDATE article SET stage = 'hold', due_at = :now
WHERE id IN (SELECT article_id FROM entry WHERE source_id = :source AND received_at >= :since) AND source_id = :source
  AND stage IN ('hold', 'publish', 'done') AND bucket IN ('pending', 'published', 'held')

-- name: list_alarms_of
-- Open alarms that these articles fall under.
SELECT a.id, m.body FROM article a CROSS JOIN source_alarm m ON m.source_id = a.source_id
WHERE a.id IN (SELECT value FROM json_each(?)) AND m.is_open = 1 AND a.received_at >= m.since

-- name: list_yield
-- What a source brought first since then, each with when its story began and how many owners report it.
SELECT DISTINCT a.id, a.relation, a.kind, a.is_corrected, a.bucket, a.cause, a.received_at, s.independent,
  (SELECT min(b.received_at) FROM article b INDEXED BY article_story WHERE b.story_id = a.story_id) AS first_at
FROM entry e CROSS JOIN article a ON a.id = e.article_id AND a.source_id = e.source_id
LEFT JOIN story s ON s.id = a.story_id
WHERE e.source_id = :source AND e.received_at >= :since AND a.same_as IS NULL

-- name: keep_shown
-- Before an article is read again: what its record that is out was made from, and whether the page is another.
INSERT INTO shown (article_id, is_refetched, body)
SELECT r.subject, coalesce(f.at > r.at, 0), r.verdict FROM outcome r
CROSS JOIN record c ON c.article_id = r.subject AND c.live = 1
LEFT JOIN outcome f ON f.subject = r.subject AND f.step = 'fetch'
WHERE r.subject IN (SELECT value FROM json_each(?)) AND r.step = 'read' AND r.verdict <> ''
ON CONFLICT (article_id) DO UPDATE SET is_refetched = max(is_refetched, excluded.is_refetched)

-- name: list_shown
-- What the records that are out were made from, where it was read again since.
SELECT article_id, body, is_refetched FROM shown WHERE article_id IN (SELECT value FROM json_each(?))

-- name: forget_shown
-- The record is made from what was read last.
DELETE FROM shown WHERE article_id IN (SELECT value FROM json_each(?))

-- name: list_read_at
-- When the versions of these articles were read.
SELECT subject, at FROM outcome WHERE step = 'read' AND subject IN (SELECT value FROM json_each(?))

-- name: list_bucket_ages
-- Since when the longest waiting article of each bucket and cause lies there.
SELECT bucket, cause, min(since) FROM article WHERE bucket > 'pending' OR bucket < 'pending' GROUP BY bucket, cause
UNION ALL SELECT bucket, stage, min(received_at) FROM article WHERE bucket = 'pending' GROUP BY bucket, stage
