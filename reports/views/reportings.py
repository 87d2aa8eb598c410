"""Reporting phases of a bloc: planned, opened, extended, locked, opened again."""

from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.models import Bloc
from blocs.pages import doors, get_for, number_or_404, page, submit, tell
from reports.actions import reportings as actions
from reports.desks import desk_at
from reports.forms.reportings import ExtendForm, OpenForm, ReopenForm
from reports.logic.states import REPORTING
from reports.models import Reporting
from reports.overview import picture
from reports.reminders import last_reminders


def reporting_list(request: HttpRequest):
    """The phases of one bloc; without one named, of the newest this person sees."""
    blocs = Bloc.objects.visible_to(request.user).with_names().order_by("-season__starts_on", "name_sort")
    named = request.GET.get("khoi")
    bloc = get_for(request.user, Bloc, number_or_404(named), queryset=blocs) if named else blocs.first()
    context = {
        "bloc": bloc,
        "blocs": blocs,
        "reportings": _with_counts(bloc) if bloc else [],
        "may_run": bloc is not None and request.user.has_perm("reports.run_phases", bloc),
        "illustrative": bloc and bloc.is_illustrative,
    }
    return page(request, "reports/reporting_list.html", context)


def _with_counts(bloc: Bloc) -> list[Reporting]:
    """Each with how many of the units have sent their report."""
    rows = list(
        bloc.reportings.select_related("phase").prefetch_related("reports", "extensions").order_by("phase__ends_on")
    )
    for reporting in rows:
        reporting.sent_count = sum(
            report.state == "sent" and bool(report.unit_id) for report in reporting.reports.all()
        )
    return rows


@require_POST
def reporting_plan(request: HttpRequest):
    bloc = get_for(request.user, Bloc, number_or_404(request.POST.get("khoi")), "reports.run_phases")
    made = actions.plan_phases(bloc, by=request.user, quarters="quarters" in request.POST)
    tell(request, _("%(count)s reporting phases planned.") % {"count": len(made)})
    return redirect(f"{reverse('reports:reporting_list')}?khoi={bloc.pk}")


def reporting_detail(request: HttpRequest, pk: int, **bound):
    """One phase: who has reported, the deadlines, and what may be done now. `bound` holds a form that was refused."""
    reporting = _find(request, pk)
    seen, reminded = picture(reporting.bloc, reporting.phase), last_reminders(reporting)
    context = {
        "reporting": reporting,
        "extensions": reporting.extensions.select_related("unit"),
        "rows": [_row(seen, unit, reminded) for unit in seen.units],
        "may_remind": reporting.state == Reporting.State.OPEN and request.user.has_perm("reports.remind", reporting),
        "bloc_desk": desk_at(reporting, None),
        "may_run": request.user.has_perm("reports.run_phases", reporting),
        "doors": doors(
            REPORTING, reporting, request.user, app="reports", urls=_close_url(reporting), confirm=_closing_words()
        ),
        "illustrative": reporting.bloc.is_illustrative,
        **_forms(request.user, reporting, bound),
    }
    return page(request, "reports/reporting_detail.html", context)


def _row(seen, unit, reminded) -> dict:
    report = seen.reports.get(unit.pk)
    return {
        "unit": unit,
        "report": report,
        "has_reported": seen.has_reported(unit.pk),
        "filled": sum(pk == unit.pk for __, pk in seen.figures),
        "total": len(seen.pledges),
        "due_on": seen.due_for(unit.pk),
        "is_overdue": seen.is_overdue(unit.pk),
        "reminder": reminded.get(unit.pk),
    }


def _close_url(reporting: Reporting) -> dict[str, str]:
    """The one step without a field to fill; the others have a form on the page."""
    return {"close_phase": reverse("reports:reporting_close", args=[reporting.pk])}


def _closing_words() -> dict[str, str]:
    return {"close_phase": _("Lock the phase? Units can no longer report; it can be opened again with a reason.")}


def _forms(user, reporting: Reporting, bound: dict) -> dict:
    """The forms of the steps this person may take now; a refused one is shown as it was typed."""
    made = {
        "open_form": lambda: OpenForm(),
        "extend_form": lambda: ExtendForm(reporting=reporting),
        "reopen_form": lambda: ReopenForm(),
    }
    steps = {
        "open_form": ("planned", "open_phase"),
        "extend_form": ("open", "extend"),
        "reopen_form": ("closed", "reopen_phase"),
    }
    found = {}
    for name, (state, verb) in steps.items():
        if reporting.state == state and user.has_perm(f"reports.{verb}", reporting):
            found[name] = bound.get(name) or made[name]()
    return found


def reporting_open(request: HttpRequest, pk: int):
    reporting = _find(request, pk, "reports.open_phase")
    form = OpenForm(request.POST or None)
    if submit(form, actions.open_phase, reporting=reporting, by=request.user):
        tell(request, _("The phase is open; the units see it on their task lists."))
        return redirect(reporting)
    return reporting_detail(request, pk, open_form=form)


def reporting_extend(request: HttpRequest, pk: int):
    reporting = _find(request, pk, "reports.extend")
    form = ExtendForm(request.POST or None, reporting=reporting)
    if submit(form, actions.extend, reporting=reporting, by=request.user):
        tell(request, _("The deadline was extended."))
        return redirect(reporting)
    return reporting_detail(request, pk, extend_form=form)


def reporting_reopen(request: HttpRequest, pk: int):
    reporting = _find(request, pk, "reports.reopen_phase")
    form = ReopenForm(request.POST or None)
    if submit(form, actions.reopen_phase, reporting=reporting, by=request.user):
        tell(request, _("The phase is open again."))
        return redirect(reporting)
    return reporting_detail(request, pk, reopen_form=form)


@require_POST
def reporting_close(request: HttpRequest, pk: int):
    reporting = actions.close_phase(_find(request, pk, "reports.close_phase"), by=request.user)
    tell(request, _("The phase is locked."))
    return redirect(reporting)


def _find(request, pk: int, perm: str | None = None) -> Reporting:
    return get_for(request.user, Reporting, pk, perm, queryset=Reporting.objects.visible_to(request.user).with_names())
