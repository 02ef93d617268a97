-- What lists are made of, and which programs may ask for them.
CREATE TABLE listing (               -- articles whose record is out: once under '', and once under each of their topics
  topic TEXT NOT NULL,
  effective_at INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  language TEXT NOT NULL,
  quality INTEGER NOT NULL,          -- as the record says it
  PRIMARY KEY (topic, effective_at DESC, article_id)
) WITHOUT ROWID;
CREATE INDEX listing_article ON listing (article_id, topic);
CREATE INDEX listing_provider ON listing (provider, topic, effective_at DESC, article_id);

CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  used_at INTEGER,                   -- to the hour; NULL: never
  body TEXT NOT NULL                 -- records.apikey.ApiKey
) WITHOUT ROWID;

-- What is out already is looked at again, which fills the lists.
UPDATE article SET stage = 'publish', due_at = 0 WHERE bucket = 'published' AND stage = 'done';
