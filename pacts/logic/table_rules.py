"""What a formula must be told before its criterion can be adopted, and how that is kept."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from pacts.logic.formulas import TAKES_YES_NO, USES_TARGET, Formula, Part
from pacts.logic.kinds import REDUCTIONS, Kind, needs_target
from pacts.logic.seal import figure

Problem = tuple[str, str]
"""(field, sentence without its full stop), as in `pacts.logic.wording`."""

KEYS: dict[str, tuple[str, ...]] = {
    Formula.DEDUCTION: ("per", "floor"),
    Formula.COUNT: ("per",),
    Formula.BANDS: ("bands",),
    Formula.PROPORTIONAL: ("kind", "target", "target_max", "baseline", "measure"),
    Formula.RELATIVE: ("kind", "target", "target_max", "baseline", "measure"),
}
FIGURES = ("per", "floor", "target", "target_max", "baseline", "upto", "points")

NEVER_RELATIVE = (Kind.ZERO, Kind.QUALITATIVE, Kind.EQUAL)
"""Decision 19: nobody can be better than none, than well done, than exactly so much."""


@dataclass(frozen=True)
class Feed:
    """What a criterion is measured against: the pledge that feeds it, or what the bloc typed into its rules.

    `lowest` is the lowest of the targets single units have of their own.
    """

    kind: str
    target: Decimal | None = None
    has_target: bool = False
    has_baseline: bool = False
    lowest: Decimal | None = None


def normal_rules(formula: str, rules: Mapping[str, Any]) -> dict[str, Any]:
    """Only what this formula is told, without blanks, figures as text without trailing zeros.

    Raises ValueError for what should be a figure and is none.
    """
    kept = {key: rules[key] for key in KEYS.get(formula, ()) if rules.get(key) not in (None, "", [])}
    if "bands" in kept:
        kept["bands"] = [_normal_figures(band) for band in kept["bands"]]
    return _normal_figures(kept)


def _normal_figures(facts: Mapping[str, Any]) -> dict[str, Any]:
    blank = {key for key in FIGURES if facts.get(key) in (None, "")}
    return {
        key: figure(read_figure(value)) if key in FIGURES else value for key, value in facts.items() if key not in blank
    }


def read_figure(value: Any) -> Decimal:
    """A figure as it is kept (text with a decimal point). Raises ValueError for anything else."""
    try:
        read = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is not a figure.") from error
    if isinstance(value, float | bool) or not read.is_finite():
        raise ValueError(f"{value!r} is not an exact figure.")
    return read


def feed_of(rules: Mapping[str, Any]) -> Feed | None:
    """What the rules themselves measure against; None where they name no kind."""
    if not rules.get("kind"):
        return None
    target = read_figure(rules["target"]) if rules.get("target") not in (None, "") else None
    return Feed(str(rules["kind"]), target, target is not None, rules.get("baseline") not in (None, ""))


def problems_of_rules(
    formula: str,
    rules: Mapping[str, Any],
    feed: Feed | None = None,
    part: str = Part.MAIN,
    *,
    points: Decimal | None = None,
    units_have_targets: bool = False,
    units_have_baselines: bool = False,
    lowest: Decimal | None = None,
) -> list[Problem]:
    """What hinders a leaf with this formula from being adopted. `feed` is the pledge that feeds it, if one does.

    `points` is its maximum score; `units_have_targets` (…baselines): the bloc has said of every unit what it is
    measured against (what it starts from), so that nothing common is needed; `lowest` of their own targets.
    """
    try:
        goal = _common(feed, rules, units_have_targets, units_have_baselines, lowest)
        own = _problems_of(formula, rules, goal, points)
    except (AttributeError, KeyError, TypeError, ValueError):
        own = [("rules", _("the rules of the formula cannot be read"))]
    return [*_problems_of_part(formula, part), *_problems_of_feed(formula, feed), *own]


def _common(
    feed: Feed | None, rules: Mapping[str, Any], targets: bool, baselines: bool, lowest: Decimal | None
) -> Feed | None:
    goal = feed or feed_of(rules)
    if goal is None:
        return None
    has_target, has_baseline = targets or goal.has_target, baselines or goal.has_baseline
    return replace(goal, has_target=has_target, has_baseline=has_baseline, lowest=lowest)


def _problems_of(formula: str, rules: Mapping[str, Any], feed: Feed | None, points: Decimal | None) -> list[Problem]:
    if formula in USES_TARGET:
        return _problems_of_target(formula, feed)
    if formula in TAKES_YES_NO:
        return _problems_of_base(feed) if feed else []
    ask = {
        Formula.DEDUCTION: _problems_of_deduction,
        Formula.COUNT: _problems_of_per,
        Formula.BANDS: _problems_of_bands,
    }
    return ask[Formula(formula)](rules, points) if formula in ask else []


def _problems_of_part(formula: str, part: str) -> list[Problem]:
    if formula == Formula.FLAT and part == Part.MAIN:
        return [("formula", _("flat points are for bonus and penalty only"))]
    return []


def _problems_of_feed(formula: str, feed: Feed | None) -> list[Problem]:
    if feed is None:
        return []
    if formula == Formula.BY_HAND:
        return [("pledge", _("points given by hand are not reckoned from a pledge; choose another formula"))]
    if feed.kind == Kind.QUALITATIVE and formula in (Formula.DEDUCTION, Formula.COUNT, Formula.BANDS):
        return [("pledge", _("a qualitative pledge has no number to reckon with; it is met or not met"))]
    return []


def _problems_of_target(formula: str, feed: Feed | None) -> list[Problem]:
    if feed is None:
        return [("rules", _("name the pledge that feeds it, or the kind and the target it is measured against"))]
    kind = Kind(feed.kind)
    if formula == Formula.RELATIVE and kind in NEVER_RELATIVE:
        words = {"kind": kind.label}
        return [("rules", _("“%(kind)s” cannot be scored relative to the best; choose met or not met") % words)]
    if not needs_target(kind):
        return []
    return [*_problems_of_goal(formula, feed), *_problems_of_base(feed)]


def _problems_of_goal(formula: str, feed: Feed) -> list[Problem]:
    """A target of 0 is none allowed (decision 19): reached or not, but nobody can be the best beyond it."""
    if not feed.has_target:
        return [("rules", _("the target is missing"))]
    if feed.target is not None and is_out_of_reach(formula, feed.target):
        return [("rules", _("the target must be more than 0"))]
    if feed.lowest is not None and is_out_of_reach(formula, feed.lowest):
        return [("rules", _("a unit's own target must be more than 0"))]
    return []


def is_out_of_reach(formula: str, target: Decimal) -> bool:
    """Whether the formula has nothing to reckon with at this target."""
    return formula in USES_TARGET and (target < 0 or (target == 0 and formula == Formula.RELATIVE))


def _problems_of_base(feed: Feed) -> list[Problem]:
    """Without it nobody could ever say whether the figure fell."""
    if feed.kind not in REDUCTIONS or feed.has_baseline:
        return []
    return [("rules", _("a fall is measured against a baseline, which is missing"))]


def _problems_of_per(rules: Mapping[str, Any], points: Decimal | None) -> list[Problem]:
    if rules.get("per") in (None, ""):
        return [("rules", _("say how many points each one counts"))]
    return [] if read_figure(rules["per"]) > 0 else [("rules", _("the points for each one must be more than 0"))]


def _problems_of_deduction(rules: Mapping[str, Any], points: Decimal | None) -> list[Problem]:
    floor = read_figure(rules.get("floor") or "0")
    found = _problems_of_per(rules, points)
    if floor < 0 or (points is not None and floor > points):
        found.append(("rules", _("the floor lies between 0 and the maximum score")))
    return found


def _problems_of_bands(rules: Mapping[str, Any], points: Decimal | None) -> list[Problem]:
    bands = list(rules.get("bands") or [])
    if not bands:
        return [("rules", _("the bands are missing"))]
    limits, last = [band.get("upto") for band in bands[:-1]], bands[-1].get("upto")
    if last not in (None, ""):
        return [("rules", _("the last band must be open, so that every figure falls into one"))]
    if any(limit in (None, "") for limit in limits) or not _rises([read_figure(limit) for limit in limits]):
        return [("rules", _("each band must reach further than the one before"))]
    return _problems_of_band_points([read_figure(band["points"]) for band in bands], points)


def _rises(values: list[Decimal]) -> bool:
    return all(before < after for before, after in itertools.pairwise(values))


def _problems_of_band_points(values: Iterable[Decimal], points: Decimal | None) -> list[Problem]:
    if any(value < 0 or (points is not None and value > points) for value in values):
        return [("rules", _("the points of a band lie between 0 and the maximum score"))]
    return []
