"""The stages of a table: which, in what order, with what days."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from blocs.logic.wording import day
from pacts.logic.formulas import StageKind

ORDER = [kind.value for kind in StageKind]
MARKING = {StageKind.SELF, StageKind.CROSS, StageKind.REVIEW, StageKind.APPRAISE}
REVIEWING = {StageKind.REVIEW, StageKind.APPRAISE}
"""Who assesses in the unit's place (the bloc, a department) works at these stages only."""

DAYS_EACH = 10
DAYS_OF_APPEAL = 7


@dataclass(frozen=True)
class StageRow:
    kind: str
    name: str
    opens_on: date | None = None
    due_on: date | None = None


def problems_of_stages(stages: Sequence[StageRow]) -> list[str]:
    if not stages:
        return [_("The table has no stages of scoring.")]
    return [
        *_order([stage.kind for stage in stages]),
        *(sentence for stage in stages for sentence in _days(stage)),
        *(sentence for pair in itertools.pairwise(stages) for sentence in _days_between(*pair)),
    ]


def _order(kinds: list[str]) -> list[str]:
    found = []
    if kinds != sorted(set(kinds), key=ORDER.index):
        found.append(_("The order of the stages is: self-scoring, cross-check, review, explanation, appraisal."))
    if not MARKING & set(kinds):
        found.append(_("Nobody scores anything: the stages only explain."))
    elif kinds[0] == StageKind.EXPLAIN:
        found.append(_("Nothing can be explained before something was scored."))
    return found


def _days(stage: StageRow) -> list[str]:
    words = {"stage": stage.name}
    if stage.due_on is None:
        return [_("Stage “%(stage)s”: the last day is missing.") % words]
    if stage.opens_on and stage.due_on < stage.opens_on:
        return [_("Stage “%(stage)s”: its last day lies before its first.") % words]
    return []


def _days_between(before: StageRow, after: StageRow) -> list[str]:
    """Stages may overlap: a unit that is through goes on. They never run backwards."""
    found = []
    for one, other in ((before.opens_on, after.opens_on), (before.due_on, after.due_on)):
        if one and other and other < one:
            words = {"stage": after.name, "day": day(other), "before": before.name, "other": day(one)}
            found.append(_("Stage “%(stage)s” (%(day)s) lies before “%(before)s” (%(other)s).") % words)
    return found


def usual_days(count: int, season_ends_on: date) -> list[tuple[date, date]]:
    """Ten days for each of so many stages, the first beginning the day after the season: a proposal to be edited."""
    first = season_ends_on + timedelta(days=1)
    starts = [first + timedelta(days=DAYS_EACH * n) for n in range(count)]
    return [(start, start + timedelta(days=DAYS_EACH - 1)) for start in starts]


def usual_appeals(season_ends_on: date, count: int) -> tuple[date, date]:
    """A week after so many stages."""
    first = season_ends_on + timedelta(days=1 + DAYS_EACH * count)
    return first, first + timedelta(days=DAYS_OF_APPEAL - 1)


def moved_by_years(on: date | None, years: int) -> date | None:
    """The same day so many years later; 29 February becomes 28 where there is none."""
    if on is None:
        return None
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return on.replace(year=on.year + years, day=28)
