-- name: log_shown
-- What is shown of a story, when that is something new; its heat follows from the coverage.
INSERT INTO story_shown (at, story_id, lead, reports, independent, calibration)
SELECT n.at, n.story_id, n.lead, n.reports, n.independent, n.calibration
FROM (VALUES (:now::bigint, :id, :lead, :reports::bigint, :independent::bigint, :calibration::bigint))
  AS n (at, story_id, lead, reports, independent, calibration)
LEFT JOIN LATERAL (
  SELECT s.lead, s.reports, s.independent, s.calibration FROM story_shown s WHERE s.story_id = n.story_id
  ORDER BY s.seq DESC LIMIT 1) AS last ON true
WHERE (n.lead, n.reports, n.independent, n.calibration)
  IS DISTINCT FROM (last.lead, last.reports, last.independent, last.calibration)
