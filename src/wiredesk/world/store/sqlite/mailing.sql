-- name: load_issue
-- The newest issue.
SELECT body FROM issue ORDER BY at DESC LIMIT 1

-- name: load_issue_at
-- One issue.
SELECT body FROM issue WHERE at = ?

-- name: save_issue
-- An issue, new or as it stands.
INSERT INTO issue (at, body) VALUES (:at, :body) ON CONFLICT (at) DO UPDATE SET body = excluded.body

-- name: list_mailed
-- What became of the mails of an issue.
SELECT body FROM mailed WHERE issue = ? ORDER BY recipient

-- name: save_mailed
-- What became of one mail.
INSERT INTO mailed (issue, recipient, body) VALUES (:issue, :recipient, :body)
ON CONFLICT (issue, recipient) DO UPDATE SET body = excluded.body

-- name: list_barred
-- Who gets nothing any more.
SELECT body FROM barred ORDER BY recipient

-- name: save_bar
-- One who gets nothing any more.
INSERT INTO barred (recipient, body) VALUES (:recipient, :body)
ON CONFLICT (recipient) DO UPDATE SET body = excluded.body

-- name: remove_bar
-- One who gets mails again.
DELETE FROM barred WHERE recipient = ?

-- name: forget_issues
-- Old issues, and who got them.
DELETE FROM issue WHERE at < :before AND at <> (SELECT max(at) FROM issue)
