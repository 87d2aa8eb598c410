"""A ceremony from its plan to its close."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import differences, facts, validate
from blocs.logic.lifecycle import Refused
from blocs.logic.text import slugify
from blocs.logic.wording import day as write_day
from blocs.models import Bloc, Event, Leader, User
from pacts.actions.beats import beat
from pacts.actions.frozen import as_on, unit_of
from pacts.actions.rehearsal import clear_stage, close_stage, open_stage
from pacts.logic.agenda import default_agenda
from pacts.logic.ceremony_states import CEREMONY, postponing_faults
from pacts.models import AgendaItem, Attendee, Ceremony, Pact

LONGEST_SLUG = 100  # leaves room for the number that makes an address unique


@transaction.atomic
def plan_ceremony(
    ceremony: Ceremony, *, blocs: Iterable[Bloc], pacts: Iterable[Pact], by: User, president: Leader | None = None
) -> Ceremony:
    """A new ceremony with its usual programme; the blocs of its pacts belong to it without being named.

    `president`, where given, is recorded as presiding, frozen as of the ceremony's day. Raises Refused without a
    bloc, ValidationError for a date that does not fit its precision. Pressed twice it plans one ceremony.
    """
    blocs, pacts = _whole(blocs, pacts)
    if planned := _planned_already(ceremony, blocs, pacts):
        return planned
    ceremony.slug = free_slug(ceremony)
    validate(ceremony)
    ceremony.save(force_insert=True)
    ceremony.blocs.set(blocs)
    ceremony.pacts.set(pacts)
    _give_usual_agenda(ceremony)
    if president:
        _let_preside(ceremony, president)
    Event.record("pacts.plan", ceremony, by=by, blocs=blocs, pacts=pacts, facts=facts(ceremony))
    return ceremony


@transaction.atomic
def edit_ceremony(
    ceremony: Ceremony, *, blocs: Iterable[Bloc], pacts: Iterable[Pact], by: User, revision: int | None = None
) -> Ceremony:
    """Correct what a ceremony says; once held only the standing body's reopening allows it."""
    before = Ceremony.objects.locked(ceremony.pk, revision)
    keep_open(before)
    blocs, pacts = _whole(blocs, pacts)
    _keep_signed_pacts(before, pacts)
    validate(ceremony)
    changed = differences(before, ceremony) | _exchanged(before, blocs, pacts)
    if changed:
        ceremony.revision = before.revision
        ceremony.save(update_fields=[name for name in changed if name not in ("blocs", "pacts")])
        ceremony.blocs.set(blocs)
        ceremony.pacts.set(pacts)
        beat(ceremony)
        Event.record("pacts.edit_ceremony", ceremony, by=by, changed=changed)
    return ceremony


@transaction.atomic
def write_minutes(ceremony: Ceremony, *, by: User, revision: int | None = None) -> Ceremony:
    """What was said and done, and who wrote it down; possible after the ceremony too, as minutes are."""
    before = Ceremony.objects.locked(ceremony.pk, revision)
    refuse_cancelled(before)
    validate(ceremony)
    changed = {name: now for name, now in differences(before, ceremony).items() if name in ("words", "secretary_name")}
    if changed:
        ceremony.revision = before.revision
        ceremony.save(update_fields=list(changed))
        Event.record("pacts.write_minutes", ceremony, by=by, changed=changed)
    return ceremony


@transaction.atomic
def begin(ceremony: Ceremony, *, by: User) -> Ceremony:
    """From now on signatures can be recorded. A rehearsal still open ends; who begins has the console in hand."""
    ceremony = Ceremony.objects.locked(ceremony.pk)
    CEREMONY.take("begin", ceremony)
    ceremony.began_at = timezone.now()
    ceremony.save(update_fields=["state", "began_at"])
    open_stage(ceremony, by)
    beat(ceremony)
    Event.record("pacts.begin", ceremony, by=by)
    return ceremony


@transaction.atomic
def hold(ceremony: Ceremony, *, by: User) -> Ceremony:
    """Close the ceremony; its attendance, votes, day and place stay as they are from now on."""
    ceremony = Ceremony.objects.locked(ceremony.pk)
    CEREMONY.take("hold", ceremony)
    ceremony.held_at = timezone.now()
    ceremony.save(update_fields=["state", "held_at"])
    close_stage(ceremony)
    beat(ceremony)
    Event.record("pacts.hold", ceremony, by=by)
    return ceremony


@transaction.atomic
def postpone(ceremony: Ceremony, *, on: date, reason: str, by: User) -> Ceremony:
    """A later day; the day planned so far is kept beside it."""
    ceremony = Ceremony.objects.locked(ceremony.pk)
    CEREMONY.take("postpone", ceremony)
    _require(reason)
    if faults := postponing_faults(ceremony.until or ceremony.day, on):
        raise Refused(*faults)
    old = ceremony.on
    ceremony.postponed_from = ceremony.day or ceremony.postponed_from
    ceremony.on, ceremony.until, ceremony.precision = on, None, Ceremony.Precision.DAY
    ceremony.save(update_fields=["state", "on", "until", "precision", "postponed_from"])
    clear_stage(ceremony)
    beat(ceremony)
    Event.record("pacts.postpone", ceremony, by=by, reason=reason, changed={"on": [old, on]})
    return ceremony


