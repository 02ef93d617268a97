-- Who may enter the desk.
CREATE TABLE user (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL                 -- records.user.User
) WITHOUT ROWID;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  user TEXT NOT NULL REFERENCES user (name),
  begun_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  csrf TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_user ON session (user);

CREATE TABLE device (
  token_hash TEXT NOT NULL,
  user TEXT NOT NULL REFERENCES user (name),
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (token_hash, user)
) WITHOUT ROWID;
CREATE INDEX device_user ON device (user);
