"""Many papers at once: kinds × units or other subjects of one bloc, their job, and the one ZIP."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Job, User
from blocs.pages import page, require, tell
from reports.actions import document_batches as batches
from reports.actions.document_batches import Piece
from reports.document_access import listed_for
from reports.logic.paper_names import disposition
from reports.models import Document, DocumentFile
from reports.paper_subjects import blank_paper, links_of, subjects_in
from reports.papers.catalogue import KINDS, Kind
from reports.reach import may_draft
from reports.views.documents_writing import the_bloc


@dataclass(frozen=True)
class Group:
    """One kind with the subjects of the bloc it can be about."""

    kind: Kind
    subjects: list[Any]


def document_batch_new(request):
    """`?khoi=`; posted are kinds (`loai`) and, where some are named, the units (`don_vi`) they are about."""
    bloc = the_bloc(request)
    blocs = Bloc.objects.filter(pk__in=may_draft(request.user).values("pk")).with_names()
    blocs = blocs.order_by("-season__starts_on", "name_sort", "pk")
    if bloc is None:
        return page(request, "reports/document_batch_new.html", {"blocs": blocs})
    require(request.user, "reports.write_document", Document(kind="plan", bloc=bloc))
    groups = [Group(kind, subjects_in(kind, bloc)) for kind in KINDS]
    context = {"bloc": bloc, "blocs": blocs, "groups": [one for one in groups if one.subjects]}
    context["units"] = [row.unit for row in bloc.memberships.select_related("unit").order_by("order", "pk")]
    if request.method == "POST":
        return _start(request, bloc, groups, context)
    return page(request, "reports/document_batch_new.html", context)


def _start(request, bloc: Bloc, groups: list[Group], context: dict[str, Any]):
    chosen = _pieces(request.user, bloc, groups, set(request.POST.getlist("loai")), request.POST.getlist("don_vi"))
    try:
        job = batches.start_batch(bloc, chosen, by=request.user)
    except Refused as refused:
        context |= {"refusals": refused.sentences, "said": set(request.POST.getlist("loai"))}
        return page(request, "reports/document_batch_new.html", context, status=422)
    tell(request, _("The papers are being made. You may leave this page."))
    return redirect("blocs:job_detail", job.token)


def _pieces(user: User, bloc: Bloc, groups: list[Group], kinds: set[str], units: list[str]) -> list[Piece]:
    """Of what was posted, what this person may write; a unit narrows only papers that are about one."""
    pieces = [Piece(one.kind, subject) for one in groups if one.kind.slug in kinds for subject in one.subjects]
    wanted = [piece for piece in pieces if _is_wanted(piece, units)]
    return [one for one in wanted if user.has_perm("reports.write_document", blank_paper(one.kind, bloc, one.subject))]


def _is_wanted(piece: Piece, units: list[str]) -> bool:
    unit = links_of(piece.kind, piece.subject).get("unit")
    return unit is None or not units or str(unit.pk) in units


# --- What came of it ------------------------------------------------------------------------------


@require_safe
def document_batch(request, token):
    """The papers of a batch with what hindered them, and the ZIP."""
    job = _job(request, token)
    rows = list(_rows(request.user, job))
    count = sum(len(row.files.all()) for row in rows)
    context = {"job": job, "rows": rows, "bloc": rows[0].bloc if rows else None, "files": count}
    return page(request, "reports/document_batch.html", context)


def _job(request, token: str) -> Job:
    """Only who asked for it and administrators know of it."""
    return get_object_or_404(Job.objects.visible_to(request.user), token=token)


def _rows(user: User, job: Job):
    """As far as this person may still know of them; what is in them is asked of each."""
    rows = batches.papers_of(job).filter(pk__in=listed_for(user).filter(job=job).values("pk"))
    rows = rows.select_related("letterhead", "sheet__stage", "sheet__table", "result")
    return rows.prefetch_related(Prefetch("files", DocumentFile.objects.defer("content")))


@require_safe
def document_batch_zip(request, token):
    """Streamed from the kept bytes; a paper that may not be read any more is not in it."""
    job = _job(request, token)
    rows = [row for row in _rows(request.user, job) if request.user.has_perm("reports.read_document", row)]
    if not any(row.files.all() for row in rows):
        raise Http404
    answer = StreamingHttpResponse(batches.download_batch(job, rows, by=request.user), content_type="application/zip")
    answer["Content-Disposition"] = disposition(f"{job.name[:100].replace('/', '-')}.zip")
    answer["Cache-Control"] = "private, no-store"
    return answer
