-- name: save_user
-- A user, new or changed.
INSERT INTO "user" (name, body) VALUES (:name, :body) ON CONFLICT (name) DO UPDATE SET body = excluded.body

-- name: remove_user
-- One user, after all that belongs to it.
DELETE FROM "user" WHERE name = ?

-- name: load_user
-- One user.
SELECT body FROM "user" WHERE name = ?

-- name: list_users
-- All users.
SELECT body FROM "user" ORDER BY name

-- name: save_session
-- A log-in, or when it was seen.
INSERT INTO session (token_hash, "user", begun_at, seen_at, csrf) VALUES (:token_hash, :user, :begun_at, :seen_at, :csrf)
ON CONFLICT (token_hash) DO UPDATE SET seen_at = excluded.seen_at

-- name: load_session
-- One log-in.
SELECT token_hash, "user", begun_at, seen_at, csrf FROM session WHERE token_hash = ?

-- name: remove_session
-- One log-in ends.
DELETE FROM session WHERE token_hash = ?

-- name: remove_sessions
-- All log-ins of a user end.
DELETE FROM session WHERE "user" = ?

-- name: remove_old_sessions
-- Log-ins that are too old, or idle for too long, end.
DELETE FROM session WHERE begun_at < :begun_before OR seen_at < :seen_before

-- name: save_device
-- A user logged in from a device.
INSERT INTO device (token_hash, "user", seen_at) VALUES (:token_hash, :user, :now)
ON CONFLICT (token_hash, "user") DO UPDATE SET seen_at = excluded.seen_at

-- name: is_device_of
-- Whether a user ever logged in from a device.
SELECT 1 FROM device WHERE token_hash = ? AND "user" = ?

-- name: remove_devices
-- Forget a user's devices.
DELETE FROM device WHERE "user" = ?
