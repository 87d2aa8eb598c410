"""What the reckoning is given and what it answers: plain values, no database. Points are Decimal, figures Fraction.

A unit is named by a key (its slug in the package); a criterion by its number in the tree (“1.3.2”).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Rule:
    """One leaf criterion. `kind` is a value of targets.Kind where a target is asked for, else "".

    `params` as stored in `Criterion.rules`.
    """

    number: str
    formula: str
    maximum: Decimal
    part: str = "main"
    kind: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    is_fed_by_pledge: bool = False

    @property
    def group(self) -> str:
        return self.number.split(".")[0]


@dataclass(frozen=True)
class Facts:
    """One unit on one criterion: what it was asked (target, baseline) and what was found (value, or points by hand).

    `value` None and `points` None: nobody has said anything, which is not 0. `applies` False: decided before the seal.
    """

    value: Fraction | None = None
    points: Decimal | None = None
    target: Fraction | None = None
    target_max: Fraction | None = None
    baseline: Fraction | None = None
    applies: bool = True


@dataclass(frozen=True)
class Earned:
    """`points` earned (None: not marked, or not applicable); a penalty's are what is taken off, ≥ 0.

    `leader`: the unit whose figure sets the scale (relative formulas), `basis`: a key of `formulas.Basis` saying which
    line of the formula was used, for the sentence on the page. For the worked sentence: `leaders` are all units sharing
    the best figure, `scale` is that figure (the best excess over the target, or the best result), `exact` the points
    before they were rounded.
    """

    points: Decimal | None = None
    leader: str = ""
    basis: str = ""
    leaders: tuple[str, ...] = field(default=(), compare=False)
    scale: Fraction | None = field(default=None, compare=False)
    exact: Fraction | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Moved:
    """One unit's points on one criterion before and after; `own` and `others` say how much each part moved them.

    `by` are the other units whose changed figure set the scale before or after, in the order of their keys.
    """

    unit: str
    before: Decimal | None
    after: Decimal | None
    own: Decimal = Decimal(0)
    others: Decimal = Decimal(0)
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Total:
    """One unit's sum. `assigned` is the maximum of what applies to it; `groups` {number: (achieved, assigned)}.

    A group in which nothing applies to the unit is left out of `groups`.
    """

    unit: str
    achieved: Decimal
    assigned: Decimal
    bonus: Decimal = Decimal(0)
    penalty: Decimal = Decimal(0)
    groups: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    unmarked: tuple[str, ...] = ()

    @property
    def ratio(self) -> Fraction | None:
        """Achieved over assigned, exact; None where nothing was assigned."""
        return Fraction(self.achieved) / Fraction(self.assigned) if self.assigned else None


@dataclass(frozen=True)
class Entry:
    """What ranking looks at: the ratio, then `measures` in the order of the table (larger is better in each).

    A measure of None does not exist for the unit. `excluded` says why a unit is not ranked; `ceiling` caps the ratio
    (in per cent). A ratio of None (nothing was assigned) cannot be ranked.
    """

    unit: str
    ratio: Fraction | None
    measures: tuple[tuple[str, Fraction | None], ...] = ()
    excluded: str = ""
    ceiling: Decimal | None = None


@dataclass(frozen=True)
class Standing:
    """One unit's place. `decided_by` names the measure that parted it from an equal ratio, "" where none was needed."""

    unit: str
    rank: int | None
    is_tied: bool = False
    decided_by: str = ""
    class_name: str = ""
    excluded: str = ""
