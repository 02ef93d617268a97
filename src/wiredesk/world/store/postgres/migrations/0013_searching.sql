-- What can be found.  A place is a moment and a number: the newest come last.  Words are folded before they come here
-- (craft.searching.words), so PostgreSQL's own parsers and dictionaries have no say.
CREATE TABLE findable (
  place bigint PRIMARY KEY,
  article_id words NOT NULL UNIQUE,
  digest bytea NOT NULL              -- of the words: what did not change is not written again
);
CREATE TABLE findable_words (        -- what SQLite keeps in an index of FTS5
  place bigint PRIMARY KEY,
  said tsvector NOT NULL             -- A: title, B: excerpt, C: provider, D: topics; facets begin with a sign that no word has
);
CREATE INDEX findable_words_said ON findable_words USING gin (said);

CREATE TABLE incoming (
  place bigint PRIMARY KEY,
  article_id words NOT NULL UNIQUE,
  digest bytea NOT NULL,
  bucket words NOT NULL              -- as its article's; kept by incoming_moved
);
CREATE TABLE incoming_words (
  place bigint PRIMARY KEY,
  said tsvector NOT NULL             -- A: title, C: provider
);
CREATE INDEX incoming_words_said ON incoming_words USING gin (said);

-- Words of one column with their places in it; columns begin so far apart that no phrase reaches over.
CREATE FUNCTION placed(said text, weight text, after bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(string_agg(
    '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''':' || after + number || weight, ' '), '')
  FROM string_to_table(said, ' ') WITH ORDINALITY AS w (word, number) WHERE word <> ''
$$;
CREATE FUNCTION facets(said text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(string_agg('''=' || word || '''', ' '), '') FROM string_to_table(said, ' ') AS w (word) WHERE word <> ''
$$;

CREATE FUNCTION move_incoming() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE incoming SET bucket = new.bucket WHERE article_id = new.id;
  RETURN NULL;
END $$;
CREATE TRIGGER incoming_moved AFTER UPDATE OF bucket ON article
FOR EACH ROW WHEN (old.bucket <> new.bucket) EXECUTE FUNCTION move_incoming();

-- What is out already is looked at again, which fills the first index; the second is filled when the hub is opened.
UPDATE article SET stage = 'publish', due_at = 0 WHERE bucket = 'published' AND stage = 'done';
INSERT INTO setting (key, value) SELECT 'incoming_filled_to', '' WHERE EXISTS (SELECT 1 FROM article);
