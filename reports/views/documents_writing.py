"""Papers as they are written: chosen, drafted, written over, made into files, issued, withdrawn, replaced, dropped."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.access import units_spoken_for
from blocs.models import Bloc, User
from blocs.pages import get_for, number_or_404, page, require, submit, tell
from blocs.views.asking import ask
from reports.actions import document_files, issuing
from reports.actions import documents as actions
from reports.forms.documents import DocumentWithdrawalForm, IssueForm, WordsForm
from reports.models import Document
from reports.paper_subjects import blank_paper, find_subject, links_of, subjects_in
from reports.paper_trees import digest_of_tree, tree_of
from reports.papers.catalogue import BY_SLUG, KINDS, Kind
from reports.reach import may_draft
from reports.views.documents import find_document

State = Document.State


# --- Chosen -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """One subject a paper of the kind can be about, with the papers there are."""

    subject: Any
    draft: Document | None
    issued: Document | None


def document_new(request):
    """`?khoi=` the bloc, `?loai=` the kind; a press on one subject drafts or opens the open draft."""
    blocs = blocs_to_write_in(request.user)
    bloc = the_bloc(request)
    kind = _kind(request, bloc) if bloc else None
    if request.method == "POST":
        return _begin(request, bloc, kind)
    context: dict[str, Any] = {"blocs": blocs, "bloc": bloc, "kind": kind}
    if bloc:
        context["kinds"] = kinds_for(request.user, bloc)
    if bloc and kind:
        context["choices"] = _choices(request.user, bloc, kind)
    return page(request, "reports/document_new.html", context)


def the_bloc(request) -> Bloc | None:
    if "khoi" not in request.GET:
        return None
    return get_for(request.user, Bloc, number_or_404(request.GET.get("khoi")), queryset=_seen(request.user))


def _seen(user: User):
    return Bloc.objects.filter(pk__in=Bloc.objects.visible_to(user).values("pk")).with_names()


def blocs_to_write_in(user: User):
    """Blocs whose papers this person writes, and those of the units they speak for."""
    own = Bloc.objects.filter(memberships__unit__in=units_spoken_for(user)).values("pk")
    rows = _seen(user).filter(pk__in=may_draft(user).values("pk")) | _seen(user).filter(pk__in=own)
    return rows.order_by("-season__starts_on", "name_sort", "pk")


def kinds_for(user: User, bloc: Bloc) -> list[Kind]:
    """All of them for who writes the bloc's papers, the unit's own for a unit's people."""
    if may_draft(user).filter(pk=bloc.pk).exists():
        return list(KINDS)
    speaks = bloc.memberships.filter(unit__in=units_spoken_for(user)).exists()
    return [kind for kind in KINDS if kind.issuer == "unit"] if speaks else []


def _kind(request, bloc: Bloc) -> Kind | None:
    slug = request.GET.get("loai", "")
    if not slug:
        return None
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _choices(user: User, bloc: Bloc, kind: Kind) -> list[Choice]:
    """The subjects this person may write about; whether the marks may be read is asked when one is pressed."""
    writes = may_draft(user).filter(pk=bloc.pk).exists()
    units = {unit.pk for unit in units_spoken_for(user)}
    subjects = [one for one in subjects_in(kind, bloc) if writes or getattr(one, "unit_id", None) in units]
    rows = Document.objects.filter(bloc=bloc, kind=kind.slug).defer("content").order_by("pk")
    return [_choice(kind, one, list(rows)) for one in subjects] if subjects else []


def _choice(kind: Kind, subject: Any, rows: list[Document]) -> Choice:
    links = {name: row.pk for name, row in links_of(kind, subject).items()}
    same = [row for row in rows if all(getattr(row, f"{name}_id") == pk for name, pk in links.items())]
    draft = next((row for row in same if row.state == State.DRAFT), None)
    return Choice(subject, draft, next((row for row in reversed(same) if row.state == State.ISSUED), None))


def _begin(request, bloc: Bloc | None, kind: Kind | None):
    if bloc is None or kind is None:
        raise Http404
    subject = find_subject(kind, bloc, number_or_404(request.POST.get("ve")))
    if subject is None:
        raise Http404
    require(request.user, "reports.write_document", blank_paper(kind, bloc, subject))
    document = actions.draft_document(kind, bloc, subject, by=request.user)
    return redirect(document)


# --- Written over -----------------------------------------------------------------------------


def document_edit(request, pk):
    document = find_document(request.user, pk, "reports.write_document")
    if document.state != State.DRAFT:
        raise Http404
    form = WordsForm(request.POST or None, document=document)
    if submit(form, _changing(document), by=request.user):
        tell(request, _("What you wrote over is saved."))
        return redirect(document)
    return page(request, "reports/document_edit.html", {"document": document, "form": form, "bloc": document.bloc})


def _changing(document: Document):
    return lambda dated_on, words, revision, by: actions.change_words(
        document, dated_on=dated_on, words=words, revision=revision, by=by
    )


@require_POST
def document_make(request, pk):
    """The files are made by the job worker; the page of the paper shows when they are there."""
    document = find_document(request.user, pk, "reports.write_document")
    document_files.ask_files(document, by=request.user)
    tell(request, _("The files are being made; you may leave this page."))
    return redirect(document)


# --- Issued -----------------------------------------------------------------------------------


def document_issue(request, pk):
    document = find_document(request.user, pk, "reports.issue_document")
    if document.state != State.DRAFT:
        raise Http404
    tree = tree_of(document)
    first = {"dated_on": document.dated_on, "seen": digest_of_tree(tree), "revision": document.revision}
    form = IssueForm(request.POST or None, initial=first, document=document, proposed=_proposed(document))
    if submit(form, _issuing(document), by=request.user):
        said = form.done.symbol_line
        tell(request, _("Issued with number %(number)s.") % {"number": said} if said else _("Issued."))
        return redirect(form.done)
    context = {"document": document, "form": form, "tree": tree, "bloc": document.bloc}
    return page(request, "reports/document_issue.html", context)


def _proposed(document: Document) -> int | None:
    """The number it would get this minute, by its own day or that of today."""
    kind = BY_SLUG[document.kind]
    if not kind.code or not document.dated_on:
        return None
    return issuing.next_number(document.letterhead, document.dated_on.year, kind.code)


def _issuing(document: Document):
    def issue(dated_on, seen, revision, by, number=None):
        facts = {"dated_on": dated_on, "number": number, "seen": seen, "revision": revision}
        return issuing.issue_document(document, **facts, by=by)

    return issue


def document_withdraw(request, pk):
    document = find_document(request.user, pk, "reports.withdraw_document")
    if document.state != State.ISSUED:
        raise Http404
    words = {"title": _("Withdraw this paper"), "button": _("Withdraw"), "about": str(document)}
    form = DocumentWithdrawalForm(request.POST or None)
    return ask(request, form, _withdrawing(document), back=document, bloc=document.bloc, **words)


def _withdrawing(document: Document):
    return lambda reason, by: actions.withdraw_document(document, reason=reason, by=by)


@require_POST
def document_replace(request, pk):
    document = find_document(request.user, pk, "reports.write_document")
    draft = actions.replace_document(document, by=request.user)
    tell(request, _("A draft that replaces this paper is begun."))
    return redirect(draft)


@require_POST
def document_drop(request, pk):
    document = find_document(request.user, pk, "reports.write_document")
    bloc = document.bloc_id
    actions.drop_draft(document, by=request.user)
    tell(request, _("The draft is dropped."))
    return redirect(f"{reverse('reports:document_list')}?khoi={bloc}")
