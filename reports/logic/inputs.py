"""What a mark or a figure was given, as the one number the formulas reckon with."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

Exact = Decimal | Fraction


def value_of(
    value: Exact | None, numerator: Exact | None, denominator: Exact | None, scale: int | None
) -> Fraction | None:
    """Exact. A rate counts in `scale` parts (100: per cent); with scale None “29/31” is 29.

    None where nothing was said, and for a rate of nothing: where there were no cases, none could be solved.
    """
    if value is not None:
        return Fraction(value)
    if numerator is None or scale is None:
        return None if numerator is None else Fraction(numerator)
    return Fraction(numerator) / Fraction(denominator) * scale if denominator else None


def as_figure(figure: Any) -> bool:
    """Whether a reported figure can stand in for a mark: it has a number, and one of something."""
    if figure.is_not_applicable:
        return False
    return figure.value is not None or (figure.numerator is not None and bool(figure.denominator))
