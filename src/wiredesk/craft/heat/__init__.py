"""Heat: how much independent reporting, now; and which article stands for the story."""

from wiredesk.craft.heat.calibrating import calibrate, has_moved, peak_masses
from wiredesk.craft.heat.foresight import Comparison, Foresight, compare, ndcg_at, spearman
from wiredesk.craft.heat.formula import HeatState, counted_at, heat_of, mass_of, when_cooler
from wiredesk.craft.heat.front import ARRANGED_MAX, Candidate, Place, arrange
from wiredesk.craft.heat.lead import best_reports, choose_lead, related_to
from wiredesk.craft.heat.overtime import heat_over_time
from wiredesk.craft.heat.rank import HEAT_STEP, NEWCOMERS_ALERT, rank
from wiredesk.craft.heat.weights import PROBATION, base_rates, file_weights, owner_weight

__all__ = [
    "ARRANGED_MAX",
    "HEAT_STEP",
    "NEWCOMERS_ALERT",
    "PROBATION",
    "Candidate",
    "Comparison",
    "Foresight",
    "HeatState",
    "Place",
    "arrange",
    "base_rates",
    "best_reports",
    "calibrate",
    "choose_lead",
    "compare",
    "counted_at",
    "file_weights",
    "has_moved",
    "heat_of",
    "heat_over_time",
    "mass_of",
    "ndcg_at",
    "owner_weight",
    "peak_masses",
    "rank",
    "related_to",
    "spearman",
    "when_cooler",
]
