"""Next year begins here: a bloc is renewed for the season after, with everything proposed from the one that ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.actions.seasons import add_season
from blocs.logic.lifecycle import Refused
from blocs.logic.rotation import next_heads
from blocs.logic.standing import obstacles_to_standing
from blocs.logic.wording import day
from blocs.models import Bloc, Duty, Event, Headship, Membership, Role, Season, Unit, User

Part, Chosen = Headship.Part, Headship.Chosen

AFTER_RENEWAL: list[Callable[[Bloc, Bloc], object]] = []
"""What the floors above carry from the old bloc into the new one, in the same transaction; they put theirs in."""


@dataclass(frozen=True)
class Choice:
    """A unit for a headship, and how it was chosen."""

    unit: Unit | None = None
    chosen: str = Chosen.ROTA
    decision_number: str = ""
    decided_on: date | None = None


@dataclass
class Renewal:
    """What is proposed for the next season, and in `problems` what a person must look at."""

    units: list[Unit] = field(default_factory=list)
    head: Choice = Choice()
    deputy: Choice = Choice()
    problems: list[str] = field(default_factory=list)


def propose_renewal(previous: Bloc, season: Season) -> Renewal:
    """Members still in force when the season starts, successors in the place of units that ended, head and deputy."""
    renewal = Renewal()
    for membership in previous.memberships.on(season.starts_on).in_order():
        for unit in _standing(membership.unit, season, renewal.problems):
            if unit not in renewal.units:
                renewal.units.append(unit)
    in_turn = _in_turn(previous, renewal.units)
    renewal.head = _proposed(previous, Part.NEXT_HEAD, in_turn)
    renewal.deputy = _proposed(previous, Part.NEXT_DEPUTY, [unit for unit in in_turn if unit != renewal.head.unit])
    return renewal


def _standing(unit: Unit, season: Season, problems: list[str], seen: tuple = ()) -> list[Unit]:
    """The unit, or those that took it over, in force on the season's first day."""
    if unit.is_in_force(season.starts_on) or unit.until_on is None:
        return [unit]
    successors = [row.after for row in unit.successions.select_related("after") if row.after.pk not in seen]
    words = {"unit": unit, "day": day(unit.until_on), "names": ", ".join(str(row) for row in successors)}
    if not successors:
        problems.append(_("%(unit)s ended on %(day)s without a successor and is left out.") % words)
        return []
    problems.append(_("%(unit)s ended on %(day)s; its place is taken by %(names)s.") % words)
    found = [_standing(successor, season, problems, (*seen, unit.pk)) for successor in successors]
    return [unit for units in found for unit in units]


def _in_turn(previous: Bloc, members: Sequence[Unit]) -> list[Unit]:
    terms = Headship.objects.filter(bloc__series=previous.series_id, part=Part.HEAD)
    past = terms.order_by("bloc__season__starts_on", "from_on", "pk").values_list("unit", flat=True)
    units = {unit.pk: unit for unit in members}
    return [units[pk] for pk in next_heads(list(units), list(past))]


def _proposed(previous: Bloc, part: str, in_turn: Sequence[Unit]) -> Choice:
    """Who was chosen for the next season already, otherwise who is next in turn."""
    row = previous.headships.filter(part=part, unit__in=in_turn).select_related("unit").order_by("-pk").first()
    if row:
        return Choice(row.unit, row.chosen, row.decision_number, row.decided_on)
    return Choice(in_turn[0]) if in_turn else Choice()


@transaction.atomic
def renew_bloc(
    previous: Bloc,
    *,
    season: Season,
    by: User,
    units: Sequence[Unit] | None = None,
    head: Unit | None = None,
    deputy: Unit | None = None,
) -> Bloc:
    """The same series in the next season. Without `units` whatever is not named is taken from the proposal.

    Raises Refused where it exists already, the season is not a later one, or it could not stand.
    """
    previous = Bloc.objects.locked(previous.pk)
    _require_later(previous, season)
    if season._state.adding:
        season = add_season(season, by=by)
    proposal = propose_renewal(previous, season)
    if units is None:
        units, head, deputy = proposal.units, head or proposal.head.unit, deputy or proposal.deputy.unit
    choices = {Part.HEAD: _chosen(head, proposal.head), Part.DEPUTY: _chosen(deputy, proposal.deputy)}
    _require_standing(season, units, choices[Part.HEAD].unit, choices[Part.DEPUTY].unit)
    bloc = _saved_copy(previous, season)
    _add_members(bloc, previous, units)
    _add_headships(bloc, choices)
    secretaries = _carry_secretaries(previous, bloc)
    for carry in AFTER_RENEWAL:
        carry(previous, bloc)
    by.__dict__.pop("duties_today", None)
    details = {part: str(choice.unit or "") for part, choice in choices.items()}
    names = [str(unit) for unit in units]
    Event.record("blocs.renew", bloc, by=by, previous=str(previous), units=names, secretaries=secretaries, **details)
    return bloc


def _chosen(named: Unit | None, proposed: Choice) -> Choice:
    return proposed if named == proposed.unit else Choice(named, Chosen.ASSIGNED)


def _require_later(previous: Bloc, season: Season) -> None:
    exists = previous.series.blocs.filter(season__starts_on=season.starts_on, season__kind=season.kind).first()
    exists = exists or Bloc.objects.filter(previous=previous).first()
    if exists:
        raise Refused(_("“%(bloc)s” exists already.") % {"bloc": exists})
    if season.starts_on <= previous.season.starts_on:
        raise Refused(_("The next season must begin after %(day)s.") % {"day": day(previous.season.starts_on)})


def _require_standing(season: Season, units: Sequence[Unit], head: Unit | None, deputy: Unit | None) -> None:
    gone = [unit.name for unit in units if unit.until_on and unit.until_on < season.starts_on]
    sentences = obstacles_to_standing(len(units), head is not None, gone)
    for unit in filter(None, [head, deputy]):
        if unit not in units:
            sentences.append(_("%(unit)s is not among the members.") % {"unit": unit})
    if head is not None and head == deputy:
        sentences.append(_("Head and deputy are two different units."))
    if sentences:
        raise Refused(*sentences)


def _saved_copy(previous: Bloc, season: Season) -> Bloc:
    same = ["series", "name", "code", "sector", "level_words", "is_illustrative"]
    bloc = Bloc(season=season, previous=previous, **{name: getattr(previous, name) for name in same})
    validate(bloc)
    bloc.save()
    return bloc


def _add_members(bloc: Bloc, previous: Bloc, units: Sequence[Unit]) -> None:
    decisions = dict(previous.memberships.values_list("unit", "decision_number"))
    for order, unit in enumerate(units, start=1):
        Membership.objects.create(bloc=bloc, unit=unit, order=order, decision_number=decisions.get(unit.pk, ""))


def _add_headships(bloc: Bloc, choices: dict[str, Choice]) -> None:
    for part, choice in choices.items():
        if choice.unit is not None:
            Headship.objects.create(bloc=bloc, part=part, **vars(choice))


def _carry_secretaries(previous: Bloc, bloc: Bloc) -> list[str]:
    """Whoever keeps the books of the season that ends goes on, deputies left out; an administrator may end the duty."""
    duties = previous.duties.on().filter(role=Role.SECRETARY, acting_for__isnull=True, user__is_active=True)
    duties = list(duties.select_related("user"))
    for duty in duties:
        Duty.objects.create(user=duty.user, role=Role.SECRETARY, bloc=bloc, note=duty.note)
    return [str(duty.user) for duty in duties]
