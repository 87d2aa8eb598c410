"""What a reorganisation means for sealed pacts: whom they bind, and to what from the day on."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.logic.wording import day, trimmed
from blocs.models import Bloc, Membership, Reform, Unit
from blocs.reform_effects import Effects
from blocs.reform_plan import Plan
from pacts.logic import restating
from pacts.logic.restating import Days
from pacts.models import Pact, Pledge, Restatement
from pacts.restated import Line, Own, assignments, own_targets


class PactEffects(Effects):
    def obstacles(self, plan: Plan) -> list[str]:
        """A unit that signed after the day of the reorganisation existed as it was: the day must come after."""
        touched = {unit.pk for unit in plan.touched()}
        blocs = {row.bloc_id for row in plan.members.rows if row.unit_id in touched}
        found = []
        for pact in Pact.objects.sealed().filter(bloc__in=blocs).select_related("bloc__season").order_by("pk"):
            if pact.day >= plan.on:
                found += _parties(plan, pact, touched)
        return found

    def add(self, plan: Plan) -> None:
        blocs = plan.members.changed_blocs()
        pacts = Pact.objects.sealed().filter(bloc__in=blocs, amendments__isnull=True).select_related("criteria_table")
        found = {pact.bloc_id: pact for pact in pacts}
        everything = _Sealed(list(found.values()))
        for bloc in blocs:
            if bloc.pk in found:
                _Restating(plan, bloc, found[bloc.pk], everything).work_out()

    def builds_on(self, reform: Reform, units: set[int]) -> list[str]:
        """A pact sealed after it names the units as it made them; an amendment carries its figures on."""
        made = {str(key) for label, keys in reform.undo["made"] if label == "pacts.restatement" for key in keys}
        carried = Restatement.objects.filter(reform=reform).exclude(pk__in=made).select_related("pact").order_by("pk")
        if first := carried.first():
            return [_("“%(pact)s” carries on what it restated.") % {"pact": first.pact}]
        rows = Pact.objects.sealed().filter(sealed_at__gt=reform.applied_at, bloc__memberships__unit__in=units)
        sentence = _("“%(pact)s” was sealed on %(day)s with these units.")
        return [sentence % {"pact": pact, "day": day(pact.day)} for pact in rows.distinct().order_by("pk")[:3]]


def _parties(plan: Plan, pact: Pact, touched: set[int]) -> list[str]:
    rows = [row for row in plan.members.rows if row.bloc_id == pact.bloc_id and row.unit_id in touched]
    bound = [row.unit.name for row in rows if _was_member(row, pact)]
    sentence = _("%(unit)s is party to “%(pact)s”, which holds as sealed on %(day)s; the day must come after that.")
    return [sentence % {"unit": name, "pact": pact, "day": day(pact.day)} for name in bound]


def _was_member(row: Membership, pact: Pact) -> bool:
    """As it stood before this plan changed its last day."""
    return row.from_on is None or row.from_on <= pact.day


class _Sealed:
    """Pledges, own targets and assignments of all pacts concerned, fetched at once."""

    def __init__(self, pacts: list[Pact]) -> None:
        self.pledges: dict[int, list[Pledge]] = defaultdict(list)
        for pledge in Pledge.objects.filter(pact__in=pacts, target__isnull=False).order_by("order", "pk"):
            self.pledges[pledge.pact_id].append(pledge)
        flat = [pledge for rows in self.pledges.values() for pledge in rows]
        self.own: dict[tuple[int, int], Own] = own_targets(flat)
        self.lines: dict[int, dict[tuple[int, int], Line]] = {}
        for pact in pacts:
            table = getattr(pact, "criteria_table", None)
            self.lines[pact.pk] = assignments(table) if table else {}


class _Restating:
    """One bloc's newest sealed pact."""

    def __init__(self, plan: Plan, bloc: Bloc, pact: Pact, sealed: _Sealed) -> None:
        self.plan, self.bloc, self.pact, self.sealed = plan, bloc, pact, sealed
        season = bloc.season
        self.days = Days(season.starts_on, season.ends_on, plan.on)
        members = plan.members
        self.left = [row for row in members.left if row.bloc_id == bloc.pk]
        self.entered = [row for row in members.entered if row.bloc_id == bloc.pk]
        stay = [row for row in members.rows if row.bloc_id == bloc.pk and row not in members.left]
        self.after = {id(self._unit(row)): row for row in [*stay, *self.entered]}
        self.gone = {row.unit_id for row in self.left}

    def _unit(self, row: Membership) -> Unit:
        """The plan's own instance of an existing unit."""
        return self.plan.units[row.unit.pk] if row.unit.pk else row.unit

    def work_out(self) -> None:
        for pledge in self.sealed.pledges[self.pact.pk]:
            self._of_pledge(pledge)
        self._of_criteria()

    # Who carries what

    def _whole(self, heir: Unit) -> list[Unit]:
        """Units of this bloc that go over whole into this one."""
        before = [unit for unit in self.plan.before(heir) if unit.pk in self.gone]
        return [unit for unit in before if self.plan.continues_whole(unit) is heir]

    def _shared(self, unit: Unit) -> list[Unit]:
        """Of a unit that is split: its successors in this bloc."""
        heirs = self.plan.successors.get(unit.pk, [])
        return [heir for heir in heirs if id(heir) in self.after] if len(heirs) > 1 else []

    def _concerned(self) -> list[Membership]:
        heirs = [row for row in self.after.values() if self._takes_over(self._unit(row))]
        return [*heirs, *(row for row in self.entered if row not in heirs)]

    def _takes_over(self, heir: Unit) -> bool:
        return any(unit.pk in self.gone for unit in self.plan.before(heir))

    def _goal(self, pledge: Pledge, unit: Unit) -> restating.Goal:
        own = self.sealed.own.get((pledge.pk, unit.pk or 0))
        return (own.target, own.target_max) if own else (pledge.target, pledge.target_max)

    # Pledges

    def _of_pledge(self, pledge: Pledge) -> None:
        if not restating.is_amount(pledge.kind, pledge.measure):
            for row in self._concerned():
                self._rate(pledge, row)
            return
        for row in self._concerned():
            self._amount(pledge, row)
        for row in self.left:
            self._what_is_left(pledge, row)

    def _amount(self, pledge: Pledge, row: Membership) -> None:
        heir = self._unit(row)
        parts = [(unit.name, self._target(pledge, unit)) for unit in self._whole(heir)]
        if row not in self.entered:
            parts.insert(0, (heir.name, self._target(pledge, heir)))
        parts += [(unit.name, self._share(pledge, unit)) for unit in self._split_into(heir)]
        if not parts:
            target = restating.by_days(self._target(pledge, heir), self.days.left, self.days.whole)
            self._keep(row, pledge, target, None, self._reckoned(self._target(pledge, heir), self.days.left, target))
            return
        target = sum((figure for _name, figure in parts), Decimal(0))
        told = " + ".join(f"{name}: {trimmed(figure)}" for name, figure in parts)
        words = {"parts": told, "target": trimmed(target)}
        self._keep(row, pledge, target, None, _("Sum of the parts: %(parts)s = %(target)s.") % words)

    def _target(self, pledge: Pledge, unit: Unit) -> Decimal:
        return self._goal(pledge, unit)[0] or Decimal(0)

    def _split_into(self, heir: Unit) -> list[Unit]:
        return [unit for unit in self.plan.before(heir) if unit.pk in self.gone and heir in self._shared(unit)]

    def _share(self, pledge: Pledge, unit: Unit) -> Decimal:
        count = len(self._shared(unit))
        return restating.by_days(self._target(pledge, unit), self.days.left, self.days.whole, count)

    def _what_is_left(self, pledge: Pledge, row: Membership) -> None:
        """Who left owes its own days, unless somebody in the bloc carries its whole target on."""
        unit = self._unit(row)
        heir = self.plan.continues_whole(unit)
        if heir is not None and id(heir) in self.after:
            return
        whole, shares = self._target(pledge, unit), [self._share(pledge, unit) for _heir in self._shared(unit)]
        if shares:
            target = restating.rest_of(whole, shares)
            words = {"whole": trimmed(whole), "target": trimmed(target)}
            note = _("What is left of %(whole)s after the shares of its successors: %(target)s.") % words
        else:
            target = restating.by_days(whole, self.days.past, self.days.whole)
            note = self._reckoned(whole, self.days.past, target)
        self._keep(row, pledge, target, None, note)

    def _reckoned(self, whole: Decimal, days: int, target: Decimal) -> str:
        words = {"whole": trimmed(whole), "days": days, "year": self.days.whole, "target": trimmed(target)}
        return _("By days: %(whole)s × %(days)s/%(year)s days = %(target)s, rounded half up.") % words

    def _rate(self, pledge: Pledge, row: Membership) -> None:
        """The strictest of the parts; of falls in counts the baselines are added."""
        heir = self._unit(row)
        parts = self._whole(heir) + self._split_into(heir)
        if row not in self.entered:
            parts = [heir, *parts]
        owned = [own for unit in parts if (own := self.sealed.own.get((pledge.pk, unit.pk or 0)))]
        if not owned:
            return
        target, target_max = restating.strictest(pledge.kind, [self._goal(pledge, unit) for unit in parts])
        baseline = None
        if restating.needs_baseline_sum(pledge.kind, pledge.measure) and len(owned) == len(parts):
            baseline = restating.summed([own.baseline for own in owned])
        words = {"units": ", ".join(unit.name for unit in parts), "target": trimmed(target) if target else "0"}
        note = _("The strictest of the rates of %(units)s: %(target)s.") % words
        if baseline is not None:
            note += " " + _("Baseline: the sum of theirs, %(baseline)s.") % {"baseline": trimmed(baseline)}
        self._keep(row, pledge, target or Decimal(0), target_max, note, baseline)

    def _keep(
        self, row: Membership, pledge: Pledge, target: Decimal, most: Decimal | None, note: str, baseline=None
    ) -> None:
        own = self.sealed.own.get((pledge.pk, row.unit.pk or 0))
        if own is None and target == pledge.target and baseline is None:
            return
        kept = Restatement(pact=self.pact, membership=row, pledge=pledge, from_on=self.plan.on, reason=note)
        kept.target, kept.target_max, kept.baseline, kept.made_by = target, most, baseline, self._by()
        kept.reform = self.plan.reform
        self.plan.ledger.make(kept)
        words = {"unit": row.unit.name, "pledge": pledge.name, "note": note, "bloc": self.bloc}
        self.plan.tell(_("Targets"), _("%(bloc)s, %(unit)s, “%(pledge)s”: %(note)s") % words, row.unit)

    def _by(self) -> str:
        return _("reorganisation %(number)s") % {"number": self.plan.decision_number or day(self.plan.on)}

    # Criteria

    def _of_criteria(self) -> None:
        lines = self.sealed.lines[self.pact.pk]
        by_criterion: dict[int, dict[int, Line]] = defaultdict(dict)
        for (criterion, unit), line in lines.items():
            by_criterion[criterion][unit] = line
        for row in self.entered:
            parts = self._whole(self._unit(row)) + self._split_into(self._unit(row))
            for criterion, units in by_criterion.items():
                self._of_criterion(row, criterion, [units.get(unit.pk) for unit in parts])

    def _of_criterion(self, row: Membership, criterion: int, lines: Iterable[Line | None]) -> None:
        """What no part had to do, its successor has not to do either; where one had to, the common rule holds."""
        found = list(lines)
        if not found or any(line is None for line in found):
            return
        said = [line for line in found if line is not None]
        kept = Restatement(pact=self.pact, membership=row, criterion_id=criterion, from_on=self.plan.on)
        kept.made_by, kept.reform = self._by(), self.plan.reform
        if not any(line.applies for line in said):
            reasons = "; ".join(dict.fromkeys(line.reason for line in said))
            kept.applies, kept.reason = False, _("As with its predecessors: %(reasons)s") % {"reasons": reasons}
        elif all(line.applies and line.is_without_target for line in said):
            kept.is_without_target, kept.reason = True, _("Without a target, as with its predecessors.")
        else:
            return
        self.plan.ledger.make(kept)
        words = {"unit": row.unit.name, "note": kept.reason, "bloc": self.bloc}
        self.plan.tell(
            _("Criteria"), _("%(bloc)s, %(unit)s: a criterion is dropped or without a target. %(note)s") % words
        )
