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

-- name: list_sources
-- All followed sources.
SELECT body, polling FROM source WHERE followed = 1 ORDER BY provider, url

-- name: list_due_sources
-- Active sources whose time has come, longest due first.
SELECT body, polling FROM source
WHERE followed = 1 AND state = 'active' AND due_at <= :now ORDER BY due_at, id LIMIT :limit

-- name: forget_registry
-- No provider is registered; what the file names is put back by save_provider.
UPDATE provider SET registered = 0

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
-- When the next source, article or story is due.
SELECT min(due) FROM (
  SELECT min(due_at) AS due FROM source WHERE followed = 1 AND state = 'active'
  UNION ALL SELECT min(due_at) FROM article WHERE stage = 'fetch'
  UNION ALL SELECT min(due_at) FROM article WHERE stage = 'hold'
  UNION ALL SELECT min(due_at) FROM story WHERE due_at IS NOT NULL
)

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
WHERE source_id = :source ORDER BY received_at DESC LIMIT :limit

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
-- The feed changed an entry: the page is fetched again.
UPDATE article SET stage = 'fetch', due_at = :now, attempts = 0
WHERE id = :id AND same_as IS NULL AND bucket <> 'rejected' AND stage <> 'fetch'

-- name: list_fetch_work
-- Articles that wait for their page, a few of each host.
SELECT id, ask_url, source_body, said, attempts FROM (
  SELECT a.id, a.ask_url, s.body AS source_body, e.said, a.attempts, a.received_at,
         row_number() OVER (PARTITION BY a.host ORDER BY a.received_at, a.id) AS place
  FROM article a JOIN source s ON s.id = a.source_id JOIN entry e ON e.id = a.entry_id
  WHERE a.stage = 'fetch' AND a.due_at <= :now
) WHERE place <= :per_host ORDER BY received_at, id LIMIT :limit

-- name: wait_to_fetch
-- Try again later.
UPDATE article SET due_at = :due_at, attempts = attempts + :counts WHERE id = :id AND stage = 'fetch'

-- name: advance
-- On to the next step; the account of tries begins anew.
UPDATE article SET stage = :stage, due_at = :due_at, attempts = 0 WHERE id = :id

-- name: fail
-- Set aside for good, with its cause.
UPDATE article SET stage = 'done', bucket = 'failed', cause = :cause WHERE id = :id

-- name: count_attempt
-- One more try failed.
UPDATE article SET attempts = attempts + 1 WHERE id = ?

-- name: list_read_work
-- Articles that wait to be read, with their page and what was read before.
SELECT a.id, a.ask_url, s.body, e.said, a.received_at, p.verdict, r.verdict, a.attempts, a.first_poll
FROM article a JOIN source s ON s.id = a.source_id JOIN entry e ON e.id = a.entry_id
LEFT JOIN outcome p ON p.subject = a.id AND p.step = 'fetch'
LEFT JOIN outcome r ON r.subject = a.id AND r.step = 'read'
WHERE a.stage = 'read' AND a.due_at <= :now ORDER BY a.received_at, a.id LIMIT :limit

-- name: find_by_url
-- The article with this canonical address, an alias resolved.
SELECT coalesce(same_as, id) FROM article WHERE url = ? ORDER BY same_as IS NOT NULL, received_at, id LIMIT 1

-- name: count_lines
-- On how many other articles of the host each line stands.
SELECT hash, count(*) FROM line
WHERE host = :host AND article_id <> :but AND hash IN (SELECT value FROM json_each(:values)) GROUP BY hash

-- name: forget_lines
-- The lines of an article that is read again.
DELETE FROM line WHERE article_id = ?

-- name: save_line
-- A line of an article.
INSERT INTO line (host, hash, article_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING

-- name: save_article
-- What was read.
UPDATE article SET
  stage = 'match', due_at = :now, attempts = 0, url = :url, provider = :provider, title = :title, kind = :kind,
  image_url = :image_url, effective_at = :effective_at, has_author = :has_author, resurfaced = :resurfaced
WHERE id = :id

-- name: alias
-- Only another door to an article that we have.
UPDATE article SET stage = 'done', bucket = 'retired', cause = 'same_address', same_as = :same_as WHERE id = :id

-- name: regrade_shared_image
-- Articles past grading that carry an image which became a logo.
UPDATE article SET stage = 'grade', due_at = :now
WHERE provider = :provider AND image_url = :image_url AND stage IN ('rank', 'hold', 'publish', 'done')
  AND bucket IN ('pending', 'published', 'held')

-- name: count_image
-- On how many articles of its provider an image stands.
SELECT count(*) FROM article WHERE provider = :provider AND image_url = :image_url

-- name: first_entry_at
-- When the source gave its first entry.
SELECT min(received_at) FROM entry WHERE source_id = ?
