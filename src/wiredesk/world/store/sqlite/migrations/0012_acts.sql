-- One audit of what people did, each act with what was before, so that all of it can be taken back.

CREATE TABLE act (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  by_whom TEXT NOT NULL,
  note TEXT NOT NULL,
  subject TEXT NOT NULL,
  count INTEGER NOT NULL,
  told TEXT NOT NULL,
  until INTEGER,
  undoes INTEGER,
  undone_by INTEGER
);
CREATE INDEX act_person ON act (by_whom, seq);

CREATE TABLE act_on (
  subject TEXT NOT NULL,
  act INTEGER NOT NULL REFERENCES act (seq),
  was TEXT NOT NULL DEFAULT '',
  decision TEXT,
  decision_by TEXT,
  decision_at INTEGER,
  decision_until INTEGER,
  decision_act INTEGER,
  PRIMARY KEY (subject, act)
) WITHOUT ROWID;
CREATE INDEX act_on_act ON act_on (act);

-- Corrections keep their numbers.
INSERT INTO act (seq, id, kind, at, by_whom, note, subject, count, told, undoes, undone_by)
SELECT seq, id, body ->> '$.request.kind', unixepoch(body ->> '$.request.at'), body ->> '$.request.by',
  body ->> '$.request.note', body ->> '$.story', max(1, json_array_length(body, '$.request.articles')), '',
  nullif(body ->> '$.request.undoes', 0), undone_by
FROM correction ORDER BY seq;
INSERT OR IGNORE INTO act_on (subject, act)
SELECT s.value ->> '$.story_id', c.seq FROM correction c, json_each(c.body, '$.before') s
UNION SELECT s.value ->> '$.story_id', c.seq FROM correction c, json_each(c.body, '$.after') s
UNION SELECT a.value, c.seq FROM correction c, json_each(c.body, '$.request.articles') a;

INSERT INTO act (id, kind, at, by_whom, note, subject, count, told, until)
SELECT 'd' || seq, iif(decision = '', 'undecide', decision), at, by_whom, note, article_id, 1, '', until
FROM decision ORDER BY seq;
INSERT INTO act_on (subject, act, decision, decision_by)
SELECT subject, seq, '', '' FROM act WHERE kind IN ('release', 'reject', 'hold', 'undecide');
DROP TABLE decision;

INSERT INTO act (id, kind, at, by_whom, note, subject, count, told)
SELECT 'l' || seq, iif(action = 'undone', 'put_back', 'take_down'), at, by_whom, note, article_id, 1, ''
FROM takedown_log WHERE action IN ('taken_down', 'undone') ORDER BY seq;
INSERT INTO act_on (subject, act) SELECT subject, seq FROM act WHERE kind IN ('take_down', 'put_back');

ALTER TABLE article ADD COLUMN decision_act INTEGER;
UPDATE article SET decision_act = (SELECT max(o.act) FROM act_on o JOIN act t ON t.seq = o.act
  WHERE o.subject = article.id AND t.kind = article.decision)
WHERE decision <> '';

ALTER TABLE article ADD COLUMN language TEXT NOT NULL DEFAULT '';
UPDATE article SET language = coalesce((SELECT o.verdict ->> '$.language' FROM outcome o
  WHERE o.subject = article.id AND o.step = 'read' AND o.verdict <> ''), '');

CREATE TABLE edit (
  article_id TEXT PRIMARY KEY,
  act INTEGER NOT NULL,
  body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE pin (
  story_id TEXT PRIMARY KEY,
  act INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  by_whom TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE article_topic (
  article_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  PRIMARY KEY (article_id, topic)
) WITHOUT ROWID;
INSERT OR IGNORE INTO article_topic (article_id, topic)
SELECT o.subject, l.value ->> '$.topic' FROM outcome o, json_each(o.verdict, '$.labels') l
WHERE o.step = 'label' AND o.verdict <> '';
