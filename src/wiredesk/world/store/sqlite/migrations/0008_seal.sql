-- Which records we sealed, under which key; who opened one.
CREATE TABLE sealed (
  article_id TEXT PRIMARY KEY,
  kid TEXT NOT NULL,
  rev INTEGER NOT NULL
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
