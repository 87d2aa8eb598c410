"""Many papers of one bloc at once: kinds × subjects as one job, and one ZIP of what is kept."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Event, Job, User
from reports.actions.document_files import KIND, hand_over
from reports.actions.documents import draft_document, papers_about
from reports.logic.paper_names import file_name, told_apart
from reports.models import Document, DocumentFile
from reports.papers.catalogue import BY_SLUG, Kind

MOST = 400


@dataclass(frozen=True)
class Piece:
    """One paper of a batch: a kind and what it is to be about."""

    kind: Kind
    subject: Any


@transaction.atomic
def start_batch(bloc: Bloc, pieces: list[Piece], *, by: User) -> Job:
    """One job for all; where a paper about the subject is issued or begun already, that one is taken.

    The drafts are worded by the worker, so that what cannot be worded is told of each by itself. Asked for again while
    a job still makes all of them, it is that job: a second one would take the papers out of the first one's ZIP.
    """
    if not pieces:
        raise Refused(_("Choose at least one paper."))
    if len(pieces) > MOST:
        raise Refused(_("At most %(most)s papers are made at once.") % {"most": MOST})
    Bloc.objects.locked(bloc.pk)
    rows = [_paper(bloc, piece, by) for piece in pieces]
    if standing := _at_work(rows, by):
        return standing
    job = hand_over(_("Papers of %(bloc)s") % {"bloc": bloc}, rows, by=by, target="")
    job.target = reverse("reports:document_batch", args=[job.token])
    job.save(update_fields=["target"])
    Event.record("reports.make_document", job.name, by=by, papers=len(rows), job=job.token)
    return job


def _at_work(rows: list[Document], by: User) -> Job | None:
    """The job that makes all of these already. Raises Refused where it is somebody else's, whose page is shut."""
    unfinished = Job.objects.filter(kind=KIND, state__in=[Job.State.WAITING, Job.State.RUNNING], stop_asked_at=None)
    wanted = {row.pk for row in rows}
    found = [job for job in unfinished.select_related("made_by").order_by("pk") if wanted <= set(job.undone)]
    if found and not any(job.made_by_id == by.pk for job in found):
        said = _("These papers are being made already, asked for by %(name)s. Wait until that is done.")
        raise Refused(said % {"name": found[0].made_by})
    return next((job for job in found if job.made_by_id == by.pk), None)


def _paper(bloc: Bloc, piece: Piece, by: User) -> Document:
    standing = papers_about(piece.kind, bloc, piece.subject).filter(state=Document.State.ISSUED)
    issued = standing.order_by("-issued_at", "-pk").first()
    return issued or draft_document(piece.kind, bloc, piece.subject, by=by, unworded=_provisional(piece))


def _provisional(piece: Piece) -> str:
    """What the paper is called until it is worded."""
    unit = getattr(piece.subject, "unit", None)
    return f"{piece.kind.type_name} – {unit or piece.subject}"[:500]


# --- The one ZIP --------------------------------------------------------------------------------


def papers_of(job: Job):
    return Document.objects.filter(job=job).with_names().defer("content").order_by("kind", "unit__name_sort", "pk")


def name_of(document: Document, ending: str) -> str:
    """“05-KH-KTĐ Tổ chức phong trào thi đua năm 2018.docx”; a unit's own paper ends with its name."""
    kind = BY_SLUG[document.kind]
    words = document.abstract
    if not words.casefold().startswith(kind.type_name.casefold()):
        words = f"{kind.type_name} {words[:1].lower()}{words[1:]}"
    if document.unit_id and document.unit.name not in words:
        words = f"{document.unit.name} - {words}"
    return file_name(document.symbol_line.replace("/", "-"), words, ending)


@transaction.atomic
def download_batch(job: Job, rows: list[Document], *, by: User) -> Iterator[bytes]:
    """The ZIP piece by piece, from the bytes that are kept; one line in the logbook."""
    found = list(DocumentFile.objects.filter(document__in=rows).defer("content").order_by("document", "format"))
    if not found:
        raise Refused(_("None of these papers has a file yet."))
    Event.record("reports.download_document", job.name, by=by, papers=len(rows), files=len(found), job=job.token)
    return packed(_named(rows, found))


def _named(rows: list[Document], files: list[DocumentFile]) -> list[tuple[str, DocumentFile]]:
    papers = {row.pk: row for row in rows}
    order = {row.pk: at for at, row in enumerate(rows)}
    files = sorted(files, key=lambda file: (order[file.document_id], file.format))
    names = told_apart([_path(papers[file.document_id], file.format) for file in files])
    return list(zip(names, files, strict=True))


def _path(row: Document, ending: str) -> str:
    folder = re.sub(r'[\\/:*?"<>|]', "-", str(BY_SLUG[row.kind].name))
    return f"{folder[:1].upper()}{folder[1:]}/{name_of(row, ending)}"


class _Pipe:
    """What the archive writes, taken away piece by piece; it cannot go back."""

    def __init__(self):
        self.pieces: list[bytes] = []

    def write(self, content: bytes) -> int:
        self.pieces.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        taken, self.pieces = b"".join(self.pieces), []
        return taken


def packed(named: list[tuple[str, DocumentFile]]) -> Iterator[bytes]:
    """Names in UTF-8 with the flag that says so; office files are packed already, so they are stored as they are."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload]
        for name, file in named:
            content = DocumentFile.objects.values_list("content", flat=True).get(pk=file.pk)
            archive.writestr(zipfile.ZipInfo(name, localtime(file.made_at).timetuple()[:6]), bytes(content))
            yield pipe.take()
    yield pipe.take()
