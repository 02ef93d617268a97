"""Heat: how much independent reporting, now; and which article stands for the story."""

from wiredesk.craft.heat.calibration import DEFAULT_CALIBRATION, Calibration
from wiredesk.craft.heat.formula import HeatState, heat_of, mass_of, when_cooler
from wiredesk.craft.heat.lead import choose_lead, related_to
from wiredesk.craft.heat.rank import rank
from wiredesk.craft.heat.weights import filed_weights, owner_weight

__all__ = [
    "DEFAULT_CALIBRATION",
    "Calibration",
    "HeatState",
    "choose_lead",
    "filed_weights",
    "heat_of",
    "mass_of",
    "owner_weight",
    "rank",
    "related_to",
    "when_cooler",
]
