-- name: list_articles_at
-- Articles at a stage in order of receipt.
SELECT a.id, r.verdict, a.received_at, a.story_id, a.provider FROM (
  SELECT id, received_at FROM article WHERE stage = :stage AND stage <> 'done' AND due_at <= :now
  ORDER BY received_at, id LIMIT :limit
) w CROSS JOIN article a ON a.id = w.id CROSS JOIN outcome r ON r.subject = a.id AND r.step = 'read'
ORDER BY w.received_at, w.id

-- name: list_articles_by_time
-- Articles at a stage by when they were written.
SELECT a.id, r.verdict, a.received_at, a.story_id, a.provider FROM (
  SELECT id, effective_at FROM article WHERE stage = :stage AND stage <> 'done' AND due_at <= :now
  ORDER BY effective_at, id LIMIT :limit
) w CROSS JOIN article a ON a.id = w.id CROSS JOIN outcome r ON r.subject = a.id AND r.step = 'read'
ORDER BY w.effective_at, w.id

-- name: list_providers
-- Providers by domain, with what is counted of them.
SELECT p.domain, p.body, p.first_seen, p.articles, p.originals, p.copies, p.with_author, p.press_releases, p.owner_key,
  p.clickbait, p.corrected, v.signs
FROM provider p LEFT JOIN provider_survey v ON v.domain = p.domain WHERE p.domain IN (SELECT value FROM json_each(?))

-- name: first_family
-- Where fingerprints of a time begin.
SELECT min(seq) FROM fingerprint WHERE received_at >= ?

-- name: replay_families
-- Fingerprints in the order in which they were saved, a part at a time.
SELECT seq, body, verdict FROM fingerprint
WHERE seq >= :seq AND +received_at >= :since ORDER BY seq LIMIT :limit

-- name: save_fingerprint
-- What comparing needs of a text; one that is matched again keeps its place.
INSERT INTO fingerprint (article_id, received_at, body, verdict) VALUES (:id, :received_at, :body, :verdict)
ON CONFLICT (article_id) DO UPDATE SET body = excluded.body, verdict = excluded.verdict

-- name: save_family
-- An article's place in its family.  One whose place another's coming changed stays where it waits to be
-- fetched or read anew, and where it was set aside.
UPDATE article SET family_id = :family_id, relation = :relation, credit = :credit,
  due_at = CASE WHEN stage IN ('fetch', 'read') OR bucket IN ('failed', 'retired') THEN due_at ELSE :now END,
  stage = CASE WHEN stage IN ('fetch', 'read') OR bucket IN ('failed', 'retired') THEN stage ELSE 'group' END
WHERE id = :id

-- name: save_origin
-- Who the origin of a family is; tells which members changed.
UPDATE article SET is_origin = (id = :origin) WHERE family_id = :family_id AND is_origin <> (id = :origin)

-- name: regrade_family
-- Members past grading are graded again: their family has another origin.
UPDATE article SET stage = 'grade', due_at = :now
WHERE family_id = :family_id AND stage IN ('rank', 'hold', 'publish', 'done')
  AND bucket IN ('pending', 'published', 'held')
  AND NOT EXISTS (SELECT 1 FROM expired WHERE article_id = article.id AND level >= 2)

-- name: first_story
-- Where features of a time begin.
SELECT min(seq) FROM feature WHERE effective_at >= ?

-- name: replay_stories
-- Features with the present story of their article, in saved order, a part at a time.
SELECT f.seq, f.body, a.story_id FROM feature f CROSS JOIN article a ON a.id = f.article_id
WHERE f.seq >= :seq AND +f.effective_at >= :since AND a.story_id IS NOT NULL ORDER BY f.seq LIMIT :limit

-- name: save_feature
-- What grouping needs of an article.
INSERT INTO feature (article_id, effective_at, body)
SELECT id, effective_at, :body FROM article WHERE id = :id
ON CONFLICT (article_id) DO UPDATE SET body = excluded.body, effective_at = excluded.effective_at

