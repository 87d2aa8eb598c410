"""The commander's board of one bloc and phase: tiles, heat map, bars, exceptions, deadlines, as plain rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import Unit, User
from pacts.models import Ceremony, Direction, Pledge
from reports.logic import board as rules
from reports.logic.comparison import Status
from reports.logic.standing import Standing
from reports.models import Publication, Report, Reporting
from reports.overview import Picture
from reports.sheets import Section, sections_of

HORIZON = timedelta(days=30)


@dataclass(frozen=True)
class Deadline:
    on: date
    sentence: str
    url: str


class Board:
    """What one person sees of a picture. Each tile counts the very list it leads to."""

    def __init__(self, seen: Picture, user: User):
        self.seen, self.user, self.today = seen, user, timezone.localdate()

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
        return [row for row in self.counted if row.status in rules.RISKY]

    @cached_property
    def waiting(self) -> list[Publication]:
        """Summaries this person may release."""
        drafts = Publication.objects.filter(bloc=self.seen.bloc, state=Publication.State.DRAFT)
        found = list(drafts.exclude(author=self.user))
        return found if found and self.user.has_perm("reports.set_release", self.seen.bloc) else []

    # Heat map

    @cached_property
    def sections(self) -> list[Section]:
        return sections_of([_Row(pledge) for pledge in self.seen.pledges])

    @cached_property
    def unit_standings(self) -> dict[tuple[int, int], Standing]:
        seen = self.seen
        return {(unit.pk, row.pk): seen.of_unit(row, unit.pk) for unit in seen.units for row in seen.pledges}

    def heat(self) -> list[tuple[Unit, list[rules.Cell]]]:
        return [(unit, [self._cell(unit, section) for section in self.sections]) for unit in self.seen.units]

    def _cell(self, unit: Unit, section: Section) -> rules.Cell:
        standings = [self.unit_standings[unit.pk, row.pledge.pk] for row in section.lines]
        return rules.cell(unit.name, section.title or _("Other pledges"), standings)

    # Bars and words

    def bullets(self) -> list[rules.Bullet]:
        return rules.bullets(self.seen.bloc_standings)

    @cached_property
    def exceptions(self) -> list[rules.Exceptional]:
        """All of them, the most pressing first; the page shows the first five."""
        return rules.most_pressing([*self._late(), *self._returned(), *self._missed(), *self._differing()])

    def _late(self):
        phase, is_open = self.seen.phase.name, self.seen.reporting and self.seen.reporting.state == "open"
        for unit in self.overdue:
            due_on = self.seen.due_for(unit.pk)
            yield rules.overdue(unit.pk, _short(unit), phase, due_on, self.today if is_open else None)

    def _returned(self):
        for unit in self.seen.units:
            report = self.seen.reports.get(unit.pk)
            if report and report.state == Report.State.RETURNED and unit not in self.overdue:
                yield rules.returned(unit.pk, _short(unit), self.seen.phase.name)

    def _missed(self):
        names = {unit.pk: _short(unit) for unit in self.seen.units}
        return [rules.of_unit(unit, names[unit], standing) for (unit, __), standing in self.unit_standings.items()]

    def _differing(self):
        for pledge in self.seen.pledges:
            if entered := self.seen.entered(pledge):
                yield rules.differing(entered, self.seen.computed(pledge))

    # What is due

    @cached_property
    def deadlines(self) -> list[Deadline]:
        found = [*self._phase_ends(), *self._ceremonies(), *self._directions()]
        return sorted(found, key=lambda row: (row.on, row.sentence))

    def _within(self, field: str) -> Q:
        return Q(**{f"{field}__range": (self.today, self.today + HORIZON)})

    def _phase_ends(self):
        rows = Reporting.objects.filter(bloc=self.seen.bloc, state=Reporting.State.OPEN).select_related("phase")
        for row in rows.filter(self._within("due_on")):
            sentence = _("Reports for %(phase)s are due") % {"phase": row.phase.name}
            yield Deadline(row.due_on, sentence, row.get_absolute_url())

    def _ceremonies(self):
        rows = Ceremony.objects.filter(self._within("on"), blocs=self.seen.bloc, state="planned")
        for row in rows:
            yield Deadline(row.on, row.title, row.get_absolute_url())

    def _directions(self):
        rows = Direction.objects.filter(self._within("due_on"), ceremony__blocs=self.seen.bloc, followed_up_on=None)
        for row in rows.select_related("ceremony"):
            yield Deadline(row.due_on, _("Direction: %(text)s") % {"text": row.text}, row.ceremony.get_absolute_url())


@dataclass(frozen=True)
class _Row:
    pledge: Pledge


def _short(unit: Unit) -> str:
    return unit.short_name or unit.name
