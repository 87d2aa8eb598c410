"""The files of papers, made by the job worker: a draft's as often as it changes, an issued one's once.

Making holds no lock, storing locks the row: delivered twice, they are stored once.
"""

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions import jobs
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Job, User
from reports.actions.issuing import master_for
from reports.models import Document, DocumentFile, Master
from reports.paper_trees import digest_of, title_of, tree_of
from reports.papers import document as papers
from reports.papers.catalogue import BY_SLUG

State = Document.State
KIND = "make_documents"
NOT_MADE = "Không lập được tệp {format}: {why}"


class NotMade(Exception):
    """A file could not be made; the sentence says which and why."""


# --- Asked for ----------------------------------------------------------------------------------


@transaction.atomic
def ask_files(document: Document, *, by: User) -> Job:
    """Hand a paper to the job worker. An issued one whose files are all there has nothing to be made."""
    row = Document.objects.locked(document.pk)
    if row.state != State.DRAFT and not missing_formats(row):
        raise Refused(_("The files of an issued paper are made once and kept."))
    job = hand_over(_("Files of “%(paper)s”") % {"paper": row}, [row], by=by, target=row.get_absolute_url())
    Event.record("reports.make_document", row, by=by, job=job.token)
    return job


def hand_over(name: str, rows: list[Document], *, by: User, target: str, root: Job | None = None) -> Job:
    """`root`: the first job of a batch that is tried again; its papers stay in its one ZIP."""
    from reports.tasks import make_documents

    job = jobs.start(name[:300], len(rows), by=by, target=target, kind=KIND)
    job.undone = [row.pk for row in rows]
    job.save(update_fields=["undone"])
    if root is None:
        Document.objects.filter(pk__in=job.undone).update(job=job)
    transaction.on_commit(lambda: make_documents.enqueue(job.token))
    return job


def make_again(undone: list[int], by: User) -> Job:
    """What could not be made the first time; drafts dropped meanwhile are passed over."""
    rows = list(Document.objects.filter(pk__in=undone).order_by("pk"))
    if not rows:
        raise Refused(_("None of these papers is there any more."))
    root = rows[0].job
    target = root.target if root else reverse("reports:document_list")
    job = hand_over(_("Files of papers, tried again"), rows, by=by, target=target, root=root)
    Event.record("reports.make_document", job.name, by=by, papers=len(rows), job=job.token)
    return job


jobs.AGAIN[KIND] = make_again


def carry_out(job: Job) -> None:
    """The job itself; begun anew after a worker was killed, it starts over with the same parts."""
    if job.is_over:
        return
    job.done, job.notes = 0, []
    job.save(update_fields=["done", "notes"])
    rows = Document.objects.filter(pk__in=job.undone).with_names().order_by("pk")
    jobs.work(job, list(rows), _part)


def _part(row: Document) -> None:
    try:
        make_files(row.pk)
    except NotMade as error:
        raise Refused(str(error)) from error


# --- Made ---------------------------------------------------------------------------------------


def make_files(pk: int) -> Document | None:
    """Every format the kind has, and what the layout check says of the Word file.

    None where there is nothing to do. Raises Refused where a draft cannot be worded and NotMade where a file fails;
    the reason is kept on the row.
    """
    row = Document.objects.filter(pk=pk).with_names().first()
    if row is None or (row.state != State.DRAFT and not missing_formats(row)):
        return None
    try:
        tree, master = _read(row)
        return _store(row, tree, master, *_made(row, tree, master))
    except (Refused, NotMade) as error:
        _note(row, str(error))
        raise


def _read(row: Document) -> tuple[papers.Document, Master | None]:
    """The words and the master as of one moment."""
    with transaction.atomic(), override("vi"):
        if row.state != State.DRAFT:
            return papers.from_text(row.content), row.master
        return tree_of(row), master_for(row)


def _made(row: Document, tree: papers.Document, master: Master | None) -> tuple[dict[str, bytes], dict]:
    from reports.papers.making import file_of, judged

    wanted = BY_SLUG[row.kind].formats if row.state == State.DRAFT else missing_formats(row)
    found: dict[str, bytes] = {}
    for name in wanted:
        try:
            found[name] = file_of(tree, name, bytes(master.content) if master else None)
        except Exception as error:  # any library may fail in its own way; the clerk reads which file it was
            raise NotMade(NOT_MADE.format(format=name.upper(), why=str(error)[:300] or type(error).__name__)) from error
    return found, judged(tree, found["docx"]) if "docx" in found else row.findings


@transaction.atomic
def _store(row: Document, tree, master: Master | None, files: Mapping[str, bytes], findings: dict) -> Document | None:
    """Nothing where the paper was issued or dropped while its draft was being made."""
    now = Document.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    digest = digest_of(papers.to_text(tree))
    if now is None or (now.state != State.DRAFT and now.digest != digest):
        return None
    for name, content in files.items():
        _keep(now, name, content, digest)
    now.findings, now.trouble = findings, ""
    if now.state == State.DRAFT:
        now.master, now.abstract = master, title_of(tree)
    Document.objects.filter(pk=now.pk).update(
        findings=now.findings, trouble="", master=now.master, abstract=now.abstract, search_fold=now.folded
    )
    return now


def _keep(row: Document, name: str, content: bytes, digest: str) -> None:
    """A draft's file is written over; an issued paper's is written once."""
    told = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "content_digest": digest}
    told |= {"content": content, "made_at": timezone.now()}
    rows = DocumentFile.objects
    if row.state == State.DRAFT:
        rows.update_or_create(document=row, format=name, defaults=told)
    else:
        rows.get_or_create(document=row, format=name, defaults=told)


def _note(row: Document, sentence: str) -> None:
    Document.objects.filter(pk=row.pk).update(trouble=sentence)


# --- What is there and what is not --------------------------------------------------------------


def missing_formats(row: Document) -> list[str]:
    there = set(row.files.values_list("format", flat=True))
    return [name for name in BY_SLUG[row.kind].formats if name not in there]


def make_waiting_documents() -> list[Document]:
    """Whatever a killed worker left: files of issued papers, and jobs it had begun. At the start of a worker."""
    for job in Job.objects.filter(kind=KIND, state__in=[Job.State.WAITING, Job.State.RUNNING]).order_by("pk"):
        carry_out(job)
    return [made for pk in _waiting().values_list("pk", flat=True) if (made := _tried(pk))]


def _waiting():
    """Issued papers that lack a file of their kind."""
    short = Q(pk__in=[])
    for kind in BY_SLUG.values():
        short |= Q(kind=kind.slug, made__lt=len(kind.formats))
    return Document.objects.exclude(state=State.DRAFT).annotate(made=Count("files")).filter(short).order_by("pk")


def _tried(pk: int) -> Document | None:
    try:
        return make_files(pk)
    except (Refused, NotMade):
        return None
