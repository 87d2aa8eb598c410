"""Units taken over from Excel: new ones with their place in the tree, corrections of those that are there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.actions.base import validate
from blocs.actions.slugs import free_slug
from blocs.intake import Intake
from blocs.intake_tools import (
    Found,
    delete_made,
    differences,
    kept_before,
    line_of,
    once,
    require_untouched,
    restored,
)
from blocs.logic.intake import NEW, Column, Line, Read, fingerprint
from blocs.logic.intake_cells import LineReader
from blocs.logic.lifecycle import Refused
from blocs.logic.text import fold
from blocs.models import Import, Level, Unit, User

FIELDS = ["name", "short_name", "code", "level", "precedence", "from_on"]
MOST_PRECEDENCE = 32_000


class UnitIntake(Intake):
    slug = "units"
    name = gettext_lazy("Units")
    about = gettext_lazy(
        "New units are added under their parent unit; what differs of a unit that is there is put right. "
        "Units the file does not name stay. A renaming, a move or an ending by decision has its own page at the unit."
    )

    def targets(self, user: User) -> list[tuple[dict[str, Any], str]]:
        return [({}, _("Register of units"))] if self.may(user, {}) else []

    def may(self, user: User, target: Mapping[str, Any]) -> bool:
        return not target and user.has_perm("blocs.import_registers")

    def columns(self, target: Mapping[str, Any]) -> list[Column]:
        levels = tuple(Level.objects.values_list("name", flat=True))
        return [
            Column("key", "Mã hệ thống", 8, is_hidden=True),
            Column(
                "name",
                "Tên đơn vị",
                50,
                "Tên đầy đủ.",
                ("đơn vị", "tên", "tên cơ quan", "tên đầy đủ", "tên phòng"),
                True,
            ),
            Column(
                "short_name", "Tên gọi tắt", 20, "Tên ngắn dùng trên biểu.", ("tên tắt", "viết tắt", "tên viết tắt")
            ),
            Column("code", "Ký hiệu", 14, "Ký hiệu, ví dụ PC02.", ("mã", "mã đơn vị", "ký hiệu đơn vị")),
            Column(
                "level", "Cấp", 20, "Cấp của đơn vị.", ("cấp đơn vị", "cấp hành chính", "loại đơn vị"), choices=levels
            ),
            Column(
                "parent",
                "Đơn vị cấp trên",
                40,
                "Tên hoặc ký hiệu; để trống nếu đứng đầu.",
                ("trực thuộc", "đơn vị quản lý", "cấp trên", "đơn vị chủ quản"),
            ),
            Column(
                "precedence", "Thứ tự", 10, "Số nhỏ đứng trước.", ("thứ tự ưu tiên", "thứ tự sắp xếp"), is_number=True
            ),
            Column("from_on", "Từ ngày", 14, "Ngày thành lập.", ("ngày thành lập", "thành lập ngày")),
        ]

    def rows(self, target: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows = Unit.objects.filter(until_on=None).select_related("level", "parent")
        return [{**_values(unit), "key": str(unit.pk), "precedence": unit.precedence} for unit in rows]

    def compare(self, lines: Sequence[Read], target: Mapping[str, Any], choices: Mapping[str, Any]) -> list[Line]:
        return _Comparison(self.columns(target), choices).lines(lines)

    def seen(self, target: Mapping[str, Any]) -> str:
        return fingerprint(Unit.objects.order_by("pk").values_list("pk", "revision"))

    def apply(self, lines: Sequence[Line], taken: Import, *, by: User) -> dict[str, Any]:
        """Parents before what stands under them; each unit validated as its form does."""
        units = {unit.pk: unit for unit in Unit.objects.select_related("parent")}
        levels = {level.name: level for level in Level.objects.all()}
        made: dict[int, Unit] = {}
        changed: dict[str, Any] = {}
        for line in _parents_first(lines):
            if line.state == NEW:
                made[line.line] = _add(line, made, units, levels)
            else:
                unit = units[line.key or 0]
                changed[str(unit.pk)] = {"before": kept_before(unit, FIELDS)}
                _fill(unit, line, levels)
                changed[str(unit.pk)]["revision"] = unit.revision
        return {"made": [[unit.pk, unit.revision] for unit in made.values()], "changed": changed}

    def undo(self, taken: Import, *, by: User) -> None:
        units = {unit.pk: unit for unit in Unit.objects.locked_all(_touched(taken.undo))}
        for pk, kept in taken.undo["changed"].items():
            unit = _still(units, int(pk))
            require_untouched(unit, kept["revision"])
            restored(unit, kept["before"])
            validate(unit)
            unit.save()
        made = [(_still(units, pk), revision) for pk, revision in taken.undo["made"]]
        for unit, revision in made:
            require_untouched(unit, revision)
        delete_made(unit for unit, _revision in made)


def _touched(undo: Mapping[str, Any]) -> list[int]:
    return [*map(int, undo["changed"]), *(pk for pk, _revision in undo["made"])]


def _still(units: Mapping[int, Unit], pk: int) -> Unit:
    if pk not in units:
        raise Refused(_("A unit of this import is no longer there, so it cannot be taken back."))
    return units[pk]


def _values(unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "short_name": unit.short_name,
        "code": unit.code,
        "precedence": unit.precedence,
        "level": unit.level.name if unit.level else "",
        "parent": unit.parent.name if unit.parent else "",
        "from_on": unit.from_on,
    }


# --- Compared -----------------------------------------------------------------------------------


@dataclass
class _Said:
    """One line as read: its reader, the unit it is, its name and what it says."""

    reader: LineReader
    unit: Unit | None
    name: str
    values: dict[str, Any]


class _Comparison:
    """All lines together: a parent may stand in the register or in another line of the file."""

    def __init__(self, columns: list[Column], choices: Mapping[str, Any]):
        self.columns, self.choices = columns, choices
        units = Unit.objects.filter(until_on=None).select_related("level", "parent")
        self.units = Found(units, lambda unit: unit.code, lambda unit: unit.name, lambda unit: unit.short_name)
        self.levels = {level.name: level.name for level in Level.objects.all()}
        self.seen: dict[Any, str] = {}
        self.in_file: dict[str, list[int]] = {}

    def lines(self, reads: Sequence[Read]) -> list[Line]:
        told = [self._read(one) for one in reads]
        for one in told:
            for word in {fold(one.name), fold(one.values.get("code") or "")} - {""}:
                self.in_file.setdefault(word, []).append(one.reader.line.line)
        return [self._line(one) for one in told]

    def _read(self, read: Read) -> _Said:
        reader = LineReader(read, self.columns, self.choices)
        reader.needed("name")
        name = reader.text("name")
        unit = self._unit(reader, name)
        values = {key: value for key, value in self._values(reader, name).items() if reader.has(key)}
        if name:
            once(reader, self.seen, ("unit", unit.pk) if unit else ("name", fold(name)), "name")
        return _Said(reader, unit, name, values)

    def _values(self, reader: LineReader, name: str) -> dict[str, Any]:
        precedence = reader.count("precedence")
        if precedence is not None and precedence > MOST_PRECEDENCE:
            reader.wrong("precedence", _("The number is too large."))
        return {
            "name": name,
            "short_name": reader.text("short_name", 80),
            "code": reader.text("code", 30),
            "level": reader.word("level", self.levels, ""),
            "parent": reader.text("parent"),
            "precedence": precedence,
            "from_on": reader.day("from_on"),
        }

    def _unit(self, reader: LineReader, name: str) -> Unit | None:
        """By the hidden key, else by the code, else by the name."""
        if unit := self.units.keyed(reader.text("key")):
            return unit
        for word in (reader.text("code", 30), name):
            found = self.units.named(word) if word else []
            if len(found) == 1:
                return found[0]
            if len(found) > 1:
                reader.wrong("name", _("Several units are called “%(said)s”. Use the template.") % {"said": word[:60]})
        return None

    def _line(self, one: _Said) -> Line:
        old = _values(one.unit) if one.unit else {}
        parent = self._parent(one)
        new = {key: value for key, value in one.values.items() if key != "parent"}
        if new.get("precedence", 0) is None:
            new.pop("precedence")
        shown = {**new, "parent": one.values.get("parent", "")} if one.unit is None else new
        told = differences(self.columns, old, shown)
        values = {**{key: str(value) if key == "from_on" and value else value for key, value in new.items()}, **parent}
        return line_of(one.reader, one.name, one.unit, told, values)

    def _parent(self, one: _Said) -> dict[str, Any]:
        """{"parent": key} or {"parent_line": line}; a unit that is there stays where it is, a move has its own page."""
        word, reader = one.values.get("parent", ""), one.reader
        if not word:
            return {}
        rows, lines = self.units.named(word), self.in_file.get(fold(word), [])
        if one.unit is not None:
            if rows != [one.unit.parent] and not (one.unit.parent and fold(word) == fold(one.unit.parent.name)):
                reader.wrong(
                    "parent", _("A unit that is there is moved on its own page, with the day and the decision.")
                )
            return {}
        if len(rows) == 1:
            return {"parent": rows[0].pk}
        if len(lines) == 1 and lines[0] != reader.line.line:
            return {"parent_line": lines[0]}
        words = {"said": word[:60]}
        reader.wrong("parent", _("No single unit here or in this file is called “%(said)s”.") % words)
        return {}


# --- Written --------------------------------------------------------------------------------------


def _parents_first(lines: Iterable[Line]) -> list[Line]:
    """Raises Refused where lines of the file stand under each other in a ring."""
    waiting = {line.line: line for line in lines}
    found: list[Line] = []
    while waiting:
        ready = [line for line in waiting.values() if line.values.get("parent_line") not in waiting]
        if not ready:
            raise Refused(_("A unit cannot stand under itself or under one of its own units."))
        found += ready
        for line in ready:
            del waiting[line.line]
    return found


def _add(line: Line, made: Mapping[int, Unit], units: Mapping[int, Unit], levels: Mapping[str, Level]) -> Unit:
    above = made.get(line.values.get("parent_line", 0)) or units.get(line.values.get("parent", 0))
    if above is None and ("parent" in line.values or "parent_line" in line.values):
        raise Refused(_("Line %(line)s: its parent unit is not taken over.") % {"line": line.line})
    unit = Unit(parent=above, slug=free_slug(Unit, line.values["name"]))
    _fill(unit, line, levels)
    return unit


def _fill(unit: Unit, line: Line, levels: Mapping[str, Level]) -> None:
    for name in FIELDS:
        if name == "level" and name in line.values:
            unit.level = levels.get(line.values["level"])
        elif name in line.values:
            setattr(unit, name, Unit._meta.get_field(name).to_python(line.values[name]))
    validate(unit)
    unit.save()
