"""Papers of the year as they are read: the list, one paper with its files and gaps, what is handed out."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from blocs.logic.files import size_words
from blocs.logic.lifecycle import Refused
from blocs.logic.text import clean, fold
from blocs.models import Bloc, Unit, User
from blocs.pages import get_for, number_in, page, paged
from reports.actions import documents as actions
from reports.actions.document_batches import name_of
from reports.actions.issuing import master_for
from reports.document_access import listed_for
from reports.logic.paper_names import disposition
from reports.models import Document, DocumentFile
from reports.paper_gaps import gaps_in
from reports.paper_trees import digest_of_tree, tree_of
from reports.papers.catalogue import BY_SLUG, KINDS
from reports.papers.laying import laid
from reports.reach import may_draft

State = Document.State
MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ABOUT = {"giao-uoc": "pact", "le": "ceremony", "phieu": "sheet", "ket-qua": "result"}
"""What of the pages a link comes from → the column that names it."""


def find_document(user: User, pk: int, perm: str = "reports.read_document") -> Document:
    """The paper where this person is of its bloc (404) and may do `perm` (403)."""
    rows = Document.objects.visible_to(user).filter(pk=pk).values("pk")
    about = ("sheet__stage", "sheet__table", "result", "pact__bloc", "ceremony", "replaces", "job")
    return get_for(user, Document, pk, perm, queryset=with_owner(Document.objects.filter(pk__in=rows), *about))


def with_owner(rows: QuerySet, *more: str) -> QuerySet:
    return rows.with_names().select_related("letterhead__series", "letterhead__unit", *more)


# --- The list ---------------------------------------------------------------------------------


@require_safe
def document_list(request):
    """`?khoi=`, `?loai=`, `?trang-thai=`, `?don-vi=`, `?q=`; and the thing a link came from."""
    rows = listed_for(request.user).with_names().defer("content", "words", "findings").prefetch_related(_files())
    rows, asked = _narrowed(rows, request.GET)
    blocs = Bloc.objects.visible_to(request.user).with_names().order_by("-season__starts_on", "name_sort", "pk")
    bloc = next((one for one in blocs if one.pk == asked["bloc"]), None)
    context = {
        "page": paged(request, rows.order_by("-pk")),
        "asked": asked,
        "blocs": blocs,
        "bloc": bloc,
        "units": Unit.objects.filter(memberships__bloc=bloc).order_by("memberships__order", "pk") if bloc else [],
        "kinds": KINDS,
        "states": State.choices,
        "may_manage_masters": request.user.has_perm("reports.manage_masters"),
        "may_draft": may_draft(request.user).exists() or bool(request.user.duties_today),
    }
    return page(request, "reports/document_list.html", context)


def _files() -> Prefetch:
    """Without their bytes."""
    return Prefetch("files", DocumentFile.objects.defer("content").order_by("format"))


def _narrowed(rows: QuerySet, asked) -> tuple[QuerySet, dict[str, Any]]:
    said: dict[str, Any] = {"q": clean(asked.get("q", "")), "kind": asked.get("loai", "")}
    said |= {"state": asked.get("trang-thai", ""), "bloc": number_in(asked.get("khoi"))}
    said["unit"] = number_in(asked.get("don-vi"))
    found = Q()
    if said["q"]:
        found &= Q(search_fold__contains=fold(said["q"])) | Q(unit__name_fold__contains=fold(said["q"]))
    for name in ("kind", "state", "bloc", "unit"):
        found &= Q(**{name: said[name]}) if said[name] else Q()
    for word, column in ABOUT.items():
        if (pk := number_in(asked.get(word))) is not None:
            found &= Q(**{column: pk})
            said["came_from"] = [(word, pk)]
    return rows.filter(found), said


# --- One paper --------------------------------------------------------------------------------


@require_safe
def document_detail(request, pk):
    """The same tree as the files; a draft as it would be worded now."""
    document = find_document(request.user, pk)
    context = {"document": document, "kind": BY_SLUG[document.kind], "illustrative": document.bloc.is_illustrative}
    try:
        context |= _read(document, request.user)
    except Refused as refusal:
        context["refusals"] = refusal.sentences
    context |= _rights(document, request.user) | {"related": _related(document, request.user)}
    context |= {"is_making": _is_being_made(document)}
    return page(request, "reports/document_detail.html", context, parts=("files",))


def _read(document: Document, user: User) -> dict[str, Any]:
    tree = tree_of(document)
    digest = digest_of_tree(tree) if document.state == State.DRAFT else document.digest
    master = master_for(document) if document.state == State.DRAFT else document.master
    files = [_told(document, file, digest, master) for file in document.files.defer("content").order_by("format")]
    return {
        "tree": tree,
        "paper": laid(tree),
        "digest": digest,
        "files": files,
        "is_stale": any(file["is_stale"] for file in files),
        "gaps": gaps_in(document, tree, user),
    }


def _told(document: Document, file, digest: str, master) -> dict[str, Any]:
    """A file as the page shows it; older than the words, or made with another master, it says so."""
    other_master = file.format == "docx" and document.master_id != getattr(master, "pk", None)
    name = reverse("reports:document_file", args=[document.pk, file.format])
    return {
        "format": file.format,
        "url": name,
        "size": size_words(file.size),
        "sha256": file.sha256,
        "made_at": file.made_at,
        "is_stale": file.content_digest != digest or other_master,
    }


def _rights(document: Document, user: User) -> dict[str, bool]:
    is_draft, standing = document.state == State.DRAFT, document.state == State.ISSUED
    may_write = user.has_perm("reports.write_document", document)
    return {
        "may_write": is_draft and may_write,
        "may_issue": is_draft and user.has_perm("reports.issue_document", document),
        "may_withdraw": standing and user.has_perm("reports.withdraw_document", document),
        "may_replace": not is_draft and may_write,
        "may_make": may_write,
    }


def _is_being_made(document: Document) -> bool:
    """A job of its own is under way, or it was issued and its files are still to come."""
    if document.job and not document.job.is_over:
        return True
    formats = BY_SLUG[document.kind].formats
    return document.state != State.DRAFT and not document.trouble and document.files.count() < len(formats)


def _related(document: Document, user: User) -> list[Document]:
    """Other papers of this kind about the same, newest first: drafts, earlier and withdrawn ones."""
    same = {name: getattr(document, f"{name}_id") for name in ("bloc", "unit", "pact", "ceremony", "sheet", "result")}
    rows = listed_for(user).filter(kind=document.kind, **same).exclude(pk=document.pk)
    return list(rows.with_names().defer("content").order_by("-pk")[:20])


@require_safe
def document_file(request, pk, ending):
    """The kept bytes, as an attachment under the Vietnamese name; each time leaves a line in the logbook."""
    document = find_document(request.user, pk)
    file = document.files.filter(format=ending).first()
    if file is None:
        raise Http404
    content = actions.download_file(document, file, by=request.user)
    return handed_out(content, name_of(document, file.format), MIMES[file.format])


def handed_out(content: bytes, name: str, mime: str) -> HttpResponse:
    """Never shown in the page, never kept by a proxy."""
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = disposition(name)
    answer["Cache-Control"] = "private, no-store"
    return answer
