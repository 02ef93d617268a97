-- name: want_picture
-- The picture that a record shows; another one than before is looked at anew.
INSERT INTO picture (article_id, url, due_at) VALUES (:id, :url, :now)
ON CONFLICT (article_id) DO UPDATE SET url = excluded.url, path = '', attempts = 0, due_at = excluded.due_at, cause = ''
WHERE picture.url <> excluded.url

-- name: forget_picture
-- The record shows none any more.
DELETE FROM picture WHERE article_id = ?

-- name: list_picture_work
-- Pictures that are due.
SELECT article_id, url, attempts FROM picture INDEXED BY picture_due
WHERE due_at IS NOT NULL AND due_at <= :now ORDER BY due_at, article_id LIMIT :limit

-- name: save_picture
-- What became of one, unless the article has another by now.
UPDATE picture SET path = :path, width = :width, height = :height, attempts = attempts + 1, due_at = :due_at, cause = :cause
WHERE article_id = :id AND url = :url AND due_at IS NOT NULL

-- name: publish_again
-- A record that is out gets its picture.
UPDATE article SET stage = 'publish', due_at = :now WHERE id = :id AND stage = 'done' AND bucket = 'published'

-- name: list_pictures_of
-- Copies of these articles' pictures.
SELECT article_id, url, path, width, height FROM picture
WHERE path <> '' AND article_id IN (SELECT value FROM json_each(?))

-- name: list_picture_paths
-- All copies.
SELECT DISTINCT path FROM picture WHERE path <> '' ORDER BY path
