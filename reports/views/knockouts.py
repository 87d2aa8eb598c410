"""Knock-outs and ceilings of a table: proposed with a document, settled by somebody else."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from blocs.pages import get_for, page, paged, submit, tell
from pacts.models import CriteriaTable
from reports.actions import knockouts as actions
from reports.forms.knockouts import KnockOutForm, SettleForm
from reports.models import KnockOut, Result

STATUS = {"proposed": "review", "confirmed": "approved", "dismissed": "withdrawn"}


def knock_out_list(request, pk):
    """The list, and beneath it the form of a proposal."""
    tables = CriteriaTable.objects.visible_to(request.user).with_names()
    table = get_for(request.user, CriteriaTable, pk, "reports.read_knock_outs", queryset=tables)
    form = KnockOutForm(request.POST or None, table=table)
    if submit(form, actions.propose_knock_out, by=request.user):
        tell(request, _("The proposal is recorded. Somebody else settles it."))
        return redirect("reports:knock_out_list", table.pk)
    rows = KnockOut.objects.filter(sheet__table=table).select_related("sheet__unit").order_by("sheet__order", "pk")
    shown = paged(request, rows)
    for row in shown:
        row.status = STATUS[row.state]
    context = {"table": table, "bloc": table.bloc, "page": shown, "form": form}
    return page(request, "reports/knock_out_list.html", context)


def knock_out_detail(request, pk):
    knock_out = get_for(request.user, KnockOut, pk, "reports.read_knock_out", queryset=_rows(request.user))
    may_settle = request.user.has_perm("reports.settle_knock_out", knock_out)
    is_open = knock_out.state == KnockOut.State.PROPOSED
    form = SettleForm(None, knock_out=knock_out) if may_settle and is_open else None
    return _detail(request, knock_out, form)


def knock_out_settle(request, pk):
    knock_out = get_for(request.user, KnockOut, pk, "reports.settle_knock_out", queryset=_rows(request.user))
    form = SettleForm(request.POST or None, knock_out=knock_out)
    if submit(form, _settling(knock_out), by=request.user):
        tell(request, _("The decision is recorded."))
        return redirect("reports:knock_out_detail", knock_out.pk)
    return _detail(request, knock_out, form)


def _settling(knock_out: KnockOut):
    return lambda **said: actions.settle_knock_out(knock_out, **said)


def _detail(request, knock_out: KnockOut, form):
    context = {
        "knock_out": knock_out,
        "sheet": knock_out.sheet,
        "form": form,
        "status": STATUS[knock_out.state],
        "is_mine": knock_out.proposer_id == request.user.pk,
        "may_list": request.user.has_perm("reports.read_knock_outs", knock_out),
        "is_not_in_result": _is_later_than_the_result(knock_out),
    }
    return page(request, "reports/knock_out_detail.html", context)


def _is_later_than_the_result(knock_out: KnockOut) -> bool:
    """Confirmed after the published result was prepared: only a correction would take it in."""
    newest = Result.objects.published().filter(bloc=knock_out.sheet.bloc_id).order_by("-number").first()
    settled = knock_out.settled_at if knock_out.state == KnockOut.State.CONFIRMED else None
    return bool(newest and settled and settled > newest.prepared_at)


def _rows(user):
    places = ("sheet__unit", "sheet__table__pact", "sheet__bloc__season", "sheet__bloc__series")
    return KnockOut.objects.visible_to(user).select_related(*places)
