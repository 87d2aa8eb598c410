"""What a pledge says, and what is wrong with one as typed."""

from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.logic.wording import trimmed
from pacts.logic.kinds import REDUCTIONS, Kind, needs_baseline, needs_target

Problem = tuple[str, str]

SIGNS = {Kind.AT_LEAST: "≥", Kind.GREATER_THAN: ">", Kind.EQUAL: "=", Kind.AT_MOST: "≤"}


def phrase(
    kind: Kind,
    target: Decimal | None,
    target_max: Decimal | None = None,
    measure: str = "",
    baseline_label: str = "",
) -> str:
    """The target as a pact writes it: “≥ 90%”, “giảm 3–5% so với năm 2022”, “không để xảy ra”.

    `baseline_label` is the period in words (“năm 2016”). A number not yet entered shows as “…”.
    """
    if kind in REDUCTIONS:
        return _fall_phrase(kind, target, target_max, baseline_label)
    if kind == Kind.ZERO:
        return _("none allowed")
    if kind == Kind.QUALITATIVE:
        return _("qualitative")
    if kind == Kind.COUNT:
        return _("%(amount)s or more") % {"amount": amount(target, measure)}
    return f"{SIGNS[kind]} {amount(target, measure)}"


def amount(value: Decimal | None, measure: str = "") -> str:
    """A number with its unit: “92,02%” without a space, “3 mô hình” with one."""
    figure = "…" if value is None else trimmed(value)
    return figure + measure if measure == "%" else f"{figure} {measure}".strip()


def _fall_phrase(kind: Kind, target: Decimal | None, target_max: Decimal | None, baseline_label: str) -> str:
    percent = amount(target, "%")
    if kind == Kind.REDUCE_RANGE:
        span = f"{amount(target)}–{amount(target_max)}%"
        fall = _("falls by %(span)s") % {"span": span}
    else:
        fall = _("falls by %(percent)s or more") % {"percent": percent}
    return _("%(fall)s against %(baseline)s") % {"fall": fall, "baseline": baseline_label} if baseline_label else fall


def problems_of(
    kind: Kind,
    target: Decimal | None,
    target_max: Decimal | None,
    baseline: Decimal | str | None,
    measure: str,
    *,
    above_100: bool = False,
) -> list[Problem]:
    """What is missing or wrong in a pledge, as (field, sentence) with the fields of the arguments.

    `baseline` is what names the comparison: a period (“năm 2016”) or its figure; real pacts often
    name the year only. `above_100` lets a percentage pass 100 where the pledge says so (a plan
    overfulfilled); a fall never can.
    """
    if not needs_target(kind):
        return _problems_without_number(kind, target, target_max)
    found = _problems_of_target(kind, target, measure, above_100)
    found += _problems_of_range(kind, target, target_max)
    found += _problems_of_baseline(kind, baseline)
    if kind not in REDUCTIONS and not measure.strip():
        found.append(("measure", _("Enter the unit of measure")))
    return found


def _problems_without_number(kind: Kind, target: Decimal | None, target_max: Decimal | None) -> list[Problem]:
    found = []
    if kind == Kind.ZERO and target not in (None, 0):
        found.append(("target", _("“None allowed” means the target 0; leave the target empty")))
    if kind == Kind.QUALITATIVE and target is not None:
        found.append(("target", _("A qualitative pledge has no number; leave the target empty")))
    return found + _problems_of_range(kind, target, target_max)


def _problems_of_target(kind: Kind, target: Decimal | None, measure: str, above_100: bool) -> list[Problem]:
    if target is None:
        return [("target", _("Enter the target"))]
    if target < 0:
        return [("target", _("The target must not be negative"))]
    is_rate = kind in REDUCTIONS or (measure.strip() == "%" and not above_100)
    if is_rate and target > 100:
        return [("target", _("The rate must be from 0% to 100%"))]
    if kind == Kind.COUNT and target != int(target):
        return [("target", _("A number of things must be whole"))]
    return []


def _problems_of_range(kind: Kind, target: Decimal | None, target_max: Decimal | None) -> list[Problem]:
    if kind != Kind.REDUCE_RANGE:
        given = target_max is not None
        return [("target_max", _("Only a fall from a to b per cent has a second number"))] if given else []
    if target_max is None:
        return [("target_max", _("Enter the second number of the range"))]
    if target_max > 100:
        return [("target_max", _("The rate must be from 0% to 100%"))]
    if target is not None and target_max < target:
        return [("target_max", _("The second number must not be below the first"))]
    return []


def _problems_of_baseline(kind: Kind, baseline: Decimal | str | None) -> list[Problem]:
    if isinstance(baseline, str):
        baseline = baseline.strip() or None
    if baseline is None:
        missing = _("Enter what the fall is compared with, for example the year before")
        return [("baseline", missing)] if needs_baseline(kind) else []
    if not isinstance(baseline, str) and baseline < 0:
        return [("baseline", _("The figure to compare with must not be negative"))]
    return []
