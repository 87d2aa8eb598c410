"""The formulas by which a criterion turns what happened into points: their names, and what each needs to be told.

The arithmetic is `reports.logic.scoring`; here is what a criteria table must say so that it can be adopted.
"""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy

VERSION = "1"
"""Names this set of formulas; one that changes gets a new number, and sealed tables keep theirs."""


class Formula(StrEnum):
    """The value is what the database, the season file and the result package hold."""

    PASS_FAIL = "pass_fail"
    PROPORTIONAL = "proportional"
    RELATIVE = "relative_to_best"
    DEDUCTION = "deduction"
    BANDS = "bands"
    COUNT = "count"
    BY_HAND = "by_hand"
    FLAT = "flat"

    @property
    def label(self) -> Any:
        return LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, Any]]:
        return [(formula.value, formula.label) for formula in cls]


LABELS: dict[Formula, Any] = {
    Formula.PASS_FAIL: gettext_lazy("Met or not met"),
    Formula.PROPORTIONAL: gettext_lazy("In proportion to the target"),
    Formula.RELATIVE: gettext_lazy("Relative to the best of the bloc"),
    Formula.DEDUCTION: gettext_lazy("Deduction for each occurrence"),
    Formula.BANDS: gettext_lazy("By bands"),
    Formula.COUNT: gettext_lazy("So many points for each"),
    Formula.BY_HAND: gettext_lazy("Points given by hand"),
    Formula.FLAT: gettext_lazy("Flat bonus or penalty"),
}

USES_TARGET = (Formula.PROPORTIONAL, Formula.RELATIVE)
"""What is measured against a target; the others count, judge or hand out."""

TAKES_YES_NO = (Formula.PASS_FAIL, Formula.FLAT)
"""Asked as yes or no (1 or 0) where no pledge feeds the criterion."""


class Part(StrEnum):
    """Where a criterion's points go. Main ones make the maximum; penalties are taken off and never count into it."""

    MAIN = "main"
    BONUS = "bonus"
    PENALTY = "penalty"


class Assessor(StrEnum):
    """Who assesses a criterion. What the bloc or a department assesses is never scored by the unit itself."""

    UNIT = "unit"
    BLOC = "bloc"
    DEPARTMENT = "department"


class StageKind(StrEnum):
    """The kinds of stage a sheet can pass through; which ones, and in what order, the table says."""

    SELF = "self"
    CROSS = "cross"
    REVIEW = "review"
    EXPLAIN = "explain"
    APPRAISE = "appraise"


class Measure(StrEnum):
    """What can break a tie, in the order the table names; `group:2` asks for the points of the second root group."""

    FEWER_PENALTIES = "fewer_penalties"
    PLEDGES_MET = "pledges_met"
    EVIDENCE = "evidence"
    GROUP = "group"
