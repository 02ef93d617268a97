-- Heat is explained, calibrated and asked of the past from a log that is only ever added to.
-- What was filed before is taken over with its whole weight as one term.


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

INSERT INTO coverage
  (at, article_id, story_id, owner, family_id, relation, received_at, counted_at, original, source, base_rate, on_probation)
SELECT a.received_at, a.id, a.story_id, p.owner_key, a.family_id, a.relation, a.received_at, a.received_at, a.weight, 1, 1, 0
FROM article a JOIN provider p ON p.domain = a.provider
WHERE a.weight >= 0 AND a.story_id IS NOT NULL AND a.family_id IS NOT NULL AND a.relation IS NOT NULL
  AND a.bucket NOT IN ('failed', 'rejected', 'retired')
ORDER BY a.received_at, a.id;
ALTER TABLE article DROP COLUMN weight;
INSERT INTO story_shown (at, story_id, lead, reports, independent, calibration)
SELECT ranked_at, id, lead, reports, independent, 1 FROM story
WHERE ranked_at IS NOT NULL AND lead IS NOT NULL ORDER BY ranked_at, id;
INSERT INTO went_out (at, article_id, live)
SELECT o.at, r.article_id, 1 FROM record r JOIN outcome o ON o.subject = r.article_id AND o.step = 'publish'
WHERE r.live = 1 ORDER BY o.at, r.article_id;
