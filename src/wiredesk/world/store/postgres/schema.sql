-- The whole schema for PostgreSQL, as all its migrations leave it (tests/store/test_postgres.py).
-- Table by table and column by column the one of sqlite/schema.sql, which says what each is for.
-- A trigger of plpgsql keeps what SQLite's two keep; texts compare byte by byte in both.

CREATE TABLE coordinator (           -- one row: who writes
  version bigint NOT NULL,           -- of this schema
  epoch bigint NOT NULL,             -- rises with every process that becomes the coordinator
  holder text NOT NULL
);
INSERT INTO coordinator VALUES (0, 0, '');

CREATE DOMAIN words AS text COLLATE "C"; -- ordered as SQLite orders texts, whatever the database's locale

CREATE TABLE setting (
  key words PRIMARY KEY,
  value words NOT NULL
);

CREATE TABLE provider (
  domain words PRIMARY KEY,
  owner_key words NOT NULL,          -- the owner, or the domain itself: what heat counts
  registered bigint NOT NULL,        -- 1: a person named it in providers.toml
  first_seen bigint,                 -- when its first article came in
  body words NOT NULL,               -- records.provider.Provider
  articles bigint NOT NULL DEFAULT 0, -- matched articles that are no alias; kept by article_counted
  originals bigint NOT NULL DEFAULT 0,
  copies bigint NOT NULL DEFAULT 0,
  with_author bigint NOT NULL DEFAULT 0,
  press_releases bigint NOT NULL DEFAULT 0,
  clickbait bigint NOT NULL DEFAULT 0, -- kept by article_judged
  corrected bigint NOT NULL DEFAULT 0
);

CREATE TABLE source (
  id words PRIMARY KEY,
  url words NOT NULL UNIQUE,
  provider words NOT NULL,
  followed bigint NOT NULL,          -- 0: no longer in sources.toml
  state words NOT NULL,
  due_at bigint NOT NULL,
  body words NOT NULL,               -- records.source.Source
  polling words NOT NULL             -- records.source.Polling
);
CREATE INDEX source_due ON source (followed, state, due_at, id);

CREATE TABLE entry (
  id words PRIMARY KEY,
  source_id words NOT NULL REFERENCES source (id),
  key words NOT NULL,
  article_id words NOT NULL,
  url words NOT NULL,
  title words NOT NULL,
  digest words NOT NULL,
  received_at bigint NOT NULL,
  said words NOT NULL                -- records.entry.FeedEntry
);
CREATE INDEX entry_key ON entry USING hash (key); -- a guid may have more bytes than a tree takes
CREATE INDEX entry_url ON entry (source_id, url);
CREATE INDEX entry_digest ON entry (source_id, digest);
CREATE INDEX entry_recent ON entry (source_id, received_at);

