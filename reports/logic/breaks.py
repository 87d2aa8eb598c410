"""Whether last year's figure was counted as this year's is: “Thay đổi cách tính” where it was not.

Pledges are any objects with the fields of Pledge; the earlier one is the pledge that this one follows.
"""

from fractions import Fraction
from typing import Any

from pacts.logic.targets import Kind


def before_of(pledge: Any) -> Any:
    """The pledge of last season that this one follows; None where it follows none."""
    return getattr(pledge, "follows", None)


def is_counted_otherwise(pledge: Any, before: Any) -> bool:
    """Another measure, a figure where words stood, or another source: “Thay đổi cách tính”. A new target is none."""
    if before is None:
        return False
    if pledge.measure != before.measure or (pledge.kind == Kind.QUALITATIVE) != (before.kind == Kind.QUALITATIVE):
        return True
    return bool(pledge.data_source and before.data_source and pledge.data_source != before.data_source)


def measure_then(pledge: Any) -> str:
    """The unit of last year's figure."""
    before = before_of(pledge)
    return before.measure if before is not None else pledge.measure


def comparable(pledge: Any, last: Fraction | None) -> Fraction | None:
    """Last year's number as a baseline, which it can be in the same measure only."""
    return last if measure_then(pledge) == pledge.measure else None
