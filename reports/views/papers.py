"""The papers of a pact: its sealed paper, and those signed elsewhere, for everybody who sees the pact."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs.pages import get_for, page, require, submit, tell
from blocs.views.asking import ask
from pacts.models import Pact
from reports.actions import outer_papers, papers
from reports.forms.papers import OuterPaperForm, WithdrawalForm
from reports.models import OuterPaper, Paper


def the_pact(request, pk, perm=None) -> Pact:
    rows = Pact.objects.visible_to(request.user).select_related("bloc__season", "bloc__series")
    return get_for(request.user, Pact, pk, perm, queryset=rows)


def paper_list(request, pk):
    """What was issued and what was attached; the newest first."""
    return _list_page(request, the_pact(request, pk), OuterPaperForm())


def _list_page(request, pact, form):
    rows = pact.papers.select_related("certificate").order_by("-asked_at", "-pk")
    standing = next((row for row in rows if row.withdrawn_at is None), None)
    outer = pact.outer_papers.defer("content").order_by("-made_at", "-pk")
    context = {
        "pact": pact,
        "form": form,
        "paper": standing,
        "withdrawn": [row for row in rows if row.withdrawn_at],
        "outer": [row for row in outer if row.withdrawn_at is None],
        "outer_withdrawn": [row for row in outer if row.withdrawn_at],
        "newer": pact.amendments.sealed().order_by("version").last(),
        "may_attach": pact.is_sealed and request.user.has_perm("reports.attach_paper", pact),
        "may_make": pact.is_sealed and request.user.has_perm("reports.make_paper", pact),
        "may_withdraw": request.user.has_perm("reports.withdraw_paper", pact),
    }
    return page(request, "reports/paper_list.html", context)


@require_safe
def paper_file(request, pk):
    """The very bytes that were issued, as an attachment; each time leaves a line in the logbook."""
    pact = the_pact(request, pk)
    paper = Paper.objects.made().standing().filter(pact=pact).select_related("file", "pact").first()
    if paper is None:
        raise Http404
    return pdf_answer(papers.download_paper(paper, by=request.user), f"giao-uoc-{paper.code}.pdf")


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """Never shown in the page: a file from elsewhere could act."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def paper_make(request, pk):
    pact = the_pact(request, pk, "reports.make_paper")
    papers.make_paper_again(pact, by=request.user)
    tell(request, _("The sealed paper is being made; load this page again in a moment."))
    return redirect("reports:paper_list", pk)


def paper_withdraw(request, pk):
    pact = the_pact(request, pk, "reports.withdraw_paper")
    paper = Paper.objects.standing().filter(pact=pact).first()
    if paper is None:
        raise Http404
    words = {"title": _("Withdraw the sealed paper"), "button": _("Withdraw"), "about": f"{pact} – {paper.code}"}
    back = reverse("reports:paper_list", args=[pk])
    return ask(request, WithdrawalForm(request.POST or None), _withdrawing(paper), back=back, pact=pact, **words)


def _withdrawing(paper: Paper):
    return lambda reason, by: papers.withdraw_paper(paper, reason=reason, by=by)


# --- Signed elsewhere -----------------------------------------------------------------------------


def outer_attach(request, pk):
    pact = the_pact(request, pk, "reports.attach_paper")
    form = OuterPaperForm(request.POST or None, request.FILES or None)
    if submit(form, _attaching(pact), by=request.user):
        tell(request, _("The file is kept and is being checked."))
        return redirect("reports:outer_detail", pk, form.done.pk)
    return _list_page(request, pact, form)


def _attaching(pact: Pact):
    def attach(file, note, is_no_secret, by):
        return outer_papers.attach_outer(pact, upload=file, name=file.name, note=note, by=by)

    return attach


def outer_detail(request, pk, paper):
    pact = the_pact(request, pk)
    row = _outer(request, pact, paper)
    may = request.user.has_perm("reports.attach_paper", pact)
    return page(request, "reports/outer_detail.html", {"pact": pact, "paper": row, "may_attach": may})


def _outer(request, pact: Pact, pk: int) -> OuterPaper:
    return get_for(request.user, OuterPaper, pk, queryset=pact.outer_papers.defer("content"))


@require_safe
def outer_file(request, pk, paper):
    row = _outer(request, the_pact(request, pk), paper)
    return pdf_answer(outer_papers.download_outer(row, by=request.user), f"ban-ky-noi-khac-{row.pk}.pdf")


@require_POST
def outer_check(request, pk, paper):
    pact = the_pact(request, pk, "reports.attach_paper")
    outer_papers.check_again(_outer(request, pact, paper), by=request.user)
    tell(request, _("The file is being checked again; load this page again in a moment."))
    return redirect("reports:outer_detail", pk, paper)


def outer_withdraw(request, pk, paper):
    pact = the_pact(request, pk)
    require(request.user, "reports.attach_paper", pact)
    row = _outer(request, pact, paper)
    words = {"title": _("Withdraw the pact signed elsewhere"), "button": _("Withdraw"), "about": row.name}
    back = reverse("reports:paper_list", args=[pk])
    return ask(request, WithdrawalForm(request.POST or None), _withdrawing_outer(row), back=back, pact=pact, **words)


def _withdrawing_outer(row: OuterPaper):
    return lambda reason, by: outer_papers.withdraw_outer(row, reason=reason, by=by)
