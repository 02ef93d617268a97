"""Stories: articles about one happening, placed one after another, with ids that stay."""

from wiredesk.craft.stories.batch import group_all
from wiredesk.craft.stories.features import StoryFeatures, features_of
from wiredesk.craft.stories.index import StoryIndex

__all__ = ["StoryFeatures", "StoryIndex", "features_of", "group_all"]
