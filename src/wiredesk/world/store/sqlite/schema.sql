-- The whole schema, as all migrations leave it (tests/store/test_sqlite.py).
-- Times are whole seconds since 1970, UTC.  Texts that only a record type reads are JSON.

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE provider (
  domain TEXT PRIMARY KEY,
  owner_key TEXT NOT NULL,           -- the owner, or the domain itself: what heat counts
  registered INTEGER NOT NULL,       -- 1: a person named it in providers.toml
  first_seen INTEGER,                -- when its first article came in
  body TEXT NOT NULL,                -- records.provider.Provider
  articles INTEGER NOT NULL DEFAULT 0, -- matched articles that are no alias; kept by article_counted
  originals INTEGER NOT NULL DEFAULT 0,
  copies INTEGER NOT NULL DEFAULT 0,
  with_author INTEGER NOT NULL DEFAULT 0,
  press_releases INTEGER NOT NULL DEFAULT 0,
  clickbait INTEGER NOT NULL DEFAULT 0,  -- kept by article_judged
  corrected INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  provider TEXT NOT NULL,
  followed INTEGER NOT NULL,         -- 0: no longer in sources.toml
  state TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  body TEXT NOT NULL,                -- records.source.Source
  polling TEXT NOT NULL              -- records.source.Polling
) WITHOUT ROWID;
CREATE INDEX source_due ON source (followed, state, due_at, id);

CREATE TABLE entry (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES source (id),
  key TEXT NOT NULL,
  article_id TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  digest TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  said TEXT NOT NULL                 -- records.entry.FeedEntry
);
CREATE INDEX entry_key ON entry (source_id, key);
CREATE INDEX entry_url ON entry (source_id, url);
CREATE INDEX entry_digest ON entry (source_id, digest);
CREATE INDEX entry_recent ON entry (source_id, received_at);

