"""Figures of one reporting phase taken over from Excel: a unit's own file, or the bloc's with all its units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.intake import Intake
from blocs.intake_tools import Found, differences, once, one_named
from blocs.logic.intake import CHANGED, NEW, UNCHANGED, WRONG, Column, Line, Read, decimal_text, fingerprint
from blocs.logic.intake_cells import LineReader
from blocs.logic.lifecycle import Refused
from blocs.models import Import, Unit, User
from pacts.logic.targets import Kind
from pacts.models import Pledge
from reports.actions.figures import Outcome, says_the_same, why_closed, write_figures
from reports.desks import desk_at, open_desks, units_of
from reports.logic.entries import RATES, WHOLE, Entry, problems_of, tidied
from reports.models import Figure, Report, Reporting

NUMBERS = ["value", "numerator", "denominator"]
WORDS = ["statement", "source", "note"]
LENGTHS = {"statement": 500, "source": 300, "note": 500}
VERDICTS = {"1": "Đạt", "0": "Không đạt"}
TICKED = {"yes": "x"}


class FigureIntake(Intake):
    slug = "figures"
    name = gettext_lazy("Figures of a reporting phase")
    about = gettext_lazy(
        "Figures are recorded or corrected, pledge by pledge. An empty cell changes nothing and takes no figure out; "
        "write 0 where the number is nought. Sending the report stays a press of its own."
    )

    def targets(self, user: User) -> list[tuple[dict[str, Any], str]]:
        return [
            (_target(desk.reporting, desk.unit), f"{desk.name} – {desk.reporting.bloc} – {desk.reporting.phase.name}")
            for desk in open_desks(user)
        ]

    def may(self, user: User, target: Mapping[str, Any]) -> bool:
        """A unit's own file: who writes its figures; the bloc's: who runs its phases."""
        reporting = Reporting.objects.visible_to(user).filter(pk=target.get("reporting") or 0).first()
        if reporting is None or reporting.bloc_id != target.get("bloc"):
            return False
        if target.get("unit") is None:
            return user.has_perm("reports.run_phases", reporting)
        unit = units_of(reporting.bloc).filter(pk=target["unit"]).first()
        return unit is not None and user.has_perm("reports.record_figure", desk_at(reporting, unit))

    def columns(self, target: Mapping[str, Any]) -> list[Column]:
        unit = Column("unit", "Đơn vị", 32, "Tên đơn vị thành viên.", ("tên đơn vị",), True)
        return [
            Column("key", "Mã hệ thống", 10, is_hidden=True),
            *([] if target.get("unit") else [unit]),
            Column("pledge", "Chỉ tiêu", 50, "Tên chỉ tiêu.", ("nội dung", "tên chỉ tiêu", "nội dung chỉ tiêu"), True),
            Column("measure", "Đơn vị tính", 12, "", ("đvt",)),
            Column("value", "Kết quả", 14, "Số, hoặc Đạt/Không đạt.", ("kết quả kỳ này", "số liệu"), is_number=True),
            Column("numerator", "Tử số", 12, "Chỉ với tỷ lệ.", is_number=True),
            Column("denominator", "Mẫu số", 12, "Chỉ với tỷ lệ.", is_number=True),
            Column("statement", "Kết quả bằng lời", 40, "", ("diễn giải",)),
            Column("none", "Không áp dụng", 14, "Ghi x nếu chỉ tiêu không áp dụng.", choices=("x",)),
            Column("source", "Nguồn số liệu", 30, "", ("nguồn",)),
            Column("note", "Ghi chú", 40, "", ("chú thích",)),
        ]

    def rows(self, target: Mapping[str, Any]) -> list[dict[str, Any]]:
        place = _Place(target)
        return [place.row(unit, pledge) for unit in place.units for pledge in place.pledges]

    def compare(self, lines: Sequence[Read], target: Mapping[str, Any], choices: Mapping[str, Any]) -> list[Line]:
        comparison = _Comparison(self.columns(target), _Place(target), choices)
        return [comparison.line(one) for one in lines]

    def seen(self, target: Mapping[str, Any]) -> str:
        place = _Place(target)
        figures = [(row.pk, row.revision) for row in sorted(place.figures.values(), key=lambda row: row.pk)]
        sent = Report.objects.sent().filter(reporting=place.reporting, unit__in=place.units).order_by("pk")
        pledges = [(pledge.pk, pledge.revision) for pledge in place.pledges]
        return fingerprint([place.reporting.state, figures, pledges, list(sent.values_list("pk", flat=True))])

    def apply(self, lines: Sequence[Line], taken: Import, *, by: User) -> dict[str, Any]:
        place = _Place(taken.target)
        kept: list[dict[str, Any]] = []
        for unit, entries in _by_unit(place, (line.values for line in lines)):
            before = {pk: place.figures.get((unit.pk, pk)) for pk in entries}
            outcome = _written(place, unit, entries, by)
            kept += [_kept(unit, pk, before[pk], figure) for pk, figure in outcome.saved.items()]
        return {"figures": kept}

    def undo(self, taken: Import, *, by: User) -> None:
        place = _Place(taken.target)
        for unit, entries in _by_unit(place, [_backwards(kept) for kept in taken.undo["figures"]]):
            _require_there(place, unit, entries)
            _written(place, unit, entries, by)


def _target(reporting: Reporting, unit: Unit | None) -> dict[str, Any]:
    found = {"bloc": reporting.bloc_id, "reporting": reporting.pk}
    return found | ({"unit": unit.pk} if unit else {})


class _Place:
    """The phase, its pledges, the units a file speaks of, and their figures by (unit, pledge)."""

    def __init__(self, target: Mapping[str, Any]):
        self.reporting = Reporting.objects.with_names().get(pk=target["reporting"])
        self.pledges = list(self.reporting.pledges())
        units = units_of(self.reporting.bloc)
        self.is_bloc = target.get("unit") is None
        self.units = list(units if self.is_bloc else units.filter(pk=target["unit"]))
        rows = Figure.objects.filter(phase=self.reporting.phase_id, unit__in=self.units, pledge__in=self.pledges)
        self.figures = {(row.unit_id or 0, row.pledge_id): row for row in rows}

    def row(self, unit: Unit, pledge: Pledge) -> dict[str, Any]:
        """What the template prints of one figure."""
        said = said_of(self.figures.get((unit.pk, pledge.pk)), pledge)
        return {"key": key_of(unit, pledge), "unit": unit.name, "pledge": pledge.name, "measure": pledge.measure} | said


def key_of(unit: Unit, pledge: Pledge) -> str:
    return f"{unit.pk}-{pledge.pk}"


def said_of(figure: Figure | None, pledge: Pledge) -> dict[str, Any]:
    """By column; a verdict as its word."""
    if figure is None:
        return {}
    value: Any = figure.value
    if pledge.kind == Kind.QUALITATIVE and value is not None:
        value = VERDICTS[str(int(value))]
    words = {name: getattr(figure, name) for name in WORDS}
    parts = {"numerator": figure.numerator, "denominator": figure.denominator}
    return {"value": value, "none": "x" if figure.is_not_applicable else ""} | parts | words


# --- Compared -----------------------------------------------------------------------------------


class _Comparison:
    def __init__(self, columns: list[Column], place: _Place, choices: Mapping[str, Any]):
        self.columns, self.place, self.choices = columns, place, choices
        self.pledges = Found(place.pledges, lambda pledge: pledge.name)
        self.units = Found(place.units, lambda unit: unit.code, lambda unit: unit.name, lambda unit: unit.short_name)
        self.keys = {key_of(unit, pledge): (unit, pledge) for unit in place.units for pledge in place.pledges}
        self.seen: dict[Any, str] = {}

    def line(self, read: Read) -> Line:
        reader = LineReader(read, self.columns, self.choices)
        unit, pledge = self._about(reader)
        if unit is None or pledge is None:
            return Line(read.line, reader.text("pledge"), WRONG, problems=tuple(reader.problems))
        once(reader, self.seen, (unit.pk, pledge.pk), "pledge")
        figure = self.place.figures.get((unit.pk, pledge.pk))
        entry = tidied(_entry(reader, pledge, figure))
        name = f"{unit.name} – {pledge.name}" if self.place.is_bloc else pledge.name
        return self._judged(reader, name, entry, (unit, pledge, figure))

    def _about(self, reader: LineReader) -> tuple[Unit | None, Pledge | None]:
        if found := self.keys.get(reader.text("key")):
            return found
        reader.needed(*(["unit"] if self.place.is_bloc else []), "pledge")
        unit = self.place.units[0] if not self.place.is_bloc and self.place.units else None
        if self.place.is_bloc:
            unit = one_named(reader, "unit", self.units, _("No unit of this bloc is called “%(said)s”."))
        return unit, one_named(reader, "pledge", self.pledges, _("No pledge of the sealed pact is called “%(said)s”."))

    def _judged(self, reader: LineReader, name: str, entry: Entry, about: tuple[Unit, Pledge, Figure | None]) -> Line:
        unit, pledge, figure = about
        said = entry.is_blank and not (entry.note or entry.source)
        is_same = said if figure is None else says_the_same(figure, entry)
        for field, sentence in problems_of(entry, Kind(pledge.kind), pledge.measure, above_100=pledge.allows_over_100):
            reader.wrong("none" if field == "is_not_applicable" else field, sentence)
        number = reader.line.line
        if reader.problems:
            return Line(number, name, WRONG, problems=tuple(reader.problems))
        if is_same:
            return Line(number, name, UNCHANGED)
        told = differences(self.columns, said_of(figure, pledge), _worded(entry, pledge))
        values = {"unit": unit.pk, "pledge": pledge.pk, "entry": kept_entry(entry)}
        key = figure.pk if figure else None
        return Line(number, name, CHANGED if figure else NEW, values, told, key=key)


def _entry(reader: LineReader, pledge: Pledge, figure: Figure | None) -> Entry:
    """What is stored with what the line says over it; a cell left empty says nothing."""
    words = {name: said for name in WORDS if (said := reader.text(name, LENGTHS[name]))}
    numbers = {name: said for name in NUMBERS if (said := _number(reader, name, pledge)) is not None}
    stored = {} if figure is None else {name: getattr(figure, name) for name in Entry().facts}
    if reader.word("none", TICKED, ""):
        stored |= {"is_not_applicable": True, **(dict.fromkeys(NUMBERS) if figure and not numbers else {})}
    elif numbers:
        stored |= {"is_not_applicable": False, **dict.fromkeys(NUMBERS)}
    entry = Entry(**{**stored, **numbers, **words})
    return replace(entry, revision=figure.revision if figure else None)


def _number(reader: LineReader, name: str, pledge: Pledge) -> Decimal | int | None:
    """Read as the box of this pledge reads it."""
    if name != "value":
        return reader.number(name)
    if pledge.kind == Kind.QUALITATIVE:
        word = reader.word(name, VERDICTS, "")
        return Decimal(word) if word else None
    if pledge.measure == "%":
        return reader.percent(name, over_100=pledge.allows_over_100)
    return reader.count(name) if pledge.kind in WHOLE and pledge.measure not in RATES else reader.number(name)


def _worded(entry: Entry, pledge: Pledge) -> dict[str, Any]:
    return said_of(Figure(**entry.facts), pledge)


# --- Written and taken back -----------------------------------------------------------------------


def kept_entry(entry: Entry) -> dict[str, Any]:
    """As JSON keeps it, decimals as text."""
    facts = {name: decimal_text(value) if name in NUMBERS else value for name, value in entry.facts.items()}
    return facts | {"revision": entry.revision, "remove": entry.remove}


def entry_of(kept: Mapping[str, Any]) -> Entry:
    numbers = {name: Decimal(kept[name]) for name in NUMBERS if kept.get(name) is not None}
    return Entry(**{**kept, **dict.fromkeys(NUMBERS), **numbers})


def _by_unit(place: _Place, values: Iterable[Mapping[str, Any]]) -> list[tuple[Unit, dict[int, Entry]]]:
    """In the order of the bloc; Refused where a unit is none of it any more."""
    entries: dict[int, dict[int, Entry]] = {}
    for said in values:
        entries.setdefault(said["unit"], {})[said["pledge"]] = entry_of(said["entry"])
    if set(entries) - {unit.pk for unit in place.units}:
        raise Refused(_("A unit of this file is no longer in the bloc."))
    return [(unit, entries[unit.pk]) for unit in place.units if unit.pk in entries]


def _written(place: _Place, unit: Unit, entries: dict[int, Entry], by: User) -> Outcome:
    """All of a unit or Refused; what the form refuses is refused here."""
    if closed := why_closed(place.reporting, unit, by):
        raise Refused(*[f"{unit}: {sentence}" for sentence in closed])
    outcome, _lines = write_figures(place.reporting, unit, entries, by=by)
    names = {pledge.pk: pledge.name for pledge in place.pledges}
    if outcome.stale:
        words = {"unit": unit, "pledge": names[next(iter(outcome.stale))]}
        raise Refused(_("%(unit)s: the figure of “%(pledge)s” was changed meanwhile. Nothing was written.") % words)
    if outcome.bad:
        raise Refused(*[f"{names[pk]}: {sentence}" for pk, bad in outcome.bad.items() for _field, sentence in bad])
    return outcome


def _kept(unit: Unit, pledge: int, before: Figure | None, now: Figure) -> dict[str, Any]:
    """What undoing writes back; no entry where there was no figure."""
    facts = {name: getattr(before, name) for name in Entry().facts} if before else None
    entry = kept_entry(Entry(**facts)) if facts else None
    return {"unit": unit.pk, "pledge": pledge, "before": entry, "revision": now.revision}


def _backwards(kept: Mapping[str, Any]) -> dict[str, Any]:
    entry = kept["before"] or kept_entry(Entry(remove=True))
    return {"unit": kept["unit"], "pledge": kept["pledge"], "entry": {**entry, "revision": kept["revision"]}}


def _require_there(place: _Place, unit: Unit, entries: Mapping[int, Entry]) -> None:
    """Each figure stands as the import left it."""
    for pledge, entry in entries.items():
        figure = place.figures.get((unit.pk, pledge))
        if figure is None or figure.revision != entry.revision:
            words = {"unit": unit}
            raise Refused(_("%(unit)s: a figure was changed after this import, so it cannot be taken back.") % words)
