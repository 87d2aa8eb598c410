"""What parts two criteria tables, in sentences: rules, stages, and line by line the criteria."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from blocs.logic.wording import day, trimmed
from pacts.excel.columns import COLUMNS
from pacts.excel.plan import plan_of
from pacts.excel.preview import PreviewLine, lines_of
from pacts.excel.rows import Names, Row, names_for, rows_of
from pacts.logic.formula_words import class_lines
from pacts.models import CriteriaTable, Stage
from pacts.table_page import ties_of

EVERYTHING = {column.key for column in COLUMNS}
HEADINGS = [
    *["name", "maximum", "bonus_is_inside", "step", "reason_length", "outcome", "classes", "tie_breaks"],
    *["appeals_from", "appeals_until", "source"],
]


@dataclass
class Differences:
    """`sentences` of the table as a whole; `lines` of its criteria, those that agree left out."""

    sentences: list[str] = field(default_factory=list)
    lines: list[PreviewLine] = field(default_factory=list)
    unchanged: int = 0

    @property
    def found_any(self) -> bool:
        return bool(self.sentences or self.lines)


def differences_between(old: CriteriaTable, new: CriteriaTable) -> Differences:
    """From the old table to the new one. Pledges are told by number, departments by name."""
    before, names_before = _told(old)
    after, names_after = _told(new)
    names = Names(names_before.pledges | names_after.pledges, names_before.departments | names_after.departments)
    plan = plan_of(before, after, EVERYTHING)
    sentences = [*_headings(old, new), *_stages(old, new)]
    return Differences(sentences, lines_of(plan, names), plan.counts["unchanged"])


def _told(table: CriteriaTable) -> tuple[list[Row], Names]:
    """The rows with pledges named by number, so that the same place in two pacts is the same."""
    departments = {row.department for row in table.criteria.select_related("department") if row.department}
    names = names_for(table, departments)
    rows = [replace(row, pledge=names.pledges.get(row.pledge)) for row in rows_of(table)]
    return rows, Names({number: number for number in names.pledges.values()}, names.departments)


def _headings(old: CriteriaTable, new: CriteriaTable) -> Iterator[str]:
    for name in HEADINGS:
        before, after = (_value(table, name) for table in (old, new))
        if before != after:
            words = {"heading": capfirst(new._meta.get_field(name).verbose_name), "before": before, "after": after}
            yield _("%(heading)s: %(before)s → %(after)s.") % words


def _value(table: CriteriaTable, name: str) -> str:
    if name == "tie_breaks":
        return "; ".join(ties_of(table)) or "—"
    if name == "classes":
        return "; ".join(class_lines(table.classes)) or "—"
    return table.get_outcome_display() if name == "outcome" else _say(getattr(table, name))


def _say(value) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return day(value) if hasattr(value, "year") else value if isinstance(value, str) else trimmed(value)


def _stages(old: CriteriaTable, new: CriteriaTable) -> Iterator[str]:
    before, after = ({stage.kind: stage for stage in table.stages.all()} for table in (old, new))
    for kind in Stage.Kind.values:
        one, other = before.get(kind), after.get(kind)
        if one is None and other is not None:
            yield _("Stage added: %(stage)s.") % {"stage": _stage(other)}
        elif one is not None and other is None:
            yield _("Stage left out: %(stage)s.") % {"stage": _stage(one)}
        elif one is not None and other is not None and _stage(one) != _stage(other):
            yield _("Stage changed: %(before)s → %(after)s.") % {"before": _stage(one), "after": _stage(other)}


def _stage(stage: Stage) -> str:
    return f"{stage.name} ({day(stage.opens_on) or '…'}–{day(stage.due_on) or '…'})"
