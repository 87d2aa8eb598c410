"""A reorganisation taken over from Excel: all lines of the file are one operation, carried out and taken back whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.actions import reforms as actions
from blocs.intake import Intake
from blocs.intake_tools import Found
from blocs.logic import reforms as logic
from blocs.logic.intake import NEW, WRONG, Column, Difference, Line, Read, fingerprint
from blocs.logic.intake_cells import LineReader
from blocs.logic.lifecycle import Refused
from blocs.logic.reforms import Act, Ref, Step
from blocs.logic.text import fold
from blocs.logic.wording import day
from blocs.models import Bloc, Import, Membership, Reform, Unit, User
from blocs.reform_plan import Plan

WORDS = {
    Act.MERGE: "sáp nhập",
    Act.SPLIT: "chia tách",
    Act.RENAME: "đổi tên",
    Act.DISSOLVE: "giải thể",
    Act.TRANSFER: "chuyển khối",
    Act.MOVE: "chuyển cấp trên",
    Act.FOUND: "lập mới",
}
MOST_TOLD = 12  # sentences shown beside one line; the page of the reorganisation has all


class ReformIntake(Intake):
    slug = "reforms"
    name = gettext_lazy("Reorganisation")
    about = gettext_lazy(
        "Mergers, splits, renamings, dissolutions, changes of bloc or parent and new units of one decision. The whole "
        "file is one operation with one day; several units in a cell are separated by semicolons."
    )

    def targets(self, user: User) -> list[tuple[dict[str, Any], str]]:
        return [({}, _("Register of units"))] if self.may(user, {}) else []

    def may(self, user: User, target: Mapping[str, Any]) -> bool:
        return not target and user.has_perm("blocs.reform")

    def columns(self, target: Mapping[str, Any]) -> list[Column]:
        words = tuple(WORDS.values())
        return [
            Column(
                "act", "Việc", 16, "Một trong các việc của danh sách.", ("nội dung", "hình thức"), True, choices=words
            ),
            Column("old", "Đơn vị cũ", 45, "Tên hoặc ký hiệu; nhiều đơn vị cách nhau bằng dấu ;", ("đơn vị", "tên cũ")),
            Column(
                "new", "Đơn vị mới", 45, "Đơn vị đã có hoặc tên đơn vị lập mới; với đổi tên là tên mới.", ("tên mới",)
            ),
            Column("parent", "Cấp trên mới", 40, "Tên hoặc ký hiệu.", ("đơn vị cấp trên", "cấp trên", "trực thuộc")),
            Column("bloc", "Khối mới", 40, "Tên hoặc ký hiệu khối thi đua của năm.", ("khối", "cụm", "khối thi đua")),
            Column("on", "Ngày", 14, "Ngày có hiệu lực, chung cho cả tệp.", ("ngày hiệu lực", "từ ngày"), True),
            Column("decision_number", "Số quyết định", 24, "", ("quyết định", "số qđ")),
            Column("note", "Ghi chú", 40, "", ("chú thích",)),
        ]

    def rows(self, target: Mapping[str, Any]) -> list[dict[str, Any]]:
        return []

    def compare(self, lines: Sequence[Read], target: Mapping[str, Any], choices: Mapping[str, Any]) -> list[Line]:
        return _Comparison(self.columns(target), choices, lines).lines()

    def seen(self, target: Mapping[str, Any]) -> str:
        units = Unit.objects.order_by("pk").values_list("pk", "revision")
        return fingerprint([*units, *Membership.objects.order_by("pk").values_list("pk", "revision")])

    def apply(self, lines: Sequence[Line], taken: Import, *, by: User) -> dict[str, Any]:
        first = lines[0].values
        on = date.fromisoformat(first["on"])
        title = _("Reorganisation of %(day)s") % {"day": day(on)}
        notes = "\n".join(dict.fromkeys(line.values["note"] for line in lines if line.values["note"]))
        reform = Reform(title=title, on=on, decision_number=first["decision_number"], note=notes[:5000])
        steps = logic.read([line.values["step"] for line in lines if line.values["step"]])
        reform = actions.carry_out(actions.prepare(reform, by=by, steps=steps), by=by)
        return {"reform": reform.pk}

    def undo(self, taken: Import, *, by: User) -> None:
        reform = Reform.objects.filter(pk=taken.undo["reform"]).first()
        if reform is None:
            raise Refused(_("The reorganisation of this file is no longer there."))
        actions.undo(reform, by=by)


@dataclass
class _Said:
    """One line as read; `step` is None where its line only adds to the split of an earlier one."""

    reader: LineReader
    step: Step | None = None
    on: date | None = None
    number: str = ""
    told: list[list[str]] = field(default_factory=list)


class _Comparison:
    """All lines together: what one line makes, another may stand under or take over from."""

    def __init__(self, columns: list[Column], choices: Mapping[str, Any], lines: Sequence[Read]) -> None:
        units = Unit.objects.filter(until_on=None)
        self.living = Found(units, lambda unit: unit.code, lambda unit: unit.name, lambda unit: unit.short_name)
        ended = Unit.objects.filter(until_on__isnull=False)
        self.gone = Found(ended, lambda unit: unit.name)
        self.said = [_Said(LineReader(line, columns, choices)) for line in lines]
        for one in self.said:
            one.reader.needed("act", "on")
            one.on = one.reader.day("on")
            one.number = one.reader.text("decision_number", 100)
        self.on = next((one.on for one in self.said if one.on), None)
        self.blocs = self._blocs()
        self.fresh = {fold(name) for one in self.said for name in _names(one.reader, "new")}
        self.splits: dict[tuple[int, ...], _Said] = {}

    def _blocs(self) -> Found[Bloc]:
        rows = Bloc.objects.select_related("season")
        rows = rows.filter(season__starts_on__lte=self.on, season__ends_on__gte=self.on) if self.on else rows.none()
        return Found(rows, lambda bloc: bloc.code, lambda bloc: bloc.name)

    def lines(self) -> list[Line]:
        for one in self.said:
            self._read(one)
        self._plan()
        return [self._line(one) for one in self.said]

    def _read(self, one: _Said) -> None:
        reader = one.reader
        if one.on and one.on != self.on:
            words = {"day": day(self.on)}
            reader.wrong("on", _("One file is one operation of one day; its first line says %(day)s.") % words)
        act = reader.word("act", {act.value: word for act, word in WORDS.items()}, "")
        if not act:
            return
        step = self._step(reader, Act(act))
        if act == Act.SPLIT and step.units in self.splits:
            earlier = self.splits[step.units]
            assert earlier.step is not None
            earlier.step = replace(earlier.step, into=(*earlier.step.into, *step.into))
            return
        one.step = step
        if act == Act.SPLIT:
            self.splits[step.units] = one

    def _step(self, reader: LineReader, act: Act) -> Step:
        names = _names(reader, "new")
        is_named = act in (Act.MERGE, Act.SPLIT, Act.DISSOLVE)
        into = tuple(self._heir(reader, name) for name in names) if is_named else ()
        return Step(
            act=act.value,
            units=tuple(filter(None, [self._unit(reader, "old", word) for word in _names(reader, "old")])),
            into=tuple(names[:1]) if act == Act.FOUND else into,
            name=reader.text("new") if act == Act.RENAME else "",
            parent=self._parent(reader),
            bloc=self._bloc(reader),
        )

    def _unit(self, reader: LineReader, key: str, word: str) -> int | None:
        """A living unit, or one that ended: the rules then say since when."""
        found = self.living.named(word) or self.gone.named(word)
        if len(found) == 1:
            return found[0].pk
        several = _("Several are called “%(said)s”. Write the code or the full name.")
        none = _("No unit of the register is called “%(said)s”.")
        reader.wrong(key, (several if found else none) % {"said": word[:60]})
        return None

    def _heir(self, reader: LineReader, word: str) -> Ref:
        """The living unit of that name, else a new one."""
        if len(word) > 200:
            reader.wrong("new", _("The text is longer than %(most)s characters.") % {"most": 200})
        found = self.living.named(word)
        if len(found) > 1:
            reader.wrong(
                "new", _("Several are called “%(said)s”. Write the code or the full name.") % {"said": word[:60]}
            )
        return found[0].pk if len(found) == 1 else word

    def _parent(self, reader: LineReader) -> Ref | None:
        word = reader.text("parent")
        if not word:
            return None
        if not self.living.named(word) and fold(word) in self.fresh:
            return word
        return self._unit(reader, "parent", word)

    def _bloc(self, reader: LineReader) -> int | None:
        word = reader.text("bloc")
        if not word:
            return None
        found = self.blocs.named(word)
        if len(found) != 1:
            sentence = _("No single bloc of the season of that day is called “%(said)s”.")
            reader.wrong("bloc", sentence % {"said": word[:60]})
            return None
        return found[0].pk

    # The whole

    def _plan(self) -> None:
        """What the steps together mean; what concerns the whole is asked once every line can be read."""
        stepped = [one for one in self.said if one.step is not None]
        if not stepped or self.on is None:
            return
        is_whole = not any(one.reader.problems for one in self.said)
        plan = Plan([one.step for one in stepped if one.step], on=self.on, decision_number=stepped[0].number)
        for problem in plan.problems:
            if problem.step is not None:
                stepped[problem.step].reader.wrong("act", problem.sentence)
            elif is_whole:
                stepped[0].reader.wrong("act", problem.sentence)
        for one, step in zip(stepped, plan.steps, strict=True):
            one.told = plan.told_of(step)[:MOST_TOLD]

    def _line(self, one: _Said) -> Line:
        reader, step = one.reader, one.step
        name = " → ".join(filter(None, [reader.text("old"), reader.text("new") or reader.text("bloc")]))
        if reader.problems:
            return Line(reader.line.line, name, WRONG, problems=tuple(reader.problems))
        told = tuple(Difference(heading, "—", sentence) for heading, sentence in one.told)
        values = {
            "step": logic.written([step])[0] if step else None,
            "on": self.on.isoformat() if self.on else "",
            "decision_number": one.number,
            "note": reader.text("note", 300),
        }
        return Line(reader.line.line, name, NEW, values, told)


def _names(reader: LineReader, key: str) -> list[str]:
    words = [word.strip() for word in reader.text(key, 2000).split(";")]
    return [word for word in words if word]
