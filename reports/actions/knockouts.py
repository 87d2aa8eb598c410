"""Why a unit is not ranked, or not above a ceiling: proposed with a document by one, settled by another."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import facts, validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from reports.logic.appeal_rules import (
    KNOCK_OUT,
    KnockOutFacts,
    obstacles_to_proposing,
    obstacles_to_settling,
    too_short,
)
from reports.models import KnockOut, Result, Sheet


@transaction.atomic
def propose_knock_out(knock_out: KnockOut, *, by: User) -> KnockOut:
    """Needs ground, legal basis and document; it counts only once somebody else has confirmed it."""
    sheet = Sheet.objects.locked(knock_out.sheet_id)
    if found := obstacles_to_proposing(_facts(knock_out, sheet)):
        raise Refused(*found)
    if knock_out.effect == KnockOut.Effect.EXCLUDE:
        knock_out.ceiling = None
    knock_out.state, knock_out.proposer = KnockOut.State.PROPOSED, by
    knock_out.proposed_at, knock_out.proposed_by = timezone.now(), str(by)
    validate(knock_out)
    knock_out.save(force_insert=True)
    Event.record("reports.propose_knock_out", knock_out, by=by, facts=facts(knock_out))
    return knock_out


def _facts(knock_out: KnockOut, sheet: Sheet) -> KnockOutFacts:
    waiting = sheet.knock_outs.filter(effect=knock_out.effect, state=KnockOut.State.PROPOSED)
    return KnockOutFacts(
        effect=knock_out.effect,
        ceiling=knock_out.ceiling,
        document=knock_out.document,
        has_draft_result=has_draft_result(sheet.bloc_id),
        is_proposed_already=waiting.exists(),
    )


def has_draft_result(bloc_id: int) -> bool:
    return Result.objects.filter(bloc=bloc_id, state=Result.State.DRAFT).exists()


@transaction.atomic
def settle_knock_out(
    knock_out: KnockOut, *, outcome: str, settled_reason: str, by: User, revision: int | None = None
) -> KnockOut:
    """`outcome` is confirm or dismiss, with its reason. Raises Refused for the proposer and for what is settled."""
    knock_out = KnockOut.objects.locked(knock_out.pk, revision)
    sheet = Sheet.objects.locked(knock_out.sheet_id)
    found = obstacles_to_settling(has_draft_result(sheet.bloc_id))
    if knock_out.proposer_id == by.pk:
        found.append(_("A proposal is settled by somebody other than who made it."))
    if sentence := too_short(settled_reason, sheet.table.reason_length):
        found.append(sentence)
    if found:
        raise Refused(*found)
    KNOCK_OUT.take(outcome, knock_out)
    knock_out.settled_at, knock_out.settled_by = timezone.now(), str(by)
    knock_out.settled_reason = settled_reason
    validate(knock_out)
    knock_out.save(update_fields=["state", "settled_at", "settled_by", "settled_reason"])
    Event.record(f"reports.{outcome}_knock_out", knock_out, by=by, reason=settled_reason)
    return knock_out
