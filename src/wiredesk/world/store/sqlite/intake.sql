-- name: load_setting
-- A value the machine keeps.
SELECT value FROM setting WHERE key = ?

-- name: save_setting
-- Keep a value.
INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value

-- name: forget_sources
-- Nothing is followed; what the file names is put back by save_source.
UPDATE source SET followed = 0

-- name: save_source
-- Follow a source; a known one keeps its polling.
INSERT INTO source (id, url, provider, followed, state, due_at, body, polling)
VALUES (:id, :url, :provider, 1, :state, :due_at, :body, :polling)
ON CONFLICT (id) DO UPDATE SET followed = 1, provider = excluded.provider, body = excluded.body

-- name: save_polling
-- How a source is polled.
UPDATE source SET state = :state, due_at = :due_at, polling = :polling WHERE id = :id

-- name: list_parked
-- Which of these sources are not polled.
SELECT id FROM source WHERE id IN (SELECT value FROM json_each(?)) AND state = 'parked'

-- name: list_sources
-- All followed sources.
SELECT body, polling FROM source WHERE followed = 1 ORDER BY provider, url

-- name: list_due_sources
-- Active sources whose time has come, longest due first.
SELECT body, polling FROM source
WHERE followed = 1 AND state = 'active' AND due_at <= :now ORDER BY due_at, id LIMIT :limit

-- name: list_registered
-- Who is in the registry.
SELECT domain FROM provider WHERE registered = 1

-- name: forget_provider
-- A provider that left the registry is one that turned up by itself.
UPDATE provider SET registered = 0, owner_key = domain, body = :body WHERE domain = :domain

-- name: save_provider
-- Register a provider.
INSERT INTO provider (domain, owner_key, registered, first_seen, body)
VALUES (:domain, :owner_key, 1, NULL, :body)
ON CONFLICT (domain) DO UPDATE SET owner_key = excluded.owner_key, registered = 1, body = excluded.body

-- name: meet_provider
-- A provider that turned up by itself; the earliest sighting counts.
INSERT INTO provider (domain, owner_key, registered, first_seen, body)
VALUES (:domain, :domain, 0, :at, :body)
ON CONFLICT (domain) DO UPDATE SET first_seen = min(coalesce(first_seen, excluded.first_seen), excluded.first_seen)

-- name: next_due_at
-- When the next source, article or story is due; articles at stage rank wait for their story.
SELECT min(due) FROM (
  SELECT min(due_at) AS due FROM source WHERE followed = 1 AND state = 'active'
  UNION ALL SELECT min(due_at) FROM article WHERE stage = 'fetch' AND stage <> 'done'
  UNION ALL SELECT min(due_at) FROM article WHERE stage = 'read' AND stage <> 'done'
  UNION ALL SELECT min(due_at) FROM article WHERE stage = 'match' AND stage <> 'done'
  UNION ALL SELECT min(due_at) FROM article WHERE stage = 'group' AND stage <> 'done'
  UNION ALL SELECT min(due_at) FROM article WHERE stage = 'label' AND stage <> 'done'
  UNION ALL SELECT min(due_at) FROM article WHERE stage = 'grade' AND stage <> 'done'
  UNION ALL SELECT min(due_at) FROM article WHERE stage = 'hold' AND stage <> 'done'
  UNION ALL SELECT min(due_at) FROM article WHERE stage = 'publish' AND stage <> 'done'
  UNION ALL SELECT * FROM (
    SELECT due_at FROM story s INDEXED BY story_due
    WHERE due_at IS NOT NULL AND EXISTS (
      SELECT 1 FROM article a INDEXED BY article_story WHERE a.story_id = s.id AND a.quality IS NOT NULL
        AND a.bucket NOT IN ('failed', 'rejected', 'retired'))
    ORDER BY due_at LIMIT 1) AS w
) AS w

-- name: list_entries_by_key
-- Entries of a source that share a key.
SELECT id, key, article_id, url, title, digest FROM entry
WHERE source_id = :source AND key IN (SELECT value FROM json_each(:values))

-- name: list_entries_by_url
-- Entries of a source that share an address.
SELECT id, key, article_id, url, title, digest FROM entry
WHERE source_id = :source AND url IN (SELECT value FROM json_each(:values))

