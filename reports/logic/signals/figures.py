"""Figures that fall together: fewer recorded crimes are good news only while reports keep coming in."""

from collections.abc import Mapping
from fractions import Fraction
from math import erfc, sqrt

from reports.logic.signals.shapes import Signal, asked

LEAST_FALL = Fraction(5, 100)
FEWEST_CASES = 20


def falls_together(crimes: Mapping[str, tuple[int, int]], reports: Mapping[str, tuple[int, int]]) -> list[Signal]:
    """Units whose recorded crimes and received reports both fell by 5 % or more: {unit: (before, now)}.

    Measured: the fall of reports, as a share. The chance that counts differ so much without anything having changed is
    taken for Poisson counts by the square-root transformation, for the weaker of the two falls; it is an approximation
    (the only one here), good from 20 cases on, and given to 1 in 10.000. The steepest first.
    """
    both = sorted(set(crimes) & set(reports))
    found = [_together(unit, crimes[unit], reports[unit], len(both)) for unit in both]
    return sorted((signal for signal in found if signal), key=lambda signal: (-(signal.measured or 0), signal.units))


def _together(unit: str, crime: tuple[int, int], report: tuple[int, int], questions: int) -> Signal | None:
    falls = [_fall(*crime), _fall(*report)]
    if any(fall is None or fall < LEAST_FALL for fall in falls):
        return None
    n = sum(crime) + sum(report)
    enough = min(crime[0], report[0]) >= FEWEST_CASES
    chance = asked(max(_chance(*crime), _chance(*report)), questions) if enough else None
    return Signal("falls_together", (unit,), falls[1], chance, n)


def _fall(before: int, now: int) -> Fraction | None:
    return None if before <= 0 else Fraction(before - now, before)


def _chance(before: int, now: int) -> Fraction:
    """P of a fall at least this deep between two Poisson counts of one mean."""
    z = (2 * sqrt(before) - 2 * sqrt(now)) / sqrt(2)
    return Fraction(round(erfc(z / sqrt(2)) / 2 * 10_000), 10_000)
