-- What lists are made of, and which programs may ask for them.
CREATE TABLE listing (               -- articles whose record is out: once under '', and once under each of their topics
  topic words NOT NULL,
  effective_at bigint NOT NULL,
  article_id words NOT NULL,
  provider words NOT NULL,
  language words NOT NULL,
  quality bigint NOT NULL,           -- as the record says it
  PRIMARY KEY (topic, article_id)
);
CREATE INDEX listing_newest ON listing (topic, effective_at DESC, article_id);
CREATE INDEX listing_article ON listing (article_id, topic);
CREATE INDEX listing_provider ON listing (provider, topic, effective_at DESC, article_id);

CREATE TABLE api_key (
  id words PRIMARY KEY,
  used_at bigint,                    -- to the hour; NULL: never
  body words NOT NULL                -- records.apikey.ApiKey
);

-- What is out already is looked at again, which fills the lists.
UPDATE article SET stage = 'publish', due_at = 0 WHERE bucket = 'published' AND stage = 'done';
