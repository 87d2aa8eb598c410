"""Published summaries: each at its own address, every revision at its number."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from blocs.pages import paged
from reports import published
from reports.logic.summary import blocks
from reports.models import Publication
from reports.views.gate import Withdrawn, public_page

State = Publication.State


@public_page
def publication(request, thread):
    """The newest revision that went out; where that one was withdrawn, so is the address."""
    found = _out(thread).first() or _draft_for(request.user, _revisions(thread).first())
    return _show(request, found)


@public_page
def publication_revision(request, thread, number):
    found = _out(thread).filter(number=number).first()
    found = found or _draft_for(request.user, _revisions(thread).filter(number=number).first())
    return _show(request, found)


@public_page
def publication_index(request):
    page = paged(request, published.summaries().select_related("bloc"))
    return render(request, "public/publication_list.html", {"page": page})


def _revisions(thread: str):
    rows = Publication.objects.filter(thread=thread).select_related("bloc__series", "bloc__season", "ceremony")
    return rows.order_by("-number")


def _out(thread: str):
    """Of those the ones that went out by now, withdrawn ones too."""
    return _revisions(thread).filter(pk__in=published.summary_revisions())


def _draft_for(user, draft: Publication | None) -> Publication:
    """A draft is shown at its address to those who may see it, and is not there for anyone else."""
    may = draft and user.is_authenticated and Publication.objects.visible_to(user).filter(pk=draft.pk).exists()
    if not may:
        raise Http404
    return draft


def _show(request, found: Publication):
    """Staff read a withdrawn text under its ribbon; strangers read why it is gone."""
    newer = _out(found.thread).filter(state=State.PUBLISHED, number__gt=found.number).first()
    ribbon = {State.DRAFT: "unpublished", State.WITHDRAWN: "withdrawn"}.get(State(found.state), "")
    if ribbon == "withdrawn" and not _is_staff_of(request.user, found):
        url = reverse("publication", args=[newer.thread]) if newer else ""
        raise Withdrawn(found.withdrawn_reason, found.withdrawn_at, url)
    older = Publication.objects.published().filter(thread=found.thread, number__lt=found.number).order_by("-number")
    context = {
        "publication": found,
        "blocks": blocks(found.body),
        "newer": newer,
        "older": list(older),
        "ribbon": ribbon,
        "illustrative": found.bloc.is_illustrative,
        "ceremony": found.ceremony if found.ceremony and found.ceremony.is_public else None,
    }
    return render(request, "public/publication.html", context)


def _is_staff_of(user, found: Publication) -> bool:
    return user.is_authenticated and Publication.objects.visible_to(user).filter(pk=found.pk).exists()
