-- What can be found.  A place is a moment and a number: the newest come last.  Words are folded before they come here
-- (craft.searching.words); the indexes hold them without the texts.
CREATE TABLE findable (
  place INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE,
  digest BLOB NOT NULL               -- of the words: what did not change is not written again
);
CREATE VIRTUAL TABLE findable_words USING fts5(
  title, excerpt, provider, topics, facets,
  content = '', contentless_delete = 1, prefix = '3', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);

CREATE TABLE incoming (
  place INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE,
  digest BLOB NOT NULL,
  bucket TEXT NOT NULL               -- as its article's; kept by incoming_moved
);
CREATE VIRTUAL TABLE incoming_words USING fts5(
  title, provider, facets,
  content = '', contentless_delete = 1, prefix = '3', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);
CREATE TRIGGER incoming_moved AFTER UPDATE OF bucket ON article WHEN old.bucket <> new.bucket
BEGIN
  UPDATE incoming SET bucket = new.bucket WHERE article_id = new.id;
END;

-- What is out already is looked at again, which fills the first index; the second is filled when the hub is opened.
UPDATE article SET stage = 'publish', due_at = 0 WHERE bucket = 'published' AND stage = 'done';
INSERT INTO setting (key, value) SELECT 'incoming_filled_to', '' WHERE EXISTS (SELECT 1 FROM article);
