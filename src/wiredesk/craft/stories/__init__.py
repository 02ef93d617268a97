"""Stories: articles about one happening, placed one after another, with ids that stay."""

from wiredesk.craft.stories.batch import group_all, group_in_order
from wiredesk.craft.stories.constraints import NO_CONSTRAINTS, Constraints
from wiredesk.craft.stories.correcting import (
    Scene,
    check_correction,
    check_undo,
    constraints_of,
    describe,
    plan_correction,
    restored,
    split_names,
    split_off,
    told,
)
from wiredesk.craft.stories.features import StoryFeatures, brief_of, features_of
from wiredesk.craft.stories.index import StoryIndex
from wiredesk.craft.stories.scoring import BCubed, WeekScore, b_cubed, score_corrections

__all__ = [
    "NO_CONSTRAINTS",
    "BCubed",
    "Constraints",
    "Scene",
    "StoryFeatures",
    "StoryIndex",
    "WeekScore",
    "b_cubed",
    "brief_of",
    "check_correction",
    "check_undo",
    "constraints_of",
    "describe",
    "features_of",
    "group_all",
    "group_in_order",
    "plan_correction",
    "restored",
    "score_corrections",
    "split_names",
    "split_off",
    "told",
]
