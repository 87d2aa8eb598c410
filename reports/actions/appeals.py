"""A unit objects to a mark; whoever gave it answers with a reason. The old mark stays in the history."""

from django.db import transaction
from django.utils import timezone

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from reports import telling
from reports.actions.sheets import correct_mark_for_appeal
from reports.evidence_access import appeal_facts, counted_stage
from reports.logic.appeal_rules import APPEAL, obstacles_to_filing, too_short
from reports.models import Appeal, Sheet


@transaction.atomic
def file_appeal(appeal: Appeal, *, by: User) -> Appeal:
    """The unit's objection, sent to the stage whose mark counts today (the last stage where nobody has marked)."""
    sheet = Sheet.objects.locked(appeal.sheet_id)
    if found := obstacles_to_filing(appeal_facts(sheet, appeal.criterion)):
        raise Refused(*found)
    _require_words(appeal.text, sheet)
    appeal.state, appeal.filed_at, appeal.filed_by = Appeal.State.OPEN, timezone.now(), str(by)
    appeal.stage = counted_stage(sheet, appeal.criterion) or sheet.stage
    validate(appeal)
    appeal.save(force_insert=True)
    facts = {"criterion": str(appeal.criterion), "stage": appeal.stage.name, "reason": appeal.text}
    telling.appeal_filed(appeal, by=by)
    Event.record("reports.file_appeal", appeal, by=by, **facts)
    return appeal


@transaction.atomic
def answer_appeal(
    appeal: Appeal, *, outcome: str, answer: str, by: User, given: str = "", revision: int | None = None
) -> Appeal:
    """`outcome` is keep or change; a change brings the new mark in `given`, as it is typed on a sheet.

    Raises Refused: answered or withdrawn already, a reason too short, a mark the criterion does not take.
    """
    appeal = Appeal.objects.locked(appeal.pk, revision)
    sheet = Sheet.objects.locked(appeal.sheet_id)
    _require_words(answer, sheet)
    changed = {}
    if outcome == "change":
        changed = correct_mark_for_appeal(appeal, given, answer, by=by)[1]
    APPEAL.take(outcome, appeal)
    appeal.answer, appeal.answered_at, appeal.answered_by = answer, timezone.now(), str(by)
    validate(appeal)
    appeal.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    facts = {"criterion": str(appeal.criterion), "reason": answer}
    telling.appeal_answered(appeal, by=by)
    Event.record(f"reports.{outcome}_after_appeal", appeal, by=by, changed=changed, **facts)
    return appeal


@transaction.atomic
def withdraw_appeal(appeal: Appeal, *, by: User) -> Appeal:
    appeal = Appeal.objects.locked(appeal.pk)
    APPEAL.take("withdraw", appeal)
    appeal.answered_at, appeal.answered_by = timezone.now(), str(by)
    appeal.save(update_fields=["state", "answered_at", "answered_by"])
    Event.record("reports.withdraw_appeal", appeal, by=by, criterion=str(appeal.criterion))
    return appeal


def _require_words(text: str, sheet: Sheet) -> None:
    if sentence := too_short(text, sheet.table.reason_length):
        raise Refused(sentence)