CREATE TABLE article (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,                 -- canonical address of the entry, later that of the page
  ask_url TEXT NOT NULL,             -- what is fetched
  host TEXT NOT NULL,
  source_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  stage TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  bucket TEXT NOT NULL DEFAULT 'pending',
  cause TEXT NOT NULL DEFAULT '',    -- first hold, or why it failed or retired
  first_poll INTEGER NOT NULL DEFAULT 0,
  received_at INTEGER NOT NULL,
  effective_at INTEGER NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  kind TEXT,
  image_url TEXT,
  same_as TEXT,                      -- the article whose address it has; never itself an alias
  family_id TEXT,
  relation TEXT,
  is_origin INTEGER NOT NULL DEFAULT 0,
  credit TEXT NOT NULL DEFAULT '',
  has_author INTEGER NOT NULL DEFAULT 0,
  story_id TEXT,                     -- never one that redirects
  quality INTEGER,
  resurfaced INTEGER NOT NULL DEFAULT 0,
  lift_at INTEGER,                   -- when a hold lifts itself
  decision TEXT NOT NULL DEFAULT '',
  decision_by TEXT NOT NULL DEFAULT '',
  decision_at INTEGER,
  is_clickbait INTEGER NOT NULL DEFAULT 0,
  is_corrected INTEGER NOT NULL DEFAULT 0,
  since INTEGER,                     -- in this bucket for this cause; NULL: since it came
  decision_until INTEGER,            -- when a person's hold lifts itself
  decision_act INTEGER,              -- the act that chose it
  language TEXT NOT NULL DEFAULT ''
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
CREATE TRIGGER article_counted AFTER UPDATE OF provider, relation, same_as, has_author, kind ON article
WHEN (old.provider, old.relation, old.same_as, old.has_author, old.kind)
  IS NOT (new.provider, new.relation, new.same_as, new.has_author, new.kind)
BEGIN
  UPDATE provider SET
    articles = articles - 1,
    originals = originals - (old.relation = 'new'),
    copies = copies - (old.relation = 'copy'),
    with_author = with_author - old.has_author,
    press_releases = press_releases - coalesce(old.kind = 'pressrelease', 0)
  WHERE domain = old.provider AND old.relation IS NOT NULL AND old.same_as IS NULL;
  UPDATE provider SET
    articles = articles + 1,
    originals = originals + (new.relation = 'new'),
    copies = copies + (new.relation = 'copy'),
    with_author = with_author + new.has_author,
    press_releases = press_releases + coalesce(new.kind = 'pressrelease', 0)
  WHERE domain = new.provider AND new.relation IS NOT NULL AND new.same_as IS NULL;
END;

CREATE TABLE outcome (
  subject TEXT NOT NULL,
  step TEXT NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  verdict TEXT NOT NULL,
  PRIMARY KEY (subject, step)
);
CREATE INDEX outcome_version ON outcome (step, version);

CREATE TABLE line_seen (
  host TEXT NOT NULL,
  hash TEXT NOT NULL,
  articles INTEGER NOT NULL,         -- how many of the host carry it
  PRIMARY KEY (host, hash)
) WITHOUT ROWID;

CREATE TABLE article_lines (
  article_id TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  hashes TEXT NOT NULL               -- JSON array, each once: what it added to line_seen
);

CREATE TABLE fingerprint (
  seq INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE,
  received_at INTEGER NOT NULL,
  body BLOB NOT NULL,
  verdict TEXT NOT NULL
);
CREATE INDEX fingerprint_received ON fingerprint (received_at);

CREATE TABLE feature (
  seq INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE,
  effective_at INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX feature_effective ON feature (effective_at);

CREATE TABLE story (
  id TEXT PRIMARY KEY,
  redirect_to TEXT,                  -- the story that absorbed it
  lead TEXT,
  heat INTEGER NOT NULL DEFAULT 0,
  ranked_at INTEGER,
  due_at INTEGER,                    -- when it is ranked again; NULL when it has cooled
  reports INTEGER NOT NULL DEFAULT 0,
  independent INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX story_due ON story (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX story_redirect ON story (redirect_to) WHERE redirect_to IS NOT NULL;
CREATE INDEX story_heat ON story (heat DESC, id);

CREATE TABLE record (
  article_id TEXT PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,         -- for ever: a path never moves once published
  live INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX record_live ON record (path) WHERE live = 1;

CREATE TABLE robots (
  host TEXT PRIMARY KEY,
  kept BLOB NOT NULL
) WITHOUT ROWID;

-- Providers and their sources.
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

-- Heat: what was filed where, and what was shown of it; only ever added to (SCORES.md 4).

CREATE TABLE coverage (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,               -- from then on the article counts in the story
  article_id TEXT NOT NULL,
  story_id TEXT,                     -- NULL: from then on it counts nowhere
  owner TEXT NOT NULL,
  family_id TEXT NOT NULL,
  relation TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  counted_at INTEGER NOT NULL,       -- when its weight begins to decay
  original REAL NOT NULL,            -- o, w and r of SCORES.md 4; their product is its weight
  source REAL NOT NULL,
  base_rate REAL NOT NULL,
  on_probation INTEGER NOT NULL
);
CREATE INDEX coverage_article ON coverage (article_id, seq);
CREATE INDEX coverage_received ON coverage (received_at);
CREATE INDEX coverage_newcomers ON coverage (received_at) WHERE on_probation = 1;

CREATE TABLE story_shown (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  story_id TEXT NOT NULL,
  lead TEXT NOT NULL,
  reports INTEGER NOT NULL,
  independent INTEGER NOT NULL,
  calibration INTEGER NOT NULL
);
CREATE INDEX story_shown_story ON story_shown (story_id, seq);

CREATE TABLE went_out (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  live INTEGER NOT NULL              -- 1: its record is out from then on; 0: it was withdrawn
);
CREATE INDEX went_out_article ON went_out (article_id, seq);

CREATE TABLE calibration (
  number INTEGER PRIMARY KEY,
  topic TEXT NOT NULL,               -- root topic; empty: stories of every other
  half_life_hours REAL NOT NULL,
  mass_50 REAL NOT NULL,
  mass_90 REAL NOT NULL,
  stories INTEGER NOT NULL,          -- how many it was made from
  made_at INTEGER
);
INSERT INTO calibration VALUES (1, '', 8.0, 1.5, 5.0, 0, NULL);

CREATE TABLE base_rate (
  owner TEXT PRIMARY KEY,
  rate REAL NOT NULL                 -- r; an owner that is missing here has 1
) WITHOUT ROWID;

-- What people say about stories: the audit, and what of it holds.

CREATE TABLE correction (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,           -- of its request: what is handed over twice is saved once
  undone_by INTEGER,                 -- the correction that took it back
  body TEXT NOT NULL                 -- records.correction.Correction
);

CREATE TABLE ruling (
  correction INTEGER NOT NULL REFERENCES correction (seq),
  kind TEXT NOT NULL,                -- placed, apart (both ways) or lead
  article_id TEXT NOT NULL,
  target TEXT NOT NULL,              -- a story as it was called then; for apart the other article
  PRIMARY KEY (article_id, kind, correction, target)
) WITHOUT ROWID;
CREATE INDEX ruling_correction ON ruling (correction);
CREATE INDEX ruling_target ON ruling (kind, target);

-- What is sealed (SAFETY.md G).

CREATE TABLE sealed (
  article_id TEXT PRIMARY KEY,
  kid TEXT NOT NULL,                 -- the key
  rev INTEGER NOT NULL               -- rises with every new text; bound into the sealed text
) WITHOUT ROWID;
CREATE INDEX sealed_kid ON sealed (kid);

CREATE TABLE unsealing (
  seq INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL,
  kid TEXT NOT NULL,
  rev INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  why TEXT NOT NULL,
  at INTEGER NOT NULL
);

-- What editors teach about topics, and the editions that labels were judged by.

CREATE TABLE topic_lesson (
  seq INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  lesson TEXT NOT NULL,              -- records.topic.Lesson; the last row of an article and a topic counts
  by_whom TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (article_id, topic, at, lesson, by_whom)
);

CREATE TABLE topic_edition (
  number INTEGER PRIMARY KEY,        -- the version that outcomes of step label name
  body TEXT NOT NULL,                -- records.topic.Edition with what its models learned from
  models TEXT                        -- with their weights; only the last edition keeps them
);

-- Copies of the pictures of what is out.

CREATE TABLE picture (
  article_id TEXT PRIMARY KEY,
  url TEXT NOT NULL,                 -- of the original
  path TEXT NOT NULL DEFAULT '',     -- of the copy; empty: there is none
  width INTEGER NOT NULL DEFAULT 0,  -- of the original, as decoded
  height INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,                    -- when it is looked at; NULL: that is settled
  cause TEXT NOT NULL DEFAULT ''     -- why there is none
);
CREATE INDEX picture_due ON picture (due_at) WHERE due_at IS NOT NULL;
-- Rights: what was shown of whom, what was taken down, what has expired, and where raw responses lie.

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

CREATE INDEX entry_article ON entry (article_id); -- all that feeds said of an article, when it has to go

CREATE TABLE expired (
  article_id TEXT PRIMARY KEY,
  level INTEGER NOT NULL             -- 1: raw responses, 2: and the full text, 3: and the excerpt
) WITHOUT ROWID;

-- Who may enter the desk.
CREATE TABLE user (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL                 -- records.user.User
) WITHOUT ROWID;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  user TEXT NOT NULL REFERENCES user (name),
  begun_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  csrf TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_user ON session (user);

CREATE TABLE device (
  token_hash TEXT NOT NULL,
  user TEXT NOT NULL REFERENCES user (name),
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (token_hash, user)
) WITHOUT ROWID;
CREATE INDEX device_user ON device (user);

-- What people did, all of it in one audit, each act with what was before.

CREATE TABLE act (
  seq INTEGER PRIMARY KEY,           -- its number; a correction has the same
  id TEXT NOT NULL UNIQUE,           -- of its request: what is handed over twice is done once
  kind TEXT NOT NULL,                -- records.act.ActKind
  at INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  note TEXT NOT NULL,
  subject TEXT NOT NULL,             -- the first of those that it is about
  count INTEGER NOT NULL,            -- how many it is about
  told TEXT NOT NULL,                -- what was and what is
  until INTEGER,                     -- when it ends by itself
  undoes INTEGER,
  undone_by INTEGER                  -- the act that took it back
);
CREATE INDEX act_person ON act (by_whom, seq);

CREATE TABLE act_on (
  subject TEXT NOT NULL,             -- an article or a story
  act INTEGER NOT NULL REFERENCES act (seq),
  was TEXT NOT NULL DEFAULT '',      -- the edit or the pin before, which holds again when it is undone
  decision TEXT,                     -- the choice before, which does so too
  decision_by TEXT,
  decision_at INTEGER,
  decision_until INTEGER,
  decision_act INTEGER,
  PRIMARY KEY (subject, act)
) WITHOUT ROWID;
CREATE INDEX act_on_act ON act_on (act);

CREATE TABLE article_topic (         -- the topics of labels, for lists that are cut by them
  article_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  PRIMARY KEY (article_id, topic)
) WITHOUT ROWID;

CREATE TABLE edit (
  article_id TEXT PRIMARY KEY,
  act INTEGER NOT NULL,
  body TEXT NOT NULL                 -- records.act.Edit
) WITHOUT ROWID;

CREATE TABLE pin (
  story_id TEXT PRIMARY KEY,
  act INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  by_whom TEXT NOT NULL
) WITHOUT ROWID;

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

-- Events of records on their way to webhooks, and issues of the newsletter on theirs to subscribers.
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  article_id TEXT NOT NULL,
  topics TEXT NOT NULL,              -- names from then on
  at INTEGER NOT NULL
);
CREATE INDEX event_article ON event (article_id, seq);
CREATE INDEX event_at ON event (at);

CREATE TABLE webhook (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL,                -- records.event.Webhook
  state TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  health TEXT NOT NULL               -- records.event.Health
) WITHOUT ROWID;

CREATE TABLE delivery (
  webhook TEXT NOT NULL REFERENCES webhook (name) ON DELETE CASCADE,
  seq INTEGER NOT NULL REFERENCES event (seq) ON DELETE CASCADE,
  article_id TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,                    -- null: delivered or given up
  delivered INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT '',
  tried_at INTEGER NOT NULL DEFAULT 0, -- 0: never
  PRIMARY KEY (webhook, seq)
) WITHOUT ROWID;
CREATE INDEX delivery_event ON delivery (seq);
CREATE INDEX delivery_waiting ON delivery (webhook, tried_at, seq) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_order ON delivery (webhook, article_id, seq);

CREATE TABLE issue (
  at INTEGER PRIMARY KEY,
  body TEXT NOT NULL                 -- records.mailing.Issue
);

CREATE TABLE mailed (
  issue INTEGER NOT NULL REFERENCES issue (at) ON DELETE CASCADE,
  recipient TEXT NOT NULL,           -- a hash of the address
  body TEXT NOT NULL,                -- records.mailing.Mailed
  PRIMARY KEY (issue, recipient)
) WITHOUT ROWID;

CREATE TABLE barred (
  recipient TEXT PRIMARY KEY,
  body TEXT NOT NULL                 -- records.mailing.Mailed
) WITHOUT ROWID;

-- What pages show may be another since: kept by triggers, so that nothing that writes has to think of it.
CREATE TABLE changed (
  subject TEXT PRIMARY KEY,          -- an article or a story
  seq INTEGER NOT NULL               -- rises; who has seen one number asks for those above it
) WITHOUT ROWID;
CREATE INDEX changed_seq ON changed (seq);

CREATE TRIGGER outcome_begun AFTER INSERT ON outcome WHEN new.step IN ('read', 'label', 'rank')
BEGIN
  INSERT INTO changed VALUES (new.subject, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER outcome_changed AFTER UPDATE OF reasons, verdict ON outcome
WHEN new.step IN ('read', 'label', 'rank') AND (old.reasons, old.verdict) IS NOT (new.reasons, new.verdict)
BEGIN
  INSERT INTO changed VALUES (new.subject, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER outcome_purged AFTER DELETE ON outcome WHEN old.step IN ('read', 'label', 'rank')
BEGIN
  INSERT INTO changed VALUES (old.subject, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER article_changed AFTER UPDATE OF bucket, cause, provider, relation, family_id, story_id, quality ON article
WHEN (old.bucket, old.cause, old.provider, old.relation, old.family_id, old.story_id, old.quality)
  IS NOT (new.bucket, new.cause, new.provider, new.relation, new.family_id, new.story_id, new.quality)
BEGIN
  INSERT INTO changed VALUES (new.id, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
-- Every member of a family names its origin.
CREATE TRIGGER origin_changed AFTER UPDATE OF is_origin, family_id ON article
WHEN (old.is_origin, old.family_id) IS NOT (new.is_origin, new.family_id)
BEGIN
  INSERT INTO changed
  SELECT id, (SELECT coalesce(max(seq), 0) + 1 FROM changed) FROM article WHERE family_id IN (old.family_id, new.family_id)
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER record_begun AFTER INSERT ON record
BEGIN
  INSERT INTO changed VALUES (new.article_id, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER record_changed AFTER UPDATE OF live, body ON record
WHEN (old.live, old.body) IS NOT (new.live, new.body)
BEGIN
  INSERT INTO changed VALUES (new.article_id, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER shown_begun AFTER INSERT ON shown
BEGIN
  INSERT INTO changed VALUES (new.article_id, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER shown_changed AFTER UPDATE OF body ON shown
WHEN old.body IS NOT new.body
BEGIN
  INSERT INTO changed VALUES (new.article_id, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER shown_ended AFTER DELETE ON shown
BEGIN
  INSERT INTO changed VALUES (old.article_id, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER picture_begun AFTER INSERT ON picture
BEGIN
  INSERT INTO changed VALUES (new.article_id, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER picture_changed AFTER UPDATE OF url, path, width, height ON picture
WHEN (old.url, old.path, old.width, old.height) IS NOT (new.url, new.path, new.width, new.height)
BEGIN
  INSERT INTO changed VALUES (new.article_id, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER picture_ended AFTER DELETE ON picture
BEGIN
  INSERT INTO changed VALUES (old.article_id, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER coverage_filed AFTER INSERT ON coverage
BEGIN
  INSERT INTO changed VALUES (new.article_id, (SELECT coalesce(max(seq), 0) + 1 FROM changed))
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq;
END;
