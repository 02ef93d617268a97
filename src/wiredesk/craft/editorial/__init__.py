"""Editorial: what is held, why, and until when."""

from wiredesk.craft.editorial.holds import HoldCase, HoldPolicy, judge_holds, next_judgement

__all__ = ["HoldCase", "HoldPolicy", "judge_holds", "next_judgement"]
