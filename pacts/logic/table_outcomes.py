"""What comes out of a table: the measures that break a tie, the groups instead of ranks, the days for appeals."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from pacts.logic.formulas import Measure
from pacts.logic.table_rules import read_figure

LATEST_APPEAL = timedelta(days=184)
"""Scoring follows the season's end; half a year later nobody can still be waiting for it. A slip of the year is."""


def problems_of_outcome(table: Any, group_count: int) -> list[str]:
    return [
        *problems_of_tie_breaks(table.tie_breaks, group_count),
        *(problems_of_classes(table.classes) if table.outcome == "classes" else []),
        *problems_of_appeals(table.appeals, table.season),
    ]


def problems_of_tie_breaks(names: Sequence[str], group_count: int) -> list[str]:
    found = [_("“%(name)s” is no measure that breaks a tie.") % {"name": name} for name in names if not _is_known(name)]
    numbers = [str(name).partition(":")[2] for name in names if _is_known(name) and ":" in str(name)]
    found += [
        _("A tie cannot be broken by group %(number)s: the table has no such group.") % {"number": number}
        for number in numbers
        if int(number) > group_count
    ]
    if len(set(map(str, names))) != len(names):
        found.append(_("The same measure breaks a tie only once."))
    return found


def _is_known(name: Any) -> bool:
    base, colon, number = str(name).partition(":")
    if base == Measure.GROUP:
        return number.isascii() and number.isdigit() and len(number) < 4 and int(number) > 0
    return not colon and base in set(Measure)


def problems_of_classes(classes: Sequence[Mapping[str, Any]]) -> list[str]:
    if not classes:
        return [_("Name the groups the units come into.")]
    try:
        names, bounds = [row["name"].strip() for row in classes], [read_figure(row["from"]) for row in classes]
    except (AttributeError, KeyError, TypeError, ValueError):
        return [_("The groups cannot be read: each has a name and the per cent it begins at.")]
    return [*_names(names), *_bounds(bounds)]


def _names(names: list[str]) -> list[str]:
    if not all(names) or len(set(names)) != len(names):
        return [_("Each group needs a name of its own.")]
    return []


def _bounds(bounds: list[Decimal]) -> list[str]:
    if any(after >= before for before, after in itertools.pairwise(bounds)):
        return [_("The groups go from the highest to the lowest; each begins below the one before.")]
    if bounds[-1] != 0:
        return [_("The last group begins at 0%, so that every unit comes into one.")]
    return []


def problems_of_appeals(appeals: tuple[date | None, date | None], season: tuple[date, date] | None) -> list[str]:
    first, last = appeals
    if (first is None) != (last is None):
        return [_("Appeals need a first and a last day, or neither.")]
    if first is None or last is None:
        return []
    if last < first:
        return [_("Appeals: the last day lies before the first.")]
    if season and (first < season[0] or last > season[1] + LATEST_APPEAL):
        return [_("Appeals: the days do not belong to this season.")]
    return []
