-- name: meet_provider
-- A provider that turned up by itself; the earliest sighting counts.
INSERT INTO provider (domain, owner_key, registered, first_seen, body)
VALUES (:domain, :domain, 0, :at, :body)
ON CONFLICT (domain) DO UPDATE SET first_seen = least(provider.first_seen, excluded.first_seen)

-- name: list_logos
-- Which of these pairs of provider and image stand on three or more articles.
SELECT p.value ->> 0, p.value ->> 1 FROM json_array_elements(?) p
WHERE (SELECT count(*) FROM (
  SELECT 1 FROM article WHERE provider = p.value ->> 0 AND image_url = p.value ->> 1 LIMIT 3) AS w) >= 3

-- name: leave_story
-- An article that counted no longer does: its story is ranked again.
UPDATE story SET due_at = least(due_at, :now)
WHERE id = (SELECT story_id FROM article WHERE id = :id AND quality IS NOT NULL)
