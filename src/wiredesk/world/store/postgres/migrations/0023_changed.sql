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
