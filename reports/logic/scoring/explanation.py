"""The worked calculation of one unit's points with its own numbers, sentence by sentence.

The words only; every number comes from the facts and from `Earned`, so that a sentence never disagrees with the sum.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from blocs.logic.wording import trimmed
from pacts.logic.formulas import Formula, Part
from pacts.logic.kinds import NUMBERLESS, Kind
from pacts.logic.targets import exact, rounded
from pacts.logic.wording import amount, phrase
from reports.logic.scoring.bases import Basis
from reports.logic.scoring.figures import figure, is_reduction, param
from reports.logic.scoring.shapes import Earned, Facts, Moved, Rule


def explain(
    rule: Rule,
    unit: str,
    facts: Mapping[str, Facts],
    earned: Mapping[str, Earned],
    *,
    names: Mapping[str, str] | None = None,
    measure: str = "",
) -> list[str]:
    """How the unit came by its points: what was asked and found, the calculation, the result. Sentences in order.

    `facts` and `earned` are those of the whole bloc, as for and from `score`; `names` says how a unit is called, and
    `measure` the unit of measure (else the one in the rule).
    """
    case = _case(rule, unit, facts, earned, names, measure)
    if case.earned.points is None:
        return [SILENT[Basis(case.earned.basis)]()]
    return [*_asked(case), *_reckoned(case), _result(case)]


def calculation(rule: Rule, unit: str, facts, earned, *, names=None, measure: str = "") -> list[str]:
    """The calculation alone, for a line where target, figure and points stand already; nothing without points."""
    case = _case(rule, unit, facts, earned, names, measure)
    return [] if case.earned.points is None else _reckoned(case)


@dataclass(frozen=True)
class Case:
    """One unit on one criterion, ready to be put into words."""

    rule: Rule
    facts: Facts
    earned: Earned
    unit: str
    names: Mapping[str, str]
    measure: str

    @property
    def found(self) -> Fraction:
        """The figure that was judged; there is one wherever there are points but none by hand."""
        return exact(figure(self.rule, self.facts))

    @property
    def merit(self) -> Fraction:
        """The points before rounding, as earned; of a penalty that takes off what is lacking, the part not taken."""
        points = exact(self.earned.exact)
        return Fraction(self.rule.maximum) - points if _takes_lacking(self.rule) else points

    def told(self, value: Fraction | Decimal) -> str:
        """A figure with its measure: a fall is always per cent."""
        return amount(shown(value), "%" if is_reduction(self.rule) else self.measure)

    def named(self, unit: str) -> str:
        return self.names.get(unit, unit)


def _case(rule: Rule, unit: str, facts, earned, names, measure: str) -> Case:
    return Case(rule, facts[unit], earned[unit], unit, names or {}, measure or str(rule.params.get("measure", "")))


def _reckoned(case: Case) -> list[str]:
    return [*LINES[Basis(case.earned.basis)](case), *_lacking(case)]


def shown(value: Fraction | Decimal | None) -> Decimal:
    """A number for the page: exact where four decimals hold it, else half-up to 0.01."""
    whole = exact(value) * 10000
    return Decimal(whole.numerator).scaleb(-4) if whole.denominator == 1 else rounded(exact(value))


def plain(value: Fraction | Decimal | None) -> str:
    return trimmed(shown(value))


def _takes_lacking(rule: Rule) -> bool:
    """A penalty that counts merit takes off what is lacking of it (`figures.lacking`)."""
    counts_merit = rule.formula in (Formula.PROPORTIONAL, Formula.RELATIVE, Formula.DEDUCTION)
    return rule.part == Part.PENALTY and counts_merit


# What was asked and found


def _asked(case: Case) -> list[str]:
    rule, facts = case.rule, case.facts
    if facts.value is None or rule.formula == Formula.BY_HAND or not rule.kind or rule.kind == Kind.QUALITATIVE:
        return []
    if is_reduction(rule):
        return [*_target(case), _fall(case)]
    return [*_target(case), _("Result: %(result)s.") % {"result": case.told(facts.value)}]


def _target(case: Case) -> list[str]:
    kind, facts = Kind(case.rule.kind), case.facts
    if facts.target is None and kind not in NUMBERLESS:
        return [_("No target was set for this unit.")]
    target, furthest = (None if one is None else shown(one) for one in (facts.target, facts.target_max))
    return [_("Target: %(target)s.") % {"target": phrase(kind, target, furthest, case.measure)}]


def _fall(case: Case) -> str:
    words = {"before": plain(case.facts.baseline), "now": plain(case.facts.value)}
    if case.facts.baseline == 0:
        return _("From %(before)s to %(now)s.") % words
    words["change"] = amount(shown(abs(case.found)), "%")
    if case.found < 0:
        return _("From %(before)s to %(now)s: a rise of %(change)s.") % words
    return _("From %(before)s to %(now)s: a fall of %(change)s.") % words


# The calculation


def equation(left: str, value: Fraction, *operands: Fraction) -> str:
    """“20 × 60 ÷ 80 = 15”, with ≈ where the result or one of the operands is shown rounded."""
    is_exact = all(Fraction(shown(one)) == one for one in (value, *operands))
    return f"{left} {'=' if is_exact else '≈'} {plain(value).replace('-', '−')}"


def _product(case: Case, part: str, above: Fraction, below: Fraction) -> str:
    """M × above ÷ below, or half of M; a share below 0 earns 0."""
    of_all = Fraction(case.rule.maximum) * (Fraction(1, 2) if part else 1)
    left = f"{part}{plain(case.rule.maximum)} × {_bare(above)} ÷ {_bare(below)}"
    line = equation(left, of_all * above / below, above, below)
    return f"{line} → 0." if above < 0 else f"{line}."


def _bare(value: Fraction) -> str:
    return f"({plain(value).replace('-', '−')})" if value < 0 else plain(value)


def _share(case: Case) -> list[str]:
    found, target = case.found, exact(case.facts.target)
    lower = case.rule.kind == Kind.AT_MOST
    return [_product(case, "", *((target, found) if lower else (found, target)))]


def _below(case: Case) -> list[str]:
    found, target = case.found, exact(case.facts.target)
    lower = case.rule.kind == Kind.AT_MOST
    return [_product(case, "½ × ", *((target, found) if lower else (found, target)))]


def _on(case: Case) -> list[str]:
    return [equation(f"½ × {plain(case.rule.maximum)}", case.merit) + "."]


def _above(case: Case) -> list[str]:
    found, target, best = case.found, exact(case.facts.target), exact(case.earned.scale)
    beyond = (target - found if case.rule.kind == Kind.AT_MOST else found - target) / target
    ends = (target, found) if case.rule.kind == Kind.AT_MOST else (found, target)
    own = equation(f"({plain(ends[0])} − {plain(ends[1])}) ÷ {plain(target)} × 100", beyond * 100, found, target)
    maximum = plain(case.rule.maximum)
    left = f"½ × {maximum} + ½ × {maximum} × {plain(beyond * 100)} ÷ {plain(best * 100)}"
    line = equation(left, case.merit, beyond * 100, best * 100)
    return [_("Beyond the target: %(own)s.") % {"own": f"{own}%"}, _leader(case, best * 100, "%"), f"{line}."]


def _leader(case: Case, best: Fraction, measure: str) -> str:
    words = {"best": amount(shown(best), measure)}
    if case.unit in case.earned.leaders:
        return _("This unit is the best: %(best)s.") % words
    leaders = ", ".join(map(case.named, case.earned.leaders))
    return _("The best: %(leaders)s with %(best)s.") % {**words, "leaders": leaders}


def _own_group(case: Case) -> list[str]:
    found, best = max(case.found, Fraction(0)), exact(case.earned.scale)
    group = _("Measured among the units without a target.")
    leader = _leader(case, best, "%" if is_reduction(case.rule) else case.measure)
    if found == best:
        return [group, leader]
    lower = case.rule.kind == Kind.AT_MOST
    return [group, leader, _product(case, "", *((best, found) if lower else (found, best)))]


def _deducted(case: Case) -> list[str]:
    """The points left, and the floor where they would go below it."""
    per, times = param(case.rule, "per"), exact(case.facts.value)
    left = Fraction(case.rule.maximum) - per * times
    line = equation(f"{plain(case.rule.maximum)} − {plain(per)} × {plain(times)}", left)
    if case.earned.basis == Basis.DEDUCTED:
        return [f"{line}."]
    return [f"{line}.", _("Not below the floor: %(floor)s.") % {"floor": plain(param(case.rule, "floor", "0"))}]


def _band(case: Case) -> list[str]:
    ends = [param(case.rule, "upto", band["upto"]) for band in case.rule.params["bands"] if band.get("upto")]
    below = [case.told(end) for end in ends if end < case.found][-1:]
    above = [case.told(end) for end in ends if end >= case.found][:1]
    words = {"figure": case.told(case.found), "start": "".join(below), "end": "".join(above)}
    if below and above:
        return [_("%(figure)s falls into the band above %(start)s and up to %(end)s.") % words]
    if above:
        return [_("%(figure)s falls into the first band, up to %(end)s.") % words]
    return [_("%(figure)s falls into the last band, above %(start)s.") % words] if below else []


def _counted(case: Case) -> list[str]:
    per, times = param(case.rule, "per"), exact(case.facts.value)
    line = equation(f"{plain(per)} × {plain(times)}", per * times)
    if case.earned.basis == Basis.COUNTED:
        return [f"{line}."]
    return [f"{line}.", _("At most the maximum: %(maximum)s.") % {"maximum": plain(case.rule.maximum)}]


def _saying(sentence: Callable[[], str]) -> Callable[[Case], list[str]]:
    return lambda case: [sentence()]


LINES: dict[Basis, Callable[[Case], list[str]]] = {
    Basis.MET: _saying(lambda: _("Met.")),
    Basis.NOT_MET: _saying(lambda: _("Not met.")),
    Basis.YES: _saying(lambda: _("Yes, it occurred.")),
    Basis.NO: _saying(lambda: _("No, it did not occur.")),
    Basis.REACHED: _saying(lambda: _("The target is reached: all points.")),
    Basis.SHARE: _share,
    Basis.BASE_ZERO_KEPT: _saying(lambda: _("From 0 there is no percentage; 0 again keeps the promise to fall.")),
    Basis.BASE_ZERO_RISEN: _saying(lambda: _("From 0 there is no percentage; any rise breaks the promise to fall.")),
    Basis.ABOVE: _above,
    Basis.ON: _on,
    Basis.BELOW: _below,
    Basis.OWN_GROUP: _own_group,
    Basis.OWN_GROUP_EMPTY: _saying(lambda: _("None of the units without a target has achieved anything.")),
    Basis.UNTOUCHED: _saying(lambda: _("No occurrence: nothing is deducted.")),
    Basis.DEDUCTED: _deducted,
    Basis.FLOOR: _deducted,
    Basis.BAND: _band,
    Basis.COUNTED: _counted,
    Basis.CAPPED: _counted,
    Basis.BY_HAND: _saying(lambda: _("Given by hand.")),
}

SILENT: dict[Basis, Callable[[], str]] = {
    Basis.NOT_APPLICABLE: lambda: _("Does not apply to this unit; the maximum is left out of its assigned points."),
    Basis.UNMARKED: lambda: _("Nobody has marked this criterion yet."),
    Basis.CANNOT_JUDGE: lambda: _("Cannot be judged: the target or the figure to compare with is missing."),
}


# The result


def _lacking(case: Case) -> list[str]:
    if not _takes_lacking(case.rule):
        return []
    taken = equation(f"{plain(case.rule.maximum)} − {plain(case.merit)}", exact(case.earned.exact))
    return [_("What is lacking is taken off: %(taken)s.") % {"taken": taken}]


def _result(case: Case) -> str:
    words = {"points": plain(case.earned.points), "maximum": plain(case.rule.maximum)}
    if case.rule.part == Part.PENALTY:
        return _("Points taken off: %(points)s, at most %(maximum)s.") % words
    return _("Points: %(points)s of %(maximum)s.") % words


def explain_move(moved: Moved, names: Mapping[str, str] | None = None) -> list[str]:
    """Whose figure moved the points, in sentences: the own part, then the part of the others."""
    found = []
    if moved.own:
        found.append(_("The unit's own figure changed its points by %(change)s.") % {"change": _signed(moved.own)})
    if moved.others:
        units = ", ".join((names or {}).get(unit, unit) for unit in moved.by)
        words = {"units": units, "change": _signed(moved.others)}
        found.append(_("The figure of %(units)s changed the scale, and these points by %(change)s.") % words)
    return found


def _signed(change: Decimal) -> str:
    return ("+" if change > 0 else "−") + plain(abs(change))
