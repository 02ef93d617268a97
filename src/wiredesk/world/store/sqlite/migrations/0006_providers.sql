-- Providers and their sources: what a provider shows of itself, clickbait and corrections counted, alarms;
-- what is out while a newer version waits for a person; since when an article lies in its bucket.

ALTER TABLE provider ADD COLUMN clickbait INTEGER NOT NULL DEFAULT 0;
ALTER TABLE provider ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;

ALTER TABLE article ADD COLUMN is_clickbait INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN is_corrected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN since INTEGER;
ALTER TABLE article ADD COLUMN decision_until INTEGER;
ALTER TABLE decision ADD COLUMN until INTEGER;

DROP INDEX article_bucket;
CREATE INDEX article_bucket ON article (bucket, cause, since);

CREATE TRIGGER article_judged AFTER UPDATE OF provider, relation, same_as, is_clickbait, is_corrected ON article
WHEN (old.provider, old.relation, old.same_as, old.is_clickbait, old.is_corrected)
  IS NOT (new.provider, new.relation, new.same_as, new.is_clickbait, new.is_corrected)
BEGIN
  UPDATE provider SET clickbait = clickbait - old.is_clickbait, corrected = corrected - old.is_corrected
  WHERE domain = old.provider AND old.relation IS NOT NULL AND old.same_as IS NULL;
  UPDATE provider SET clickbait = clickbait + new.is_clickbait, corrected = corrected + new.is_corrected
  WHERE domain = new.provider AND new.relation IS NOT NULL AND new.same_as IS NULL;
END;

CREATE TABLE provider_survey (
  domain TEXT PRIMARY KEY,
  due_at INTEGER NOT NULL,           -- when its site may be asked again
  signs INTEGER,                     -- how many of the eight it shows; NULL: nobody could look
  body TEXT NOT NULL                 -- records.provider.Survey
) WITHOUT ROWID;

CREATE TABLE source_alarm (
  source_id TEXT PRIMARY KEY,        -- the last alarm of each source
  since INTEGER NOT NULL,            -- articles received from then on are held while it is open
  is_open INTEGER NOT NULL,
  body TEXT NOT NULL                 -- records.provider.SourceAlarm
) WITHOUT ROWID;

CREATE TABLE shown (
  article_id TEXT PRIMARY KEY,       -- its record is out, and it was read again since
  is_refetched INTEGER NOT NULL,     -- 1: the publisher sent another page; 0: we read the same one again
  body TEXT NOT NULL                 -- records.article.Article, as the record that is out was made from
) WITHOUT ROWID;
