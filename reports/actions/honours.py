"""Honours: proposed for a unit or as a bare count, then approved, granted or refused by an authority."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import change, save_new, validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from pacts.models import HonourRules
from reports.logic.publication_states import HONOUR
from reports.models import Honour, Submission

VERBS = {"approved": "approve", "awarded": "award", "refused": "refuse"}


def record_honour(honour: Honour, *, by: User) -> Honour:
    """A new line; not public until the standing body releases it."""
    _require_someone(honour)
    _require_a_list(honour)
    return save_new(honour, "reports.record_honour", by=by)


@transaction.atomic
def edit_honour(honour: Honour, *, by: User, revision: int | None = None) -> Honour:
    """Correct what was recorded; the status moves by `change_status` alone."""
    before = Honour.objects.locked(honour.pk, revision)
    _require_right_over_public(before, by)
    _refuse_on_open_list(before)
    _refuse_another_than_decided(before, honour)
    _require_someone(honour)
    honour.status = before.status
    return change(honour, "reports.edit_honour", by=by, revision=revision)


@transaction.atomic
def change_status(
    honour: Honour,
    *,
    status: str,
    by: User,
    reason: str = "",
    authority: str = "",
    decided_on: date | None = None,
    decision_number: str = "",
    revision: int | None = None,
) -> Honour:
    """Approve, grant or refuse. A refusal needs its reason, the others the authority that decided."""
    honour = Honour.objects.locked(honour.pk, revision)
    _require_right_over_public(honour, by)
    _refuse_on_open_list(honour)
    if status not in VERBS:
        raise Refused(_("Choose approved, granted or refused."))
    old, honour.status = honour.status, HONOUR.after(VERBS[status], honour.status)
    honour.authority = authority or honour.authority or honour.title.authority
    honour.reason, honour.decided_on, honour.decision_number = reason, decided_on, decision_number
    _require_ground(honour)
    validate(honour)
    honour.save(update_fields=["status", "authority", "reason", "decided_on", "decision_number"])
    facts = {"authority": honour.authority, "number": decision_number, "decided_on": decided_on, "reason": reason}
    Event.record("reports.change_honour_status", honour, by=by, changed={"status": [old, honour.status]}, **facts)
    return honour


def is_on_an_open_list(honour: Honour) -> bool:
    """Its proposal stands on a list that the council has not decided on."""
    return honour.submission is not None and honour.submission.state != Submission.State.DECIDED


def _refuse_on_open_list(honour: Honour) -> None:
    if is_on_an_open_list(honour):
        raise Refused(
            _("This proposal stands on the bloc's list; it changes there, and the council decides on all of it.")
        )


def _refuse_another_than_decided(before: Honour, honour: Honour) -> None:
    """Number, day and words of a decision may be corrected; whom and what the council decided on may not."""
    same = (before.unit_id, before.title_id, before.count) == (honour.unit_id, honour.title_id, honour.count)
    if before.submission_id and not same:
        raise Refused(_("The council decided on this unit and this title; neither is changed afterwards."))


def _require_a_list(honour: Honour) -> None:
    """Where the bloc has set its rules, a unit is proposed on the list, which asks for score table and ballot."""
    if honour.status != Honour.Status.PROPOSED or not honour.unit_id:
        return
    if HonourRules.objects.filter(bloc=honour.bloc_id, proposal_needs_ballot=True).exists():
        raise Refused(
            _("The rules of honours of this bloc ask for a ballot first; propose the unit on the bloc's list.")
        )


def _require_someone(honour: Honour) -> None:
    if honour.unit_id and honour.count not in (None, 1):
        raise Refused(_("An honour of one unit has no number; leave the unit empty for a bare count."))


def _require_ground(honour: Honour) -> None:
    if honour.status == Honour.Status.REFUSED and not honour.reason.strip():
        raise Refused(_("Give the reason for the refusal."))
    if honour.status != Honour.Status.REFUSED and not honour.authority.strip():
        raise Refused(_("Name the authority that decided."))


def _require_right_over_public(honour: Honour, by: User) -> None:
    """What the public reads is changed only by those who may publish."""
    if honour.is_public and not by.has_perm("reports.set_release", honour):
        raise Refused(_("This honour is published; only the standing body changes it now."))
