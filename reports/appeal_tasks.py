"""What appeals leave to do: for who answers them, and for the unit that waits."""

from django.utils.translation import gettext as _

from blocs.models import Role, User
from reports.appeal_lists import spoken_for, waiting_for
from reports.logic.tasks import Address, Task, TaskStatus
from reports.models import Appeal, KnockOut
from reports.sheet_access import OWN_PEOPLE

MOST = 50


def appeal_tasks(user: User) -> list[Task]:
    """In four queries at most; each row of them one task."""
    return [*_to_answer(user), *_of_my_units(user), *_to_settle(user)]


def _to_answer(user: User) -> list[Task]:
    return [
        Task(
            _("Answer the appeal of %(unit)s: %(criterion)s") % _names(row),
            str(row.sheet.bloc),
            _("Answer"),
            Address("reports:appeal_detail", (row.pk,)),
            TaskStatus.NOT_STARTED,
            rank=33,
        )
        for row in waiting_for(user)[:MOST]
    ]


def _of_my_units(user: User) -> list[Task]:
    rows = Appeal.objects.filter(sheet__unit__in=spoken_for(user), state=Appeal.State.OPEN)
    rows = rows.select_related("sheet__unit", "sheet__bloc__season", "criterion").order_by("filed_at")
    return [
        Task(
            _("Appeal of %(unit)s: %(criterion)s") % _names(row),
            str(row.sheet.bloc),
            _("View the appeal"),
            Address("reports:appeal_detail", (row.pk,)),
            TaskStatus.SUBMITTED,
            rank=34,
        )
        for row in rows[:MOST]
    ]


def _to_settle(user: User) -> list[Task]:
    """Proposals of others that wait for the standing body."""
    if not any(duty.role == Role.STANDING for duty in user.duties_today):
        return []
    rows = KnockOut.objects.visible_to(user).filter(state=KnockOut.State.PROPOSED).exclude(proposer=user)
    rows = rows.exclude(sheet__unit__in=spoken_for(user, *OWN_PEOPLE))
    rows = rows.select_related("sheet__unit", "sheet__bloc__season").order_by("proposed_at")
    return [
        Task(
            _("Settle the proposal on %(unit)s") % {"unit": row.sheet.unit},
            str(row.sheet.bloc),
            _("Read and settle"),
            Address("reports:knock_out_detail", (row.pk,)),
            TaskStatus.REVIEW,
            rank=35,
        )
        for row in rows[:MOST]
    ]


def _names(appeal: Appeal) -> dict:
    return {"unit": appeal.sheet.unit, "criterion": appeal.criterion}
