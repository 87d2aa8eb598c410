"""What each formula is, in words a clerk reads: the definition, an example, where it comes from, what the table says.

`docs/scoring.md`, the page of a criteria table, its form and its Excel file are made from these texts.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pacts.logic.formulas import Formula


@dataclass(frozen=True)
class Definition:
    """All are sentences; `notes` hold the corner cases one by one."""

    text: Any
    example: Any
    source: Any
    parameters: Any
    notes: tuple[Any, ...] = ()

    @property
    def in_short(self) -> str:
        return f"{self.text} {self.example}"


LETTERS = _("M is the maximum of the criterion, T the target, A what was achieved.")
NO_PARAMETERS = _("Nothing but the maximum score.")
TARGET_PARAMETERS = _("The kind of target and the target, from the pledge that feeds it or from the table itself.")

DEFINITIONS: dict[str, Definition] = {
    Formula.PASS_FAIL: Definition(
        _("Met earns all points, not met earns none."),
        _("Example: 10 points; met: 10, not met: 0."),
        _("The table of 1.000 points of a provincial police (2025): 51 of its 176 criteria."),
        NO_PARAMETERS,
        (
            _("Where a pledge feeds it, met means that the pledge is kept; otherwise one answers yes or no."),
            _("“None allowed” is met by 0 and by nothing else."),
        ),
    ),
    Formula.PROPORTIONAL: Definition(
        _("The share of the target that was reached: M × A ÷ T, never more than M."),
        _("Example: 20 points, target 80, reached 60: 20 × 60 ÷ 80 = 15."),
        _("Scoring tables of provincial emulation blocs, the family “in proportion”."),
        TARGET_PARAMETERS,
        (
            _("Where lower is better: all points up to the target, above it M × T ÷ A."),
            _("A promised fall is compared as the fall in per cent; a rise earns nothing."),
            _("From 0 to 0 the promised fall is kept: all points. From 0 to any number: none."),
            _("A target of 0 is a target: reached, all points; not reached, none."),
            _("“More than T” is compared with T. A rate below “= 100” earns its share; any other “=” all or nothing."),
        ),
    ),
    Formula.RELATIVE: Definition(
        _(
            "Below the target ½ × M × A ÷ T; exactly on it ½ × M; above it ½ × M + ½ × M × e ÷ e of the best, "
            "where e = (A − T) ÷ T. The best of the bloc has M; if several are best, all of them have M."
        ),
        _("Example: 20 points; on the target: 10; the best of the bloc: 20."),
        _(
            "“Article 6” of the scoring rules of a provincial police (2025); "
            "where lower is better, our own rule of the same form."
        ),
        TARGET_PARAMETERS,
        (
            _("Where lower is better: above the target ½ × M × T ÷ A; below it e = (T − A) ÷ T."),
            _("A promised fall is compared as the fall in per cent; a rise earns nothing."),
            _("From 0 to 0 the target is reached: ½ × M. From 0 to any number: none. Neither sets the scale."),
            _("Units without a target are a group of their own: M × A ÷ best A; lower is better: M × least A ÷ A."),
            _("In that group all have M if all have 0 and lower is better, and none has points if higher is better."),
            _("“None allowed”, “=” and a target of 0 cannot be scored this way; the table is not adopted with them."),
            _("One unit's figure can change the points of others; the page says whose figure it was."),
        ),
    ),
    Formula.DEDUCTION: Definition(
        _("M less so many points for each occurrence, never below the floor."),
        _("Example: 24 points, 6 off each; 3 occurrences: 24 − 3 × 6 = 6."),
        _("Mường Chà, guidance 252/HD-UBND (2014): 6 points off for each incident, not below 0."),
        _("The points taken off for each occurrence; the floor (0 where it is not named)."),
    ),
    Formula.BANDS: Definition(
        _("The band the figure falls into gives the points."),
        _("Example: up to 0: 24; up to 10: 14; the rest: 0; a figure of 7 gives 14."),
        _("Ministry of Justice, decision 3962/QĐ-BTP (2011): bands of the backlog; 10 or 20 points less, or none."),
        _("The bands from the smallest figure up, each with its end and its points; the last one is open."),
        (
            _("The end of a band belongs to it; what lies between two ends (10,5) falls into the next band."),
            _("Under a promise to fall, the figure is the fall in per cent."),
        ),
    ),
    Formula.COUNT: Definition(
        _("So many points for each, never more than M."),
        _("Example: 10 points, 2 for each; 3 models: 6; 8 models: 10."),
        _("Scoring tables of provincial emulation blocs: models, joint activities, rewards."),
        _("The points for each."),
    ),
    Formula.BY_HAND: Definition(
        _("The marker gives the points, from 0 to M, in the steps of the table."),
        _("Example: 7,5 of 10 points."),
        _("The table of 1.000 points of a provincial police (2025): 113 of its 176 criteria, in half points."),
        _("The smallest step, one for the whole table (0,5 where it is not named)."),
    ),
    Formula.FLAT: Definition(
        _("Yes adds all points as a bonus or takes them all off as a penalty; no changes nothing."),
        _("Example: a flag of the ministry: 10 points more."),
        _(
            "Thừa Thiên Huế, guidance 804/HD-SNV (2018): 8 points off where no pact was signed; "
            "Hồ Chí Minh City (2008): 10 points more for a flag of the ministry."
        ),
        NO_PARAMETERS,
        (_("Where a pledge feeds it: kept adds the bonus, not kept takes the penalty off."),),
    ),
}
