"""Joint works of a bloc: planned, borne by the units with their receipts, finished or given up."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import change, save_new, validate
from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Event, User
from reports.evidence_files import taken
from reports.models import JointShare, JointWork

State = JointWork.State


@transaction.atomic
def plan_work(work: JointWork, *, by: User) -> JointWork:
    Bloc.objects.locked(work.bloc_id)
    _require_own_criterion(work)
    return save_new(work, "reports.plan_work", by=by)


@transaction.atomic
def edit_work(work: JointWork, *, by: User, revision: int | None = None) -> JointWork:
    _open(work.pk)
    _require_own_criterion(work)
    return change(work, "reports.edit_work", by=by, revision=revision)


def _open(pk: int) -> JointWork:
    work = JointWork.objects.locked(pk)
    if work.state != State.OPEN:
        raise Refused(_("This joint work is over; nothing of it changes."))
    return work


def _require_own_criterion(work: JointWork) -> None:
    if work.criterion is not None and work.criterion.table.pact.bloc_id != work.bloc_id:
        raise Refused(_("The criterion belongs to another bloc."))


@transaction.atomic
def finish_work(work: JointWork, *, ended_on: date, by: User) -> JointWork:
    """Refused while a share waits for its confirmation, so that sums are settled with the work."""
    row = _open(work.pk)
    if row.shares.filter(is_confirmed=False).exists():
        raise Refused(_("Confirm or take off the shares that still wait first."))
    row.state, row.ended_on = State.DONE, ended_on
    validate(row)
    row.save()
    Event.record("reports.finish_work", row, by=by, ended_on=ended_on)
    return row


@transaction.atomic
def drop_work(work: JointWork, *, reason: str, by: User) -> JointWork:
    row = _open(work.pk)
    row.state, row.drop_reason = State.DROPPED, reason
    validate(row)
    row.save()
    Event.record("reports.drop_work", row, by=by, reason=reason)
    return row


# --- Shares ---------------------------------------------------------------------------------------


@transaction.atomic
def add_share(share: JointShare, *, by: User, upload: UploadedFile | None = None) -> JointShare:
    """What a unit gave, with its receipt; it counts once the head has confirmed it.

    Raises Refused for a file that is none of the kinds taken, or a unit that is no member.
    """
    work = _open(share.work_id)
    if not work.bloc.memberships.filter(unit=share.unit_id).exists():
        raise Refused(_("%(unit)s is not among the members.") % {"unit": share.unit})
    if upload is not None:
        _keep_receipt(share, upload)
    share.measure = share.measure or (work.measure if share.amount is not None else "")
    validate(share)
    share.save()
    Event.record("reports.add_share", share, by=by, work=work.title, sha256=share.receipt_sha256)
    return share


def _keep_receipt(share: JointShare, upload: UploadedFile) -> None:
    file = taken(upload, upload.name)
    share.receipt, share.receipt_name = file.stream.read(), file.name
    share.receipt_type, share.receipt_sha256 = file.kind.mime, file.sha256


@transaction.atomic
def confirm_share(share: JointShare, *, by: User) -> JointShare:
    _open(share.work_id)
    row = JointShare.objects.locked(share.pk)
    if row.is_confirmed:
        raise Refused(_("This share is confirmed already."))
    row.is_confirmed = True
    row.save(update_fields=["is_confirmed"])
    Event.record("reports.confirm_share", row, by=by, work=row.work.title)
    return row


@transaction.atomic
def take_off_share(share: JointShare, *, by: User) -> None:
    """Entered by mistake; a confirmed share stays."""
    _open(share.work_id)
    row = JointShare.objects.locked(share.pk)
    if row.is_confirmed:
        raise Refused(_("This share is confirmed; it stays."))
    Event.record("reports.take_off_share", row.work, by=by, unit=row.unit.name, amount=row.amount)
    row.delete()
