"""What a reorganisation does to memberships, headships and duties."""

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from blocs.logic.reforms import Act, eve
from blocs.logic.standing import FEWEST_UNITS, MOST_UNITS
from blocs.logic.wording import day
from blocs.models import Bloc, Duty, Headship, Membership, Unit

if TYPE_CHECKING:
    from blocs.reform_plan import Plan

Part = Headship.Part


class Members:
    """Rules: a new unit enters the bloc of the first of its predecessors (of each organiser); an existing unit that is
    in a bloc of that organiser already stays there; a bloc that a step names goes before both.
    """

    def __init__(self, plan: "Plan") -> None:
        self.plan, self.on = plan, plan.on
        running = Q(bloc__season__ends_on__gte=plan.on) & (Q(until_on__isnull=True) | Q(until_on__gte=plan.on))
        rows = Membership.objects.filter(running).select_related("bloc__season", "bloc__series", "unit")
        self.rows = list(rows.order_by("bloc", "order", "pk"))
        self.by_unit: dict[int, list[Membership]] = defaultdict(list)
        for row in self.rows:
            self.by_unit[row.unit_id].append(row)
        self.blocs = {row.bloc_id: row.bloc for row in self.rows}
        wanted = {step.bloc for step in plan.steps if step.bloc} - set(self.blocs)
        for bloc in Bloc.objects.filter(pk__in=wanted).select_related("season", "series"):
            self.blocs[bloc.pk] = bloc
        self.left: list[Membership] = []
        self.entered: list[Membership] = []
        self.orders = dict(Bloc.objects.filter(pk__in=self.blocs).values_list("pk").annotate(Max("memberships__order")))
        self.once = set(Membership.objects.filter(bloc__in=self.blocs).values_list("bloc", "unit"))

    def work_out(self) -> None:
        for unit in self.plan.ended:
            for row in self.by_unit[unit.pk]:
                self._leave(row)
        for unit in self._heirs():
            self._enter_after_predecessors(unit)
        for step in self.plan.steps:
            if step.bloc is not None:
                self._enter_named(step)
        self._check_sizes()
        self._headships()
        self._duties()
        self._organisers()

    # Memberships

    def _leave(self, row: Membership) -> None:
        if row.from_on and row.from_on >= self.on:
            words = {"unit": row.unit.name, "bloc": row.bloc, "day": day(row.from_on)}
            self.plan.object_to(_("%(unit)s joins “%(bloc)s” only on %(day)s. Take that back first.") % words)
            return
        self.plan.ledger.change(row, until_on=eve(self.on))
        self.left.append(row)
        words = {"unit": row.unit.name, "bloc": row.bloc, "day": day(eve(self.on))}
        self.plan.tell(_("Members of blocs"), _("%(unit)s belongs to “%(bloc)s” until %(day)s.") % words, row.unit)

    def _heirs(self) -> list[Unit]:
        found = {id(unit): unit for row in self.plan.ended for unit in self.plan.successors[row.pk]}
        return list(found.values())

    def _named_blocs(self, unit: Unit) -> list[int]:
        steps = [step for step in self.plan.steps if step.bloc is not None]
        return [step.bloc for step in steps if unit in [self.plan.unit(ref) for ref in step.into] and step.bloc]

    def _enter_after_predecessors(self, unit: Unit) -> None:
        if self._named_blocs(unit):
            return
        taken = {self._circle(row.bloc) for row in self.by_unit.get(unit.pk or 0, [])}
        for before in self.plan.before(unit):
            for row in [row for row in self.by_unit[before.pk] if row in self.left]:
                if self._circle(row.bloc) not in taken:
                    taken.add(self._circle(row.bloc))
                    self._enter(row.bloc, unit, row.order)

    @staticmethod
    def _circle(bloc: Bloc) -> tuple[int, int]:
        """Blocs of one organiser in one season: a unit belongs to one of them."""
        return bloc.season_id, bloc.series.organiser_id

    def _enter_named(self, step) -> None:
        bloc = self.blocs.get(step.bloc)
        if bloc is None:
            self.plan.object_to(_("The bloc of a step is no longer there."))
            return
        units = [self.plan.units[pk] for pk in step.units] if step.act == Act.TRANSFER else []
        units = units or [self.plan.unit(ref) for ref in dict.fromkeys(step.into)]
        for unit in units:
            self._change_bloc(unit, bloc)

    def _change_bloc(self, unit: Unit, bloc: Bloc) -> None:
        if any(row.bloc_id == bloc.pk and row.unit is unit for row in self.entered):
            return
        old = [row for row in self.by_unit.get(unit.pk or 0, []) if row not in self.left]
        if any(row.bloc_id == bloc.pk for row in old):
            words = {"unit": unit.name, "bloc": bloc}
            self.plan.object_to(_("%(unit)s belongs to “%(bloc)s” already.") % words)
            return
        for row in old:
            if self._circle(row.bloc) == self._circle(bloc):
                self._leave(row)
        self._enter(bloc, unit, None)

    def _enter(self, bloc: Bloc, unit: Unit, order: int | None) -> None:
        words = {"unit": unit.name, "bloc": bloc, "day": day(max(self.on, bloc.season.starts_on))}
        if unit.pk and (bloc.pk, unit.pk) in self.once:
            self.plan.object_to(_("%(unit)s was in “%(bloc)s” before and left; it cannot enter it twice.") % words)
            return
        if bloc.season.ends_on < self.on:
            self.plan.object_to(_("The season of “%(bloc)s” is over on that day.") % words)
            return
        if order is None:
            order = self.orders[bloc.pk] = (self.orders.get(bloc.pk) or 0) + 1
        row = Membership(bloc=bloc, unit=unit, order=order, from_on=max(self.on, bloc.season.starts_on))
        row.decision_number = self.plan.decision_number
        self.entered.append(self.plan.ledger.make(row))
        self.plan.tell(_("Members of blocs"), _("%(unit)s enters “%(bloc)s” on %(day)s.") % words, unit)

    def members_after(self, bloc: Bloc) -> list[Unit]:
        stay = [row.unit for row in self.rows if row.bloc_id == bloc.pk and row not in self.left]
        return stay + [row.unit for row in self.entered if row.bloc_id == bloc.pk]

    def changed_blocs(self) -> list[Bloc]:
        keys = dict.fromkeys(row.bloc_id for row in (*self.left, *self.entered))
        return [self.blocs[key] for key in keys]

    def _check_sizes(self) -> None:
        for bloc in self.changed_blocs():
            count = len(self.members_after(bloc))
            words = {"bloc": bloc, "count": count, "fewest": FEWEST_UNITS, "most": MOST_UNITS}
            if count == 0:
                self.plan.tell(_("To be done by hand"), _("“%(bloc)s” has no unit left and comes to its end.") % words)
            elif count < FEWEST_UNITS:
                sentence = _("“%(bloc)s” would be left with %(count)s unit; a bloc has at least %(fewest)s.")
                self.plan.object_to(sentence % words)
            elif count > MOST_UNITS:
                sentence = _("“%(bloc)s” would have %(count)s units; a bloc has at most %(most)s.")
                self.plan.object_to(sentence % words)

    # Headships

    def _headships(self) -> None:
        gone = {(row.bloc_id, row.unit_id) for row in self.left}
        rows = Headship.objects.filter(bloc__in={bloc for bloc, _unit in gone}).filter(
            Q(until_on__isnull=True) | Q(until_on__gte=self.on)
        )
        held = list(rows.select_related("unit", "bloc__season").order_by("bloc", "pk"))
        for row in held:
            if (row.bloc_id, row.unit_id) in gone and self._end_term(row):
                self._pass_on(row, held, gone)

    def _end_term(self, row: Headship) -> bool:
        if row.from_on and row.from_on >= self.on:
            words = {"unit": row.unit.name, "part": row.get_part_display(), "day": day(row.from_on)}
            self.plan.object_to(_("%(unit)s is %(part)s only from %(day)s. Take that back first.") % words)
            return False
        self.plan.ledger.change(row, until_on=eve(self.on))
        return True

    def _pass_on(self, row: Headship, held: list[Headship], gone: set[tuple[int, int]]) -> None:
        """The head's part goes to the deputy; every other part stays open until somebody is named."""
        words = {"unit": row.unit.name, "part": row.get_part_display(), "bloc": row.bloc, "day": day(self.on)}
        deputies = [one for one in held if one.bloc_id == row.bloc_id and one.part == Part.DEPUTY]
        deputy = next((one for one in deputies if (one.bloc_id, one.unit_id) not in gone), None)
        if row.part != Part.HEAD or deputy is None or (deputy.from_on and deputy.from_on >= self.on):
            sentence = _("%(unit)s was %(part)s of “%(bloc)s”; from %(day)s the part is open. Name a unit for it.")
            self.plan.tell(_("To be done by hand"), sentence % words, row.unit)
            return
        self.plan.ledger.change(deputy, until_on=eve(self.on))
        new = Headship(bloc=row.bloc, unit=deputy.unit, part=Part.HEAD, from_on=self.on, chosen=row.Chosen.ASSIGNED)
        new.decision_number = self.plan.decision_number
        self.plan.ledger.make(new)
        words |= {"deputy": deputy.unit.name}
        sentence = _("%(unit)s was head of “%(bloc)s”; its deputy %(deputy)s is head from %(day)s.")
        self.plan.tell(_("Headships"), sentence % words, row.unit)
        sentence = _("“%(bloc)s” has no deputy head from %(day)s. Name a unit for it.")
        self.plan.tell(_("To be done by hand"), sentence % words, row.unit)

    # Duties

    def _duties(self) -> None:
        running = Q(until_on__isnull=True) | Q(until_on__gte=self.on)
        rows = Duty.objects.filter(running, unit__in=[unit.pk for unit in self.plan.ended])
        for row in rows.select_related("user", "unit").order_by("pk"):
            self._duty(row)

    def _duty(self, row: Duty) -> None:
        words = {"user": row.user, "role": row.get_role_display(), "unit": row.unit.name, "day": day(eve(self.on))}
        if row.from_on and row.from_on >= self.on:
            self.plan.object_to(_("%(user)s is %(role)s of %(unit)s only later. Take that back first.") % words)
            return
        ended = self.plan.units[row.unit_id]
        heir = self.plan.continues_whole(ended)
        until, acting = row.until_on, row.acting_for_id
        self.plan.ledger.change(row, until_on=eve(self.on))
        if heir is not None and self.plan.is_new(heir) and len(self.plan.before(heir)) == 1 and not acting:
            new = Duty(user=row.user, role=row.role, unit=heir, from_on=self.on, until_on=until, note=row.note)
            self.plan.ledger.make(new)
            sentence = _("%(user)s was %(role)s of %(unit)s until %(day)s and is so of %(heir)s after that.")
            self.plan.tell(_("Duties"), sentence % {**words, "heir": heir.name}, row.unit)
            return
        sentence = _("%(user)s was %(role)s of %(unit)s until %(day)s. Give the duties of the new units by hand.")
        self.plan.tell(_("To be done by hand"), sentence % words, row.unit)

    def _organisers(self) -> None:
        for bloc in self.blocs.values():
            organiser = self.plan.units[bloc.series.organiser_id]
            if organiser in self.plan.ended:
                sentence = _("“%(bloc)s” is organised by %(unit)s, which ends. Name its new organiser.")
                self.plan.tell(_("To be done by hand"), sentence % {"bloc": bloc, "unit": organiser.name}, organiser)
