"""From facts to standings: every criterion's points, every unit's total, the order of the bloc. Pure and exact.

Pages, the frozen package and `manage.py recompute` all go through here, so they cannot come to different digits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from pacts.logic.formulas import VERSION
from pacts.logic.targets import Kind, is_met
from reports.logic.ranking import entries, rank
from reports.logic.scoring.formulas import score_all
from reports.logic.scoring.shapes import Earned, Entry, Facts, Rule, Standing, Total
from reports.logic.scoring.totals import totals

Key = tuple[str, str]
"""(criterion number, unit)"""


@dataclass(frozen=True)
class Scoring:
    """What the reckoning is given. `evidenced`: where the evidence a criterion requires is there.

    `excluded` {unit: why}, `ceilings` {unit: per cent}; `classes` as in the table, `is_ranked` False: groups, no ranks.
    """

    units: tuple[str, ...]
    rules: Mapping[str, Rule]
    facts: Mapping[Key, Facts]
    bonus_is_inside: bool = False
    measures: tuple[str, ...] = ()
    needs_evidence: frozenset[str] = frozenset()
    evidenced: frozenset[Key] = frozenset()
    excluded: Mapping[str, str] = field(default_factory=dict)
    ceilings: Mapping[str, Decimal] = field(default_factory=dict)
    classes: tuple[Mapping[str, str], ...] = ()
    is_ranked: bool = True
    version: str = VERSION

    def fact(self, number: str, unit: str) -> Facts:
        return self.facts.get((number, unit), Facts())


@dataclass(frozen=True)
class Outcome:
    earned: Mapping[str, Mapping[str, Earned]]
    totals: Mapping[str, Total]
    entries: tuple[Entry, ...]
    standings: tuple[Standing, ...]


def earned_of(scoring: Scoring) -> dict[str, dict[str, Earned]]:
    """The points of every criterion, each reckoned over the whole bloc at once (the best of it may set the scale)."""
    return score_all(scoring.rules.values(), _by_number(scoring), scoring.version)


def reckon(scoring: Scoring) -> Outcome:
    """Raises ValueError for rules that adoption refuses, and for points given by hand that nobody may give."""
    earned = earned_of(scoring)
    rules, facts = scoring.rules.values(), _by_number(scoring)
    sums = totals(scoring.units, rules, facts, earned, bonus_is_inside=scoring.bonus_is_inside)
    listed = entries(
        sums,
        scoring.measures,
        pledges_met={unit: pledges_met(scoring, unit) for unit in scoring.units},
        evidence={unit: evidence_share(scoring, unit) for unit in scoring.units},
        excluded=scoring.excluded,
        ceilings=scoring.ceilings,
    )
    standings = rank(listed, classes=scoring.classes, is_ranked=scoring.is_ranked)
    return Outcome(earned, sums, tuple(listed), tuple(standings))


def _by_number(scoring: Scoring) -> dict[str, dict[str, Facts]]:
    return {number: {unit: scoring.fact(number, unit) for unit in scoring.units} for number in scoring.rules}


def pledges_met(scoring: Scoring, unit: str) -> Fraction | None:
    """The share of the pledges behind its criteria that the unit keeps; None where no pledge applies to it."""
    fed = [rule for rule in scoring.rules.values() if rule.is_fed_by_pledge and scoring.fact(rule.number, unit).applies]
    kept = sum(_is_kept(rule, scoring.fact(rule.number, unit)) for rule in fed)
    return Fraction(kept, len(fed)) if fed else None


def _is_kept(rule: Rule, facts: Facts) -> bool:
    return bool(is_met(Kind(rule.kind), facts.target, facts.target_max, facts.baseline, facts.value))


def evidence_share(scoring: Scoring, unit: str) -> Fraction | None:
    """The share of the criteria requiring evidence that have it; None where nothing of the unit requires any."""
    asked = [number for number in scoring.needs_evidence if scoring.fact(number, unit).applies]
    there = sum((number, unit) in scoring.evidenced for number in asked)
    return Fraction(there, len(asked)) if asked else None
