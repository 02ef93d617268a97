-- What people say about stories.

CREATE TABLE correction (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  undone_by INTEGER,
  body TEXT NOT NULL
);

CREATE TABLE ruling (
  correction INTEGER NOT NULL REFERENCES correction (seq),
  kind TEXT NOT NULL,
  article_id TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (article_id, kind, correction, target)
) WITHOUT ROWID;
CREATE INDEX ruling_correction ON ruling (correction);
CREATE INDEX ruling_target ON ruling (kind, target);
