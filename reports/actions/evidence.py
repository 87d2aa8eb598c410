"""Evidence put on a shelf, taken off it with a reason, and handed out; every one of these leaves a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.logic.text import clean
from blocs.models import Event, User
from reports.evidence_access import Shelf, obstacles_to_adding
from reports.evidence_files import Taken, discard_unused, store, taken
from reports.models import Evidence, Sheet

MOST_FILES = 20  # in one press
MOST_PIECES = 60  # standing behind one criterion
MOST_OF_A_SHEET = 1024**3  # bytes of one unit in one season


@dataclass
class Batch:
    """What became of each file of one press, in the order they came."""

    kept: list[Evidence] = field(default_factory=list)
    doubles: list[tuple[Evidence, Evidence]] = field(default_factory=list)  # new row, the row that holds the bytes
    refused: list[tuple[str, str]] = field(default_factory=list)  # name as it came, sentence
    advice: list[tuple[str, str]] = field(default_factory=list)


def add_files(shelf: Shelf, uploads: Sequence[UploadedFile], *, is_no_secret: bool, by: User) -> Batch:
    """Judge each file, then keep the good ones; one line in the logbook for the press.

    Raises Refused for the press as a whole: the box not ticked, no file, more than 20, the criterion not open.
    """
    _require_press(uploads, is_no_secret)
    _require_open(shelf, by)
    batch, good = Batch(), []
    for upload in uploads:
        try:
            good.append(taken(upload, upload.name or ""))
        except Refused as refusal:
            batch.refused.append((clean(upload.name or ""), str(refusal)))
    _write(shelf, good, batch, by)
    return batch


def _require_press(uploads: Sequence[UploadedFile], is_no_secret: bool) -> None:
    if not is_no_secret:
        raise Refused(_("Confirm that the files hold no state secrets."))
    if not uploads:
        raise Refused(_("Choose at least one file."))
    if len(uploads) > MOST_FILES:
        raise Refused(_("Add at most %(most)s files at once.") % {"most": MOST_FILES})


def _require_open(shelf: Shelf, by: User) -> None:
    if found := obstacles_to_adding(by, shelf):
        raise Refused(*found)


def _write(shelf: Shelf, good: list[Taken], batch: Batch, by: User) -> None:
    """All rows or none; bytes whose rows did not come to be are taken back."""
    stored: list[Evidence] = []
    try:
        with transaction.atomic():
            shelf = Shelf(Sheet.objects.locked(shelf.sheet.pk), shelf.criterion)
            _require_open(shelf, by)
            for file in good:
                _keep(shelf, file, batch, stored, by)
            if batch.kept:
                _tell(shelf, batch, by)
    except BaseException:
        for evidence in stored:
            discard_unused(evidence)
        raise


def _keep(shelf: Shelf, file: Taken, batch: Batch, stored: list[Evidence], by: User) -> None:
    same = _same_on_this_sheet(shelf, file)
    if same and same.criterion_id == shelf.criterion.pk:
        words = {"name": same.name, "criterion": same.criterion}
        batch.refused.append((file.name, _("This file is here already: “%(name)s”, %(criterion)s.") % words))
        return
    try:
        _require_room(shelf, file)
        evidence = _row(shelf, by, kind=Evidence.Kind.FILE, name=file.name, sha256=file.sha256, size=file.size)
        evidence.content_type = file.kind.mime
        if store(evidence, file.stream):
            stored.append(evidence)
    except Refused as refusal:
        batch.refused.append((file.name, str(refusal)))
        return
    validate(evidence)
    evidence.save(force_insert=True)
    _sort_in(batch, evidence, same, file.advice)


def _sort_in(batch: Batch, evidence: Evidence, same: Evidence | None, advice: str) -> None:
    batch.kept.append(evidence)
    if same:
        batch.doubles.append((evidence, same))
    if advice:
        batch.advice.append((evidence.name, advice))


def _same_on_this_sheet(shelf: Shelf, file: Taken) -> Evidence | None:
    """The row that holds these bytes already; the one of this criterion first."""
    rows = Evidence.objects.standing().filter(sheet=shelf.sheet, sha256=file.sha256).select_related("criterion")
    return min(rows, key=lambda row: (row.criterion_id != shelf.criterion.pk, row.pk), default=None)


def _require_room(shelf: Shelf, file: Taken) -> None:
    rows = Evidence.objects.standing().filter(sheet=shelf.sheet)
    if rows.filter(criterion=shelf.criterion).count() >= MOST_PIECES:
        raise Refused(_("A criterion takes at most %(most)s pieces of evidence.") % {"most": MOST_PIECES})
    if (rows.aggregate(all=Sum("size"))["all"] or 0) + file.size > MOST_OF_A_SHEET:
        raise Refused(_("The files of this sheet would be more than 1 GB; refer to the paper instead."))


def _row(shelf: Shelf, by: User, **facts) -> Evidence:
    own = {"sheet": shelf.sheet, "criterion": shelf.criterion, "stage": shelf.sheet.stage}
    return Evidence(**own, added_at=timezone.now(), added_by=str(by), **facts)


def _tell(shelf: Shelf, batch: Batch, by: User) -> None:
    files = [f"{row.name} ({row.sha256[:12]})" for row in batch.kept]
    facts = {"criterion": str(shelf.criterion), "stage": shelf.sheet.stage.name, "files": files}
    Event.record("reports.add_evidence", shelf.sheet, by=by, **facts)


@transaction.atomic
def add_paper(evidence: Evidence, *, by: User) -> Evidence:
    """A reference to a paper kept elsewhere: what it is, its number, date, who issued it, where it lies."""
    shelf = Shelf(Sheet.objects.locked(evidence.sheet_id), evidence.criterion)
    _require_open(shelf, by)
    evidence.kind, evidence.stage = Evidence.Kind.PAPER, shelf.sheet.stage
    evidence.added_at, evidence.added_by = timezone.now(), str(by)
    validate(evidence)
    evidence.save(force_insert=True)
    facts = {"criterion": str(shelf.criterion), "stage": shelf.sheet.stage.name, "paper": evidence.number}
    Event.record("reports.add_evidence", shelf.sheet, by=by, **facts)
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, reason: str, by: User) -> Evidence:
    """Take a piece off, with the reason; it stays in the list. The bytes go when no standing row refers to them.

    Raises Refused for what belongs to a stage that has passed: others have relied on it.
    """
    shelf = Shelf(Sheet.objects.locked(evidence.sheet_id), evidence.criterion)
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    _require_removable(evidence, shelf, reason, by)
    evidence.removed_at, evidence.removed_by, evidence.removed_reason = timezone.now(), str(by), reason
    validate(evidence)
    evidence.save(update_fields=["removed_at", "removed_by", "removed_reason"])
    if evidence.kind == Evidence.Kind.FILE:
        transaction.on_commit(lambda: discard_unused(evidence))
    facts = {"criterion": str(shelf.criterion), "piece": evidence.name, "reason": reason}
    Event.record("reports.remove_evidence", shelf.sheet, by=by, **facts)
    return evidence


def _require_removable(evidence: Evidence, shelf: Shelf, reason: str, by: User) -> None:
    if evidence.removed_at:
        raise Refused(_("This piece of evidence has been removed already."))
    if not reason.strip():
        raise Refused(_("Give the reason for the removal."))
    if not is_of_now(evidence, shelf.sheet):
        raise Refused(_("This piece belongs to a stage that has passed; it can no longer be removed."))
    _require_open(shelf, by)


def is_of_now(evidence: Evidence, sheet: Sheet) -> bool:
    """Of the stage the sheet stands at; once it has passed the last one, of the time since."""
    if sheet.state == Sheet.State.CLOSED:
        return bool(sheet.closed_at) and evidence.added_at >= sheet.closed_at
    return evidence.stage_id == sheet.stage_id


@transaction.atomic
def record_download(evidence: Evidence, *, by: User) -> None:
    facts = {"criterion": str(evidence.criterion), "piece": evidence.name, "sha256": evidence.sha256}
    Event.record("reports.download_evidence", evidence.sheet, by=by, **facts)
