"""Members of one bloc taken over from Excel: units admitted, their order, days and papers put right."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.actions.base import in_use_by, say_in_use, validate
from blocs.actions.blocs import require_living
from blocs.intake import Intake
from blocs.intake_tools import (
    Found,
    differences,
    kept_before,
    line_of,
    once,
    one_named,
    require_untouched,
    restored,
)
from blocs.logic.intake import NEW, Column, Line, Read, fingerprint
from blocs.logic.intake_cells import LineReader
from blocs.logic.lifecycle import Refused
from blocs.models import MOST_UNITS, Bloc, Headship, Import, Membership, Role, Unit, User

FIELDS = ["order", "from_on", "until_on", "decision_number", "note"]
MOST_ORDER = 32_000


class MembershipIntake(Intake):
    slug = "memberships"
    name = gettext_lazy("Members of a bloc")
    about = gettext_lazy(
        "Units of the register are admitted to the bloc in the order of the file; order, days and papers of members "
        "are put right. Members the file does not name stay; a unit that leaves is given its last day."
    )
    most_lines = 200

    def targets(self, user: User) -> list[tuple[dict[str, Any], str]]:
        return [({"bloc": bloc.pk}, str(bloc)) for bloc in _blocs(user)]

    def may(self, user: User, target: Mapping[str, Any]) -> bool:
        bloc = Bloc.objects.filter(pk=target.get("bloc") or 0).first()
        return bloc is not None and user.has_perm("blocs.import_members", bloc)

    def columns(self, target: Mapping[str, Any]) -> list[Column]:
        return [
            Column("key", "Mã hệ thống", 8, is_hidden=True),
            Column(
                "unit",
                "Đơn vị",
                50,
                "Tên hoặc ký hiệu đơn vị đã có trong danh mục.",
                ("tên đơn vị", "đơn vị thành viên", "thành viên", "tên"),
                True,
            ),
            Column("order", "Thứ tự", 10, "Thứ tự trong khối.", ("stt", "số thứ tự", "tt"), is_number=True),
            Column("from_on", "Từ ngày", 14, "Ngày tham gia khối.", ("ngày tham gia", "tham gia từ")),
            Column(
                "until_on",
                "Đến ngày",
                14,
                "Ngày cuối cùng thuộc khối, chỉ ghi khi đơn vị rời khối.",
                ("ngày rời khối",),
            ),
            Column("decision_number", "Số quyết định", 24, "Số, ký hiệu quyết định.", ("quyết định", "số qđ")),
            Column("note", "Ghi chú", 40, "", ("chú thích",)),
        ]

    def rows(self, target: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [{**_values(row), "key": str(row.pk)} for row in _members(target)]

    def compare(self, lines: Sequence[Read], target: Mapping[str, Any], choices: Mapping[str, Any]) -> list[Line]:
        comparison = _Comparison(self.columns(target), target, choices)
        return [comparison.line(one) for one in lines]

    def seen(self, target: Mapping[str, Any]) -> str:
        rows = Membership.objects.filter(bloc=target.get("bloc")).order_by("pk")
        return fingerprint(rows.values_list("pk", "unit", "revision"))

    def apply(self, lines: Sequence[Line], taken: Import, *, by: User) -> dict[str, Any]:
        bloc = Bloc.objects.locked(taken.target["bloc"])
        members = {row.pk: row for row in Membership.objects.select_related("unit", "bloc").filter(bloc=bloc)}
        made: list[Membership] = []
        changed: dict[str, Any] = {}
        for line in lines:
            if line.state == NEW:
                made.append(_admit(bloc, line))
            else:
                row = members[line.key or 0]
                changed[str(row.pk)] = {"before": kept_before(row, FIELDS)}
                _fill(row, line)
                changed[str(row.pk)]["revision"] = row.revision
        if bloc.memberships.on(bloc.day).count() > MOST_UNITS:
            raise Refused(_("A bloc has at most %(most)s units.") % {"most": MOST_UNITS})
        return {"made": [[row.pk, row.revision] for row in made], "changed": changed}

    def undo(self, taken: Import, *, by: User) -> None:
        """A unit that was admitted goes again only while nothing stands on the bloc."""
        bloc = Bloc.objects.locked(taken.target["bloc"])
        rows = {row.pk: row for row in Membership.objects.select_related("unit").filter(bloc=bloc)}
        for pk, revision in taken.undo["made"]:
            row = _still(rows, pk)
            require_untouched(row, revision)
            if users := in_use_by(bloc):
                raise Refused(say_in_use(row, users))
            _require_no_headship(row)
            row.delete()
        for pk, kept in taken.undo["changed"].items():
            row = _still(rows, int(pk))
            require_untouched(row, kept["revision"])
            restored(row, kept["before"])
            validate(row)
            row.save()


def _blocs(user: User) -> list[Bloc]:
    """Where this person may: every bloc for administrators, else those its standing body organises. Newest first."""
    rows = Bloc.objects.select_related("season", "series").order_by("-season__starts_on", "name_sort", "pk")
    if user.is_admin:
        return list(rows)
    paths = [duty.unit.path for duty in user.duties_today if duty.role == Role.STANDING]
    organised = Q(pk__in=[])
    for path in paths:
        organised |= Q(series__organiser__path__startswith=path)
    return list(rows.filter(organised)) if paths else []


def _members(target: Mapping[str, Any]) -> Any:
    return Membership.objects.filter(bloc=target.get("bloc")).in_order()


def _values(row: Membership) -> dict[str, Any]:
    return {"unit": row.unit.name, **{name: getattr(row, name) for name in FIELDS}}


def _still(rows: Mapping[int, Membership], pk: int) -> Membership:
    if pk not in rows:
        raise Refused(_("A member of this import is no longer in the bloc, so it cannot be taken back."))
    return rows[pk]


def _require_no_headship(row: Membership) -> None:
    held = Headship.objects.filter(bloc=row.bloc_id, unit=row.unit_id).first()
    if held:
        words = {"unit": row.unit, "part": held.get_part_display()}
        raise Refused(_("%(unit)s is %(part)s; hand that over first.") % words)


# --- Compared -----------------------------------------------------------------------------------


class _Comparison:
    def __init__(self, columns: list[Column], target: Mapping[str, Any], choices: Mapping[str, Any]):
        self.columns, self.choices = columns, choices
        self.bloc = Bloc.objects.select_related("season").get(pk=target["bloc"])
        self.members = {row.unit_id: row for row in _members(target)}
        known = Unit.objects.filter(Q(until_on=None) | Q(pk__in=self.members))
        self.units = Found(known, lambda unit: unit.code, lambda unit: unit.name, lambda unit: unit.short_name)
        self.heads = {row.unit_id: row for row in self.bloc.headships.filter(until_on=None)}
        self.seen: dict[Any, str] = {}

    def line(self, read: Read) -> Line:
        reader = LineReader(read, self.columns, self.choices)
        reader.needed("unit")
        unit = self._unit(reader)
        row = self.members.get(unit.pk) if unit else None
        new = {key: value for key, value in self._said(reader, row, unit).items() if key == "unit" or reader.has(key)}
        if unit:
            once(reader, self.seen, unit.pk, "unit")
            self._check(reader, unit, row, new)
        told = differences(self.columns, _values(row) if row else {}, new)
        values = {key: str(value) if isinstance(value, date) else value for key, value in new.items()}
        name = unit.name if unit else reader.text("unit")
        return line_of(reader, name, row, told, {**values, "unit": unit.pk if unit else None})

    def _unit(self, reader: LineReader) -> Unit | None:
        by_key = {str(row.pk): row.unit for row in self.members.values()}
        if unit := by_key.get(reader.text("key")):
            return unit
        return one_named(reader, "unit", self.units, _("No unit here is called “%(said)s”. Add it first."))

    def _said(self, reader: LineReader, row: Membership | None, unit: Unit | None) -> dict[str, Any]:
        order = reader.count("order")
        if order is not None and not 0 < order <= MOST_ORDER:
            reader.wrong("order", _("The number is too large or zero."))
        return {
            "unit": unit.name if unit else "",
            "order": order if order is not None else row.order if row else None,
            "from_on": reader.day("from_on"),
            "until_on": reader.day("until_on"),
            "decision_number": reader.text("decision_number", 100),
            "note": reader.text("note", 300),
        }

    def _check(self, reader: LineReader, unit: Unit, row: Membership | None, new: Mapping[str, Any]) -> None:
        """As admitting and leaving do."""
        begins, ends = new.get("from_on"), new.get("until_on")
        if begins and ends and ends < begins:
            reader.wrong("until_on", _("The last day cannot be before the first day."))
        if row is None:
            try:
                require_living(Membership(bloc=self.bloc, unit=unit, from_on=begins))
            except Refused as refusal:
                reader.wrong("unit", str(refusal))
        elif ends and ends != row.until_on and unit.pk in self.heads:
            words = {"unit": unit, "part": self.heads[unit.pk].get_part_display()}
            reader.wrong("until_on", _("%(unit)s is %(part)s; hand that over first.") % words)


# --- Written --------------------------------------------------------------------------------------


def _admit(bloc: Bloc, line: Line) -> Membership:
    row = Membership(bloc=bloc, unit_id=line.values["unit"])
    if not line.values.get("order"):
        row.order = (bloc.memberships.aggregate(last=Max("order"))["last"] or 0) + 1
    require_living(row)
    _fill(row, line)
    return row


def _fill(row: Membership, line: Line) -> None:
    for name in FIELDS:
        if name in line.values and (name != "order" or line.values[name]):
            setattr(row, name, Membership._meta.get_field(name).to_python(line.values[name]))
    validate(row)
    row.save()
