"""One bloc at one phase, gathered in a fixed number of queries whatever its size; `logic` reckons with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from blocs.models import Bloc, Membership, Phase, Unit
from pacts.models import Pact, Pledge
from pacts.restated import Own, own_targets
from reports.logic.breaks import before_of, measure_then
from reports.logic.deadlines import is_past
from reports.logic.standing import (
    Parts,
    Standing,
    Stretch,
    amount_of,
    bloc_number,
    standing_from_units,
    standing_of_bloc,
    standing_of_unit,
    stretch_of,
)
from reports.models import Figure, Report, Reporting
from reports.predecessors import Ancestry, ancestry_of, folded

Figures = dict[tuple[int, int | None], Figure]
"""By pledge and unit; the unit None is the bloc as a whole."""


@dataclass
class Picture:
    """Figures of last year lie under this year's pledges, which follow the pledges they were given for."""

    bloc: Bloc
    phase: Phase
    reporting: Reporting | None
    pact: Pact | None
    members: list[Membership]
    pledges: list[Pledge]
    figures: Figures
    last: Figures
    own_targets: dict[tuple[int, int], Own]
    reports: dict[int | None, Report]
    ancestry: Ancestry

    @cached_property
    def stretch(self) -> Stretch:
        season = self.bloc.season
        return stretch_of(self.phase.starts_on, self.phase.ends_on, season.starts_on, season.ends_on)

    @cached_property
    def units(self) -> list[Unit]:
        return [membership.unit for membership in self.members]

    # How pledges stand

    def of_unit(self, pledge: Pledge, unit_id: int) -> Standing:
        key = (pledge.pk, unit_id)
        figure, last, own = self.figures.get(key), self.last.get(key), self.own_targets.get(key)
        return standing_of_unit(pledge, figure, last, own, self.stretch)

    def entered(self, pledge: Pledge) -> Standing | None:
        """From the figure the secretary entered for the whole bloc."""
        figure = self.figures.get((pledge.pk, None))
        return figure and standing_of_bloc(pledge, figure, self.last_of_bloc(pledge), self.stretch)

    def computed(self, pledge: Pledge) -> Standing:
        """Members, and whoever left them in the season with a figure that nobody else carries on."""
        apart = [unit for unit in sorted(self.ancestry.apart) if (pledge.pk, unit) in self.figures]
        ids = [unit.pk for unit in self.units] + apart
        figures = {unit: self.figures[pledge.pk, unit] for unit in ids if (pledge.pk, unit) in self.figures}
        own = {unit: self.own_targets[pledge.pk, unit] for unit in ids if (pledge.pk, unit) in self.own_targets}
        return standing_from_units(pledge, Parts(figures, own, self.last_of_bloc(pledge)), ids, self.stretch)

    def of_bloc(self, pledge: Pledge) -> Standing:
        """As entered where it was, else as computed."""
        return self.entered(pledge) or self.computed(pledge)

    def last_of_bloc(self, pledge: Pledge) -> Fraction | None:
        entered = self.last.get((pledge.pk, None))
        if entered is not None:
            return amount_of(entered, measure_then(pledge))
        return bloc_number(before_of(pledge) or pledge, self._last_of_units.get(pledge.pk, []))

    @cached_property
    def _last_of_units(self) -> dict[int, list[Figure]]:
        found: dict[int, list[Figure]] = {}
        for (pledge, unit), figure in self.last.items():
            if unit is not None:
                found.setdefault(pledge, []).append(figure)
        return found

    @cached_property
    def bloc_standings(self) -> list[Standing]:
        return [self.of_bloc(pledge) for pledge in self.pledges]

    # Who has reported

    @cached_property
    def units_with_figures(self) -> set[int | None]:
        return {unit for __, unit in self.figures}

    def has_reported(self, unit_id: int) -> bool:
        """Its report is sent; of a phase that is over, figures without any report count too (older years)."""
        report = self.reports.get(unit_id)
        if report:
            return report.state == Report.State.SENT
        is_over = self.reporting is None or self.reporting.state == Reporting.State.CLOSED
        return is_over and unit_id in self.units_with_figures

    def due_for(self, unit_id: int | None) -> date | None:
        return self.reporting.due_for(unit_id) if self.reporting else None

    def is_overdue(self, unit_id: int) -> bool:
        opened = self.reporting is not None and self.reporting.state != Reporting.State.PLANNED
        return opened and not self.has_reported(unit_id) and is_past(self.due_for(unit_id), timezone.localdate())


