"""The approvals inbox: what waits for this person's decision, one by one or several of a kind together."""

from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs.models import Bloc
from blocs.pages import get_for, number_in, page, submit, tell
from reports import inbox
from reports.actions import approving
from reports.actions.results import release_result
from reports.actions.sending import return_report
from reports.decided import decided_by
from reports.forms.approvals import ReleaseForm
from reports.forms.directives import ReturnForm
from reports.models import Figure, Honour, Publication, Report, Result
from reports.reach import may_publish
from reports.waiting import waiting_for

PER_KIND = 50
BLOCS = 50
MOST_AT_ONCE = 200
DONE = "approvals_done"


def approvals(request: HttpRequest):
    """`?khoi=` shows the things of one bloc, as the board's tile counts them."""
    bloc = _bloc_asked(request)
    waiting = waiting_for(request.user, bloc)
    context = {
        "sections": inbox.sections_of(waiting, PER_KIND),
        "count": len(waiting),
        "bloc": bloc,
        "stand_ins": inbox.stand_ins(request.user),
        "decided": decided_by(request.user),
        "closed": _with_closed_things(may_publish(request.user)),
    }
    return page(request, "reports/approvals.html", context)


def _bloc_asked(request: HttpRequest) -> Bloc | None:
    asked = request.GET.get("khoi")
    return get_for(request.user, Bloc, number_in(asked) or 0) if asked else None


def _with_closed_things(blocs):
    """Blocs with figures or honours that are still inside."""
    figures = Figure.objects.filter(release="closed").values("bloc")
    honours = Honour.objects.filter(release="closed").values("bloc")
    rows = (blocs.filter(pk__in=figures) | blocs.filter(pk__in=honours)).distinct().with_names()
    return rows.order_by("-season__starts_on", "name_sort")[:BLOCS]


# --- Several together


def approvals_batch(request: HttpRequest):
    """`?loai=report&muc=3&muc=7`: one page that says what will happen, and one press."""
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("loai", "")
    if kind not in approving.BATCH:
        raise Http404
    wanted = {number_in(raw) for raw in asked.getlist("muc")[:MOST_AT_ONCE]}
    rows = [one for one in waiting_for(request.user) if one.kind == kind and one.pk in wanted]
    if request.method == "POST" and rows:
        return _decided(request, kind, rows)
    gone = len(wanted) - len(rows)
    context = {"kind": kind, "label": inbox.LABELS[kind], "items": inbox.items_of(kind, rows), "gone": gone}
    return page(request, "reports/approvals_batch.html", context)


def _decided(request: HttpRequest, kind: str, rows):
    """The outcome is kept with the session, so that the page of results may be read again."""
    outcomes = approving.decide_together(kind, [(one.thing, one.title) for one in rows], by=request.user)
    told = [{"title": one.title, "problem": one.problem} for one in outcomes]
    request.session[DONE] = {"kind": kind, "outcomes": told}
    return redirect("reports:approvals_done")


@require_safe
def approvals_done(request: HttpRequest):
    kept = request.session.get(DONE) or {}
    outcomes = kept.get("outcomes", [])
    context = {
        "label": inbox.LABELS.get(kept.get("kind"), ""),
        "outcomes": outcomes,
        "failed": sum(bool(one["problem"]) for one in outcomes),
        "done": sum(not one["problem"] for one in outcomes),
    }
    return page(request, "reports/approvals_done.html", context)


# --- One by one

RETURNS = {
    "bao-cao": (Report, "reports.return_report", return_report),
    "bai-tong-hop": (Publication, "reports.return_summary", approving.return_summary),
    "ket-qua": (Result, "reports.return_result", approving.return_result),
}


def approval_return(request: HttpRequest, kind: str, pk: int):
    """Give it back; without a reason nothing is given back."""
    if kind not in RETURNS:
        raise Http404
    model, perm, action = RETURNS[kind]
    thing = get_for(request.user, model, pk, perm)
    form = ReturnForm(request.POST or None)
    if submit(form, lambda **said: action(thing, **said), by=request.user):
        tell(request, _("Returned. Your reason has gone out word for word."))
        return redirect("reports:approvals")
    return page(request, "reports/approval_return.html", {"thing": thing, "form": form})


@require_POST
def approval_accept(request: HttpRequest, pk: int):
    report = get_for(request.user, Report, pk, "reports.accept_report")
    approving.accept_report(report, by=request.user, revision=number_in(request.POST.get("revision")))
    tell(request, _("The report is accepted."))
    return redirect("reports:approvals")


@require_POST
def approval_undo(request: HttpRequest, pk: int):
    report = get_for(request.user, Report, pk, "reports.take_back_acceptance")
    approving.take_back_acceptance(report, by=request.user)
    tell(request, _("The acceptance is undone; the report waits again."))
    return redirect("reports:approvals")


def approval_release(request: HttpRequest, pk: int):
    """Before a result goes out: what the public will see, with the page as a stranger will read it."""
    rows = Result.objects.visible_to(request.user).select_related("bloc__season", "bloc__series", "table__pact")
    result = get_for(request.user, Result, pk, "reports.release_result", queryset=rows)
    form = ReleaseForm(request.POST or None, result=result)
    if submit(form, _releasing(result), by=request.user):
        tell(request, _("The result is published."))
        return redirect(result)
    context = {"result": result, "bloc": result.bloc, "form": form, "preview": _preview(result)}
    return page(request, "reports/approval_release.html", context)


def _releasing(result: Result):
    return lambda mode, revision, by: release_result(result, by=by, revision=revision)


def _preview(result: Result) -> str:
    return reverse("reports:result_preview", args=[result.pk])
