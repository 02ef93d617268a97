-- name: list_rank_work
-- Stories that are due and have a graded member.
SELECT id, lead, heat, ranked_at FROM story s INDEXED BY story_due
WHERE due_at IS NOT NULL AND due_at <= :now AND EXISTS (
  SELECT 1 FROM article a INDEXED BY article_story WHERE a.story_id = s.id AND a.quality IS NOT NULL
    AND a.bucket NOT IN ('failed', 'rejected', 'retired'))
ORDER BY id LIMIT :limit

-- name: list_members
-- Graded members of stories, in order of receipt.
SELECT a.story_id, a.id, a.provider, p.owner_key, a.family_id, a.relation, a.is_origin, a.quality, a.received_at,
       a.effective_at, a.resurfaced, a.title, a.kind, a.first_poll
FROM article a INDEXED BY article_story CROSS JOIN provider p ON p.domain = a.provider
WHERE a.story_id IN (SELECT value FROM json_each(?)) AND a.quality IS NOT NULL
  AND a.bucket NOT IN ('failed', 'rejected', 'retired')
ORDER BY a.received_at, a.id

-- name: save_ranking
-- A story's heat and lead.
UPDATE story SET lead = :lead, heat = :heat, ranked_at = :now, due_at = :due_at, reports = :reports,
  independent = :independent WHERE id = :id

-- name: release_ranked
-- Members that waited for the ranking.
UPDATE article SET stage = 'hold', due_at = :now WHERE story_id = :story_id AND stage = 'rank'

-- name: judge_again
-- Members that waited for the ranking or were judged before: lead or heat moved.
UPDATE article SET stage = 'hold', due_at = :now
WHERE story_id = :story_id AND (stage = 'rank'
  OR stage IN ('hold', 'publish', 'done') AND bucket IN ('pending', 'published', 'held'))

-- name: save_hold
-- An article's bucket, and what it waits for.
UPDATE article SET bucket = :bucket, cause = :cause, stage = :stage, due_at = :due_at, lift_at = :lift_at,
  since = :since
WHERE id = :id

-- name: list_stories_by_id
-- Lead and numbers of stories.
SELECT id, lead, heat, ranked_at, reports, independent FROM story WHERE id IN (SELECT value FROM json_each(?))

-- name: list_live
-- Which of these articles have a record out.
SELECT article_id FROM record WHERE live = 1 AND article_id IN (SELECT value FROM json_each(?))

-- name: list_decision_notes
-- Why people chose what holds for these articles.
SELECT a.id, t.note FROM article a CROSS JOIN act t ON t.seq = a.decision_act
WHERE a.id IN (SELECT value FROM json_each(?))
