-- name: count_held
-- Held articles that match, by reason, with since when the longest is.
SELECT a.cause, count(*), min(coalesce(a.since, a.received_at)) FROM article a
WHERE a.bucket IN ('held', 'published') AND a.cause IN (SELECT value FROM json_each(:reasons))
  AND (:provider = '' OR a.provider = :provider) AND (:language = '' OR a.language = :language)
  AND (:word = '' OR lower(a.title) LIKE lower(:word) ESCAPE '\')
  AND a.received_at BETWEEN :received_from AND :received_until
  AND NOT (a.stage = 'hold' AND a.due_at = coalesce(a.decision_at, -1))
  AND (:topic = '' OR EXISTS (SELECT 1 FROM article_topic t WHERE t.article_id = a.id AND t.topic = :topic))
GROUP BY a.cause

-- name: list_held_shares
-- Held articles that match, by reason and provider, most first.
SELECT a.cause, a.provider, count(*) FROM article a
WHERE a.bucket IN ('held', 'published') AND a.cause IN (SELECT value FROM json_each(:reasons))
  AND (:provider = '' OR a.provider = :provider) AND (:language = '' OR a.language = :language)
  AND (:word = '' OR lower(a.title) LIKE lower(:word) ESCAPE '\')
  AND a.received_at BETWEEN :received_from AND :received_until
  AND NOT (a.stage = 'hold' AND a.due_at = coalesce(a.decision_at, -1))
  AND (:topic = '' OR EXISTS (SELECT 1 FROM article_topic t WHERE t.article_id = a.id AND t.topic = :topic))
GROUP BY a.cause, a.provider ORDER BY count(*) DESC, a.cause, a.provider

-- name: list_held
-- Held articles that match, a page at a time; the key rises in every order.
SELECT a.id, a.title, a.url, a.provider, a.language, a.received_at, coalesce(a.since, a.received_at), a.quality, s.heat,
  a.story_id, a.bucket, w.key
FROM (
  SELECT k.id, k.key FROM (
    SELECT a.id, CASE :order WHEN 'heat' THEN -coalesce((SELECT heat FROM story WHERE id = a.story_id), 0)
      WHEN 'quality' THEN -coalesce(a.quality, 0) WHEN 'age' THEN coalesce(a.since, a.received_at)
      ELSE -a.received_at END AS key
    FROM article a
    WHERE a.bucket IN ('held', 'published') AND a.cause IN (SELECT value FROM json_each(:reasons))
      AND (:provider = '' OR a.provider = :provider) AND (:language = '' OR a.language = :language)
      AND (:word = '' OR lower(a.title) LIKE lower(:word) ESCAPE '\')
      AND a.received_at BETWEEN :received_from AND :received_until
      AND NOT (a.stage = 'hold' AND a.due_at = coalesce(a.decision_at, -1))
      AND (:topic = '' OR EXISTS (SELECT 1 FROM article_topic t WHERE t.article_id = a.id AND t.topic = :topic))
  ) k WHERE (k.key, k.id) > (:key, :after) ORDER BY k.key, k.id LIMIT :limit
) w CROSS JOIN article a ON a.id = w.id LEFT JOIN story s ON s.id = a.story_id ORDER BY w.key, w.id

-- name: load_held
-- Those of these articles that are held.
SELECT a.id, a.title, a.url, a.provider, a.language, a.received_at, coalesce(a.since, a.received_at), a.quality, s.heat,
  a.story_id, a.bucket, 0
FROM article a LEFT JOIN story s ON s.id = a.story_id
WHERE a.id IN (SELECT value FROM json_each(?)) AND a.bucket IN ('held', 'published') AND a.cause > ''
