-- name: save_api_key
-- A key, new or changed.
INSERT INTO api_key (id, used_at, body) VALUES (:id, :used_at, :body)
ON CONFLICT (id) DO UPDATE SET used_at = excluded.used_at, body = excluded.body

-- name: load_api_key
-- One key.
SELECT body, used_at FROM api_key WHERE id = ?

-- name: list_api_keys
-- All keys.
SELECT body, used_at FROM api_key

-- name: remove_api_key
-- A key is revoked.
DELETE FROM api_key WHERE id = ?

-- name: note_api_key
-- A key was used.
UPDATE api_key SET used_at = :now WHERE id = :id
