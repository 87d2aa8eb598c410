"""What parts a bloc from the one it was renewed from: units, heads, rules, criteria, secretaries.

The number of queries does not grow with the rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.logic.wording import day, trimmed
from blocs.models import Bloc, Duty, Headship, Membership, Role, Succession, Unit
from pacts.models import CriteriaTable, HonourRules, Pact, Quota, Regulation
from pacts.table_differences import Differences, differences_between

PARTS = (Headship.Part.HEAD, Headship.Part.DEPUTY)
SILENT = {"id", "bloc", "revision"}


@dataclass(frozen=True)
class Line:
    """One change: what it is about, before, after, and why. Empty stands for nothing."""

    about: str
    before: str = ""
    after: str = ""
    why: str = ""


@dataclass
class YearChanges:
    """Each list holds only what differs; `tables` are last season's criteria table and this one's."""

    units: list[Line] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    rules: list[Line] = field(default_factory=list)
    secretaries: list[Line] = field(default_factory=list)
    tables: tuple[CriteriaTable | None, CriteriaTable | None] = (None, None)
    criteria: Differences | None = None


def year_changes(old: Bloc, new: Bloc) -> YearChanges:
    tables = (_table(old, sealed_first=True), _table(new))
    return YearChanges(
        units=list(_units(old, new)),
        heads=list(_heads(old, new)),
        rules=[*_switches(Regulation, old, new), *_switches(HonourRules, old, new), *_quotas(old, new)],
        secretaries=list(_secretaries(old, new)),
        tables=tables,
        criteria=differences_between(tables[0], tables[1]) if tables[0] and tables[1] else None,
    )


# --- Units ------------------------------------------------------------------------------------------


def _units(old: Bloc, new: Bloc) -> Iterator[Line]:
    """Gone, come and renamed; of old members also those that left in mid-year."""
    before, after = _members(old), _members(new)
    steps = _successions([*before, *after], old, new)
    elsewhere = _elsewhere(new, before.keys() - after.keys())
    for pk, row in before.items():
        if pk not in after:
            yield Line(_("left"), row.unit.name_on(old.season.ends_on), "", _why_gone(row, steps, elsewhere))
    for pk, row in after.items():
        if pk not in before:
            yield Line(_("joined"), "", row.unit.name_on(new.season.starts_on), _why_come(row, steps))
        elif (was := row.unit.name_on(old.season.starts_on)) != (now := row.unit.name_on(new.season.starts_on)):
            yield Line(_("renamed"), was, now, _why_renamed(row.unit, was))


def _members(bloc: Bloc) -> dict[int, Membership]:
    rows = bloc.memberships.in_order().select_related("unit").prefetch_related("unit__pasts")
    return {row.unit_id: row for row in rows}


def _successions(units: list[int], old: Bloc, new: Bloc) -> list[Succession]:
    """Those of the old season, up to the day the new one begins."""
    found = Succession.objects.filter(Q(before__in=units) | Q(after__in=units))
    found = found.filter(on__gt=old.season.starts_on, on__lte=new.season.starts_on)
    return list(found.select_related("before", "after").order_by("on", "pk"))


def _elsewhere(new: Bloc, units: set[int]) -> dict[int, str]:
    """The bloc of the same season a unit went to."""
    rows = Membership.objects.filter(unit__in=units, bloc__season__starts_on=new.season.starts_on).exclude(bloc=new)
    return {row.unit_id: str(row.bloc) for row in rows.select_related("bloc__series", "bloc__season")}


def _why_gone(row: Membership, steps: list[Succession], elsewhere: dict[int, str]) -> str:
    found = [one for one in steps if one.before_id == row.unit_id]
    if found:
        names = ", ".join(one.after.name for one in found)
        return _dated(f"{found[0].get_kind_display()} {names}", found[0].on, found[0].decision_number)
    if row.unit.until_on:
        return _dated(_("the unit ended"), row.unit.until_on, "")
    if row.unit_id in elsewhere:
        return _("moved to %(bloc)s") % {"bloc": elsewhere[row.unit_id]}
    return _dated(row.note, row.until_on, "") if row.note or row.until_on else ""


def _why_come(row: Membership, steps: list[Succession]) -> str:
    found = [one for one in steps if one.after_id == row.unit_id]
    if found:
        names = ", ".join(one.before.name for one in found)
        return _dated(_("in the place of %(names)s") % {"names": names}, found[0].on, found[0].decision_number)
    return ", ".join(filter(None, [row.decision_number, row.note]))


def _why_renamed(unit: Unit, was: str) -> str:
    past = next((one for one in unit.pasts.all() if one.name == was), None)
    return _dated("", past.until_on, past.decision_number) if past else ""


def _dated(words: str, on, number: str) -> str:
    return ", ".join(filter(None, [words, day(on), number]))


# --- Heads ------------------------------------------------------------------------------------------


def _heads(old: Bloc, new: Bloc) -> Iterator[Line]:
    """Who heads at the end of the old season and at the beginning of the new one."""
    before = {row.part: row for row in old.headships.on(old.season.ends_on).select_related("unit")}
    after = {row.part: row for row in new.headships.on(new.season.starts_on).select_related("unit")}
    for part in PARTS:
        was, now = before.get(part), after.get(part)
        before_it, after_it = (row.unit.name if row else "" for row in (was, now))
        if before_it != after_it or _number(was) != _number(now):
            yield Line(str(part.label), before_it, after_it, _ground(now))


def _number(row: Headship | None) -> str:
    return row.decision_number if row else ""


def _ground(row: Headship | None) -> str:
    if row is None:
        return _("nobody is named yet")
    return ", ".join(filter(None, [str(row.get_chosen_display()), row.decision_number, day(row.decided_on)]))


# --- Rules ------------------------------------------------------------------------------------------


def _switches(model: type[Model], old: Bloc, new: Bloc) -> Iterator[Line]:
    """Field by field. A season that has set none yet takes last season's over; that is no change."""
    rows = {row.bloc_id: row for row in model._default_manager.filter(bloc__in=[old.pk, new.pk])}  # type: ignore[attr-defined]
    was, now = rows.get(old.pk) or model(), rows.get(new.pk)
    for one in model._meta.fields if now else []:
        if one.name not in SILENT and getattr(was, one.name) != getattr(now, one.name):
            yield Line(str(one.verbose_name), _shown(was, one.name), _shown(now, one.name))


