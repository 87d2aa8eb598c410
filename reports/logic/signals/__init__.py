"""Signals for review, never verdicts: each says what it measured and how sure it can be. Pure functions.

A signal speaks only where what was seen would be rare by chance; how rare is part of its answer. Many things asked at
once are judged together (Bonferroni), so a quiet bloc stays quiet. At which planted bias each speaks, and how often it
cries wolf, is shown by `tests/reports/logic/test_signals_simulated.py`.
"""

from reports.logic.signals.checking import agreement, leniency, reciprocity
from reports.logic.signals.figures import falls_together
from reports.logic.signals.honours import rotation, spread, winner_below_top
from reports.logic.signals.shapes import Certainty, Check, Signal
from reports.logic.signals.texts import same_text

__all__ = [
    "Certainty",
    "Check",
    "Signal",
    "agreement",
    "falls_together",
    "leniency",
    "reciprocity",
    "rotation",
    "same_text",
    "spread",
    "winner_below_top",
]
