"""A pact from its draft to its seal, and what may still be said beside the seal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import change, validate
from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Event, Movement, User
from pacts.actions import copying
from pacts.actions.beats import beat_all
from pacts.actions.drafts import locked_draft, title_after
from pacts.logic import seal as sealing
from pacts.logic.obstacles import PACT
from pacts.models import Erratum, Pact, PactTemplate, Regulation, Solution
from pacts.text import text_of

AFTER_SEAL: list[Callable[[Pact, User], object]] = []
"""What the floors above do in the transaction of the seal, such as asking for its paper; they put theirs in."""


@transaction.atomic
def draft_pact(
    bloc: Bloc,
    *,
    by: User,
    start: str = "scratch",
    template: PactTemplate | None = None,
    results: Mapping[int, Decimal] | None = None,
) -> Pact:
    """The bloc's draft: made now, or the one it has already, so that a double press makes one.

    `results` gives last season's result of the bloc by the old pledge's key; reports hold them, so the caller brings
    them. Raises Refused where the season's pact is sealed, or there is nothing to copy.
    """
    bloc = Bloc.objects.locked(bloc.pk)
    unsealed = bloc.pacts.exclude(state=Pact.State.SEALED).first()
    if unsealed:
        return unsealed
    if bloc.pacts.exists():
        raise Refused(_("The pact of this season is sealed. Make an amendment instead."))
    pact = _begun(bloc, start, template, results or {})
    Event.record("pacts.draft", pact, by=by, origin=pact.origin)
    return pact


def _begun(bloc: Bloc, start: str, template: PactTemplate | None, results: Mapping[int, Decimal]) -> Pact:
    pact = Pact(bloc=bloc, title=copying.title_for(bloc.season, bloc.name), slogan=bloc.slogan)
    if start == "last_season":
        return _begun_from_last_season(pact, results)
    if start == "template":
        return _begun_from_template(pact, template)
    if start != "scratch":
        raise ValueError(start)
    pact.save()
    return pact


def last_pact(bloc: Bloc) -> Pact | None:
    """Last season's pact in the newest version that was sealed, else in the newest there is."""
    if bloc.previous_id is None:
        return None
    versions = Pact.objects.filter(bloc=bloc.previous_id).select_related("bloc__season").order_by("-version")
    return versions.sealed().first() or versions.first()


def _begun_from_last_season(pact: Pact, results: Mapping[int, Decimal]) -> Pact:
    old = last_pact(pact.bloc)
    if old is None:
        raise Refused(_("There is no pact of last season to copy. Start from a template or from scratch."))
    pact.title = title_after(old.title, old.bloc.season, pact.bloc.season)
    pact.origin = str(old)[:200]
    copying.copy_last_season(old, pact, results)
    copying.copy_regulation(old, pact)
    return pact


def _begun_from_template(pact: Pact, template: PactTemplate | None) -> Pact:
    if template is None:
        raise Refused(_("Choose the template to start from."))
    pact.origin = template.name
    copying.fill_from_template(template, pact)
    return pact


@transaction.atomic
def edit_pact(
    pact: Pact,
    *,
    by: User,
    revision: int | None = None,
    movements: Iterable[Movement] | None = None,
    solutions: Sequence[str] | None = None,
) -> Pact:
    """Save the heading: title, bases, slogan, words; where given, also the movements served and the solutions."""
    locked_draft(pact.pk, revision)
    change(pact, "pacts.edit", by=by, revision=revision)
    if movements is not None:
        _set_movements(pact, list(movements), by)
    if solutions is not None:
        _set_solutions(pact, list(solutions), by)
    return pact


def _set_movements(pact: Pact, movements: list[Movement], by: User) -> None:
    if set(pact.movements.all()) == set(movements):
        return
    pact.movements.set(movements)
    Event.record("pacts.set_movements", pact, by=by, movements=sorted(map(str, movements)))


def _set_solutions(pact: Pact, solutions: list[str], by: User) -> None:
    """One list, so it is written as one."""
    if list(pact.solutions.values_list("text", flat=True)) == solutions:
        return
    pact.solutions.all().delete()
    for order, text in enumerate(solutions, start=1):
        Solution.objects.create(pact=pact, order=order, text=text)
    Event.record("pacts.set_solutions", pact, by=by, solutions=solutions)


@transaction.atomic
def save_as_template(pact: Pact, *, name: str, by: User, description: str = "") -> PactTemplate:
    """Keep this pact's contents to start other pacts from; the name must be new."""
    template = PactTemplate(name=name, description=description, content=copying.as_template(pact))
    validate(template)
    template.save()
    Event.record("pacts.save_as_template", template, by=by, pact=str(pact))
    return template


