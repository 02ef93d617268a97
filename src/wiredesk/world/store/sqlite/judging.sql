-- name: list_articles_at
-- Articles at a stage in order of receipt.
SELECT a.id, r.verdict, a.received_at, a.story_id, a.provider FROM article a
JOIN outcome r ON r.subject = a.id AND r.step = 'read'
WHERE a.stage = :stage AND a.due_at <= :now ORDER BY a.received_at, a.id LIMIT :limit

-- name: list_articles_by_time
-- Articles at a stage by when they were written.
SELECT a.id, r.verdict, a.received_at, a.story_id, a.provider FROM article a
JOIN outcome r ON r.subject = a.id AND r.step = 'read'
WHERE a.stage = :stage AND a.due_at <= :now ORDER BY a.effective_at, a.id LIMIT :limit

-- name: list_providers
-- Providers by domain.
SELECT domain, body, first_seen FROM provider WHERE domain IN (SELECT value FROM json_each(?))

-- name: count_provider
-- What our archive holds of a provider.
SELECT count(*), coalesce(sum(relation = 'new'), 0), coalesce(sum(relation = 'copy'), 0),
       coalesce(sum(has_author), 0), coalesce(sum(kind = 'pressrelease'), 0)
FROM article WHERE provider = ? AND relation IS NOT NULL

-- name: replay_families
-- Fingerprints in the order in which they were saved.
SELECT body, verdict FROM fingerprint
WHERE seq >= (SELECT min(seq) FROM fingerprint WHERE received_at >= :since) AND received_at >= :since ORDER BY seq

-- name: save_fingerprint
-- What comparing needs of a text; one that is matched again keeps its place.
INSERT INTO fingerprint (article_id, received_at, body, verdict) VALUES (:id, :received_at, :body, :verdict)
ON CONFLICT (article_id) DO UPDATE SET body = excluded.body, verdict = excluded.verdict

-- name: save_family
-- An article's place in its family.
UPDATE article SET family_id = :family_id, relation = :relation, credit = :credit, stage = 'group', due_at = :now
WHERE id = :id

-- name: save_origin
-- Who the origin of a family is; tells which members changed.
UPDATE article SET is_origin = (id = :origin) WHERE family_id = :family_id AND is_origin <> (id = :origin)

-- name: regrade_family
-- Members past grading are graded again: their family has another origin.
UPDATE article SET stage = 'grade', due_at = :now
WHERE family_id = :family_id AND stage IN ('rank', 'hold', 'publish', 'done')
  AND bucket IN ('pending', 'published', 'held')

-- name: replay_stories
-- Features with the present story of their article, in saved order.
SELECT f.body, a.story_id FROM feature f JOIN article a ON a.id = f.article_id
WHERE f.seq >= (SELECT min(seq) FROM feature WHERE effective_at >= :since) AND f.effective_at >= :since
  AND a.story_id IS NOT NULL ORDER BY f.seq

-- name: save_feature
-- What grouping needs of an article.
INSERT INTO feature (article_id, effective_at, body)
SELECT :id, effective_at, :body FROM article WHERE id = :id
ON CONFLICT (article_id) DO UPDATE SET body = excluded.body

-- name: begin_story
-- A story exists from its first article on; it is due for ranking.
INSERT INTO story (id, due_at) VALUES (:id, :now)
ON CONFLICT (id) DO UPDATE SET due_at = min(coalesce(due_at, excluded.due_at), excluded.due_at)

-- name: save_membership
-- An article's story.
UPDATE article SET story_id = :story_id, stage = 'label', due_at = :now WHERE id = :id

-- name: absorb_members
-- Members of an absorbed story move, and are judged again when they had been.
UPDATE article SET story_id = :into,
  stage = CASE WHEN stage IN ('publish', 'done') AND bucket IN ('pending', 'published', 'held') THEN 'hold' ELSE stage END,
  due_at = CASE WHEN stage IN ('publish', 'done') AND bucket IN ('pending', 'published', 'held') THEN :now ELSE due_at END
WHERE story_id = :absorbed

-- name: redirect_story
-- An absorbed id leads on, and so do those that led to it.
UPDATE story SET redirect_to = :into, due_at = NULL WHERE id = :absorbed OR redirect_to = :absorbed

