"""The desk of a bloc passed on: prepared by whoever keeps it, signed off by the commanders of both units."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import change, save_new, validate
from blocs.logic.lifecycle import Refused
from blocs.logic.wording import day
from blocs.models import Bloc, Event, Role, Unit, User
from blocs.proving import Proof
from reports.handing_over import digest_of, gather, to_text
from reports.logic.handover_states import HANDOVER, REASON_LEAST
from reports.models import Handover, HandoverItem, ReturnedDossier
from reports.paper_frames import head_unit_of, incoming_unit_of

State = Handover.State


@transaction.atomic
def prepare_handover(bloc: Bloc, *, by: User) -> Handover:
    """The handover of this bloc, made now or the one there is; while it is a draft its sides follow the register."""
    bloc = Bloc.objects.locked(bloc.pk)
    giving, taking = _sides(bloc)
    row = Handover.objects.filter(bloc=bloc).select_for_update().first()
    if row is None:
        return save_new(Handover(bloc=bloc, from_unit=giving, to_unit=taking), "reports.prepare_handover", by=by)
    if row.state != State.DRAFT or (row.from_unit_id, row.to_unit_id) == (giving.pk, taking.pk):
        return row
    row.from_unit, row.to_unit = giving, taking
    return change(row, "reports.prepare_handover", by=by)


def _sides(bloc: Bloc) -> tuple[Unit, Unit]:
    giving, taking = head_unit_of(bloc, bloc.season.ends_on), incoming_unit_of(bloc)
    if giving is None:
        words = {"day": day(bloc.season.ends_on)}
        raise Refused(
            _("No unit heads this bloc on %(day)s, so there is nobody to hand over. Name its head first.") % words
        )
    if taking is None:
        raise Refused(_("Choose the head for the next season first."))
    if giving.pk == taking.pk:
        raise Refused(_("%(unit)s heads the bloc in both seasons; there is nothing to hand over.") % {"unit": giving})
    return giving, taking


def _draft(pk: int) -> Handover:
    row = Handover.objects.locked(pk)
    if row.state != State.DRAFT:
        raise Refused(_("The dossier was handed over; it stands as it was signed."))
    return row


@transaction.atomic
def add_item(item: HandoverItem, *, by: User) -> HandoverItem:
    handover = _draft(item.handover_id)
    last = handover.items.order_by("-order").first()
    item.order = last.order + 1 if last else 1
    validate(item)
    item.save()
    Event.record("reports.add_handover_item", handover, by=by, text=item.text)
    return item


@transaction.atomic
def remove_item(item: HandoverItem, *, by: User) -> None:
    handover, text = _draft(item.handover_id), item.text
    item.delete()
    Event.record("reports.remove_handover_item", handover, by=by, text=text)


@transaction.atomic
def hand_over(handover: Handover, *, proof: Proof) -> Handover:
    """The giving commander signs: the dossier is gathered and frozen now. Nobody signs for another."""
    proof.spend()
    row = Handover.objects.locked(handover.pk)
    row.state = HANDOVER.after("hand_over", row.state)
    _require_same_sides(row)
    row.dossier = to_text(gather(row))
    row.digest = digest_of(row.dossier)
    row.handed_by, row.handed_at = proof.user, timezone.now()
    row.handed_name = _name_of(proof.user, row.from_unit)
    validate(row)
    row.save()
    Event.record("reports.hand_over", row, by=proof.user, digest=row.digest, unit=row.from_unit.name)
    return row


def _require_same_sides(row: Handover) -> None:
    giving, taking = _sides(row.bloc)
    if (giving.pk, taking.pk) != (row.from_unit_id, row.to_unit_id):
        raise Refused(_("Head or next head changed since this was prepared. Prepare the handover once more."))


@transaction.atomic
def receive(handover: Handover, *, reservation: str = "", proof: Proof) -> Handover:
    """The taking commander signs; what they note stands beside the dossier."""
    proof.spend()
    row = Handover.objects.locked(handover.pk)
    row.state = HANDOVER.after("receive", row.state)
    if digest_of(row.dossier) != row.digest:
        raise Refused(_("The frozen dossier was changed outside the system; it cannot be received."))
    row.received_by, row.received_at = proof.user, timezone.now()
    row.received_name, row.reservation = _name_of(proof.user, row.to_unit), reservation
    validate(row)
    row.save()
    Event.record("reports.receive", row, by=proof.user, digest=row.digest, unit=row.to_unit.name, note=reservation)
    return row


@transaction.atomic
def return_handover(handover: Handover, *, reason: str, by: User) -> Handover:
    """Not received, with the reason; the giving side completes it and signs anew."""
    row = Handover.objects.locked(handover.pk)
    row.state = HANDOVER.after("return_handover", row.state)
    if len(reason.strip()) < REASON_LEAST:
        raise Refused(_("Give the reason (at least 10 characters)."))
    _keep_what_was_signed(row, reason, by)
    row.dossier, row.digest, row.handed_by, row.handed_at, row.handed_name = "", "", None, None, ""
    row.reservation = reason
    row.save()
    Event.record("reports.return_handover", row, by=by, reason=reason)
    return row


def _keep_what_was_signed(row: Handover, reason: str, by: User) -> None:
    same = {name: getattr(row, name) for name in ("dossier", "digest", "handed_name", "handed_at")}
    name = _name_of(by, row.to_unit)
    ReturnedDossier.objects.create(handover=row, reason=reason.strip(), returned_name=name, **same)


def _name_of(user: User, unit: Unit) -> str:
    """The name as written; who acts for another says for whom."""
    duties = [one for one in user.duties_today if one.role == Role.COMMANDER and one.unit_id == unit.pk]
    acting = next((one.acting_for for one in duties if one.acting_for_id), None)
    own = any(one.acting_for_id is None for one in duties)
    return (
        str(user)
        if own or acting is None
        else _("%(name)s, in place of %(other)s") % {"name": user, "other": acting.user}
    )