CREATE TABLE article (
  id words PRIMARY KEY,
  url words NOT NULL,                -- canonical address of the entry, later that of the page
  ask_url words NOT NULL,            -- what is fetched
  host words NOT NULL,
  source_id words NOT NULL,
  entry_id words NOT NULL,
  provider words NOT NULL,
  stage words NOT NULL,
  due_at bigint NOT NULL,
  attempts bigint NOT NULL DEFAULT 0,
  bucket words NOT NULL DEFAULT 'pending',
  cause words NOT NULL DEFAULT '',   -- first hold, or why it failed or retired
  first_poll bigint NOT NULL DEFAULT 0,
  received_at bigint NOT NULL,
  effective_at bigint NOT NULL,
  title words NOT NULL DEFAULT '',
  kind words,
  image_url words,
  same_as words,                     -- the article whose address it has; never itself an alias
  family_id words,
  relation words,
  is_origin bigint NOT NULL DEFAULT 0,
  credit words NOT NULL DEFAULT '',
  has_author bigint NOT NULL DEFAULT 0,
  story_id words,                    -- never one that redirects
  quality bigint,
  resurfaced bigint NOT NULL DEFAULT 0,
  lift_at bigint,                    -- when a hold lifts itself
  decision words NOT NULL DEFAULT '',
  decision_by words NOT NULL DEFAULT '',
  decision_at bigint,
  is_clickbait bigint NOT NULL DEFAULT 0,
  is_corrected bigint NOT NULL DEFAULT 0,
  since bigint,                      -- in this bucket for this cause; NULL: since it came
  decision_until bigint,             -- when a person's hold lifts itself
  decision_act bigint,               -- the act that chose it
  language words NOT NULL DEFAULT ''
);
-- What waits, in whole: a step's list is chosen from this index alone, before any text is touched.
CREATE INDEX article_waiting ON article (stage, due_at, received_at, effective_at, host, id) WHERE stage <> 'done';
CREATE INDEX article_url ON article (url);
CREATE INDEX article_story ON article (story_id, received_at) WHERE story_id IS NOT NULL;
CREATE INDEX article_family ON article (family_id) WHERE family_id IS NOT NULL;
CREATE INDEX article_image ON article (provider, image_url) WHERE image_url IS NOT NULL;
CREATE INDEX article_alias ON article (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX article_bucket ON article (bucket, cause, since);
CREATE INDEX article_published ON article (effective_at DESC, id) WHERE bucket = 'published';
-- Counting a large provider anew for each batch would cost as much as the batch.
CREATE FUNCTION count_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE provider SET
    articles = articles - 1,
    originals = originals - (old.relation = 'new')::int,
    copies = copies - (old.relation = 'copy')::int,
    with_author = with_author - old.has_author,
    press_releases = press_releases - coalesce(old.kind = 'pressrelease', false)::int,
    clickbait = clickbait - old.is_clickbait,
    corrected = corrected - old.is_corrected
  WHERE domain = old.provider AND old.relation IS NOT NULL AND old.same_as IS NULL;
  UPDATE provider SET
    articles = articles + 1,
    originals = originals + (new.relation = 'new')::int,
    copies = copies + (new.relation = 'copy')::int,
    with_author = with_author + new.has_author,
    press_releases = press_releases + coalesce(new.kind = 'pressrelease', false)::int,
    clickbait = clickbait + new.is_clickbait,
    corrected = corrected + new.is_corrected
  WHERE domain = new.provider AND new.relation IS NOT NULL AND new.same_as IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER article_counted
AFTER UPDATE OF provider, relation, same_as, has_author, kind, is_clickbait, is_corrected ON article
FOR EACH ROW WHEN (
  (old.provider, old.relation, old.same_as, old.has_author, old.kind, old.is_clickbait, old.is_corrected)
  IS DISTINCT FROM
  (new.provider, new.relation, new.same_as, new.has_author, new.kind, new.is_clickbait, new.is_corrected))
EXECUTE FUNCTION count_article();

CREATE TABLE outcome (
  subject words NOT NULL,
  step words NOT NULL,
  version bigint NOT NULL,
  at bigint NOT NULL,
  reasons words NOT NULL,
  verdict words NOT NULL,
  PRIMARY KEY (subject, step)
);
CREATE INDEX outcome_version ON outcome (step, version);

CREATE TABLE line_seen (
  host words NOT NULL,
  hash words NOT NULL,
  articles bigint NOT NULL,          -- how many of the host carry it
  PRIMARY KEY (host, hash)
);

CREATE TABLE article_lines (
  article_id words PRIMARY KEY,
  host words NOT NULL,
  hashes words NOT NULL              -- JSON array, each once: what it added to line_seen
);

CREATE TABLE fingerprint (
  seq bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  article_id words NOT NULL UNIQUE,
  received_at bigint NOT NULL,
  body words NOT NULL,
  verdict words NOT NULL
);
CREATE INDEX fingerprint_received ON fingerprint (received_at);

CREATE TABLE feature (
  seq bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  article_id words NOT NULL UNIQUE,
  effective_at bigint NOT NULL,
  body bytea NOT NULL
);
CREATE INDEX feature_effective ON feature (effective_at);

CREATE TABLE story (
  id words PRIMARY KEY,
  redirect_to words,                 -- the story that absorbed it
  lead words,
  heat bigint NOT NULL DEFAULT 0,
  ranked_at bigint,
  due_at bigint,                     -- when it is ranked again; NULL when it has cooled
  reports bigint NOT NULL DEFAULT 0,
  independent bigint NOT NULL DEFAULT 0
);
CREATE INDEX story_due ON story (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX story_redirect ON story (redirect_to) WHERE redirect_to IS NOT NULL;
CREATE INDEX story_heat ON story (heat DESC, id);

CREATE TABLE record (
  article_id words PRIMARY KEY,
  path words NOT NULL UNIQUE,        -- for ever: a path never moves once published
  live bigint NOT NULL,
  body bytea NOT NULL
);
CREATE INDEX record_live ON record (path) WHERE live = 1;

CREATE TABLE robots (
  host words PRIMARY KEY,
  kept bytea NOT NULL
);

-- Providers and their sources.

CREATE TABLE provider_survey (
  domain words PRIMARY KEY,
  due_at bigint NOT NULL,            -- when its site may be asked again
  signs bigint,                      -- how many of the eight it shows; NULL: nobody could look
  body words NOT NULL                -- records.provider.Survey
);

CREATE TABLE source_alarm (
  source_id words PRIMARY KEY,       -- the last alarm of each source
  since bigint NOT NULL,             -- articles received from then on are held while it is open
  is_open bigint NOT NULL,
  body words NOT NULL                -- records.provider.SourceAlarm
);

CREATE TABLE shown (
  article_id words PRIMARY KEY,      -- its record is out, and it was read again since
  is_refetched bigint NOT NULL,      -- 1: the publisher sent another page; 0: we read the same one again
  body words NOT NULL                -- records.article.Article, as the record that is out was made from
);

-- Heat: what was filed where, and what was shown of it; only ever added to (SCORES.md 4).

CREATE TABLE coverage (
  seq bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  at bigint NOT NULL,                -- from then on the article counts in the story
  article_id words NOT NULL,
  story_id words,                    -- NULL: from then on it counts nowhere
  owner words NOT NULL,
  family_id words NOT NULL,
  relation words NOT NULL,
  received_at bigint NOT NULL,
  counted_at bigint NOT NULL,        -- when its weight begins to decay
  original double precision NOT NULL, -- o, w and r of SCORES.md 4; their product is its weight
  source double precision NOT NULL,
  base_rate double precision NOT NULL,
  on_probation bigint NOT NULL
);
CREATE INDEX coverage_article ON coverage (article_id, seq);
CREATE INDEX coverage_received ON coverage (received_at);
CREATE INDEX coverage_newcomers ON coverage (received_at) WHERE on_probation = 1;

CREATE TABLE story_shown (
  seq bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  at bigint NOT NULL,
  story_id words NOT NULL,
  lead words NOT NULL,
  reports bigint NOT NULL,
  independent bigint NOT NULL,
  calibration bigint NOT NULL
);
CREATE INDEX story_shown_story ON story_shown (story_id, seq);

CREATE TABLE went_out (
  seq bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  at bigint NOT NULL,
  article_id words NOT NULL,
  live bigint NOT NULL               -- 1: its record is out from then on; 0: it was withdrawn
);
CREATE INDEX went_out_article ON went_out (article_id, seq);

CREATE TABLE calibration (
  number bigint PRIMARY KEY,
  topic words NOT NULL,              -- root topic; empty: stories of every other
  half_life_hours double precision NOT NULL,
  mass_50 double precision NOT NULL,
  mass_90 double precision NOT NULL,
  stories bigint NOT NULL,           -- how many it was made from
  made_at bigint
);
INSERT INTO calibration VALUES (1, '', 8.0, 1.5, 5.0, 0, NULL);

CREATE TABLE base_rate (
  owner words PRIMARY KEY,
  rate double precision NOT NULL     -- r; an owner that is missing here has 1
);

-- What people say about stories: the audit, and what of it holds.

CREATE TABLE correction (
  seq bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  id words NOT NULL UNIQUE,          -- of its request: what is handed over twice is saved once
  undone_by bigint,                  -- the correction that took it back
  body words NOT NULL                -- records.correction.Correction
);

CREATE TABLE ruling (
  correction bigint NOT NULL REFERENCES correction (seq),
  kind words NOT NULL,               -- placed, apart (both ways) or lead
  article_id words NOT NULL,
  target words NOT NULL,             -- a story as it was called then; for apart the other article
  PRIMARY KEY (article_id, kind, correction, target)
);
CREATE INDEX ruling_correction ON ruling (correction);
CREATE INDEX ruling_target ON ruling (kind, target);

-- What is sealed (SAFETY.md G).

CREATE TABLE sealed (
  article_id words PRIMARY KEY,
  kid words NOT NULL,                -- the key
  rev bigint NOT NULL                -- rises with every new text; bound into the sealed text
);
CREATE INDEX sealed_kid ON sealed (kid);

CREATE TABLE unsealing (
  seq bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  article_id words NOT NULL,
  kid words NOT NULL,
  rev bigint NOT NULL,
  by_whom words NOT NULL,
  why words NOT NULL,
  at bigint NOT NULL
);

-- What editors teach about topics, and the editions that labels were judged by.

CREATE TABLE topic_lesson (
  seq bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  article_id words NOT NULL,
  topic words NOT NULL,
  lesson words NOT NULL,             -- records.topic.Lesson; the last row of an article and a topic counts
  by_whom words NOT NULL,
  at bigint NOT NULL,
  UNIQUE (article_id, topic, at, lesson, by_whom)
);

CREATE TABLE topic_edition (
  number bigint PRIMARY KEY,         -- the version that outcomes of step label name
  body words NOT NULL,               -- records.topic.Edition with what its models learned from
  models words                       -- with their weights; only the last edition keeps them
);

-- Copies of the pictures of what is out.

CREATE TABLE picture (
  article_id words PRIMARY KEY,
  url words NOT NULL,                -- of the original
  path words NOT NULL DEFAULT '',    -- of the copy; empty: there is none
  width bigint NOT NULL DEFAULT 0,   -- of the original, as decoded
  height bigint NOT NULL DEFAULT 0,
  attempts bigint NOT NULL DEFAULT 0,
  due_at bigint,                     -- when it is looked at; NULL: that is settled
  cause words NOT NULL DEFAULT ''    -- why there is none
);
CREATE INDEX picture_due ON picture (due_at) WHERE due_at IS NOT NULL;
-- Rights: what was shown of whom, what was taken down, what has expired, and where raw responses lie.

CREATE TABLE usage (
  article_id words NOT NULL,
  exit words NOT NULL,               -- records.rights.Exit
  since bigint NOT NULL,
  until bigint,                      -- NULL: still shown
  provider words NOT NULL,
  characters bigint NOT NULL,        -- of the excerpt
  image bigint NOT NULL,
  PRIMARY KEY (article_id, exit, since)
);
CREATE INDEX usage_open ON usage (article_id, exit) WHERE until IS NULL;
CREATE INDEX usage_provider ON usage (provider, since);

CREATE TABLE takedown (
  article_id words PRIMARY KEY,
  at bigint NOT NULL,
  purge_at bigint NOT NULL,
  purged_at bigint,                  -- NULL: it can still be undone
  body words NOT NULL                -- records.rights.Takedown
);

CREATE TABLE takedown_mark (         -- what a taken-down article is recognised by when it comes again
  mark words NOT NULL,
  article_id words NOT NULL
);
CREATE INDEX takedown_mark_mark ON takedown_mark USING hash (mark); -- it may hold a guid, too long for a tree
CREATE INDEX takedown_mark_article ON takedown_mark (article_id);

CREATE TABLE takedown_log (
  seq bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  article_id words NOT NULL,
  action words NOT NULL,             -- taken_down, again, undone, purged
  by_whom words NOT NULL,
  note words NOT NULL,
  at bigint NOT NULL,
  UNIQUE (article_id, at, action)
);

CREATE TABLE archived (              -- every raw response that was kept of an article
  file words NOT NULL,
  "offset" bigint NOT NULL,
  length bigint NOT NULL,
  article_id words NOT NULL,
  PRIMARY KEY (file, "offset")
);
CREATE INDEX archived_article ON archived (article_id);

CREATE INDEX entry_article ON entry (article_id); -- all that feeds said of an article, when it has to go

CREATE TABLE expired (
  article_id words PRIMARY KEY,
  level bigint NOT NULL              -- 1: raw responses, 2: and the full text, 3: and the excerpt
);

-- Who may enter the desk.
CREATE TABLE "user" (
  name words PRIMARY KEY,
  body words NOT NULL                -- records.user.User
);

CREATE TABLE session (
  token_hash words PRIMARY KEY,
  "user" words NOT NULL REFERENCES "user" (name),
  begun_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  csrf words NOT NULL
);
CREATE INDEX session_of_user ON session ("user");

CREATE TABLE device (
  token_hash words NOT NULL,
  "user" words NOT NULL REFERENCES "user" (name),
  seen_at bigint NOT NULL,
  PRIMARY KEY (token_hash, "user")
);
CREATE INDEX device_user ON device ("user");

-- What people did, all of it in one audit, each act with what was before.

CREATE TABLE act (
  seq bigint PRIMARY KEY,            -- its number; a correction has the same
  id words NOT NULL UNIQUE,          -- of its request: what is handed over twice is done once
  kind words NOT NULL,               -- records.act.ActKind
  at bigint NOT NULL,
  by_whom words NOT NULL,
  note words NOT NULL,
  subject words NOT NULL,            -- the first of those that it is about
  count bigint NOT NULL,             -- how many it is about
  told words NOT NULL,               -- what was and what is
  until bigint,                      -- when it ends by itself
  undoes bigint,
  undone_by bigint                   -- the act that took it back
);
CREATE INDEX act_person ON act (by_whom, seq);

CREATE TABLE act_on (
  subject words NOT NULL,            -- an article or a story
  act bigint NOT NULL REFERENCES act (seq),
  was words NOT NULL DEFAULT '',     -- the edit or the pin before, which holds again when it is undone
  decision words,                    -- the choice before, which does so too
  decision_by words,
  decision_at bigint,
  decision_until bigint,
  decision_act bigint,
  PRIMARY KEY (subject, act)
);
CREATE INDEX act_on_act ON act_on (act);

CREATE TABLE article_topic (         -- the topics of labels, for lists that are cut by them
  article_id words NOT NULL,
  topic words NOT NULL,
  PRIMARY KEY (article_id, topic)
);

CREATE TABLE edit (
  article_id words PRIMARY KEY,
  act bigint NOT NULL,
  body words NOT NULL                -- records.act.Edit
);

CREATE TABLE pin (
  story_id words PRIMARY KEY,
  act bigint NOT NULL,
  ends_at bigint NOT NULL,
  by_whom words NOT NULL
);

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

-- Events of records on their way to webhooks, and issues of the newsletter on theirs to subscribers.
CREATE TABLE event (
  seq bigint PRIMARY KEY,
  id words NOT NULL UNIQUE,
  kind words NOT NULL,
  article_id words NOT NULL,
  topics words NOT NULL,              -- names from then on
  at bigint NOT NULL
);
CREATE INDEX event_article ON event (article_id, seq);
CREATE INDEX event_at ON event (at);

CREATE TABLE webhook (
  name words PRIMARY KEY,
  body words NOT NULL,                -- records.event.Webhook
  state words NOT NULL,
  due_at bigint NOT NULL,
  health words NOT NULL               -- records.event.Health
);

CREATE TABLE delivery (
  webhook words NOT NULL REFERENCES webhook (name) ON DELETE CASCADE,
  seq bigint NOT NULL REFERENCES event (seq) ON DELETE CASCADE,
  article_id words NOT NULL,
  attempts bigint NOT NULL DEFAULT 0,
  due_at bigint,                    -- null: delivered or given up
  delivered bigint NOT NULL DEFAULT 0,
  answer words NOT NULL DEFAULT '',
  tried_at bigint NOT NULL DEFAULT 0, -- 0: never
  PRIMARY KEY (webhook, seq)
);
CREATE INDEX delivery_event ON delivery (seq);
CREATE INDEX delivery_waiting ON delivery (webhook, tried_at, seq) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_order ON delivery (webhook, article_id, seq);

CREATE TABLE issue (
  at bigint PRIMARY KEY,
  body words NOT NULL                 -- records.mailing.Issue
);

CREATE TABLE mailed (
  issue bigint NOT NULL REFERENCES issue (at) ON DELETE CASCADE,
  recipient words NOT NULL,           -- a hash of the address
  body words NOT NULL,                -- records.mailing.Mailed
  PRIMARY KEY (issue, recipient)
);

CREATE TABLE barred (
  recipient words PRIMARY KEY,
  body words NOT NULL                 -- records.mailing.Mailed
);

-- What pages show may be another since: kept by triggers, so that nothing that writes has to think of it.
CREATE TABLE changed (
  subject words PRIMARY KEY,         -- an article or a story
  seq bigint NOT NULL                -- rises; who has seen one number asks for those above it
);
CREATE INDEX changed_seq ON changed (seq);

CREATE FUNCTION note_change(one text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO changed VALUES (one, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq
$$;

CREATE FUNCTION note_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_change(CASE WHEN TG_OP = 'DELETE' THEN old.subject ELSE new.subject END);
  RETURN NULL;
END $$;
CREATE TRIGGER outcome_begun AFTER INSERT ON outcome
FOR EACH ROW WHEN (new.step IN ('read', 'label', 'rank')) EXECUTE FUNCTION note_outcome();
CREATE TRIGGER outcome_changed AFTER UPDATE OF reasons, verdict ON outcome
FOR EACH ROW WHEN (new.step IN ('read', 'label', 'rank')
  AND (old.reasons, old.verdict) IS DISTINCT FROM (new.reasons, new.verdict)) EXECUTE FUNCTION note_outcome();
CREATE TRIGGER outcome_purged AFTER DELETE ON outcome
FOR EACH ROW WHEN (old.step IN ('read', 'label', 'rank')) EXECUTE FUNCTION note_outcome();

CREATE FUNCTION note_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_change(new.id);
  RETURN NULL;
END $$;
CREATE TRIGGER article_changed AFTER UPDATE OF bucket, cause, provider, relation, family_id, story_id, quality ON article
FOR EACH ROW WHEN (
  (old.bucket, old.cause, old.provider, old.relation, old.family_id, old.story_id, old.quality)
  IS DISTINCT FROM
  (new.bucket, new.cause, new.provider, new.relation, new.family_id, new.story_id, new.quality))
EXECUTE FUNCTION note_article();

-- Every member of a family names its origin.
CREATE FUNCTION note_family() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changed
  SELECT id, (SELECT coalesce(max(seq), 0) + 1 FROM changed) FROM article WHERE family_id IN (old.family_id, new.family_id)
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
  RETURN NULL;
END $$;
CREATE TRIGGER origin_changed AFTER UPDATE OF is_origin, family_id ON article
FOR EACH ROW WHEN ((old.is_origin, old.family_id) IS DISTINCT FROM (new.is_origin, new.family_id))
EXECUTE FUNCTION note_family();

CREATE FUNCTION note_article_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_change(CASE WHEN TG_OP = 'DELETE' THEN old.article_id ELSE new.article_id END);
  RETURN NULL;
END $$;
CREATE TRIGGER record_begun AFTER INSERT ON record FOR EACH ROW EXECUTE FUNCTION note_article_of();
CREATE TRIGGER record_changed AFTER UPDATE OF live, body ON record
FOR EACH ROW WHEN ((old.live, old.body) IS DISTINCT FROM (new.live, new.body)) EXECUTE FUNCTION note_article_of();
CREATE TRIGGER shown_begun AFTER INSERT ON shown FOR EACH ROW EXECUTE FUNCTION note_article_of();
CREATE TRIGGER shown_changed AFTER UPDATE OF body ON shown
FOR EACH ROW WHEN (old.body IS DISTINCT FROM new.body) EXECUTE FUNCTION note_article_of();
CREATE TRIGGER shown_ended AFTER DELETE ON shown FOR EACH ROW EXECUTE FUNCTION note_article_of();
CREATE TRIGGER picture_begun AFTER INSERT ON picture FOR EACH ROW EXECUTE FUNCTION note_article_of();
CREATE TRIGGER picture_changed AFTER UPDATE OF url, path, width, height ON picture
FOR EACH ROW WHEN ((old.url, old.path, old.width, old.height) IS DISTINCT FROM (new.url, new.path, new.width, new.height))
EXECUTE FUNCTION note_article_of();
CREATE TRIGGER picture_ended AFTER DELETE ON picture FOR EACH ROW EXECUTE FUNCTION note_article_of();
CREATE TRIGGER coverage_filed AFTER INSERT ON coverage FOR EACH ROW EXECUTE FUNCTION note_article_of();
