"""A sheet's steps from stage to stage: opened, sent on, moved on after the deadline, sent back; deadlines extended."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.logic.wording import day
from blocs.models import Event, Unit, User
from pacts.logic.formulas import StageKind
from pacts.models import CriteriaTable, Criterion, Stage
from reports import sheet_access, telling
from reports.actions.passing import pass_on
from reports.actions.sheets import locked
from reports.logic.deadlines import REASON_LEAST, deadline, is_reason
from reports.logic.sheet_states import Window, marks_what, numbers
from reports.marking import SheetBook, book_of
from reports.models import Result, Return, Sheet, StageExtension

# --- Opening


@transaction.atomic
def open_scoring(table: CriteriaTable, *, by: User) -> list[Sheet]:
    """A sheet at the first stage for every member of the pact's day. Pressing twice makes nothing twice.

    Raises Refused: the pact is not sealed or not the newest, the table not adopted or without stages.
    """
    table = CriteriaTable.objects.with_names().locked(table.pk)
    if here := list(table.sheets.with_names()):
        return here
    if refusals := obstacles_to_opening(table):
        raise Refused(*refusals)
    first, now, bloc = table.stages.order_by("order", "pk")[0], timezone.now(), table.pact.bloc
    rows = [
        Sheet(bloc=bloc, table=table, unit=member.unit, order=member.order, stage=first, opened_at=now)
        for member in table.pact.members()
    ]
    sheets = Sheet.objects.bulk_create(rows)
    Event.record("reports.open_scoring", table, by=by, sheets=len(sheets))
    return sheets


def obstacles_to_opening(table: CriteriaTable) -> list[str]:
    """Why scoring cannot be opened for this table yet, in sentences."""
    found = []
    if not table.pact.is_newest():
        found.append(_("Scoring is opened for the newest sealed pact of the bloc only."))
    if not table.is_adopted:
        found.append(_("The criteria table has not been adopted yet."))
    if not table.stages.exists():
        found.append(_("The criteria table has no stages of scoring."))
    if Sheet.objects.filter(bloc=table.pact.bloc_id).exclude(table=table).exists():
        found.append(
            _("The bloc is being scored by an earlier version of its pact; that scoring is finished as it was begun.")
        )
    return found


# --- On to the next stage


@transaction.atomic
def send_sheet(sheet: Sheet, *, by: User, stage: int | None = None) -> Sheet:
    """Pass the stage the sheet stands at; `stage` (pk) is the one the page showed.

    The figures that feed criteria are copied into the self-score, so that a figure corrected later changes nothing
    here. Raises Refused (sent already, day, rows left) or PermissionDenied.
    """
    book = book_of(locked(sheet, stage), by)
    if book.is_closed:
        raise Refused(*book.shut)
    if book.is_held_back or not by.has_perm("reports.send_sheet", book.sheet):
        raise PermissionDenied
    if refusals := [*book.shut, *book.obstacles]:
        raise Refused(*refusals)
    left = book.sheet.stage.name
    sheet = pass_on(book, by)
    Event.record("reports.send_sheet", sheet, by=by, stage=left)
    return sheet


@transaction.atomic
def advance(sheet: Sheet, note: str, *, by: User, stage: int | None = None) -> Sheet:
    """Move on a sheet whose deadline passed, without the marks of the stage. `note` says why (20 characters)."""
    book = book_of(locked(sheet, stage), by)
    if not by.has_perm("reports.advance_sheet", book.sheet):
        raise PermissionDenied
    if book.is_closed:
        raise Refused(*book.shut)
    if book.window != Window.LATE:
        raise Refused(_("A sheet is moved on without its marks only after the deadline of the stage."))
    _require_reason(note)
    left = book.sheet.stage.name
    sheet = pass_on(book, by, note=note, is_forced=True)
    Event.record("reports.advance_sheet", sheet, by=by, stage=left, reason=note)
    return sheet


# --- Back


@transaction.atomic
def send_back(
    sheet: Sheet,
    to_stage: Stage,
    criteria: Iterable[Criterion],
    reason: str,
    *,
    by: User,
    stage: int | None = None,
) -> Return:
    """Return it to an earlier stage; only the named criteria reopen (none named: all). Reason ≥ 20 characters.

    A group stands for its criteria. A closed sheet can also come back to its last stage, until a result is prepared.
    """
    book = book_of(locked(sheet, stage), by)
    if not may_return(by, book):
        raise PermissionDenied
    if refusals := obstacles_to_return(book):
        raise Refused(*refusals)
    _require_reason(reason)
    leaves = _reopened(book, to_stage, criteria)
    back = _put_down(book, to_stage, leaves, reason, by)
    named = [book.rows[pk].number for pk in leaves]
    telling.sheet_returned(back, by=by)
    Event.record("reports.send_back", book.sheet, by=by, stage=to_stage.name, reason=reason, criteria=named)
    return back


def _put_down(book: SheetBook, to_stage: Stage, leaves: list[int], reason: str, by: User) -> Return:
    sheet, now = book.sheet, timezone.now()
    back = Return(sheet=sheet, from_stage=sheet.stage, to_stage=to_stage, reason=reason)
    back.returned_at, back.returned_by = now, str(by)
    validate(back)
    back.save()
    back.criteria.set(leaves)
    sheet.stage, sheet.state, sheet.closed_at = to_stage, Sheet.State.RETURNED, None
    sheet.save(update_fields=["stage", "state", "closed_at"])
    return back


def may_return(user: User, book: SheetBook) -> bool:
    """The reviewers and the standing body; from the appraisal only those who appraise."""
    if book.is_held_back or not user.has_perm("reports.return_sheet", book.sheet):
        return False
    return book.at != StageKind.APPRAISE or sheet_access.appraises_it(user, book.sheet)


def obstacles_to_return(book: SheetBook) -> list[str]:
    """Why the sheet cannot be sent back now, whatever the stage and the criteria."""
    if Result.objects.filter(table=book.sheet.table_id).exists():
        return [_("A result has been prepared from this sheet; it is not sent back any more.")]
    if not stages_to_return_to(book):
        return [_("There is no earlier stage to send the sheet back to.")]
    if book.window == Window.LATE:
        words = {"day": day(book.due_on)}
        return [_("The deadline was %(day)s. Extend it first, so that the unit has time to answer.") % words]
    return []


def stages_to_return_to(book: SheetBook) -> list[Stage]:
    """The stages before the one it stands at; of a closed sheet the last one too."""
    here = book.sheet.stage.order + (1 if book.is_closed else 0)
    return [stage for stage in book.stages if stage.order < here]


def _reopened(book: SheetBook, to_stage: Stage, criteria: Iterable[Criterion]) -> list[int]:
    """The leaves that reopen, by pk; none: all. Raises Refused for a stage or a criterion that cannot be named."""
    if to_stage.pk not in {stage.pk for stage in stages_to_return_to(book)}:
        raise Refused(_("A sheet is sent back to an earlier stage of its own table only."))
    nodes, wanted = book.tree.by_pk(), {criterion.pk for criterion in criteria}
    if wanted - nodes.keys():
        raise Refused(_("A criterion of another table was named."))
    leaves = dict.fromkeys(node.criterion.pk for pk in wanted for node in nodes[pk].walk() if node.criterion.is_leaf)
    found = [pk for pk in book.rows if pk in leaves]
    _refuse_strange(book, to_stage.kind, found)
    return found


def _refuse_strange(book: SheetBook, kind: str, leaves: list[int]) -> None:
    rows = [book.rows[pk] for pk in leaves]
    strange = [row.number for row in rows if not row.applies or not marks_what(kind, row.criterion.assessor)]
    if strange:
        raise Refused(_("That stage does not mark these criteria: %(numbers)s.") % {"numbers": numbers(strange)})


# --- Deadlines


@transaction.atomic
def extend_stage(stage: Stage, due_on: date, reason: str, *, by: User, unit: Unit | None = None) -> StageExtension:
    """A later last day of the stage, for all units or for one; the sealed table stays as it is.

    Raises Refused: no deadline to extend, not later than the present one, in the past, a strange unit, no reason.
    """
    table = CriteriaTable.objects.with_names().locked(stage.table_id)
    _require_reason(reason)
    here = [(row.unit_id, row.due_on) for row in stage.extensions.all()]
    _refuse_day(deadline(stage.due_on, here, unit and unit.pk), due_on)
    if unit and not table.sheets.filter(unit=unit).exists():
        raise Refused(_("This unit has no score sheet here."))
    extension = StageExtension(stage=stage, unit=unit, due_on=due_on, reason=reason, made_by=str(by))
    validate(extension)
    extension.save()
    named = {"unit": str(unit or ""), "due_on": due_on, "reason": reason}
    Event.record("reports.extend_stage", table, by=by, stage=stage.name, **named)
    return extension


def _refuse_day(now: date | None, due_on: date) -> None:
    if now is None:
        raise Refused(_("This stage has no deadline, so there is none to extend."))
    if due_on <= now:
        raise Refused(_("The new deadline must be later than the present one, %(day)s.") % {"day": day(now)})
    if due_on < timezone.localdate():
        raise Refused(_("The deadline cannot lie in the past."))


def _require_reason(reason: str) -> None:
    if not is_reason(reason):
        raise Refused(_("Give the reason (at least %(least)s characters).") % {"least": REASON_LEAST})
