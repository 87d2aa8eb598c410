"""What a unit's joining in mid-season means for its reports and for the scoring."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from blocs.admin_joining import EFFECTS
from blocs.logic.wording import day
from blocs.models import Bloc, Unit
from reports.models import Draw, Reporting, Result, Sheet


def effects(bloc: Bloc, unit: Unit, starts: date) -> Iterable[str]:
    yield from _of_reports(bloc, starts)
    yield from _of_scoring(bloc)


def _of_reports(bloc: Bloc, starts: date) -> Iterable[str]:
    phases = Reporting.objects.filter(bloc=bloc).select_related("phase").order_by("phase__ends_on")
    for reporting in phases:
        words = {"phase": reporting.phase.name, "day": day(reporting.due_on)}
        if reporting.phase.ends_on < starts or reporting.state == "closed":
            yield _("It owes no report for “%(phase)s”.") % words
        else:
            yield _("It owes the report for “%(phase)s” until %(day)s.") % words


def _of_scoring(bloc: Bloc) -> Iterable[str]:
    if Result.objects.filter(bloc=bloc).exists():
        yield _("The result of this season exists already; the unit is not in it.")
    elif Draw.objects.filter(table__pact__bloc=bloc).exists():
        yield _("The cross-checks are drawn already; a draw is not repeated, and the unit has no score sheet.")
    elif Sheet.objects.filter(bloc=bloc).exists():
        yield _("Scoring has been opened already; the unit has no score sheet and stands in no ranking.")
    else:
        yield _("When scoring is opened, it gets a score sheet as every unit does.")


EFFECTS.append(effects)
