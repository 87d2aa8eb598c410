"""A criteria table taken over from Excel: the file is the whole table, and what it leaves out goes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.intake import Intake
from blocs.logic.intake import CHANGED, NEW, REMOVED, UNCHANGED, WRONG, Column, Difference, Line, Read, as_typed
from blocs.logic.lifecycle import Refused
from blocs.models import Import, User
from pacts.access import blocs_run_by
from pacts.actions.criteria_import import kept_table, lay_over, mark_of, put_back
from pacts.actions.tables import locked_table
from pacts.excel.columns import COLUMNS, MOST_ROWS, NEEDED
from pacts.excel.columns import Column as SheetColumn
from pacts.excel.plan import Change, plan_of
from pacts.excel.preview import differences_of, in_words
from pacts.excel.reading import Reading, read
from pacts.excel.rows import Names, Row, as_json, cells_of, from_json, names_for, rows_of
from pacts.forms.criteria import departments_for
from pacts.models import Assignment, CriteriaTable, Pact

OTHERS = {
    "number": ("tt", "stt", "số thứ tự"),
    "name": ("tên tiêu chí", "nội dung"),
    "points": ("điểm tối đa", "điểm chuẩn"),
}
STATES = {"new": NEW, "changed": CHANGED, "unchanged": UNCHANGED}


class CriteriaIntake(Intake):
    slug = "criteria"
    name = gettext_lazy("Criteria table of a draft pact")
    about = gettext_lazy(
        "The file is the whole table: its lines are added and corrected, and a criterion it leaves out is deleted. "
        "A column it does not have stays as it is."
    )
    most_lines = MOST_ROWS
    is_whole = True

    def targets(self, user: User) -> list[tuple[dict[str, Any], str]]:
        return [
            ({"bloc": table.bloc.pk, "pact": table.pact_id, "table": table.pk}, f"{table.name} – {table.pact}")
            for table in _tables(user)
            if user.has_perm("pacts.edit_table", table.pact)
        ]

    def offers(self, user: User) -> bool:
        return _tables(user).filter(pact__bloc__in=blocs_run_by(user)).exists()

    def may(self, user: User, target: Mapping[str, Any]) -> bool:
        table = _tables(user).filter(pk=target.get("table") or 0, pact__bloc=target.get("bloc") or 0).first()
        return table is not None and user.has_perm("pacts.edit_table", table.pact)

    def columns(self, target: Mapping[str, Any]) -> list[Column]:
        names = _names(_table(target))
        return [engine_column(one, names) for one in COLUMNS]

    def rows(self, target: Mapping[str, Any]) -> list[dict[str, Any]]:
        table = _table(target)
        names = _names(table)
        return [cells_of(row, names) for row in rows_of(table)]

    def compare(self, lines: Sequence[Read], target: Mapping[str, Any], choices: Mapping[str, Any]) -> list[Line]:
        table = _table(target)
        names = _names(table)
        found = read(lines, [engine_column(one, names) for one in COLUMNS], choices, names)
        plan = plan_of(rows_of(table), found.rows, set(lines[0].cells)).without(found.broken)
        changes = {change.row.line: change for change in plan.changes}
        compared = [_line(one, found, changes.get(one.line), names) for one in lines]
        return [*compared, *_removed(plan.removed, table)]

    def seen(self, target: Mapping[str, Any]) -> str:
        return mark_of(_table(target))

    def apply(self, lines: Sequence[Line], taken: Import, *, by: User) -> dict[str, Any]:
        table = locked_table(taken.target["table"])
        if mark_of(table) != taken.seen:  # somebody's row came between the engine's look and this lock
            raise Refused(_("What is here has changed since this preview. Compare the file once more, then confirm."))
        before = kept_table(table)
        lay_over(table, [from_json(line.values) for line in lines], columns=set(taken.mapping.values()))
        return {"before": before, "left_as": mark_of(table)}

    def undo(self, taken: Import, *, by: User) -> None:
        put_back(_table(taken.target), taken.undo["before"], left_as=taken.undo["left_as"])


def _tables(user: User):
    pacts = Pact.objects.visible_to(user).filter(state=Pact.State.DRAFT)
    tables = CriteriaTable.objects.filter(pact__in=pacts, state=CriteriaTable.State.DRAFT)
    return tables.select_related("pact__bloc__season").order_by("pk")


def _table(target: Mapping[str, Any]) -> CriteriaTable:
    return CriteriaTable.objects.select_related("pact__bloc").get(pk=target["table"])


def _names(table: CriteriaTable) -> Names:
    return names_for(table, departments_for(table.pact))


def engine_column(one: SheetColumn, names: Names) -> Column:
    words = [word for word in one.words.values() if word]
    if one.key in ("department", "pledge"):
        words = list((names.departments if one.key == "department" else names.pledges).values())
    facts = {"is_needed": one.key in NEEDED, "is_number": one.is_number, "is_hidden": one.key == "key"}
    return Column(one.key, one.header, one.width, one.help, OTHERS.get(one.key, ()), choices=tuple(words), **facts)


def _line(one: Read, found: Reading, change: Change | None, names: Names) -> Line:
    problems = tuple(found.problems.get(one.line, ()))
    if change is None or problems:
        said = " ".join(as_typed(one.cells[key].value) for key in ("number", "name") if key in one.cells)
        return Line(one.line, said[:500], WRONG, problems=problems)
    told = differences_of(change, names) if change.old else _told_new(change.row, names)
    values = as_json(change.row)
    return Line(one.line, _named(change.row), STATES[change.state], values, tuple(told), key=change.row.key)


def _removed(rows: Sequence[Row], table: CriteriaTable) -> list[Line]:
    """What was decided for single units goes with its criterion, so it is told."""
    decided = Counter(Assignment.objects.filter(criterion__table=table).values_list("criterion", flat=True))
    told = {key: (Difference(_("Decided for single units"), str(count), "—"),) for key, count in decided.items()}
    return [Line(0, _named(row), REMOVED, differences=told.get(row.key, ()), key=row.key) for row in rows]


def _named(row: Row) -> str:
    return f"{row.number} {row.name}"


def _told_new(row: Row, names: Names) -> list[Difference]:
    cells = cells_of(row, names)
    heads = [(one.key, one.header) for one in COLUMNS if one.key not in ("number", "name", "key")]
    return [Difference(head, "—", in_words(cells[key])) for key, head in heads if cells[key] is not None]
