"""Measured quantities and targets: what a report counts, and what it promises."""

from analysis.targets.headline import find_passages
from analysis.targets.indicators import match_indicator, read_indicators
from analysis.targets.quantities import Quantity, quantities_table, read_quantities
from analysis.targets.strength import read_strength
from analysis.targets.targets import Target, extract_targets, read_targets, targets_wide
from analysis.targets.workbook import write_targets_xlsx

__all__ = [
    "Quantity",
    "Target",
    "extract_targets",
    "find_passages",
    "match_indicator",
    "quantities_table",
    "read_indicators",
    "read_quantities",
    "read_strength",
    "read_targets",
    "targets_wide",
    "write_targets_xlsx",
]