-- name: begin_story
-- A story exists from its first article on; it is due for ranking.
INSERT INTO story (id, due_at) VALUES (:id, :now)
ON CONFLICT (id) DO UPDATE SET due_at = min(coalesce(due_at, excluded.due_at), excluded.due_at)

-- name: resolve_story
-- Where a redirected story leads; nothing when it stands for itself.
SELECT redirect_to FROM story WHERE id = ? AND redirect_to IS NOT NULL

-- name: story_of_article
-- The story that an article is in.
SELECT story_id FROM article WHERE id = ?

-- name: story_due
-- A story that lost or gained by a member's move is ranked again.
UPDATE story SET due_at = min(coalesce(due_at, :now), :now) WHERE id = :id AND redirect_to IS NULL

-- name: save_membership
-- An article's story.
UPDATE article SET story_id = :story_id, stage = 'label', due_at = :now WHERE id = :id

-- name: absorb_members
-- Members of an absorbed story move; those that were judged are judged again, those that wait now.
UPDATE article SET story_id = :into,
  stage = CASE WHEN stage IN ('publish', 'done') AND bucket IN ('pending', 'published', 'held') THEN 'hold' ELSE stage END,
  due_at = CASE WHEN stage IN ('hold', 'publish', 'done') AND bucket IN ('pending', 'published', 'held')
    THEN :now ELSE due_at END
WHERE story_id = :absorbed

-- name: redirect_story
-- An absorbed id leads on, known before or not.
INSERT INTO story (id, redirect_to) VALUES (:absorbed, :into)
ON CONFLICT (id) DO UPDATE SET redirect_to = excluded.redirect_to, due_at = NULL

-- name: flatten_redirects
-- Whoever led to an absorbed story leads to where that one leads.
UPDATE story SET redirect_to = :into WHERE redirect_to = :absorbed

-- name: list_verdicts
-- Stored verdicts of one step for many subjects.
SELECT subject, verdict FROM outcome WHERE step = :step AND subject IN (SELECT value FROM json_each(:values))

-- name: save_grade
-- An article's quality.
UPDATE article SET quality = :quality, is_clickbait = :is_clickbait, is_corrected = :is_corrected, stage = 'rank',
  due_at = :now
WHERE id = :id

-- name: rank_stories_of
-- The stories of these articles are ranked again.
UPDATE story SET due_at = min(coalesce(due_at, :now), :now)
WHERE id IN (SELECT story_id FROM article WHERE id IN (SELECT value FROM json_each(:values)))

-- name: list_standing
-- What the store knows of articles beyond their text.
SELECT id, provider, family_id, relation, is_origin, credit, story_id, quality, received_at, image_url, bucket,
       decision, decision_by, decision_at, kind, decision_until
FROM article WHERE id IN (SELECT value FROM json_each(?))

-- name: list_shared_images
-- Images that stand on three or more articles of their provider.
SELECT a.id FROM article a WHERE a.id IN (SELECT value FROM json_each(?)) AND a.image_url IS NOT NULL
  AND (SELECT count(*) FROM (
    SELECT 1 FROM article b WHERE b.provider = a.provider AND b.image_url = a.image_url LIMIT 3) AS w) >= 3

-- name: list_origins
-- The origin of each family.
SELECT family_id, id FROM article WHERE is_origin = 1 AND family_id IN (SELECT value FROM json_each(?))

-- name: save_outcome
-- What a step decided; a reading that failed leaves what was read before.
INSERT INTO outcome (subject, step, version, at, reasons, verdict) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (subject, step) DO UPDATE SET
  version = excluded.version, at = excluded.at, reasons = excluded.reasons,
  verdict = CASE WHEN excluded.step = 'read' AND excluded.verdict = '' THEN outcome.verdict ELSE excluded.verdict END

-- name: forget_topics
-- Topics of articles that are labelled again.
DELETE FROM article_topic WHERE article_id IN (SELECT value FROM json_each(?))

-- name: save_topic
-- A topic of an article.
INSERT INTO article_topic (article_id, topic) VALUES (?, ?) ON CONFLICT (article_id, topic) DO NOTHING
