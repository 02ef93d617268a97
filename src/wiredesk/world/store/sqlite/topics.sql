-- name: save_lesson
-- What an editor said; said twice at once it is said once.
INSERT INTO topic_lesson (article_id, topic, lesson, by_whom, at) VALUES (:id, :topic, :lesson, :by, :at)
ON CONFLICT DO NOTHING

-- name: label_again
-- An article past labelling goes back to it.
UPDATE article SET stage = 'label', due_at = :now, lift_at = NULL
WHERE id = :id AND stage IN ('grade', 'rank', 'hold', 'publish', 'done') AND bucket IN ('pending', 'published', 'held')

-- name: list_lessons
-- The last word on each article and topic, in the order said.
SELECT article_id, topic, lesson, by_whom, at FROM topic_lesson
WHERE seq IN (SELECT max(seq) FROM topic_lesson GROUP BY article_id, topic) ORDER BY seq

-- name: list_lessons_of
-- The last word on these articles.
SELECT article_id, topic, lesson, by_whom, at FROM topic_lesson
WHERE seq IN (SELECT max(seq) FROM topic_lesson WHERE article_id IN (SELECT value FROM json_each(?)) GROUP BY article_id, topic)
ORDER BY seq

-- name: load_edition
-- The last edition with its models.
SELECT body, models FROM topic_edition ORDER BY number DESC LIMIT 1

-- name: load_edition_number
-- The number of the last edition.
SELECT number FROM topic_edition ORDER BY number DESC LIMIT 1

-- name: save_edition
-- A new edition.
INSERT INTO topic_edition (number, body, models) VALUES (:number, :body, :models)
ON CONFLICT (number) DO UPDATE SET body = excluded.body, models = excluded.models

-- name: forget_models
-- Older editions keep what was learned from, not the weights.
UPDATE topic_edition SET models = NULL WHERE number < :number AND models IS NOT NULL

-- name: count_labelled_before
-- Articles that an older edition labelled.
SELECT count(*) FROM outcome WHERE step = 'label' AND version < ?

-- name: newest_receipt
-- When the last article came in.
SELECT max(received_at) FROM article

-- name: list_labelled
-- Labelled articles by id, a part at a time: ids are hashes, so any first part is a fair sample.
SELECT a.id, r.verdict, l.verdict FROM article a
CROSS JOIN outcome r ON r.subject = a.id AND r.step = 'read'
CROSS JOIN outcome l ON l.subject = a.id AND l.step = 'label'
WHERE a.id > :after AND a.received_at >= :since AND a.same_as IS NULL AND (a.bucket || '') IN ('pending', 'published', 'held')
  AND r.verdict <> '' AND l.verdict <> ''
ORDER BY a.id LIMIT :limit
