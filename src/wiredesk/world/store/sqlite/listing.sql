-- name: forget_listing
-- Articles that were published or withdrawn stand in no list until they are put there again.
DELETE FROM listing WHERE article_id IN (SELECT value FROM json_each(?))

-- name: save_listing
-- A published article stands in a list.
INSERT INTO listing (topic, effective_at, article_id, provider, language, quality)
VALUES (:topic, :effective_at, :article_id, :provider, :language, :quality)

-- name: list_out_articles
-- Published articles of a topic, newest first.
SELECT effective_at, article_id FROM listing
WHERE topic = :topic AND effective_at BETWEEN :since AND :until
  AND (effective_at < :until OR article_id > :after)
  AND (:language = '' OR language = :language) AND quality >= :quality_min
ORDER BY effective_at DESC, article_id LIMIT :limit

-- name: list_out_articles_of
-- The same of one provider.
SELECT effective_at, article_id FROM listing INDEXED BY listing_provider
WHERE provider = :provider AND topic = :topic AND effective_at BETWEEN :since AND :until
  AND (effective_at < :until OR article_id > :after)
  AND (:language = '' OR language = :language) AND quality >= :quality_min
ORDER BY effective_at DESC, article_id LIMIT :limit

-- name: list_out_stories
-- Stories by their newest published article of a topic; an article that a newer one of its story hides is passed over.
SELECT l.effective_at, l.article_id, a.story_id FROM listing l CROSS JOIN article a ON a.id = l.article_id
WHERE l.topic = :topic AND l.effective_at BETWEEN :since AND :until
  AND (l.effective_at < :until OR l.article_id > :after)
  AND (:language = '' OR l.language = :language) AND l.quality >= :quality_min
  AND EXISTS (SELECT 1 FROM story s WHERE s.id = a.story_id AND s.heat >= :heat_min)
  AND NOT EXISTS (
    SELECT 1 FROM article n INDEXED BY article_story CROSS JOIN listing m INDEXED BY listing_article ON m.article_id = n.id AND m.topic IN (SELECT value FROM json_each(:topics))
    WHERE n.story_id = a.story_id AND m.effective_at < :before AND (:language = '' OR m.language = :language)
      AND m.quality >= :quality_min
      AND (m.effective_at > l.effective_at OR m.effective_at = l.effective_at AND m.article_id < l.article_id))
ORDER BY l.effective_at DESC, l.article_id LIMIT :limit

-- name: list_out_stories_of
-- The same of one provider.
SELECT l.effective_at, l.article_id, a.story_id FROM listing l INDEXED BY listing_provider
CROSS JOIN article a ON a.id = l.article_id
WHERE l.provider = :provider AND l.topic = :topic AND l.effective_at BETWEEN :since AND :until
  AND (l.effective_at < :until OR l.article_id > :after)
  AND (:language = '' OR l.language = :language) AND l.quality >= :quality_min
  AND EXISTS (SELECT 1 FROM story s WHERE s.id = a.story_id AND s.heat >= :heat_min)
  AND NOT EXISTS (
    SELECT 1 FROM article n INDEXED BY article_story CROSS JOIN listing m INDEXED BY listing_article ON m.article_id = n.id AND m.topic IN (SELECT value FROM json_each(:topics))
    WHERE n.story_id = a.story_id AND m.provider = :provider AND m.effective_at < :before
      AND (:language = '' OR m.language = :language) AND m.quality >= :quality_min
      AND (m.effective_at > l.effective_at OR m.effective_at = l.effective_at AND m.article_id < l.article_id))
ORDER BY l.effective_at DESC, l.article_id LIMIT :limit

-- name: find_out_stories
-- Which of these stories have a published article that is wanted.
SELECT DISTINCT a.story_id FROM article a INDEXED BY article_story CROSS JOIN listing l INDEXED BY listing_article ON l.article_id = a.id
WHERE a.story_id IN (SELECT value FROM json_each(:stories)) AND l.topic IN (SELECT value FROM json_each(:topics))
  AND l.effective_at >= :since AND l.effective_at < :before
  AND (:provider = '' OR l.provider = :provider) AND (:language = '' OR l.language = :language)
  AND l.quality >= :quality_min

-- name: list_out_topics
-- Topics of those of these articles that are published; '' of each.
SELECT article_id, topic FROM listing WHERE article_id IN (SELECT value FROM json_each(?))

-- name: list_out_providers
-- Providers with a published article, by domain.
SELECT domain FROM provider p
WHERE domain > :after
  AND (SELECT 1 FROM listing l INDEXED BY listing_provider WHERE l.provider = p.domain LIMIT 1) IS NOT NULL
ORDER BY domain LIMIT :limit