-- name: list_entries_by_digest
-- Entries of a source that share title and text.
SELECT id, key, article_id, url, title, digest FROM entry
WHERE source_id = :source AND digest IN (SELECT value FROM json_each(:values))

-- name: list_recent_entries
-- The newest entries of a source.
SELECT id, key, article_id, url, title, digest FROM entry
WHERE source_id = :source ORDER BY received_at DESC, id LIMIT :limit

-- name: has_been_polled
-- Whether a source ever gave an entry.
SELECT 1 FROM entry WHERE source_id = ? LIMIT 1

-- name: save_entry
-- A new or revised entry; what it said is replaced, when it came stays.
INSERT INTO entry (id, source_id, key, article_id, url, title, digest, received_at, said)
VALUES (:id, :source_id, :key, :article_id, :url, :title, :digest, :received_at, :said)
ON CONFLICT (id) DO UPDATE SET
  key = excluded.key, url = excluded.url, title = excluded.title, digest = excluded.digest, said = excluded.said

-- name: begin_article
-- A new article; one that another source brought stays as it is.
INSERT INTO article
  (id, url, ask_url, host, source_id, entry_id, provider, stage, due_at, first_poll, received_at, effective_at, title)
VALUES
  (:id, :url, :ask_url, :host, :source_id, :entry_id, :provider, 'fetch', :received_at, :first_poll, :received_at,
   :received_at, :title)
ON CONFLICT (id) DO NOTHING

-- name: revise_article
-- The feed changed an entry: the page is fetched again, and what was set aside gets another chance.
UPDATE article SET stage = 'fetch', due_at = :now, attempts = 0, lift_at = NULL,
  cause = CASE WHEN bucket IN ('failed', 'retired') THEN '' ELSE cause END,
  since = CASE WHEN bucket IN ('failed', 'retired') THEN NULL ELSE since END,
  bucket = CASE WHEN bucket IN ('failed', 'retired') THEN 'pending' ELSE bucket END
WHERE id = :id AND same_as IS NULL AND bucket <> 'rejected' AND stage <> 'fetch' AND cause <> 'takedown'

-- name: list_fetch_work
-- Articles that wait for their page, a few of each host.
SELECT a.id, a.ask_url, s.body, e.said, a.attempts FROM (
  SELECT id, received_at FROM (
    SELECT id, received_at, row_number() OVER (PARTITION BY host ORDER BY received_at, id) AS place
    FROM article WHERE stage = 'fetch' AND stage <> 'done' AND due_at <= :now
  ) AS w WHERE place <= :per_host ORDER BY received_at, id LIMIT :limit
) w CROSS JOIN article a ON a.id = w.id CROSS JOIN source s ON s.id = a.source_id CROSS JOIN entry e ON e.id = a.entry_id
ORDER BY w.received_at, w.id

-- name: wait_to_fetch
-- Try again later; the same answer counts once.
UPDATE article SET due_at = :due_at, attempts = attempts + :counts
WHERE id = :id AND stage = 'fetch' AND due_at <> :due_at

-- name: advance
-- On to the next step; the account of tries begins anew.
UPDATE article SET stage = :stage, due_at = :now, attempts = 0 WHERE id = :id

-- name: fail
-- Set aside with its cause; a record that is out is withdrawn, and its article counts as retired.
UPDATE article SET cause = :cause, since = :now, lift_at = NULL, due_at = :now,
  bucket = CASE WHEN EXISTS (SELECT 1 FROM record WHERE article_id = :id AND live = 1) THEN 'retired' ELSE 'failed' END,
  stage = CASE WHEN EXISTS (SELECT 1 FROM record WHERE article_id = :id AND live = 1) THEN 'publish' ELSE 'done' END
WHERE id = :id

-- name: leave_story
-- An article that counted no longer does: its story is ranked again.
UPDATE story SET due_at = min(coalesce(due_at, :now), :now)
WHERE id = (SELECT story_id FROM article WHERE id = :id AND quality IS NOT NULL)

