-- What editors teach about topics, and the editions of topics and models that labels were judged by.

CREATE TABLE topic_lesson (
  seq INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  lesson TEXT NOT NULL,              -- records.topic.Lesson; the last row of an article and a topic counts
  by_whom TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (article_id, topic, at, lesson, by_whom)
);

CREATE TABLE topic_edition (
  number INTEGER PRIMARY KEY,        -- the version that outcomes of step label name
  body TEXT NOT NULL,                -- records.topic.Edition with what its models learned from
  models TEXT                        -- with their weights; only the last edition keeps them
);