def picture(bloc: Bloc, phase: Phase) -> Picture:
    """`bloc` comes with its season and `previous`; every other row is fetched here."""
    pact = Pact.objects.sealed().filter(bloc=bloc).order_by("-version").first()
    pledges = (
        list(Pledge.objects.filter(pact=pact).in_order().select_related("section", "group", "follows")) if pact else []
    )
    reporting = Reporting.objects.filter(bloc=bloc, phase=phase).prefetch_related("extensions").first()
    members = list(bloc.memberships.on(min(phase.ends_on, bloc.season.ends_on)).in_order())
    ancestry = ancestry_of(bloc, phase)
    return Picture(
        bloc=bloc,
        phase=phase,
        reporting=reporting,
        pact=pact,
        members=members,
        pledges=pledges,
        figures=folded(figures_of(bloc, phase, pledges), ancestry),
        last=last_year(bloc, phase, pledges),
        own_targets=own_targets_of(pact, phase.ends_on),
        reports={report.unit_id: report for report in Report.objects.filter(reporting=reporting)} if reporting else {},
        ancestry=ancestry,
    )


def figures_of(bloc: Bloc, phase: Phase, pledges: Iterable[Pledge]) -> Figures:
    return _under(same_pledges(bloc.pk, {pledge.pk: pledge.pk for pledge in pledges}), [phase.pk])


def last_year(bloc: Bloc, phase: Phase, pledges: Iterable[Pledge]) -> Figures:
    """The same period of the season before, through the pledge each one follows."""
    followed = {pledge.follows_id: pledge.pk for pledge in pledges if pledge.follows_id}
    if not (followed and bloc.previous_id):
        return {}
    same = Phase.objects.filter(season__blocs=bloc.previous_id, kind=phase.kind)
    if phase.kind in (Phase.Kind.QUARTER, Phase.Kind.PART):
        same = same.filter(slug=phase.slug)
    return _under(same_pledges(bloc.previous_id, followed), same.values("pk"))


def same_pledges(bloc_id: int, wanted: dict[int, int]) -> dict[int, int]:
    """`wanted` with the same pledges in other versions of the bloc's pact: an amendment does not lose figures.

    Two pledges are the same when name, kind and measure are; a name that stands twice in one version is not followed.
    """
    rows = list(Pledge.objects.filter(pact__bloc=bloc_id).values_list("pk", "name", "kind", "measure"))
    keys = [key for pk, *key in rows if pk in wanted]
    named = {tuple(key): wanted[pk] for pk, *key in rows if pk in wanted and keys.count(key) == 1}
    return {pk: named[tuple(key)] for pk, *key in rows if tuple(key) in named} | wanted


def _under(pledges: dict[int, int], phases) -> Figures:
    """Figures of those phases by the pledge they count for; of two versions the newer pact's stands."""
    rows = Figure.objects.filter(pledge__in=pledges, phase__in=phases).order_by("pledge__pact__version", "pk")
    return {(pledges[figure.pledge_id], figure.unit_id): figure for figure in rows}


def own_targets_of(pact: Pact | None, day: date | None = None) -> dict[tuple[int, int], Own]:
    """As sealed, with what reorganisations restated by that day (by now, where none is given)."""
    return own_targets(pact=pact, day=day) if pact else {}


def data_age(picture: Picture) -> datetime | None:
    """When a figure of this phase was last written."""
    written = Figure.history.filter(bloc_id=picture.bloc.pk, phase_id=picture.phase.pk)
    return written.aggregate(at=Max("history_date"))["at"]


def phases_with_something(bloc: Bloc) -> list[Phase]:
    """The phases one can look at: those reported on, and those that have figures, in order of time."""
    seen = Phase.objects.filter(season=bloc.season_id)
    reported_on = Reporting.objects.filter(bloc=bloc, phase=OuterRef("pk"))
    has_figures = Figure.objects.filter(bloc=bloc, phase=OuterRef("pk"))
    return list(seen.filter(Exists(reported_on) | Exists(has_figures)).order_by("ends_on", "-starts_on"))


def earlier_figures(seen: Picture, unit_id: int | None) -> dict[int, Figure]:
    """What the unit reported in the phase before, by pledge."""
    before = seen.bloc.reportings.filter(phase__ends_on__lt=seen.phase.ends_on).order_by("-phase__ends_on")
    same = same_pledges(seen.bloc.pk, {pledge.pk: pledge.pk for pledge in seen.pledges})
    return {
        pledge: figure for (pledge, unit), figure in _under(same, before.values("phase")[:1]).items() if unit == unit_id
    }