-- name: count_attempt
-- One more try failed; `attempts` says how many had before, so that the same failure counts once.
UPDATE article SET attempts = coalesce(:before, attempts) + 1 WHERE id = :id

-- name: list_read_work
-- Articles that wait to be read, with their page and what was read before.
SELECT a.id, a.ask_url, s.body, e.said, a.received_at, p.verdict, r.verdict, a.attempts, a.first_poll FROM (
  SELECT id, received_at FROM article WHERE stage = 'read' AND stage <> 'done' AND due_at <= :now
  ORDER BY received_at, id LIMIT :limit
) w CROSS JOIN article a ON a.id = w.id CROSS JOIN source s ON s.id = a.source_id CROSS JOIN entry e ON e.id = a.entry_id
LEFT JOIN outcome p ON p.subject = a.id AND p.step = 'fetch'
LEFT JOIN outcome r ON r.subject = a.id AND r.step = 'read'
ORDER BY w.received_at, w.id

-- name: find_by_url
-- The article with this canonical address, an alias resolved.
SELECT coalesce(same_as, id) FROM article WHERE url = ? ORDER BY same_as IS NOT NULL, received_at, id LIMIT 1

-- name: count_lines
-- On how many articles of the host each line stands.
SELECT hash, articles FROM line_seen WHERE host = :host AND hash IN (SELECT value FROM json_each(:values))

-- name: list_article_lines
-- The lines that these articles have been counted with.
SELECT article_id, host, hashes FROM article_lines WHERE article_id IN (SELECT value FROM json_each(?))

-- name: save_article_lines
-- The lines that an article is counted with.
INSERT INTO article_lines (article_id, host, hashes) VALUES (?, ?, ?)
ON CONFLICT (article_id) DO UPDATE SET host = excluded.host, hashes = excluded.hashes

-- name: count_line
-- More or fewer articles of the host carry a line.
INSERT INTO line_seen (host, hash, articles) VALUES (?, ?, ?)
ON CONFLICT (host, hash) DO UPDATE SET articles = line_seen.articles + excluded.articles

-- name: forget_line
-- A line that no article carries any more.
DELETE FROM line_seen WHERE host = ? AND hash = ? AND articles <= 0

-- name: save_article
-- What was read.
UPDATE article SET
  stage = 'match', due_at = :now, attempts = 0, url = :url, provider = :provider, title = :title, kind = :kind,
  image_url = :image_url, effective_at = :effective_at, has_author = :has_author, resurfaced = :resurfaced,
  language = :language
WHERE id = :id

-- name: resolve_alias
-- Where an alias leads; nothing when it is an article of its own.
SELECT same_as FROM article WHERE id = ? AND same_as IS NOT NULL

-- name: alias
-- Only another door to an article that we have; a record of its own is withdrawn.
UPDATE article SET bucket = 'retired', cause = 'same_address', since = :now, same_as = :same_as, lift_at = NULL,
  due_at = :now,
  stage = CASE WHEN EXISTS (SELECT 1 FROM record WHERE article_id = :id AND live = 1) THEN 'publish' ELSE 'done' END
WHERE id = :id

-- name: flatten_aliases
-- Whoever led to an article that became an alias leads to where that one leads.
UPDATE article SET same_as = :same_as WHERE same_as = :id

-- name: list_logos
-- Which of these pairs of provider and image stand on three or more articles.
SELECT p.value ->> 0, p.value ->> 1 FROM json_each(?) p
WHERE (SELECT count(*) FROM (
  SELECT 1 FROM article WHERE provider = p.value ->> 0 AND image_url = p.value ->> 1 LIMIT 3) AS w) >= 3

-- name: regrade_shared_image
-- Articles past grading that carry an image which became a logo.
UPDATE article SET stage = 'grade', due_at = :now
WHERE provider = :provider AND image_url = :image_url AND stage IN ('rank', 'hold', 'publish', 'done')
  AND bucket IN ('pending', 'published', 'held')
  AND NOT EXISTS (SELECT 1 FROM expired WHERE article_id = article.id AND level >= 2)

-- name: list_first_entries
-- When each of these sources gave its first entry.
SELECT v.value, (SELECT min(received_at) FROM entry WHERE source_id = v.value) FROM json_each(?) v
