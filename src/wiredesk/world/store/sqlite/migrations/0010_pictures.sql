-- Copies of the pictures of what is out.
CREATE TABLE picture (
  article_id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  path TEXT NOT NULL DEFAULT '',
  width INTEGER NOT NULL DEFAULT 0,
  height INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  cause TEXT NOT NULL DEFAULT ''
);
CREATE INDEX picture_due ON picture (due_at) WHERE due_at IS NOT NULL;
