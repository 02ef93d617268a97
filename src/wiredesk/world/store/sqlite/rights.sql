-- name: list_usage_now
-- What is shown at this moment, as far as it was noted.
SELECT article_id, exit, characters, image FROM usage WHERE until IS NULL

-- name: begin_showing
-- From now on an exit shows this; what changed within one second counts as the last.
INSERT INTO usage (article_id, exit, since, until, provider, characters, image)
SELECT id, :exit, :now, NULL, provider, :characters, :image FROM article WHERE id = :id
ON CONFLICT (article_id, exit, since) DO UPDATE SET
  until = NULL, characters = excluded.characters, image = excluded.image

-- name: end_showing
-- An exit no longer shows this.
UPDATE usage SET until = :now WHERE article_id = :id AND exit = :exit AND until IS NULL

-- name: list_usage_of
-- What was shown of a provider, newest first.
SELECT s.article_id, a.url, a.title, s.provider, s.exit, s.characters, s.image, s.since, s.until
FROM usage s CROSS JOIN article a ON a.id = s.article_id WHERE s.provider = ?
ORDER BY s.since DESC, s.article_id, s.exit

-- name: has_takedowns
-- Whether anything was ever taken down.
SELECT 1 FROM takedown LIMIT 1

-- name: find_takedown
-- The taken-down articles that these marks belong to.
SELECT mark, article_id FROM takedown_mark WHERE mark IN (SELECT value FROM json_each(?))

-- name: list_takedowns
-- What is taken down, newest first.
SELECT body, purge_at, purged_at FROM takedown ORDER BY at DESC, article_id

-- name: list_takedowns_of
-- Take-downs of these articles.
SELECT body, purge_at, purged_at FROM takedown WHERE article_id IN (SELECT value FROM json_each(?))

-- name: load_takedown
-- One take-down.
SELECT body, purge_at, purged_at FROM takedown WHERE article_id = ?

-- name: save_takedown
-- An article is taken down; one that is so already keeps its first entry.
INSERT INTO takedown (article_id, at, purge_at, purged_at, body) VALUES (:id, :at, :purge_at, NULL, :body)
ON CONFLICT (article_id) DO NOTHING

-- name: hasten_purge
-- It is purged as soon as that now.
UPDATE takedown SET purge_at = min(purge_at, :purge_at) WHERE article_id = :id

-- name: forget_takedown
-- It was undone before it was purged.
DELETE FROM takedown WHERE article_id = ? AND purged_at IS NULL

-- name: save_takedown_mark
-- What it is recognised by.
INSERT INTO takedown_mark (mark, article_id) VALUES (?, ?) ON CONFLICT (mark) DO NOTHING

-- name: forget_marks
-- It is no longer recognised.
DELETE FROM takedown_mark WHERE article_id = ?

-- name: log_takedown
-- The audit of take-downs.
INSERT INTO takedown_log (article_id, action, by_whom, note, at) VALUES (:id, :action, :by, :note, :at)
ON CONFLICT (article_id, at, action) DO NOTHING

-- name: list_takedown_log
-- What was done to an article, oldest first.
SELECT action, by_whom, note, at FROM takedown_log WHERE article_id = ? ORDER BY seq

-- name: withdraw_article
-- It is out of everything; a record that is out is withdrawn first.
UPDATE article SET bucket = 'retired', cause = 'takedown', lift_at = NULL, due_at = :now,
  stage = CASE WHEN EXISTS (SELECT 1 FROM record WHERE article_id = :id AND live = 1) THEN 'publish' ELSE 'done' END
WHERE id = :id AND cause <> 'takedown'

-- name: put_back
-- A take-down was undone: what was read is judged again, what was not is asked for.
UPDATE article SET bucket = 'pending', cause = '', due_at = :now, attempts = 0,
  stage = CASE WHEN kind IS NULL THEN 'fetch' ELSE 'match' END
WHERE id = :id AND cause = 'takedown'

-- name: list_doors
-- Every address that leads to an article, and what its entries are known by.
SELECT a.url, a.ask_url, e.url, e.source_id, e.key FROM article a LEFT JOIN entry e ON e.id = a.entry_id
WHERE a.id = :id OR a.same_as = :id
UNION SELECT e.url, e.url, e.url, e.source_id, e.key FROM entry e WHERE e.article_id = :id