@transaction.atomic
def cancel(ceremony: Ceremony, *, reason: str, by: User) -> Ceremony:
    ceremony = Ceremony.objects.locked(ceremony.pk)
    CEREMONY.take("cancel", ceremony)
    _require(reason)
    ceremony.save(update_fields=["state"])
    clear_stage(ceremony)
    beat(ceremony)
    Event.record("pacts.cancel", ceremony, by=by, reason=reason)
    return ceremony


@transaction.atomic
def reopen_ceremony(ceremony: Ceremony, *, reason: str, by: User) -> Ceremony:
    """Undo a close that came too early; the reason stays in the logbook."""
    ceremony = Ceremony.objects.locked(ceremony.pk)
    CEREMONY.take("reopen_ceremony", ceremony)
    _require(reason)
    ceremony.held_at = None
    ceremony.save(update_fields=["state", "held_at"])
    beat(ceremony)
    Event.record("pacts.reopen_ceremony", ceremony, by=by, reason=reason)
    return ceremony


def keep_open(ceremony: Ceremony) -> None:
    """Raises Refused for a ceremony that is held or cancelled."""
    refuse_cancelled(ceremony)
    if ceremony.state == Ceremony.State.HELD:
        raise Refused(_("The ceremony is closed. The standing body can reopen it with a reason."))


def refuse_cancelled(ceremony: Ceremony) -> None:
    """Raises Refused for a ceremony that will not take place; everything else may still be written down."""
    if ceremony.state == Ceremony.State.CANCELLED:
        raise Refused(_("The ceremony is cancelled."))


def free_slug(ceremony: Ceremony) -> str:
    """Title and day in plain letters, with a number behind where that address is taken; never digits alone."""
    parts = ["le", slugify(ceremony.title), slugify(write_day(ceremony.on))]
    stem = "-".join(part for part in parts if part)
    stem = stem.removeprefix("le-") if stem.startswith("le-le-") else stem
    stem = stem if len(stem) <= LONGEST_SLUG else f"{stem[: LONGEST_SLUG - 11].rstrip('-')}-{stem[-10:]}"
    taken = set(Ceremony.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _whole(blocs, pacts) -> tuple[list[Bloc], list[Pact]]:
    pacts = list(pacts)
    blocs = {bloc.pk: bloc for bloc in [*blocs, *(pact.bloc for pact in pacts)]}
    if not blocs:
        raise Refused(_("Choose at least one bloc that meets at this ceremony."))
    return list(blocs.values()), pacts


def _planned_already(ceremony: Ceremony, blocs: list[Bloc], pacts: list[Pact]) -> Ceremony | None:
    """The same plan, not begun yet. The blocs are locked, so that of two presses at once the second sees the first."""
    list(Bloc.objects.select_for_update().filter(pk__in=[bloc.pk for bloc in blocs]).order_by("pk"))
    facts = {name: getattr(ceremony, name) for name in ("kind", "title", "precision", "on", "until", "place_name")}
    for other in Ceremony.objects.filter(state=Ceremony.State.PLANNED, **facts):
        if set(other.blocs.all()) == set(blocs) and set(other.pacts.all()) == set(pacts):
            return other
    return None


def _keep_signed_pacts(before: Ceremony, pacts: list[Pact]) -> None:
    """A pact with signatures given at this ceremony cannot be taken off its table."""
    kept = {pact.pk for pact in pacts}
    rows = before.signatures.standing().exclude(pact__in=kept).select_related("pact")
    if lost := {str(row.pact): None for row in rows}:
        raise Refused(*[_("Signatures of “%(pact)s” are recorded at this ceremony.") % {"pact": name} for name in lost])


def _exchanged(before: Ceremony, blocs: list[Bloc], pacts: list[Pact]) -> dict[str, list]:
    found = {}
    for name, now in {"blocs": blocs, "pacts": pacts}.items():
        old = list(getattr(before, name).all())
        if {row.pk for row in old} != {row.pk for row in now}:
            found[name] = [[str(row) for row in old], [str(row) for row in now]]
    return found


def _give_usual_agenda(ceremony: Ceremony) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(ceremony=ceremony, order=order, title=title, is_adoption=adopted)
        for order, (title, adopted) in enumerate(default_agenda(ceremony.kind), start=1)
    )


def _let_preside(ceremony: Ceremony, leader: Leader) -> None:
    unit = unit_of(leader, ceremony.day)
    person = as_on(leader, ceremony.day, unit)
    Attendee.objects.create(ceremony=ceremony, part=Attendee.Part.PRESIDING, leader=leader, **person)


def _require(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Give the reason."))
