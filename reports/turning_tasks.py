"""What a year that turns leaves to do: sign a handover, confirm shares of joint works, answer public comments."""

from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.models import Role, User
from reports.logic.tasks import Address, Task, TaskStatus
from reports.models import Handover, JointWork, PublicComment, Submission

RANK = 6


def turning_tasks(user: User, today: date) -> list[Task]:
    """Three queries at most; none for who has no such duty."""
    commanded = {duty.unit_id for duty in user.duties_today if duty.role == Role.COMMANDER}
    run = {duty.bloc_id for duty in user.duties_today if duty.role == Role.SECRETARY}
    found = [_to_sign(row, commanded) for row in _handovers(commanded)] if commanded else []
    return [*found, *map(_to_confirm, _works(run)), *map(_to_answer, _lists(run))] if run else found


def _handovers(commanded: set[int]):
    to_give = Q(state=Handover.State.DRAFT, from_unit__in=commanded)
    to_take = Q(state=Handover.State.HANDED, to_unit__in=commanded)
    rows = Handover.objects.filter(to_give | to_take).select_related("bloc__season", "bloc__series")
    return rows.select_related("from_unit", "to_unit").order_by("pk")


def _to_sign(row: Handover, commanded: set[int]) -> Task:
    address, note = Address("reports:handover_detail", (row.bloc_id,)), f"{row.from_unit.name} → {row.to_unit.name}"
    if row.state == Handover.State.HANDED:
        title, status = _("Receive the handover of the bloc"), TaskStatus.REVIEW
    else:
        title = _("Hand the bloc's desk over")
        status = TaskStatus.RETURNED if row.reservation else TaskStatus.IN_PROGRESS
    return Task(title, str(row.bloc), _("Look and sign"), address, status, note=note, rank=RANK)


def _works(run: set[int]):
    waiting = Count("shares", filter=Q(shares__is_confirmed=False))
    rows = JointWork.objects.filter(bloc__in=run, state=JointWork.State.OPEN).annotate(waiting=waiting)
    return rows.filter(waiting__gt=0).select_related("bloc__season", "bloc__series").order_by("due_on", "pk")


def _to_confirm(work: JointWork) -> Task:
    words = ngettext("%(count)s share to confirm", "%(count)s shares to confirm", work.waiting)
    title, note = _("Joint work: %(title)s") % {"title": work.title}, words % {"count": work.waiting}
    address = Address("reports:work_detail", (work.pk,))
    return Task(title, str(work.bloc), _("Look and confirm"), address, TaskStatus.REVIEW, work.due_on, note, RANK)


def _lists(run: set[int]):
    new = Count("comments", filter=Q(comments__state=PublicComment.State.NEW))
    rows = Submission.objects.filter(bloc__in=run).annotate(new=new).filter(new__gt=0)
    return rows.select_related("bloc__season", "bloc__series").order_by("pk")


def _to_answer(row: Submission) -> Task:
    words = ngettext("%(count)s comment without an answer", "%(count)s comments without an answer", row.new)
    address = Address("reports:honour_submission", (row.pk,))
    title, note = _("Public comments on candidates"), words % {"count": row.new}
    return Task(title, str(row.bloc), _("Read and answer"), address, TaskStatus.REVIEW, row.comments_until, note, RANK)