-- name: list_labels
-- Stored verdicts of one step for many subjects.
SELECT subject, verdict FROM outcome WHERE step = :step AND subject IN (SELECT value FROM json_each(:values))

-- name: save_grade
-- An article's quality; its story is ranked again.
UPDATE article SET quality = :quality, stage = 'rank', due_at = :now WHERE id = :id

-- name: list_standing
-- What the store knows of articles beyond their text.
SELECT id, provider, family_id, relation, is_origin, credit, story_id, quality, received_at, image_url, bucket,
       decision, decision_by, decision_at
FROM article WHERE id IN (SELECT value FROM json_each(?))

-- name: list_shared_images
-- Images that stand on three or more articles of their provider.
SELECT a.id FROM article a WHERE a.id IN (SELECT value FROM json_each(?)) AND a.image_url IS NOT NULL
  AND (SELECT count(*) FROM article b WHERE b.provider = a.provider AND b.image_url = a.image_url) >= 3

-- name: list_rank_work
-- Stories that are due and have a graded member.
SELECT id, lead, heat, ranked_at FROM story s INDEXED BY story_due
WHERE due_at IS NOT NULL AND due_at <= :now AND EXISTS (
  SELECT 1 FROM article a WHERE a.story_id = s.id AND a.quality IS NOT NULL
    AND a.bucket NOT IN ('failed', 'rejected', 'retired'))
ORDER BY id LIMIT :limit

-- name: list_members
-- Graded members of stories, in order of receipt.
SELECT a.story_id, a.id, a.provider, p.owner_key, a.family_id, a.relation, a.is_origin, a.quality, a.received_at,
       a.effective_at, a.weight, a.resurfaced, a.title, a.kind
FROM article a JOIN provider p ON p.domain = a.provider
WHERE a.story_id IN (SELECT value FROM json_each(?)) AND a.quality IS NOT NULL
  AND a.bucket NOT IN ('failed', 'rejected', 'retired')
ORDER BY a.received_at, a.id

-- name: save_ranking
-- A story's heat and lead.
UPDATE story SET lead = :lead, heat = :heat, ranked_at = :now, due_at = :due_at, reports = :reports,
  independent = :independent WHERE id = :id

-- name: file_weight
-- Frozen for good.
UPDATE article SET weight = :weight WHERE id = :id AND weight < 0

-- name: release_ranked
-- Members that waited for the ranking.
UPDATE article SET stage = 'hold', due_at = :now WHERE story_id = :story_id AND stage = 'rank'

-- name: judge_again
-- Members that were judged before: lead or heat moved.
UPDATE article SET stage = 'hold', due_at = :now
WHERE story_id = :story_id AND stage IN ('hold', 'publish', 'done') AND bucket IN ('pending', 'published', 'held')

-- name: save_hold
-- An article's bucket, and what it waits for.
UPDATE article SET bucket = :bucket, cause = :cause, stage = :stage, due_at = :due_at, lift_at = :lift_at
WHERE id = :id

-- name: list_stories_by_id
-- Lead and numbers of stories.
SELECT id, lead, heat, ranked_at, reports, independent FROM story WHERE id IN (SELECT value FROM json_each(?))

-- name: list_live
-- Which of these articles have a record out.
SELECT article_id FROM record WHERE live = 1 AND article_id IN (SELECT value FROM json_each(?))

-- name: list_origins
-- The origin of each family.
SELECT family_id, id FROM article WHERE is_origin = 1 AND family_id IN (SELECT value FROM json_each(?))

-- name: save_outcome
-- What a step decided.
INSERT INTO outcome (subject, step, version, at, reasons, verdict)
VALUES (:subject, :step, :version, :at, :reasons, :verdict)
ON CONFLICT (subject, step) DO UPDATE SET
  version = excluded.version, at = excluded.at, reasons = excluded.reasons, verdict = excluded.verdict

-- name: save_decision
-- What a person chose.
UPDATE article SET decision = :decision, decision_by = :by, decision_at = :at,
  stage = CASE WHEN stage IN ('hold', 'publish', 'done') THEN 'hold' ELSE stage END, due_at = :at
WHERE id = :id AND bucket NOT IN ('failed', 'retired')

-- name: log_decision
-- The audit of decisions.
INSERT INTO decision (article_id, decision, by_whom, note, at) VALUES (:id, :decision, :by, :note, :at)
