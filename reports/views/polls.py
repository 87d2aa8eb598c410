"""Ballots as everybody of the bloc sees them: the list, the rules, the turnout; after closing, the outcome and box."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.models import Bloc
from blocs.pages import get_for, number_or_404, page, paged
from reports import poll_showing as showing
from reports.ballot_keys import digest_of_code, tidy_code
from reports.box import box_bytes
from reports.forms.polls import ReceiptForm
from reports.models import Poll, Receipt


def poll_list(request: HttpRequest):
    """Those this person may see; `?khoi=` names a bloc, in which some may prepare one."""
    rows = Poll.objects.visible_to(request.user).select_related("bloc__season", "title")
    bloc = None
    if request.GET.get("khoi"):
        bloc = get_for(request.user, Bloc, number_or_404(request.GET["khoi"]))
        rows = rows.filter(bloc=bloc)
    blocs = [] if bloc else [one for one in _blocs(request.user) if request.user.has_perm("reports.run_poll", one)]
    context = {
        "bloc": bloc,
        "page": paged(request, rows),
        "may_run": bloc is not None and request.user.has_perm("reports.run_poll", bloc),
        "blocs": blocs,
    }
    return page(request, "reports/poll_list.html", context)


def _blocs(user) -> list[Bloc]:
    """The newest few, to prepare a ballot in."""
    return list(Bloc.objects.visible_to(user).with_names().order_by("-season__starts_on", "pk")[:5])


def poll_detail(request: HttpRequest, pk: int):
    return _shown(request, _poll(request, pk))


def _poll(request: HttpRequest, pk: int) -> Poll:
    rows = Poll.objects.visible_to(request.user).select_related("bloc__season", "title", "ceremony", "runoff_of")
    return get_for(request.user, Poll, pk, queryset=rows)


def _shown(request: HttpRequest, poll: Poll, **more):
    is_closed = poll.state == Poll.State.CLOSED
    context = {
        "poll": poll,
        "bloc": poll.bloc,
        "rules": showing.rules_told(poll),
        "candidates": poll.candidates.select_related("unit"),
        "turnout": showing.turnout_of(poll),
        "line": showing.line_of(request.user, poll),
        "counts": request.user.has_perm("reports.count_papers", poll),
        "may_run": request.user.has_perm("reports.run_poll", poll),
        "lines": showing.lines_of(poll),
        "base": showing.base_told(poll) if is_closed else "",
        "proof": showing.proof_of(poll) if is_closed else "",
        "open_votes": showing.open_votes(poll),
        "second": Poll.objects.filter(runoff_of=poll).first(),
        "receipt_form": more.pop("receipt_form", None) or ReceiptForm(),
    }
    return page(request, "reports/poll_detail.html", context | more)


@require_POST
def poll_receipt(request: HttpRequest, pk: int):
    """Whether a receipt lies in the box; posted, so that no log of addresses keeps the code."""
    poll = _poll(request, pk)
    form = ReceiptForm(request.POST)
    if poll.state == Poll.State.DRAFT or not form.is_valid():
        return redirect(reverse("reports:poll_detail", args=[pk]))
    code = tidy_code(form.cleaned_data["code"])
    is_there = bool(code) and Receipt.objects.filter(poll=poll, digest=digest_of_code(poll.pk, code)).exists()
    said = _("The ballot of this receipt lies in the box.") if is_there else _("No ballot has this receipt.")
    return _shown(request, poll, receipt_said=said, receipt_found=is_there)


def poll_box(request: HttpRequest, pk: int):
    """The box as a file, after closing."""
    poll = _poll(request, pk)
    if poll.state != Poll.State.CLOSED:
        raise Http404
    name = f'attachment; filename="hom-phieu-{poll.pk}.json"'
    return HttpResponse(box_bytes(poll), content_type="application/json", headers={"Content-Disposition": name})
