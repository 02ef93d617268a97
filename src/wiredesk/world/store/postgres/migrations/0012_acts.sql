-- One audit of what people did, each act with what was before, so that all of it can be taken back.

CREATE TABLE act (
  seq bigint PRIMARY KEY,
  id words NOT NULL UNIQUE,
  kind words NOT NULL,
  at bigint NOT NULL,
  by_whom words NOT NULL,
  note words NOT NULL,
  subject words NOT NULL,
  count bigint NOT NULL,
  told words NOT NULL,
  until bigint,
  undoes bigint,
  undone_by bigint
);
CREATE INDEX act_person ON act (by_whom, seq);

CREATE TABLE act_on (
  subject words NOT NULL,
  act bigint NOT NULL REFERENCES act (seq),
  was words NOT NULL DEFAULT '',
  decision words,
  decision_by words,
  decision_at bigint,
  decision_until bigint,
  decision_act bigint,
  PRIMARY KEY (subject, act)
);
CREATE INDEX act_on_act ON act_on (act);

CREATE TABLE article_topic (
  article_id words NOT NULL,
  topic words NOT NULL,
  PRIMARY KEY (article_id, topic)
);

CREATE TABLE edit (
  article_id words PRIMARY KEY,
  act bigint NOT NULL,
  body words NOT NULL
);

CREATE TABLE pin (
  story_id words PRIMARY KEY,
  act bigint NOT NULL,
  ends_at bigint NOT NULL,
  by_whom words NOT NULL
);

INSERT INTO act (seq, id, kind, at, by_whom, note, subject, count, told, undoes, undone_by)
SELECT c.seq, c.id, c.body::json #>> '{request,kind}', extract(epoch FROM (c.body::json #>> '{request,at}')::timestamptz)::bigint,
  c.body::json #>> '{request,by}', c.body::json #>> '{request,note}', c.body::json ->> 'story',
  greatest(1, json_array_length(c.body::json #> '{request,articles}')), '',
  nullif((c.body::json #>> '{request,undoes}')::bigint, 0), c.undone_by
FROM correction c;
INSERT INTO act_on (subject, act)
SELECT s.value ->> 'story_id', c.seq FROM correction c, json_array_elements(c.body::json -> 'before') s
UNION SELECT s.value ->> 'story_id', c.seq FROM correction c, json_array_elements(c.body::json -> 'after') s
UNION SELECT a.value, c.seq FROM correction c, json_array_elements_text(c.body::json #> '{request,articles}') a;

INSERT INTO act (seq, id, kind, at, by_whom, note, subject, count, told, until)
SELECT (SELECT coalesce(max(seq), 0) FROM act) + row_number() OVER (ORDER BY d.seq), 'd' || d.seq,
  CASE d.decision WHEN '' THEN 'undecide' ELSE d.decision END, d.at, d.by_whom, d.note, d.article_id, 1, '', d.until
FROM decision d;
INSERT INTO act_on (subject, act, decision, decision_by)
SELECT subject, seq, '', '' FROM act WHERE kind IN ('release', 'reject', 'hold', 'undecide');

INSERT INTO act (seq, id, kind, at, by_whom, note, subject, count, told)
SELECT (SELECT coalesce(max(seq), 0) FROM act) + row_number() OVER (ORDER BY l.seq), 'l' || l.seq,
  CASE l.action WHEN 'undone' THEN 'put_back' ELSE 'take_down' END, l.at, l.by_whom, l.note, l.article_id, 1, ''
FROM takedown_log l WHERE l.action IN ('taken_down', 'undone');
INSERT INTO act_on (subject, act) SELECT subject, seq FROM act WHERE kind IN ('take_down', 'put_back');

DROP TABLE decision;
ALTER TABLE article ADD COLUMN decision_act bigint;
ALTER TABLE article ADD COLUMN language words NOT NULL DEFAULT '';

UPDATE article SET decision_act = (SELECT max(o.act) FROM act_on o JOIN act t ON t.seq = o.act
  WHERE o.subject = article.id AND t.kind = article.decision)
WHERE decision <> '';
UPDATE article SET language = coalesce((SELECT o.verdict::json ->> 'language' FROM outcome o
  WHERE o.subject = article.id AND o.step = 'read' AND o.verdict <> ''), '');
INSERT INTO article_topic (article_id, topic)
SELECT DISTINCT o.subject, l.value ->> 'topic' FROM outcome o, json_array_elements(o.verdict::json -> 'labels') l
WHERE o.step = 'label' AND o.verdict <> '';
