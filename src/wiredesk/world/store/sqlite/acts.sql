-- name: begin_act
-- A line of the audit, under the next number; one whose request is kept already is not kept again.
INSERT INTO act (seq, id, kind, at, by_whom, note, subject, count, told, until, undoes)
SELECT coalesce(max(seq), 0) + 1, :id, :kind, :at, :by, :note, :subject, :count, :told, :until, :undoes FROM act WHERE true
ON CONFLICT (id) DO NOTHING

-- name: number_of_act
-- The number of the act that answers a request.
SELECT seq FROM act WHERE id = ?

-- name: count_act
-- How many it was about in the end, and the first of them.
UPDATE act SET count = (SELECT count(*) FROM act_on WHERE act = :seq),
  subject = coalesce((SELECT min(subject) FROM act_on WHERE act = :seq), subject)
WHERE seq = :seq

-- name: forget_act
-- It changed nothing.
DELETE FROM act WHERE seq = ?

-- name: act_about
-- What an act is about, with what was before.
INSERT INTO act_on (subject, act, was) VALUES (:subject, :act, :was) ON CONFLICT (subject, act) DO NOTHING

-- name: mark_undone
-- It stays in the audit, with who took it back.
UPDATE act SET undone_by = :by WHERE seq = :seq

-- name: find_act
-- One act.
SELECT seq, id, kind, at, by_whom, note, subject, count, told, until, undoes, undone_by FROM act WHERE seq = ?

-- name: list_acts
-- Acts from the newest on.
SELECT seq, id, kind, at, by_whom, note, subject, count, told, until, undoes, undone_by FROM act
WHERE seq < :before ORDER BY seq DESC LIMIT :limit

-- name: list_acts_by
-- Acts of one person from the newest on.
SELECT seq, id, kind, at, by_whom, note, subject, count, told, until, undoes, undone_by FROM act
WHERE by_whom = :by AND seq < :before ORDER BY seq DESC LIMIT :limit

-- name: list_acts_about
-- Acts about one thing from the newest on.
SELECT t.seq, t.id, t.kind, t.at, t.by_whom, t.note, t.subject, t.count, t.told, t.until, t.undoes, t.undone_by
FROM act_on o CROSS JOIN act t ON t.seq = o.act
WHERE o.subject = :about AND o.act < :before AND (:by = '' OR t.by_whom = :by) ORDER BY o.act DESC LIMIT :limit

-- name: list_acts_since
-- Acts about any of these above a number, in order.
SELECT seq, id, kind, at, by_whom, note, subject, count, told, until, undoes, undone_by FROM act
WHERE seq IN (SELECT act FROM act_on WHERE subject IN (SELECT value FROM json_each(:about)) AND act > :after)
ORDER BY seq

-- name: find_last_act
-- The last act of a person that holds and is no undoing.
SELECT seq, id, kind, at, by_whom, note, subject, count, told, until, undoes, undone_by FROM act
WHERE by_whom = ? AND undone_by IS NULL AND kind <> 'undo' ORDER BY seq DESC LIMIT 1

-- name: last_act
-- The number of the last act.
SELECT seq FROM act WHERE seq > 0 ORDER BY seq DESC LIMIT 1

-- name: choose_these
-- Articles that something else is chosen for now, with what was chosen before.
INSERT INTO act_on (subject, act, decision, decision_by, decision_at, decision_until, decision_act)
SELECT id, :act, decision, decision_by, decision_at, decision_until, decision_act FROM article
WHERE id IN (SELECT value FROM json_each(:articles)) AND (decision <> :decision OR decision_until IS DISTINCT FROM :until)

