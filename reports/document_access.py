"""Which papers a person may know of and read. A paper never tells more than the page its figures come from.

`listed_for` is the rule as a query, for lists; a test holds it against the predicates of `reports.access`.
"""

import rules
from django.db.models import Exists, OuterRef, Q, QuerySet

from blocs.models import Headship, Role, User
from pacts.logic.formulas import StageKind
from reports.logic.sheet_states import readable_stages
from reports.marking import reader_of
from reports.models import Document, Sheet
from reports.papers.catalogue import BY_SLUG, RESULT, SHEET
from reports.reach import may_draft

STAGES = {"self_score": {StageKind.SELF}, "cross_check": {StageKind.SELF, StageKind.CROSS}}
"""Whose marks a paper about a sheet prints; one that is not named here prints them all."""


@rules.predicate
def is_paper_of_a_unit(user, document):
    """Issued by the unit itself, under its own head."""
    return document.unit_id is not None and document.letterhead.unit_id == document.unit_id


@rules.predicate
def is_issued(user, document):
    return document.state != Document.State.DRAFT


@rules.predicate
def reads_its_subject(user, document):
    """May read the marks or the result the paper prints; other papers print nothing that is shut."""
    about = BY_SLUG[document.kind].about
    if about == RESULT:
        return user.has_perm("reports.read_result", document.result)
    return reads_marks_of(user, document.sheet, document.kind) if about == SHEET else True


def reads_marks_of(user: User, sheet: Sheet, kind: str) -> bool:
    """All the stages that this kind of paper prints; a department, which reads rows only, reads no such paper."""
    order = list(sheet.table.stages.order_by("order", "pk").values_list("kind", flat=True))
    is_closed = sheet.state == Sheet.State.CLOSED
    readable = readable_stages(order, sheet.stage.kind, is_closed, reader_of(sheet, user, confirms=False))
    return {str(stage) for stage in STAGES.get(kind, set(order))} & set(order) <= readable


def listed_for(user: User) -> QuerySet[Document]:
    """Issued papers of one's blocs, and the drafts one writes, stands over or speaks for; each row by name only."""
    rows = Document.objects.visible_to(user)
    if user.is_admin:
        return rows
    issued = ~Q(state=Document.State.DRAFT)
    return rows.filter(issued | Q(bloc__in=may_draft(user)) | _headed(user) | _spoken_for(user))


def _headed(user: User) -> Q:
    units = [duty.unit_id for duty in user.duties_today if duty.role == Role.COMMANDER]
    heads = Headship.objects.heading().filter(unit__in=units, bloc=OuterRef("bloc"))
    return Q(Exists(heads))


def _spoken_for(user: User) -> Q:
    roles = (Role.COMMANDER, Role.REPORTER)
    return Q(unit__in=[duty.unit_id for duty in user.duties_today if duty.role in roles and duty.unit_id])
