-- name: save_origin
-- Who the origin of a family is; tells which members changed.
UPDATE article SET is_origin = (id = :origin)::int WHERE family_id = :family_id AND is_origin <> (id = :origin)::int

-- name: begin_story
-- A story exists from its first article on; it is due for ranking.
INSERT INTO story (id, due_at) VALUES (:id, :now)
ON CONFLICT (id) DO UPDATE SET due_at = least(story.due_at, excluded.due_at)

-- name: story_due
-- A story that lost or gained by a member's move is ranked again.
UPDATE story SET due_at = least(due_at, :now) WHERE id = :id AND redirect_to IS NULL

-- name: rank_stories_of
-- The stories of these articles are ranked again.
UPDATE story SET due_at = least(due_at, :now)
WHERE id IN (SELECT story_id FROM article WHERE id IN (SELECT value FROM json_each(:values)))
