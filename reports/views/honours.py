"""Honours of a bloc on the staff side: the list, a new one, a correction, a decision."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.models import Bloc
from blocs.pages import get_for, number_or_404, page, submit, tell
from reports.actions import honours as actions
from reports.actions.honours import is_on_an_open_list
from reports.forms.honours import HonourForm, StatusForm
from reports.models import Honour
from reports.submission_showing import cuts_told

READERS = ("reports.propose_honours", "reports.send_submission", "reports.decide_submission")
DECIDABLE = (Honour.Status.PROPOSED, Honour.Status.APPROVED)


def honour_list(request):
    """`?khoi=` names the bloc; without it, the choice of blocs."""
    if not request.GET.get("khoi"):
        blocs = Bloc.objects.visible_to(request.user).with_names()[:200]
        return page(request, "reports/release_choose.html", {"blocs": blocs, "url": reverse("reports:honour_list")})
    bloc = get_for(request.user, Bloc, number_or_404(request.GET["khoi"]))
    rows = list(
        Honour.objects.filter(bloc=bloc)
        .select_related("title", "granted_title", "unit", "submission")
        .order_by("title__order", "order", "pk")
    )
    may = request.user.has_perm("reports.record_honour", bloc)
    for row in rows:
        row.is_listed = is_on_an_open_list(row)
        row.is_open = may and row.status in DECIDABLE and not row.is_listed
    context = {"bloc": bloc, "honours": rows, "may_record": may} | _more(request, bloc, rows)
    return page(request, "reports/honour_list.html", context)


def _more(request, bloc: Bloc, rows: list[Honour]) -> dict:
    """Lists, counts, and what else this person may do with the honours of the bloc."""
    may_read = any(request.user.has_perm(perm, bloc) for perm in READERS)
    return {
        "lists": list(bloc.submissions.order_by("number")) if may_read else [],
        "cuts": [(title, cut) for title, cut in cuts_told(rows) if cut.is_known],
        "may_revoke": request.user.has_perm("reports.revoke_honour", bloc),
        "may_read_history": request.user.has_perm("reports.read_honour_history", bloc),
    }


def honour_add(request):
    bloc = get_for(request.user, Bloc, number_or_404(request.GET.get("khoi")), "reports.record_honour")
    form = HonourForm(request.POST or None, bloc=bloc)
    if submit(form, actions.record_honour, by=request.user):
        tell(request, _("The honour is recorded. It stays inside until it is published."))
        return _back(bloc)
    return page(request, "reports/honour_form.html", {"bloc": bloc, "form": form})


def honour_edit(request, pk):
    honour = get_for(request.user, Honour, pk, "reports.record_honour")
    form = HonourForm(request.POST or None, instance=honour, bloc=honour.bloc)
    if submit(form, actions.edit_honour, by=request.user):
        tell(request, _("The honour is saved."))
        return _back(honour.bloc)
    return page(request, "reports/honour_form.html", {"bloc": honour.bloc, "honour": honour, "form": form})


def honour_status(request, pk):
    honour = get_for(request.user, Honour, pk, "reports.record_honour")
    form = StatusForm(request.POST or None, honour=honour)
    if submit(form, _deciding(honour), by=request.user):
        tell(request, _("The decision is recorded."))
        return _back(honour.bloc)
    return page(request, "reports/honour_status.html", {"bloc": honour.bloc, "honour": honour, "form": form})


def _deciding(honour: Honour):
    return lambda **said: actions.change_status(honour, **said)


def _back(bloc: Bloc):
    return redirect(f"{reverse('reports:honour_list')}?khoi={bloc.pk}")
