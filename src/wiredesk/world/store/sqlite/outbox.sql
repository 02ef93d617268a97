-- name: last_event
-- How far the order of events has come.
SELECT coalesce(max(seq), 0) FROM event

-- name: list_last_topics
-- Topics that these articles' records had at their last event.
SELECT e.article_id, e.topics FROM event e
WHERE e.article_id IN (SELECT value FROM json_each(?))
  AND e.seq = (SELECT max(l.seq) FROM event l WHERE l.article_id = e.article_id)

-- name: file_event
-- A record changed.
INSERT INTO event (seq, id, kind, article_id, topics, at) VALUES (:seq, :id, :kind, :article_id, :topics, :now)

-- name: file_delivery
-- A webhook is to be told.
INSERT INTO delivery (webhook, seq, article_id, due_at) VALUES (:webhook, :seq, :article_id, :now)

-- name: list_webhooks
-- All webhooks with how they stand.
SELECT body, health FROM webhook ORDER BY name

-- name: save_webhook
-- A webhook as its owner wrote it down; how it stands is kept.
INSERT INTO webhook (name, body, state, due_at, health) VALUES (:name, :body, :state, :due_at, :health)
ON CONFLICT (name) DO UPDATE SET body = excluded.body

-- name: save_health
-- How a webhook stands.
UPDATE webhook SET state = :state, due_at = :due_at, health = :health WHERE name = :name

-- name: remove_webhook
-- A webhook is no longer written down; its deliveries go with it.
DELETE FROM webhook WHERE name = ?

-- name: list_due_deliveries
-- Of each article the oldest event that waits, the longest not tried first, with the record as it is out now.
SELECT e.seq, e.id, e.kind, e.article_id, e.topics, e.at, d.attempts,
       CASE WHEN r.live = 1 AND a.bucket = 'published' THEN r.body END, a.story_id
FROM webhook w CROSS JOIN delivery d INDEXED BY delivery_waiting ON d.webhook = w.name AND d.due_at IS NOT NULL
CROSS JOIN event e ON e.seq = d.seq
LEFT JOIN record r ON r.article_id = e.article_id LEFT JOIN article a ON a.id = e.article_id
WHERE w.name = :webhook AND w.state = 'active' AND w.due_at <= :now AND d.due_at <= :now
  AND NOT EXISTS (SELECT 1 FROM delivery b INDEXED BY delivery_order
    WHERE b.webhook = d.webhook AND b.article_id = d.article_id AND b.seq < d.seq AND b.due_at IS NOT NULL)
ORDER BY d.tried_at, d.seq LIMIT :limit

-- name: save_delivery
-- What became of an attempt, unless it was settled meanwhile.
UPDATE delivery SET attempts = attempts + :counts, due_at = :due_at, delivered = :delivered, answer = :answer, tried_at = :now
WHERE webhook = :webhook AND seq = :seq AND due_at IS NOT NULL

-- name: forget_overtaken
-- What was given up while a later event of the same article arrived: it would now come out of order.
DELETE FROM delivery WHERE webhook = :webhook AND due_at IS NULL AND delivered = 0 AND EXISTS (
  SELECT 1 FROM delivery l INDEXED BY delivery_order
  WHERE l.webhook = :webhook AND l.article_id = delivery.article_id AND l.seq > delivery.seq AND l.delivered = 1)

-- name: revive_deliveries
-- All that is not delivered is due at once, as if never tried.
UPDATE delivery SET due_at = :now, attempts = 0, tried_at = 0 WHERE webhook = :webhook AND delivered = 0

-- name: count_deliveries
-- How many events went which way.
SELECT webhook, count(due_at), sum(delivered), count(*) - count(due_at) - sum(delivered) FROM delivery GROUP BY webhook

-- name: list_delivery_log
-- What was or is to be sent, newest event first.
SELECT e.seq, e.id, e.kind, e.article_id, e.topics, e.at, d.attempts, d.delivered, d.due_at, d.answer, nullif(d.tried_at, 0)
FROM delivery d CROSS JOIN event e ON e.seq = d.seq WHERE d.webhook = :webhook ORDER BY d.seq DESC LIMIT :limit

-- name: forget_events
-- Events of before then with their deliveries, but for the last one of each record that is out; and the last of all, whose
-- number must not be given again.
DELETE FROM event WHERE at < :before AND +seq < (SELECT max(l.seq) FROM event l) AND NOT (
  EXISTS (SELECT 1 FROM record r WHERE r.article_id = event.article_id AND r.live = 1)
  AND seq = (SELECT max(l.seq) FROM event l WHERE l.article_id = event.article_id))
