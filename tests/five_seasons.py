"""A bloc five seasons deep with sixty pledges in numbers, all reported: for the bench and tests of speed."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from blocs.models import Bloc, Membership
from pacts.models import Pledge, Section
from reports.models import Figure, Reporting
from tests.make import a_bloc, a_pact, a_phase, a_series, members_of


def a_deep_bloc(seasons: int = 5, units: int = 13, pledges: int = 60) -> Bloc:
    """The newest of the blocs; every season follows the one before, unit by unit and pledge by pledge."""
    series, before, promised, members = a_series(), None, [], []
    for year in range(2021 - seasons, 2021):
        bloc = a_bloc(0 if members else units, year=year, series=series, previous=before)
        members = members or members_of(bloc)
        if before:
            rows = [Membership(bloc=bloc, unit=unit, order=n) for n, unit in enumerate(members, start=1)]
            Membership.objects.bulk_create(rows)
        promised = _promised(bloc, promised, pledges)
        _reported(bloc, promised, members, year)
        before = bloc
    return before


def _promised(bloc: Bloc, before: list[Pledge], number: int) -> list[Pledge]:
    pact = a_pact(bloc)
    pact.pledges.all().delete()
    sections = [Section.objects.create(pact=pact, title=f"Nội dung {n}", order=n + 10) for n in range(10)]
    follows, rate = before or [None] * number, {"kind": "at_least", "target": Decimal(90), "measure": "%"}
    rows = [
        Pledge(pact=pact, section=sections[n % 10], name=f"Chỉ tiêu {n}", order=n, follows=follows[n], **rate)
        for n in range(number)
    ]
    made = Pledge.objects.bulk_create(rows)
    type(pact).objects.filter(pk=pact.pk).update(state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    return made


def _reported(bloc: Bloc, pledges: list[Pledge], members: list, year: int) -> None:
    phase = a_phase(bloc.season)
    due_on = timezone.localdate() - timedelta(days=1)
    Reporting.objects.create(bloc=bloc, phase=phase, state="open", due_on=due_on)
    Figure.objects.bulk_create(
        Figure(bloc=bloc, pledge=pledge, unit=unit, phase=phase, value=Decimal(85 + (n + m + year) % 15))
        for n, pledge in enumerate(pledges)
        for m, unit in enumerate(members)
    )