def _shown(row: Any, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    display = getattr(row, f"get_{name}_display", None)
    return str(display()) if display else day(value) if hasattr(value, "isoformat") else str(value or "")


def _quotas(old: Bloc, new: Bloc) -> Iterator[Line]:
    found: dict[int, dict[tuple, str]] = {old.pk: {}, new.pk: {}}
    parts = ("quotas__title", "quotas__level", "quotas__of")
    for rules in HonourRules.objects.filter(bloc__in=found).prefetch_related(*parts):
        found[rules.bloc_id] = {(one.title.name, str(one.level or "")): _share(one) for one in rules.quotas.all()}
    was, now = found[old.pk], found[new.pk]
    for key in {**was, **now}:
        if was.get(key) != now.get(key):
            about = _("Quota: %(title)s") % {"title": " – ".join(filter(None, key))}
            yield Line(about, was.get(key, ""), now.get(key, ""))


def _share(quota: Quota) -> str:
    if quota.most is not None:
        return ngettext("at most %(count)s unit", "at most %(count)s units", quota.most) % {"count": quota.most}
    words = {"percent": trimmed(quota.percent), "rounded": quota.get_rounding_display(), "of": quota.of}
    if quota.of:
        return _("at most %(percent)s %% of those proposed for %(of)s, %(rounded)s") % words
    return _("at most %(percent)s %% of the members, %(rounded)s") % words


# --- Criteria and secretaries -----------------------------------------------------------------------


def _table(bloc: Bloc, *, sealed_first: bool = False) -> CriteriaTable | None:
    """The newest; of last season the one a first draft takes over: the newest sealed one where there is any."""
    rows = CriteriaTable.objects.filter(pact__bloc=bloc).select_related("pact").order_by("-pact__version")
    return (sealed_first and rows.filter(pact__state=Pact.State.SEALED).first()) or rows.first()


def _secretaries(old: Bloc, new: Bloc) -> Iterator[Line]:
    before, after = _keepers(old), _keepers(new)
    for pk, name in before.items():
        if pk not in after:
            yield Line(_("left"), name, "")
    for pk, name in after.items():
        if pk not in before:
            yield Line(_("joined"), "", name)


def _keepers(bloc: Bloc) -> dict[int, str]:
    rows = Duty.objects.filter(bloc=bloc, role=Role.SECRETARY).on().select_related("user")
    return {row.user_id: str(row.user) for row in rows}
