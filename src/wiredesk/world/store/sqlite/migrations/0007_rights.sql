-- What was shown of whom, what was taken down, what has expired, and where raw responses lie.

CREATE TABLE usage (
  article_id TEXT NOT NULL,
  exit TEXT NOT NULL,                -- records.rights.Exit
  since INTEGER NOT NULL,
  until INTEGER,                     -- NULL: still shown
  provider TEXT NOT NULL,
  characters INTEGER NOT NULL,       -- of the excerpt
  image INTEGER NOT NULL,
  PRIMARY KEY (article_id, exit, since)
) WITHOUT ROWID;
CREATE INDEX usage_open ON usage (article_id, exit) WHERE until IS NULL;
CREATE INDEX usage_provider ON usage (provider, since);

CREATE TABLE takedown (
  article_id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  purge_at INTEGER NOT NULL,
  purged_at INTEGER,                 -- NULL: it can still be undone
  body TEXT NOT NULL                 -- records.rights.Takedown
) WITHOUT ROWID;

CREATE TABLE takedown_mark (         -- what a taken-down article is recognised by when it comes again
  mark TEXT PRIMARY KEY,
  article_id TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX takedown_mark_article ON takedown_mark (article_id);

CREATE TABLE takedown_log (
  seq INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL,
  action TEXT NOT NULL,              -- taken_down, again, undone, purged
  by_whom TEXT NOT NULL,
  note TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (article_id, at, action)
);

CREATE TABLE archived (              -- every raw response that was kept of an article
  file TEXT NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  PRIMARY KEY (file, offset)
) WITHOUT ROWID;
CREATE INDEX archived_article ON archived (article_id);
INSERT OR IGNORE INTO archived (file, offset, length, article_id)
SELECT verdict ->> '$.place.file', verdict ->> '$.place.offset', verdict ->> '$.place.length', subject
FROM outcome WHERE step = 'fetch' AND verdict <> '' AND verdict ->> '$.place.file' IS NOT NULL;

CREATE INDEX entry_article ON entry (article_id); -- all that feeds said of an article, when it has to go

CREATE TABLE expired (
  article_id TEXT PRIMARY KEY,
  level INTEGER NOT NULL             -- 1: raw responses, 2: and the full text, 3: and the excerpt
) WITHOUT ROWID;
