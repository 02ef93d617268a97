-- Events of records on their way to webhooks, and issues of the newsletter on theirs to subscribers.
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  article_id TEXT NOT NULL,
  topics TEXT NOT NULL,              -- names from then on
  at INTEGER NOT NULL
);
CREATE INDEX event_article ON event (article_id, seq);
CREATE INDEX event_at ON event (at);

CREATE TABLE webhook (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL,                -- records.event.Webhook
  state TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  health TEXT NOT NULL               -- records.event.Health
) WITHOUT ROWID;

CREATE TABLE delivery (
  webhook TEXT NOT NULL REFERENCES webhook (name) ON DELETE CASCADE,
  seq INTEGER NOT NULL REFERENCES event (seq) ON DELETE CASCADE,
  article_id TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,                    -- null: delivered or given up
  delivered INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT '',
  tried_at INTEGER NOT NULL DEFAULT 0, -- 0: never
  PRIMARY KEY (webhook, seq)
) WITHOUT ROWID;
CREATE INDEX delivery_event ON delivery (seq);
CREATE INDEX delivery_waiting ON delivery (webhook, tried_at, seq) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_order ON delivery (webhook, article_id, seq);

CREATE TABLE issue (
  at INTEGER PRIMARY KEY,
  body TEXT NOT NULL                 -- records.mailing.Issue
);

CREATE TABLE mailed (
  issue INTEGER NOT NULL REFERENCES issue (at) ON DELETE CASCADE,
  recipient TEXT NOT NULL,           -- a hash of the address
  body TEXT NOT NULL,                -- records.mailing.Mailed
  PRIMARY KEY (issue, recipient)
) WITHOUT ROWID;

CREATE TABLE barred (
  recipient TEXT PRIMARY KEY,
  body TEXT NOT NULL                 -- records.mailing.Mailed
) WITHOUT ROWID;