-- name: list_aliases
-- An article and all that lead to it, with their stories.
SELECT id, story_id FROM article WHERE id = :id OR same_as = :id

-- name: load_address
-- Where an article was found.
SELECT url FROM article WHERE id = ?

-- name: list_again
-- Articles of the same provider and family as one that was taken down: the same text again.
SELECT a.id, w.id FROM article a CROSS JOIN article w INDEXED BY article_family
  ON w.family_id = a.family_id AND w.provider = a.provider AND w.cause = 'takedown'
WHERE a.id IN (SELECT value FROM json_each(?)) AND a.family_id IS NOT NULL AND a.cause <> 'takedown' ORDER BY w.id

-- name: is_settled
-- Whether an article waits for nothing, so that its texts may go.
SELECT 1 FROM article WHERE id = ? AND stage = 'done'

-- name: purge_outcomes
-- What was decided about it, with the words that showed it.
DELETE FROM outcome WHERE subject = ?

-- name: purge_entries
-- What feeds said of it.
UPDATE entry SET title = '', said = :said WHERE article_id = :id

-- name: purge_article
-- Its headline and picture.
UPDATE article SET title = '', image_url = NULL WHERE id = ?

-- name: purge_record
-- Its record; the path stays taken.
UPDATE record SET body = x'' WHERE article_id = ? AND live = 0

-- name: purge_feature
-- What grouping knew of its words.
DELETE FROM feature WHERE article_id = ?

-- name: load_fingerprint
-- Hashes of its text, by which it is recognised.
SELECT body FROM fingerprint WHERE article_id = ?

-- name: blank_fingerprint
-- The same without its headline, its numbers and the reasons of the verdict.
UPDATE fingerprint SET body = :body, verdict = :verdict WHERE article_id = :id

-- name: load_fingerprint_verdict
-- How it stood to other texts.
SELECT verdict FROM fingerprint WHERE article_id = ?

-- name: settle_purge
-- Nothing of it is left that could be shown.
UPDATE takedown SET purged_at = :now, purge_at = min(purge_at, :now), body = :body WHERE article_id = :id

-- name: save_archived
-- Where a raw response lies.
INSERT INTO archived (file, "offset", length, article_id) VALUES (:file, :offset, :length, :id)
ON CONFLICT (file, "offset") DO UPDATE SET article_id = excluded.article_id, length = excluded.length

-- name: list_archived
-- Raw responses of these articles.
SELECT file, "offset", length FROM archived WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY file, "offset"

-- name: forget_archived
-- They are no longer there.
DELETE FROM archived WHERE file = ? AND "offset" = ?

-- name: has_archived
-- Whether a file of the archive holds anything that is still kept.
SELECT 1 FROM archived WHERE file = ? LIMIT 1

-- name: list_ageing
-- Articles that were received by then and of which something may still be kept, a part at a time.
SELECT a.id, a.provider, a.source_id, a.received_at, coalesce(e.level, 0)
FROM article a LEFT JOIN expired e ON e.article_id = a.id AND e.article_id > :after
WHERE a.id > :after AND a.received_at <= :received AND coalesce(e.level, 0) < 3 ORDER BY a.id LIMIT :limit

-- name: save_expired
-- So much of it has expired.
INSERT INTO expired (article_id, level) VALUES (:id, :level)
ON CONFLICT (article_id) DO UPDATE SET level = excluded.level

-- name: list_said
-- Entries of an article with what they said.
SELECT id, said FROM entry WHERE article_id = ?

-- name: save_said
-- What is still kept of what an entry said.
UPDATE entry SET said = :said WHERE id = :id

-- name: load_reading
-- What was read.
SELECT verdict FROM outcome WHERE subject = ? AND step = 'read'

-- name: save_reading
-- What is still kept of what was read.
UPDATE outcome SET verdict = :verdict WHERE subject = :id AND step = 'read'

-- name: publish_expired
-- A published article whose record has to be made again.
UPDATE article SET stage = 'publish', due_at = :now WHERE id = :id AND bucket = 'published' AND stage = 'done'