@transaction.atomic
def accept_regulation(bloc: Bloc, *, by: User) -> Regulation:
    """The bloc's switches as they stand; pressed twice it stays one."""
    Bloc.objects.locked(bloc.pk)
    regulation, made = Regulation.objects.get_or_create(bloc=bloc)
    if made:
        Event.record("pacts.accept_regulation", regulation, by=by)
    return regulation


@transaction.atomic
def edit_regulation(regulation: Regulation, *, by: User, revision: int | None = None) -> Regulation:
    """Set the bloc's switches. They belong to the sealed text, so they rest while a pact is open for signature."""
    Bloc.objects.locked(regulation.bloc_id)
    if Pact.objects.filter(bloc=regulation.bloc_id, state=Pact.State.OPEN).exists():
        raise Refused(_("The pact is open for signature. Take it back to draft before changing the regulation."))
    _keep_sealed_switches(regulation)
    if regulation._state.adding:
        validate(regulation)
        regulation.save()
        Event.record("pacts.accept_regulation", regulation, by=by)
        return regulation
    return change(regulation, "pacts.edit_regulation", by=by, revision=revision)


def _keep_sealed_switches(regulation: Regulation) -> None:
    """Number and day may be put right beside a seal; the switches were part of what was sealed."""
    newest = Pact.objects.filter(bloc=regulation.bloc_id).order_by("-version").first()
    before = Regulation.objects.filter(bloc=regulation.bloc_id).first() or Regulation()
    switches = ("absent_unit_hinders_seal", "heads_sign_for_members")
    moved = any(getattr(before, name) != getattr(regulation, name) for name in switches)
    if newest and newest.is_sealed and moved:
        raise Refused(_("A sealed pact never changes. Make an amendment, or correct a slip by an erratum."))


# --- Steps ---


@transaction.atomic
def open_pact(pact: Pact, *, by: User) -> Pact:
    """Close the text and open the signing table."""
    pact = Pact.objects.locked(pact.pk)
    PACT.take("open", pact)
    pact.opened_at = timezone.now()
    pact.save(update_fields=["state", "opened_at"])
    Event.record("pacts.open", pact, by=by)
    return pact


@transaction.atomic
def reopen(pact: Pact, *, by: User) -> Pact:
    """Take an open pact back to draft while nobody has signed."""
    pact = Pact.objects.locked(pact.pk)
    PACT.take("reopen", pact)
    pact.opened_at = None
    pact.save(update_fields=["state", "opened_at"])
    Event.record("pacts.reopen", pact, by=by)
    return pact


@transaction.atomic
def seal(pact: Pact, *, by: User) -> Pact:
    """Close the pact's text for good; late signatures stand beside the seal, never in it."""
    pact = Pact.objects.locked(pact.pk)
    PACT.take("seal", pact)
    pact.sealed_at = timezone.now()
    pact.canonical = sealing.canonical(text_of(pact))
    pact.digest = sealing.digest(pact.canonical)
    pact.save(update_fields=["state", "sealed_at", "canonical", "digest"])
    for follow in AFTER_SEAL:
        follow(pact, by)
    beat_all(pact)
    Event.record("pacts.seal", pact, by=by, digest=pact.digest)
    return pact


@transaction.atomic
def amend(pact: Pact, *, by: User) -> Pact:
    """A new draft version beside the sealed one, beginning as its text; pressed twice it stays one."""
    bloc = Bloc.objects.locked(pact.bloc_id)
    pact = Pact.objects.locked(pact.pk)
    if not pact.is_sealed:
        raise Refused(_("Only a sealed pact is amended; this one can still be changed."))
    newer = bloc.pacts.filter(version__gt=pact.version).order_by("-version").first()
    if newer and newer.is_sealed:
        raise Refused(_("This version has been amended already. Amend version %(number)s.") % {"number": newer.version})
    return newer or _amended(pact, by)


def _amended(pact: Pact, by: User) -> Pact:
    new = Pact(bloc=pact.bloc, version=pact.version + 1, amends=pact, title=pact.title, origin=str(pact)[:200])
    copying.copy_version(pact, new)
    Event.record("pacts.amend", new, by=by, amends=str(pact))
    return new


@transaction.atomic
def correct(pact: Pact, *, text: str, by: User) -> Erratum:
    """A dated note beside the seal for a slip found afterwards; the sealed text stays as it is."""
    pact = Pact.objects.locked(pact.pk)
    if not pact.is_sealed:
        raise Refused(_("Only a sealed pact needs an erratum; this one can still be changed."))
    erratum = Erratum(pact=pact, text=text, made_by=str(by)[:200])
    validate(erratum)
    erratum.save()
    Event.record("pacts.correct", pact, by=by, text=text)
    return erratum
