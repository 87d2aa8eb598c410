"""The commander's board of one bloc and phase: tiles, heat map, bars, exceptions, as plain rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import Unit, User
from pacts.models import Pledge
from reports.due import Deadline, Missing, deadlines_of, missing_of
from reports.logic import board as rules
from reports.logic import heat as maps
from reports.logic.comparison import Status
from reports.logic.standing import Standing
from reports.models import Report, Result
from reports.overview import Picture
from reports.sheets import Section, sections_of
from reports.waiting import Waiting, waiting_for


class Board:
    """What one person sees of a picture; a wall sees it as nobody. Each tile counts the very list it leads to."""

    def __init__(self, seen: Picture, user: User | None, order: maps.Order = maps.Order.PRECEDENCE):
        self.seen, self.user, self.order, self.today = seen, user, order, timezone.localdate()

    # Lists behind the tiles

    @cached_property
    def reported(self) -> list[Unit]:
        return [unit for unit in self.seen.units if self.seen.has_reported(unit.pk)]

    @cached_property
    def overdue(self) -> list[Unit]:
        return [unit for unit in self.seen.units if self.seen.is_overdue(unit.pk)]

    @cached_property
    def counted(self) -> list[Standing]:
        """The bloc's pledges that apply."""
        return [row for row in self.seen.bloc_standings if row.status != Status.NOT_APPLICABLE]

    @cached_property
    def met(self) -> list[Standing]:
        return [row for row in self.counted if row.status in (Status.MET, Status.EXCEEDED)]

    @cached_property
    def risky(self) -> list[Standing]:
        return [row for row in self.counted if row.status in maps.RISKY]

    @cached_property
    def waiting(self) -> list[Waiting]:
        """What waits for this person's decision, of whatever kind and in whatever bloc."""
        return waiting_for(self.user) if self.user else []

    # How far it may be trusted

    @cached_property
    def standing_word(self) -> str:
        """Figures stay provisional until the phase is locked, and unpublished until the bloc's result is."""
        reporting = self.seen.reporting
        if reporting is not None and reporting.state != "closed":
            return _("Provisional, not published")
        is_public = Result.objects.published().filter(bloc=self.seen.bloc).exists()
        return "" if is_public else _("Not published")

    @property
    def has_figures(self) -> bool:
        return bool(self.seen.figures)

    @property
    def is_partial(self) -> bool:
        return self.has_figures and len(self.reported) < len(self.seen.units)

    # Heat map

    @cached_property
    def sections(self) -> list[Section]:
        return sections_of([_Row(pledge) for pledge in self.seen.pledges])

    @cached_property
    def unit_standings(self) -> dict[tuple[int, int], Standing]:
        seen = self.seen
        return {(unit.pk, row.pk): seen.of_unit(row, unit.pk) for unit in seen.units for row in seen.pledges}

    @cached_property
    def rows(self) -> list[maps.Row]:
        return maps.in_order([self._row(unit) for unit in self.seen.units], self.order)

    def heat(self) -> list[tuple[Unit, list[maps.Cell]]]:
        return [(row.unit, list(row.cells)) for row in self.rows]

    def _row(self, unit: Unit) -> maps.Row:
        standings = [self.unit_standings[unit.pk, pledge.pk] for pledge in self.seen.pledges]
        return maps.row(unit, [self._cell(unit, section) for section in self.sections], standings)

    def _cell(self, unit: Unit, section: Section) -> maps.Cell:
        standings = [self.unit_standings[unit.pk, row.pledge.pk] for row in section.lines]
        return maps.cell(unit.name, section.title or _("Other pledges"), standings)

    # Bars and words

    @cached_property
    def bullets(self) -> list[rules.Bullet]:
        return rules.bullets(self.seen.bloc_standings)

    @cached_property
    def exceptions(self) -> list[rules.Exceptional]:
        """All of them, the most pressing first; the page shows the first five."""
        return rules.most_pressing([*self._late(), *self._returned(), *self._missed(), *self._differing()])

    def _late(self) -> Iterator[rules.Exceptional]:
        phase, is_open = self.seen.phase.name, self.seen.reporting and self.seen.reporting.state == "open"
        for unit in self.overdue:
            due_on = self.seen.due_for(unit.pk)
            assert due_on is not None  # or it would not be overdue
            yield rules.overdue(unit.pk, _short(unit), phase, due_on, self.today if is_open else None)

    def _returned(self) -> Iterator[rules.Exceptional]:
        for unit in self.seen.units:
            report = self.seen.reports.get(unit.pk)
            if report and report.state == Report.State.RETURNED and unit not in self.overdue:
                yield rules.returned(unit.pk, _short(unit), self.seen.phase.name)

    def _missed(self) -> list[rules.Exceptional | None]:
        names = {unit.pk: _short(unit) for unit in self.seen.units}
        return [rules.of_unit(unit, names[unit], standing) for (unit, __), standing in self.unit_standings.items()]

    def _differing(self) -> Iterator[rules.Exceptional | None]:
        for pledge in self.seen.pledges:
            if entered := self.seen.entered(pledge):
                yield rules.differing(entered, self.seen.computed(pledge))

    # What is due

    @cached_property
    def deadlines(self) -> list[Deadline]:
        return deadlines_of(self.seen.bloc, self.today, self.user)

    @cached_property
    def missing(self) -> list[Missing]:
        return missing_of(self.seen, self.today)


@dataclass(frozen=True)
class _Row:
    pledge: Pledge


def _short(unit: Unit) -> str:
    return unit.short_name or unit.name
