-- name: list_rank_work
-- Stories that are due and have a graded member.  Those that are due come first, and each is looked up: else the
-- planner, which cannot know how few are due, would walk all stories or all articles.
WITH due AS MATERIALIZED (
  SELECT id, lead, heat, ranked_at FROM story WHERE due_at IS NOT NULL AND due_at <= :now)
SELECT s.id, s.lead, s.heat, s.ranked_at FROM due s CROSS JOIN LATERAL (
  SELECT 1 FROM article a WHERE a.story_id = s.id AND a.quality IS NOT NULL
    AND a.bucket NOT IN ('failed', 'rejected', 'retired') LIMIT 1) AS w
ORDER BY s.id LIMIT :limit