-- name: choose_matching
-- The same of all held articles that match.
INSERT INTO act_on (subject, act, decision, decision_by, decision_at, decision_until, decision_act)
SELECT id, :act, decision, decision_by, decision_at, decision_until, decision_act FROM article a
WHERE a.bucket IN ('held', 'published') AND a.cause IN (SELECT value FROM json_each(:reasons))
  AND (:provider = '' OR a.provider = :provider) AND (:language = '' OR a.language = :language)
  AND (:word = '' OR lower(a.title) LIKE lower(:word) ESCAPE '\')
  AND a.received_at BETWEEN :received_from AND :received_until
  AND NOT (a.stage = 'hold' AND a.due_at = coalesce(a.decision_at, -1))
  AND (:topic = '' OR EXISTS (SELECT 1 FROM article_topic t WHERE t.article_id = a.id AND t.topic = :topic))
  AND (decision <> :decision OR decision_until IS DISTINCT FROM :until)

-- name: decide
-- What a person chose; an article that was judged is judged again.
UPDATE article SET decision = :decision, decision_by = :by, decision_at = :at, decision_until = :until, decision_act = :act,
  due_at = CASE WHEN stage IN ('hold', 'publish', 'done') AND bucket NOT IN ('failed', 'retired') THEN :at ELSE due_at END,
  stage = CASE WHEN stage IN ('hold', 'publish', 'done') AND bucket NOT IN ('failed', 'retired') THEN 'hold' ELSE stage END
FROM act_on o WHERE o.act = :act AND article.id = o.subject

-- name: unchoose
-- Articles for which nobody has chosen since an act: what was chosen before is about to hold again.
INSERT INTO act_on (subject, act, decision, decision_by, decision_at, decision_until, decision_act)
SELECT a.id, :act, a.decision, a.decision_by, a.decision_at, a.decision_until, a.decision_act
FROM act_on o CROSS JOIN article a ON a.id = o.subject AND a.decision_act = :undoes WHERE o.act = :undoes

-- name: restore_choice
-- What was chosen before an act holds again; an article that was judged is judged again.
UPDATE article SET decision = o.decision, decision_by = o.decision_by, decision_at = o.decision_at,
  decision_until = o.decision_until, decision_act = o.decision_act,
  due_at = CASE WHEN stage IN ('hold', 'publish', 'done') AND bucket NOT IN ('failed', 'retired') THEN :at ELSE due_at END,
  stage = CASE WHEN stage IN ('hold', 'publish', 'done') AND bucket NOT IN ('failed', 'retired') THEN 'hold' ELSE stage END
FROM act_on o WHERE o.act = :undoes AND article.id = o.subject AND article.decision_act = :undoes

-- name: list_decisions
-- What people chose for an article, oldest first.
SELECT t.kind, t.by_whom, t.note, t.at, t.until FROM act_on o CROSS JOIN act t ON t.seq = o.act
WHERE o.subject = ? AND t.kind IN ('release', 'reject', 'hold') AND t.undone_by IS NULL ORDER BY t.seq

-- name: list_read_since
-- Articles that were read again after a time.
SELECT subject FROM outcome
WHERE step = 'read' AND at > :at AND subject IN (SELECT value FROM json_each(:articles)) ORDER BY subject

-- name: load_edits
-- The editors' words for articles.
SELECT article_id, act, body FROM edit WHERE article_id IN (SELECT value FROM json_each(?))

-- name: save_edit
-- The editors' words for an article.
INSERT INTO edit (article_id, act, body) VALUES (:id, :act, :body)
ON CONFLICT (article_id) DO UPDATE SET act = excluded.act, body = excluded.body

-- name: forget_edit
-- Everything is the publisher's again.
DELETE FROM edit WHERE article_id = ?

-- name: judge_beside
-- An article and those of its story are judged again, so that records that show its words are made again.
UPDATE article SET stage = 'hold', due_at = :now
WHERE (id = :id OR story_id = (SELECT story_id FROM article WHERE id = :id))
  AND stage IN ('hold', 'publish', 'done') AND bucket IN ('pending', 'published', 'held')

-- name: list_pins
-- Pinned stories, the latest first.
SELECT coalesce(s.redirect_to, p.story_id), p.ends_at, p.by_whom, p.act FROM pin p LEFT JOIN story s ON s.id = p.story_id
ORDER BY p.act DESC

-- name: load_pin
-- The pin of a story.
SELECT story_id, ends_at, by_whom, act FROM pin WHERE story_id = ?

-- name: save_pin
-- A story is pinned.
INSERT INTO pin (story_id, act, ends_at, by_whom) VALUES (:story_id, :act, :until, :by)
ON CONFLICT (story_id) DO UPDATE SET act = excluded.act, ends_at = excluded.ends_at, by_whom = excluded.by_whom

-- name: forget_pin
-- A story is no longer pinned.
DELETE FROM pin WHERE story_id = ?

-- name: end_pins
-- Pins whose time has come.
DELETE FROM pin WHERE ends_at <= ?

-- name: load_was
-- What was before an act.
SELECT was FROM act_on WHERE subject = :subject AND act = :act

-- name: purge_acts
-- What acts tell of an article that was purged may hold its words.
UPDATE act SET told = '' WHERE seq IN (SELECT act FROM act_on WHERE subject = ?)

-- name: purge_before
-- And so may what was before them.
UPDATE act_on SET was = '' WHERE subject = ? AND was LIKE '{%'

-- name: note_change
-- Pages that show it are made again.
INSERT INTO changed (subject, seq) SELECT ?, coalesce(max(seq), 0) + 1 FROM changed WHERE true
ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq
