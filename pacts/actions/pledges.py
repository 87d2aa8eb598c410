"""Pledges of a draft: add, edit, move, remove and put back; units' own targets and titles."""

from decimal import Decimal
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import change, remove, save_new, validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Membership, Title, Unit, User
from pacts.actions.drafts import locked_draft, moved, next_order, renumber
from pacts.logic.table_rules import is_out_of_reach
from pacts.models import CriteriaTable, OwnTarget, Pact, Pledge, Registration
from pacts.models.readiness import is_strict_enough

SALT = "pacts.removed_pledge"
KEPT_SECONDS = 30 * 24 * 3600
KEPT = [
    *["id", "pact_id", "section_id", "group_id", "follows_id", "order", "name", "kind", "target", "target_max"],
    *["measure", "baseline", "baseline_label", "allows_over_100", "data_source", "note", "is_unreviewed_copy"],
]


def _validate(pledge: Pledge) -> None:
    """Raises ValidationError with each sentence at its field. A missing baseline is asked for as a period."""
    validate(pledge)
    places = {"baseline": "baseline_label"} if pledge.baseline is None else {}
    found: dict[str, list[str]] = {}
    for field, sentence in pledge.problems:
        found.setdefault(places.get(field, field), []).append(sentence)
    if found:
        raise ValidationError(found)


def _neighbours(pledge: Pledge) -> list[Pledge]:
    """The pledges of the same content, in their order."""
    return list(pledge.pact.pledges.filter(section=pledge.section_id).order_by("order", "pk"))


@transaction.atomic
def add_pledge(pledge: Pledge, *, by: User) -> Pledge:
    """At the end of its content."""
    pact = locked_draft(pledge.pact_id)
    pledge.order = next_order(pact.pledges.filter(section=pledge.section_id))
    _validate(pledge)
    return save_new(pledge, "pacts.add_pledge", by=by)


@transaction.atomic
def edit_pledge(pledge: Pledge, *, by: User, revision: int | None = None) -> Pledge:
    """Save an edited row; looking at a copied row and saving it is reviewing it."""
    pact = locked_draft(pledge.pact_id)
    before = _stored(pledge, revision)
    _validate(pledge)
    if pledge.section_id != before.section_id:
        pledge.order = next_order(pact.pledges.filter(section=pledge.section_id))
    if before.is_unreviewed_copy:
        accept_copies(pact, by=by, only=before)
        pledge.is_unreviewed_copy = False
    return change(pledge, "pacts.edit_pledge", by=by)


def _stored(pledge: Pledge, revision: int | None = None) -> Pledge:
    try:
        return Pledge.objects.locked(pledge.pk, revision)
    except Pledge.DoesNotExist:
        raise Refused(_("This row was deleted meanwhile.")) from None


@transaction.atomic
def accept_copies(pact: Pact, *, by: User, only: Pledge | None = None) -> int:
    """Mark copied rows (all, or only one) as reviewed; returns how many."""
    pact = locked_draft(pact.pk)
    rows = pact.pledges.filter(is_unreviewed_copy=True)
    rows = list(rows.filter(pk=only.pk) if only else rows)
    for pledge in rows:
        pledge.is_unreviewed_copy = False
        pledge.save(update_fields=["is_unreviewed_copy"])
    if rows:
        Event.record("pacts.accept_copies", pact, by=by, rows=len(rows))
    return len(rows)


@transaction.atomic
def move_pledge(pledge: Pledge, *, step: int, by: User) -> Pledge:
    """One place up (-1) or down (+1) within its content; at either end nothing happens."""
    locked_draft(pledge.pact_id)
    pledge = _stored(pledge)
    if moved(_neighbours(pledge), pledge, step):
        Event.record("pacts.move_pledge", pledge, by=by, step=step)
    return pledge


@transaction.atomic
def remove_pledge(pledge: Pledge, *, by: User) -> str:
    """Delete the row; returns a signed text from which `restore_pledge` puts it back at its place within 30 days."""
    locked_draft(pledge.pact_id)
    pledge = _stored(pledge)
    keep_what_feeds_an_adopted_table(pledge)
    token = signing.dumps(_kept(pledge), salt=SALT)
    neighbours = [row for row in _neighbours(pledge) if row.pk != pledge.pk]
    remove(pledge, "pacts.remove_pledge", by=by)
    renumber(neighbours)
    return token


def keep_what_feeds_an_adopted_table(pledge: Pledge) -> None:
    """Without it a criterion of a table that stands still would change."""
    fed = pledge.criteria.filter(table__state=CriteriaTable.State.ADOPTED).first()
    if fed:
        words = {"pledge": pledge.name, "criterion": fed}
        raise Refused(
            _("“%(pledge)s” feeds “%(criterion)s” of the adopted criteria table. Take the table back to draft first.")
            % words
        )


def _kept(pledge: Pledge) -> dict[str, Any]:
    row = {name: _plain(getattr(pledge, name)) for name in KEPT}
    own = pledge.own_targets.values_list("membership_id", "target", "target_max", "baseline")
    return {**row, "own_targets": [[_plain(value) for value in values] for values in own]}


def _plain(value):
    return str(value) if isinstance(value, Decimal) else value


def _figure(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@transaction.atomic
def restore_pledge(pact: Pact, *, token: str, by: User) -> Pledge:
    """Put a removed row back where it stood, under its old key; pressed twice it stays one."""
    row = _read(token)
    if row["pact_id"] != pact.pk:
        raise Refused(_("This row belongs to another pact."))
    pact = locked_draft(pact.pk)
    standing = Pledge.objects.filter(pk=row["id"]).first()
    return standing or _put_back(row, pact, by)


def _read(token: str) -> dict[str, Any]:
    try:
        return signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        raise Refused(_("This row can no longer be put back; type it again.")) from None


def _put_back(row: dict[str, Any], pact: Pact, by: User) -> Pledge:
    own_targets = row.pop("own_targets")
    figures = {name: _figure(row[name]) for name in ("target", "target_max", "baseline")}
    pledge = Pledge(**{**row, **figures, **_still_there(row, pact)})
    neighbours = _neighbours(pledge)
    pledge.save(force_insert=True)
    neighbours.insert(min(pledge.order - 1, len(neighbours)), pledge)
    renumber(neighbours)
    for member, *values in own_targets:
        target, target_max, baseline = map(_figure, values)
        facts = {"target": target, "target_max": target_max, "baseline": baseline}
        OwnTarget.objects.create(pledge=pledge, membership_id=member, **facts)
    Event.record("pacts.restore_pledge", pledge, by=by)
    return pledge


def _still_there(row: dict[str, Any], pact: Pact) -> dict[str, int | None]:
    """Its content and group where they still stand; both may have been removed meanwhile."""
    section = pact.sections.filter(pk=row["section_id"]).values_list("pk", flat=True).first()
    group = pact.groups.filter(pk=row["group_id"]).values_list("pk", flat=True).first()
    return {"section_id": section, "group_id": group}


# --- What one unit pledges or aims at ---


@transaction.atomic
def set_own_target(own: OwnTarget, *, by: User, revision: int | None = None) -> OwnTarget:
    """A unit may pledge more than the bloc, never less. Raises Refused for a unit that is no member."""
    pact = locked_draft(own.pledge.pact_id)
    _require_member(pact, own.membership.unit, own.membership)
    if not is_strict_enough(own):
        words = {"target": own.pledge.phrase}
        raise ValidationError(
            {"target": _("A unit may pledge more than the common target (%(target)s), not less.") % words}
        )
    _require_a_target_that_counts(own)
    if own._state.adding:
        return save_new(own, "pacts.set_own_target", by=by)
    return change(own, "pacts.set_own_target", by=by, revision=revision)


def _require_a_target_that_counts(own: OwnTarget) -> None:
    """None is the best of all, so a criterion scored relative to the best cannot be fed with it."""
    fed = next((row for row in own.pledge.criteria.all() if is_out_of_reach(row.formula, own.target)), None)
    if fed:
        words = {"criterion": fed}
        raise ValidationError(
            {"target": _("“%(criterion)s” is scored by this target; it must be more than 0.") % words}
        )


@transaction.atomic
def remove_own_target(own: OwnTarget, *, by: User) -> None:
    """The common target then holds for the unit again."""
    locked_draft(own.pledge.pact_id)
    remove(own, "pacts.remove_own_target", by=by)


@transaction.atomic
def register_title(pact: Pact, *, unit: Unit, title: Title, by: User) -> Registration:
    """A unit aims at a title this season; registered twice it stays one."""
    pact = locked_draft(pact.pk)
    _require_member(pact, unit)
    row, made = Registration.objects.get_or_create(pact=pact, unit=unit, title=title)
    if made:
        Event.record("pacts.register_title", row, by=by)
    return row


@transaction.atomic
def withdraw_registration(row: Registration, *, by: User) -> None:
    locked_draft(row.pact_id)
    remove(row, "pacts.withdraw_registration", by=by)


def _require_member(pact: Pact, unit: Unit, membership: Membership | None = None) -> None:
    members = {member.unit_id for member in pact.members()}
    if unit.pk not in members or (membership and membership.bloc_id != pact.bloc_id):
        raise Refused(_("%(unit)s is not a member of this bloc.") % {"unit": unit})
