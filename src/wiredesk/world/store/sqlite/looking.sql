-- name: list_publish_at
-- Articles that wait to be published or withdrawn.
SELECT id FROM article WHERE stage = 'publish' AND due_at <= :now ORDER BY received_at, id LIMIT :limit

-- name: list_readings
-- Articles as read.
SELECT subject, verdict FROM outcome WHERE step = 'read' AND subject IN (SELECT value FROM json_each(?))

-- name: list_records_of
-- Path and bytes of the records of these articles.
SELECT article_id, path, body, live FROM record WHERE article_id IN (SELECT value FROM json_each(?))

-- name: is_path_taken
-- Whether a record ever lay there.
SELECT 1 FROM record WHERE path = ?

-- name: save_record
-- A record as it shall be; its path stays for ever.
INSERT INTO record (article_id, path, live, body) VALUES (:id, :path, :live, :body)
ON CONFLICT (article_id) DO UPDATE SET live = excluded.live, body = excluded.body

-- name: settle_published
-- Published or withdrawn: done, or waiting for a hold to lift itself.
UPDATE article SET
  stage = CASE WHEN lift_at IS NULL THEN 'done' ELSE 'hold' END, due_at = coalesce(lift_at, :now)
WHERE id = :id

-- name: list_records
-- Every record that shall be out.
SELECT path, body FROM record WHERE live = 1 ORDER BY path

-- name: find_article
-- One article by id, address or path of its record.
SELECT coalesce(a.same_as, a.id) FROM article a WHERE a.id = :key
UNION ALL SELECT coalesce(a.same_as, a.id) FROM article a WHERE a.url = :key
UNION ALL SELECT coalesce(a.same_as, a.id) FROM article a WHERE a.url = :canonical
UNION ALL SELECT article_id FROM record WHERE path = :key LIMIT 1

-- name: find_by_entry_url
-- One article by the address that a feed gave it.
SELECT coalesce(a.same_as, a.id) FROM article a WHERE a.id = ?

-- name: list_lines_of
-- Articles for a list.
SELECT id, source_id, url, title, provider, stage, bucket, received_at, family_id, relation, story_id, quality, kind, cause
FROM article WHERE id IN (SELECT value FROM json_each(?))

-- name: load_story
-- A story, or where it leads.
SELECT id, redirect_to, lead, heat, ranked_at, reports, independent FROM story WHERE id = ?

-- name: list_story_members
-- Articles of a story in order of receipt.
SELECT id FROM article WHERE story_id = ? AND bucket NOT IN ('failed', 'retired') ORDER BY received_at, id

-- name: list_stories
-- Hottest stories with a published member of late.
SELECT id FROM story s WHERE redirect_to IS NULL AND EXISTS (
  SELECT 1 FROM article a WHERE a.story_id = s.id AND a.bucket = 'published' AND a.received_at >= :since)
ORDER BY heat DESC, id LIMIT :limit

-- name: list_outcomes
-- What was decided about a subject.
SELECT subject, step, version, at, reasons, verdict FROM outcome WHERE subject = ?

-- name: list_published
-- Published articles, newest first.
SELECT id FROM article WHERE bucket = 'published' ORDER BY effective_at DESC, id LIMIT ?

-- name: count_buckets
-- Articles by bucket and cause.
SELECT bucket, CASE bucket WHEN 'pending' THEN stage ELSE cause END, count(*) FROM article GROUP BY 1, 2

-- name: count_articles
-- All that ever came in.
SELECT count(*) FROM article

-- name: rewind
-- Articles go back to a step that they had passed.
UPDATE article SET stage = :stage, due_at = :now, attempts = 0
WHERE bucket IN ('pending', 'published', 'held') AND stage IN (SELECT value FROM json_each(:later))
  AND id IN (SELECT subject FROM outcome WHERE step = :stage AND version < :below)

-- name: rewind_stories
-- Stories whose members are ranked again.
UPDATE story SET due_at = :now WHERE redirect_to IS NULL AND id IN (SELECT story_id FROM article WHERE stage = 'rank')

-- name: import_article
-- An article of another hub.
INSERT INTO article
  (id, url, ask_url, host, source_id, entry_id, provider, stage, due_at, first_poll, received_at, effective_at, title,
   kind, image_url, has_author)
VALUES
  (:id, :url, :url, :host, :source_id, :entry_id, :provider, 'match', :now, 1, :received_at, :effective_at, :title,
   :kind, :image_url, :has_author)
ON CONFLICT (id) DO NOTHING

-- name: load_robots
-- What is kept of a host's robots.txt.
SELECT kept FROM robots WHERE host = ?

-- name: save_robots
-- Keep a host's robots.txt.
INSERT INTO robots (host, kept) VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET kept = excluded.kept

-- name: save_import_source
-- The source that imported articles belong to; it is never polled.
INSERT INTO source (id, url, provider, followed, state, due_at, body, polling)
VALUES (:id, :url, :provider, 0, 'parked', :due_at, :body, :polling) ON CONFLICT (id) DO NOTHING

-- name: save_imported_record
-- The record of another hub keeps its path and its bytes until this hub writes its own.
INSERT INTO record (article_id, path, live, body) VALUES (:id, :path, :live, :body) ON CONFLICT DO NOTHING

-- name: check_whole
-- SQLite's own check of the whole file.
PRAGMA integrity_check
