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
