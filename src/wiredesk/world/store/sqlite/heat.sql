-- name: list_weights
-- What articles were worth when they were filed, by its terms.
SELECT article_id, original, source, base_rate, on_probation FROM coverage INDEXED BY coverage_article
WHERE article_id IN (SELECT value FROM json_each(?))

-- name: list_base_rates
-- Owners that report more of everything than others.
SELECT owner, rate FROM base_rate WHERE owner IN (SELECT value FROM json_each(?))

-- name: log_filed
-- An article is filed, once for ever.
INSERT INTO coverage
  (at, article_id, story_id, owner, family_id, relation, received_at, counted_at, original, source, base_rate, on_probation)
SELECT :now, a.id, a.story_id, p.owner_key, a.family_id, a.relation, a.received_at, :counted_at, :original, :source, :base_rate, :on_probation
FROM article a CROSS JOIN provider p ON p.domain = a.provider
WHERE a.id = :id AND NOT EXISTS (SELECT 1 FROM coverage c WHERE c.article_id = a.id)

-- name: log_moved
-- Filed articles of a story that counted elsewhere, or no longer count: from now on it is so.
INSERT INTO coverage
  (at, article_id, story_id, owner, family_id, relation, received_at, counted_at, original, source, base_rate, on_probation)
SELECT :now, a.id, CASE WHEN a.bucket NOT IN ('failed', 'rejected', 'retired') THEN a.story_id END, c.owner, c.family_id, c.relation,
       c.received_at, c.counted_at, c.original, c.source, c.base_rate, c.on_probation
FROM article a INDEXED BY article_story CROSS JOIN coverage c
  ON c.seq = (SELECT max(seq) FROM coverage l WHERE l.article_id = a.id)
WHERE a.story_id = :story_id
  AND c.story_id IS DISTINCT FROM CASE WHEN a.bucket NOT IN ('failed', 'rejected', 'retired') THEN a.story_id END

-- name: log_shown
-- What is shown of a story, when that is something new; its heat follows from the coverage.
INSERT INTO story_shown (at, story_id, lead, reports, independent, calibration)
SELECT :now, :id, :lead, :reports, :independent, :calibration
WHERE (:lead, :reports, :independent, :calibration) IS NOT (
  SELECT lead, reports, independent, calibration FROM story_shown WHERE story_id = :id ORDER BY seq DESC LIMIT 1)

-- name: log_out
-- A record went out, or was withdrawn.
INSERT INTO went_out (at, article_id, live)
SELECT :now, r.article_id, r.live FROM record r
WHERE r.article_id = :id AND r.live <> coalesce(
  (SELECT w.live FROM went_out w WHERE w.article_id = r.article_id ORDER BY w.seq DESC LIMIT 1), 0)

-- name: first_coverage
-- Where coverage of a time begins.
SELECT min(seq) FROM coverage WHERE received_at >= ?

-- name: replay_coverage
-- Where each article counted at a moment, in the order of the log, a part at a time.
SELECT seq, at, article_id, story_id, owner, family_id, relation, received_at, counted_at, original * source * base_rate
FROM coverage c
WHERE seq >= :seq AND +received_at >= :since AND at <= :until
  AND seq = (SELECT max(seq) FROM coverage l WHERE l.article_id = c.article_id AND l.at <= :until)
ORDER BY seq LIMIT :limit

-- name: list_shown_of
-- What was shown of stories at a moment.
SELECT at, story_id, lead, reports, independent, calibration FROM story_shown s
WHERE story_id IN (SELECT value FROM json_each(:values))
  AND seq = (SELECT max(seq) FROM story_shown l WHERE l.story_id = s.story_id AND l.at <= :at)

-- name: list_out
-- Which of these articles had a record out at a moment.
SELECT article_id FROM went_out w
WHERE article_id IN (SELECT value FROM json_each(:values)) AND live = 1
  AND seq = (SELECT max(seq) FROM went_out l WHERE l.article_id = w.article_id AND l.at <= :at)

-- name: list_newcomers
-- Stories that many owners on probation report, of late as the log goes.
SELECT a.story_id, count(DISTINCT c.owner) FROM coverage c INDEXED BY coverage_newcomers
CROSS JOIN article a ON a.id = c.article_id
WHERE c.on_probation = 1 AND c.received_at >= (SELECT max(received_at) FROM coverage) - :seconds
  AND a.story_id IS NOT NULL
  AND a.bucket NOT IN ('failed', 'rejected', 'retired')
GROUP BY a.story_id HAVING count(DISTINCT c.owner) >= :owners ORDER BY 2 DESC, 1

-- name: list_calibrations
-- All that were ever made, by number.
SELECT number, topic, half_life_hours, mass_50, mass_90, stories, made_at FROM calibration ORDER BY number

-- name: save_calibration
-- A new one; a number that is taken stays what it is.
INSERT INTO calibration (number, topic, half_life_hours, mass_50, mass_90, stories, made_at)
VALUES (:number, :topic, :half_life_hours, :mass_50, :mass_90, :stories, :made_at) ON CONFLICT (number) DO NOTHING

-- name: forget_base_rates
-- They are made anew.
DELETE FROM base_rate

-- name: save_base_rate
-- An owner that reports more of everything than others.
INSERT INTO base_rate (owner, rate) VALUES (?, ?)
