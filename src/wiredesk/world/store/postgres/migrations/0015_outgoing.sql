-- Events of records on their way to webhooks, and issues of the newsletter on theirs to subscribers.
CREATE TABLE event (
  seq bigint PRIMARY KEY,
  id words NOT NULL UNIQUE,
  kind words NOT NULL,
  article_id words NOT NULL,
  topics words NOT NULL,              -- names from then on
  at bigint NOT NULL
);
CREATE INDEX event_article ON event (article_id, seq);
CREATE INDEX event_at ON event (at);

CREATE TABLE webhook (
  name words PRIMARY KEY,
  body words NOT NULL,                -- records.event.Webhook
  state words NOT NULL,
  due_at bigint NOT NULL,
  health words NOT NULL               -- records.event.Health
);

CREATE TABLE delivery (
  webhook words NOT NULL REFERENCES webhook (name) ON DELETE CASCADE,
  seq bigint NOT NULL REFERENCES event (seq) ON DELETE CASCADE,
  article_id words NOT NULL,
  attempts bigint NOT NULL DEFAULT 0,
  due_at bigint,                    -- null: delivered or given up
  delivered bigint NOT NULL DEFAULT 0,
  answer words NOT NULL DEFAULT '',
  tried_at bigint NOT NULL DEFAULT 0, -- 0: never
  PRIMARY KEY (webhook, seq)
);
CREATE INDEX delivery_event ON delivery (seq);
CREATE INDEX delivery_waiting ON delivery (webhook, tried_at, seq) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_order ON delivery (webhook, article_id, seq);

CREATE TABLE issue (
  at bigint PRIMARY KEY,
  body words NOT NULL                 -- records.mailing.Issue
);

CREATE TABLE mailed (
  issue bigint NOT NULL REFERENCES issue (at) ON DELETE CASCADE,
  recipient words NOT NULL,           -- a hash of the address
  body words NOT NULL,                -- records.mailing.Mailed
  PRIMARY KEY (issue, recipient)
);

CREATE TABLE barred (
  recipient words PRIMARY KEY,
  body words NOT NULL                 -- records.mailing.Mailed
);
