-- name: list_publish_at
-- Articles that wait to be published or withdrawn.
SELECT id FROM article WHERE stage = 'publish' AND stage <> 'done' AND due_at <= :now
ORDER BY received_at, id LIMIT :limit

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
-- Records that shall be out, by path, a part at a time.
SELECT path, body FROM record WHERE live = 1 AND path > :after ORDER BY path LIMIT :limit

-- name: find_article
-- One article by id, address or path of its record; `entry` is the id that a feed's address gives.
SELECT coalesce(same_as, id) FROM article WHERE id IN (:key, :entry)
UNION ALL SELECT coalesce(same_as, id) FROM article WHERE url IN (:key, :canonical)
UNION ALL SELECT article_id FROM record WHERE path = :key LIMIT 1

-- name: list_lines_of
-- Articles for a list.
SELECT id, source_id, url, title, provider, stage, bucket, received_at, family_id, relation, story_id, quality, kind, cause
FROM article WHERE id IN (SELECT value FROM json_each(?))

-- name: load_stories
-- Stories with their numbers.
SELECT id, lead, heat, ranked_at, reports, independent FROM story
WHERE id IN (SELECT value FROM json_each(?)) AND redirect_to IS NULL

-- name: list_story_members
-- Articles of stories in order of receipt.
SELECT story_id, id FROM article INDEXED BY article_story
WHERE story_id IN (SELECT value FROM json_each(?)) AND bucket NOT IN ('failed', 'retired') ORDER BY received_at, id

-- name: list_stories
-- Hottest stories with a published member of late.
SELECT id FROM story s INDEXED BY story_heat WHERE redirect_to IS NULL AND EXISTS (
  SELECT 1 FROM article a INDEXED BY article_story
  WHERE a.story_id = s.id AND a.received_at >= :since AND a.bucket = 'published')
ORDER BY heat DESC, id LIMIT :limit

-- name: list_outcomes
-- What was decided about a subject.
SELECT subject, step, version, at, reasons, verdict FROM outcome WHERE subject = ?

-- name: list_family
-- Articles of the same family, in order of receipt.
SELECT id FROM article WHERE family_id = (SELECT family_id FROM article WHERE id = ?) ORDER BY received_at, id

-- name: list_published
-- Published articles, newest first.
SELECT id FROM article INDEXED BY article_published WHERE bucket = 'published' ORDER BY effective_at DESC, id LIMIT ?

-- name: count_buckets
-- Articles by bucket and cause; those on their way by stage.
SELECT bucket, cause, count(*) FROM article WHERE bucket > 'pending' OR bucket < 'pending' GROUP BY bucket, cause
UNION ALL SELECT bucket, stage, count(*) FROM article WHERE bucket = 'pending' GROUP BY bucket, stage

-- name: count_articles
-- All that ever came in.
SELECT count(*) FROM article

-- name: rewind
-- Articles go back to a step that they had passed; one that the step itself set aside gets another chance.
-- One whose text has expired is not judged again by what it said.
UPDATE article SET stage = :stage, due_at = :now, attempts = 0, lift_at = NULL,
  cause = CASE bucket WHEN 'failed' THEN '' ELSE cause END,
  bucket = CASE bucket WHEN 'failed' THEN 'pending' ELSE bucket END
FROM (SELECT subject, verdict FROM outcome WHERE step = :stage AND version < :below) o
WHERE o.subject = article.id AND article.stage IN (SELECT value FROM json_each(:later))
  AND (bucket IN ('pending', 'published', 'held') OR bucket = 'failed' AND o.verdict = '')
  AND (:stage IN ('hold', 'publish')
    OR NOT EXISTS (SELECT 1 FROM expired WHERE article_id = article.id AND level >= 2))

-- name: rewind_ranking
-- Members of stories that an older version ranked go back to be ranked.
UPDATE article SET stage = 'rank', due_at = :now
WHERE stage IN (SELECT value FROM json_each(:later)) AND bucket IN ('pending', 'published', 'held')
  AND quality IS NOT NULL
  AND story_id IN (SELECT subject FROM outcome WHERE step = 'rank' AND version < :below)

-- name: rewind_stories
-- Stories that an older version ranked are due.
UPDATE story SET due_at = :now WHERE redirect_to IS NULL
  AND id IN (SELECT subject FROM outcome WHERE step = 'rank' AND version < :below)

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
