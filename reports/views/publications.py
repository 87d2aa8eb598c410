"""Summaries on the staff side: the list, one draft and its doors, the words, the release, the withdrawal."""

from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.logic.text import clean, fold
from blocs.pages import doors, get_for, number_in, number_or_404, page, paged, require, submit, tell
from pacts.models import Ceremony
from reports.actions import publications as actions
from reports.drafting import left_out
from reports.forms.publications import DraftForm, ReasonForm, SummaryForm
from reports.logic.publication_states import PUBLICATION
from reports.logic.summary import blocks
from reports.models import Publication
from reports.reach import may_draft

State = Publication.State


def publication_list(request):
    rows = Publication.objects.visible_to(request.user).select_related("bloc__season", "author", "released_by")
    rows = rows.order_by("-pk")
    if q := clean(request.GET.get("q", "")):
        rows = rows.filter(Q(title__icontains=q) | Q(bloc__name_fold__contains=fold(q)))
    listed = paged(request, rows)
    ceremonies = ceremonies_to_tell(request.user)
    return page(request, "reports/publication_list.html", {"page": listed, "q": q, "ceremonies": ceremonies})


def ceremonies_to_tell(user):
    """Ceremonies that took place and of which no summary exists, at blocs where this user may draft."""
    rows = Ceremony.objects.filter(state__in=["live", "held"], publications__isnull=True, blocs__in=may_draft(user))
    return rows.distinct().order_by("-on", "-pk")[:10]


def publication_draft(request):
    """`?le=` names the ceremony; one press drafts. Asked for the bloc only where the ceremony has several."""
    ceremony = get_for(request.user, Ceremony, number_or_404(request.GET.get("le")))
    blocs = ceremony.blocs.filter(pk__in=may_draft(request.user)).with_names()
    require(request.user, "reports.draft", blocs.first())
    form = DraftForm(request.POST or None, ceremony=ceremony, blocs=blocs)
    if submit(form, actions.draft_summary, ceremony=ceremony, by=request.user):
        tell(request, _("The summary is drafted. Read it, finish it, and let a second person publish it."))
        return redirect(form.done)
    left = [{"bloc": bloc, "figures": left_out(bloc)} for bloc in blocs]
    return page(
        request,
        "reports/publication_draft.html",
        {"ceremony": ceremony, "form": form, "left": [one for one in left if one["figures"]]},
    )


def publication_detail(request, pk):
    publication = get_for(request.user, Publication, pk, queryset=_visible(request.user))
    revisions = list(Publication.objects.filter(thread=publication.thread).order_by("-number"))
    context = {
        "publication": publication,
        "blocks": blocks(publication.body),
        "revisions": revisions,
        "doors": _doors(publication, request.user),
        "may_edit": publication.state == State.DRAFT and request.user.has_perm("reports.correct", publication),
        "own_hand": actions.own_hand(publication, request.user) if publication.state == State.DRAFT else "",
        "left": left_out(publication.bloc) if publication.state == State.DRAFT else [],
        "perms_withdraw": request.user.has_perm("reports.withdraw", publication),
    }
    return page(request, "reports/publication_detail.html", context)


def _visible(user):
    return Publication.objects.visible_to(user).select_related(
        "bloc__series__organiser", "bloc__season", "ceremony", "author", "released_by"
    )


def _doors(publication: Publication, user) -> list:
    """Release and correction are pressed here; a withdrawal asks for its reason on its own page."""
    names = {"release": "publication_release", "correct": "publication_correct"}
    urls = {verb: reverse(f"reports:{name}", args=[publication.pk]) for verb, name in names.items()}
    confirm = {
        "release": _(
            "Publish this summary? Everyone will be able to read it, with the pages of its season and ceremony."
        )
    }
    found = doors(PUBLICATION, publication, user, app="reports", urls=urls, confirm=confirm)
    for door in found:
        if door.step.verb == "release" and (sentence := actions.own_hand(publication, user)):
            door.obstacles.append(sentence)
    return found


def publication_edit(request, pk):
    publication = get_for(request.user, Publication, pk, "reports.correct")
    form = SummaryForm(request.POST or None, instance=publication)
    if submit(form, actions.edit_summary, by=request.user):
        tell(request, _("The summary is saved."))
        return redirect(publication)
    return page(request, "reports/publication_edit.html", {"publication": publication, "form": form})


def publication_preview(request, pk):
    """The page as the public will see it, under its ribbon."""
    publication = get_for(request.user, Publication, pk, queryset=_visible(request.user))
    context = {
        "publication": publication,
        "blocks": blocks(publication.body),
        "ribbon": "" if publication.is_public else "unpublished",
        "illustrative": publication.bloc.is_illustrative,
        "ceremony": publication.ceremony,
    }
    return render(request, "public/publication.html", context)


@require_POST
def publication_release(request, pk):
    """The words that were read are published; changed meanwhile, they are to be read again."""
    publication = get_for(request.user, Publication, pk, "reports.release")
    actions.release(publication, revision=number_in(request.POST.get("revision")), by=request.user)
    tell(request, _("The summary is published."))
    return redirect(publication)


@require_POST
def publication_correct(request, pk):
    publication = get_for(request.user, Publication, pk, "reports.correct")
    draft = actions.correct(publication, by=request.user)
    tell(request, _("A new revision is drafted; the published text stays until it is released."))
    return redirect("reports:publication_edit", draft.pk)


def publication_withdraw(request, pk):
    publication = get_for(request.user, Publication, pk, "reports.withdraw")
    form = ReasonForm(request.POST or None)
    if submit(form, _withdrawing(publication), by=request.user):
        tell(request, _("The summary is withdrawn; its address says why."))
        return redirect(publication)
    return page(request, "reports/publication_withdraw.html", {"publication": publication, "form": form})


def _withdrawing(publication: Publication):
    return lambda **said: actions.withdraw(publication, **said)
