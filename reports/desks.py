"""The desk somebody writes at: one unit (or the bloc as a whole) in one reporting phase."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from blocs.access import units_spoken_for
from blocs.models import Bloc, Membership, Place, Unit, User
from blocs.pages import get_for, number_in, number_or_404, require
from reports.models import Report, Reporting

BLOC = "khoi"  # in addresses: the figures of the bloc as a whole


@dataclass
class Desk:
    reporting: Reporting
    unit: Unit | None
    report: Report

    @property
    def place(self) -> Place:
        return self.report.place

    @property
    def query(self) -> str:
        return urlencode({"ky": self.reporting.pk, "don_vi": self.unit.pk if self.unit else BLOC})

    @property
    def entry_url(self) -> str:
        return f"{reverse('reports:figure_entry')}?{self.query}"

    @property
    def check_url(self) -> str:
        return f"{reverse('reports:report_check')}?{self.query}"

    def check_url_at(self, row: str | None) -> str:
        """The check page, at the row of this pledge where one is named."""
        pledge = number_in(row)
        return f"{self.check_url}#p{pledge}" if pledge else self.check_url

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else self.reporting.bloc.name


def desk_for(user: User, ky: str | None, don_vi: str | None) -> Desk:
    """404 for a phase this user does not see or a unit that is no member, 403 where others write."""
    rows = Reporting.objects.visible_to(user).with_names()
    reporting = get_for(user, Reporting, number_or_404(ky), queryset=rows)
    desk = desk_at(reporting, _unit(user, reporting, don_vi))
    require(user, "reports.record_figure", desk)
    return desk


def desk_at(reporting: Reporting, unit: Unit | None) -> Desk:
    return _desk(reporting, unit, Report.objects.filter(reporting=reporting, unit=unit).first())


def _desk(reporting: Reporting, unit: Unit | None, report: Report | None) -> Desk:
    report = report or Report(unit=unit)
    report.reporting = reporting
    return Desk(reporting, unit, report)


def _unit(user: User, reporting: Reporting, don_vi: str | None) -> Unit | None:
    """The unit named; else the user's own in this bloc; else, for who runs the bloc, the bloc itself."""
    members = units_of(reporting.bloc)
    if don_vi == BLOC:
        return None
    if don_vi:
        return get_for(user, Unit, number_or_404(don_vi), queryset=members)
    own = {unit.pk for unit in units_spoken_for(user)}
    return members.filter(pk__in=own).first()


def units_of(bloc: Bloc):
    return Unit.objects.filter(memberships__bloc=bloc).order_by("memberships__order", "name_sort")


def open_desks(user: User) -> list[Desk]:
    """Where this user can enter figures now: own units, and the blocs they run, in phases that are open."""
    reportings = list(Reporting.objects.visible_to(user).with_names().filter(state=Reporting.State.OPEN))
    own = _own_units(user, [reporting.bloc_id for reporting in reportings])
    written = {(row.reporting_id, row.unit_id): row for row in Report.objects.filter(reporting__in=reportings)}
    found = []
    for reporting in reportings:
        units: list[Unit | None] = [*own.get(reporting.bloc_id, [])]
        if user.has_perm("reports.run_phases", reporting):
            units.append(None)
        found += [_desk(reporting, unit, written.get((reporting.pk, unit and unit.pk))) for unit in units]
    return found


def _own_units(user: User, blocs: list[int]) -> dict[int, list[Unit]]:
    """The units this user speaks for, by the bloc they belong to."""
    found: dict[int, list[Unit]] = {}
    for row in Membership.objects.filter(bloc__in=blocs, unit__in=units_spoken_for(user)).in_order():
        found.setdefault(row.bloc_id, []).append(row.unit)
    return found
