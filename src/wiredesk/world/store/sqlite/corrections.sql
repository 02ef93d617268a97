-- name: save_correction
-- What an act of the audit said about stories, under the act's number.
INSERT INTO correction (seq, id, body) VALUES (:seq, :id, :body)

-- name: number_of_correction
-- The number of the correction that a request led to.
SELECT seq FROM correction WHERE id = ?

-- name: find_correction
-- One correction by its number.
SELECT seq, coalesce(undone_by, 0), body FROM correction WHERE seq = ?

-- name: list_corrections
-- The audit from a number on, in order, a part at a time.
SELECT seq, coalesce(undone_by, 0), body FROM correction WHERE seq >= :seq ORDER BY seq LIMIT :limit

-- name: list_corrections_about
-- Corrections that hold and say something of these articles.
SELECT seq, coalesce(undone_by, 0), body FROM correction
WHERE seq IN (SELECT correction FROM ruling WHERE article_id IN (SELECT value FROM json_each(?))) ORDER BY seq

-- name: last_correction
-- The number of the last correction.
SELECT seq FROM correction WHERE seq > 0 ORDER BY seq DESC LIMIT 1

-- name: save_ruling
-- What holds from now on.
INSERT INTO ruling (correction, kind, article_id, target) VALUES (:correction, :kind, :article_id, :target)

-- name: drop_rulings
-- Of a correction that was taken back nothing holds.
DELETE FROM ruling WHERE correction = ?

-- name: undo_correction
-- It stays in the audit, with who took it back.
UPDATE correction SET undone_by = :by WHERE seq = :seq

-- name: list_placements
-- Where each article that a person placed stays: the last word counts.
SELECT r.article_id, coalesce(s.redirect_to, r.target), r.correction
FROM ruling r LEFT JOIN story s ON s.id = r.target
WHERE r.kind = 'placed' AND r.correction = (
  SELECT max(o.correction) FROM ruling o WHERE o.article_id = r.article_id AND o.kind = 'placed')
ORDER BY r.article_id

-- name: list_apart
-- Pairs that are not the same, each once.
SELECT DISTINCT article_id, target FROM ruling WHERE kind = 'apart' AND article_id < target ORDER BY article_id, target

-- name: list_chosen_leads
-- Articles that people chose to lead these stories and that are in them, the last choice last.
WITH w (story, id) AS (
  SELECT value, value FROM json_each(:stories)
  UNION ALL SELECT redirect_to, id FROM story WHERE redirect_to IN (SELECT value FROM json_each(:stories))
)
SELECT w.story, r.article_id, c.body FROM w
CROSS JOIN ruling r ON r.kind = 'lead' AND r.target = w.id
CROSS JOIN article a ON a.id = r.article_id AND a.story_id = w.story
CROSS JOIN correction c ON c.seq = r.correction
ORDER BY r.correction

-- name: load_places
-- The story of each article that is in one.
SELECT id, story_id FROM article WHERE id IN (SELECT value FROM json_each(?)) AND story_id IS NOT NULL

-- name: load_memberships
-- All articles of stories.
SELECT story_id, id FROM article INDEXED BY article_story
WHERE story_id IN (SELECT value FROM json_each(?)) ORDER BY id

-- name: load_redirects
-- Where ids lead that are no story of their own.
SELECT id, redirect_to FROM story WHERE id IN (SELECT value FROM json_each(?)) AND redirect_to IS NOT NULL

-- name: list_redirects
-- Ids that lead to stories.
SELECT redirect_to, id FROM story WHERE redirect_to IN (SELECT value FROM json_each(?)) ORDER BY id

-- name: move_article
-- A person put it into another story; it does not go through grouping again.
UPDATE article SET story_id = :story_id WHERE id = :id

-- name: revive_story
-- An id stands for a story again.
UPDATE story SET redirect_to = NULL WHERE id = ?

-- name: judge_stories_again
-- Members of stories that were judged are judged again: who they stand beside has changed.
UPDATE article SET stage = 'hold', due_at = :now
WHERE story_id IN (SELECT value FROM json_each(:values))
  AND stage IN ('hold', 'publish', 'done') AND bucket IN ('pending', 'published', 'held')

-- name: fall_behind
-- What is out shows other stories than there are; a hub that never published anything is not behind.
UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'generation'
