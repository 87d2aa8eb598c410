"""Rows of a criteria table made from its plain content (`pacts.models.table_content`), all or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from blocs.logic.lifecycle import Refused
from blocs.models import Unit
from pacts.logic.formulas import Assessor, Part
from pacts.logic.table_rules import normal_rules, read_figure
from pacts.logic.tables import MOST_LEVELS, MOST_NODES
from pacts.models import Assignment, CriteriaTable, Criterion, Pact, Pledge, Stage
from pacts.models.table_content import HEAD, OWN, pledges_by_number

Content = Mapping[str, Any]
TABLE_FIGURES = ("maximum", "step")
DAYS = ("appeals_from", "appeals_until", "opens_on", "due_on")


@dataclass
class Names:
    """What the names in a content mean here: pledges by number, departments and member units by slug.

    `lost` gathers, in sentences, what could not be found and was left out.
    """

    pledges: Mapping[str, Pledge] = field(default_factory=dict)
    departments: Mapping[str, Unit] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


@dataclass
class Place:
    """A row of content where it will stand."""

    number: str
    row: Content
    parent: Criterion | None
    order: int
    pk: int | None = None

    @property
    def depth(self) -> int:
        return self.number.count(".") + 1

    def words(self, **more) -> dict[str, Any]:
        return {"place": f"{self.number} “{self.row.get('name', '')}”", **more}


def names_for(pact: Pact, rows: Sequence[Content], pledges: Mapping[str, Pledge] | None = None) -> Names:
    """Names as this pact understands them; `pledges` where the numbers are another pact's."""
    slugs = {row.get("department") for row in every(rows)} - {None, ""}
    return Names(
        pledges=pledges_by_number(pact) if pledges is None else pledges,
        departments={unit.slug: unit for unit in Unit.objects.filter(slug__in=slugs)},
        units={member.unit.slug: member.unit for member in pact.members()},
    )


def every(rows: Sequence[Content]) -> Iterator[Content]:
    for row in rows:
        yield row
        yield from every(row.get("children") or [])


def fill_head(table: CriteriaTable, content: Content) -> None:
    """Sets what the content says of the table as a whole. Raises ValueError for what cannot be read."""
    for name in HEAD:
        if name in content:
            setattr(table, name, _read(name, content[name]))


def _read(name: str, value: Any) -> Any:
    if name in TABLE_FIGURES:
        return read_figure(value)
    return _as_day(value) if name in DAYS else value


def write_stages(table: CriteriaTable, rows: Sequence[Content]) -> None:
    for order, row in enumerate(rows, start=1):
        facts = {name: _read(name, value) for name, value in row.items()}
        stage = Stage(table=table, order=order, **facts)
        stage.full_clean(exclude=["table"], validate_unique=False, validate_constraints=False)
        stage.save()


def write_tree(table: CriteriaTable, rows: Sequence[Content], names: Names) -> None:
    """The whole tree, a level at a time. Raises Refused with every faulty row named, and then nothing is kept."""
    if sum(1 for _row in every(rows)) > MOST_NODES:
        raise Refused(_("At most %(most)s criteria and groups are possible.") % {"most": MOST_NODES})
    write_branches(table, [Place(str(order), row, None, order) for order, row in enumerate(rows, start=1)], names)


def write_branches(table: CriteriaTable, level: list[Place], names: Names) -> list[Criterion]:
    """These rows with all below them; returns their own criteria."""
    top = made = write_level(table, level, names)
    while level := [below for place, row in zip(level, made, strict=True) for below in _below(place, row)]:
        made = write_level(table, level, names)
    return top


def write_level(table: CriteriaTable, places: list[Place], names: Names) -> list[Criterion]:
    """These rows, none of which stands under another of them, and what is assigned on them."""
    if not places:
        return []
    if places[0].depth > MOST_LEVELS:
        raise Refused(_("At most %(most)s levels are possible.") % {"most": MOST_LEVELS})
    made, faults = [], []
    for place in places:
        try:
            made.append(_criterion(table, place, names))
        except (ValidationError, ValueError, TypeError, KeyError) as error:
            faults.append(_("%(place)s: %(problem)s") % place.words(problem=_in_words(error)))
    if faults:
        raise Refused(*faults)
    made = bulk_create_with_history(made, Criterion)
    for place, criterion in zip(places, made, strict=True):
        _assign(place, criterion, names)
    return made


def _below(place: Place, criterion: Criterion) -> list[Place]:
    rows = place.row.get("children") or []
    return [Place(f"{place.number}.{order}", row, criterion, order) for order, row in enumerate(rows, start=1)]


def _criterion(table: CriteriaTable, place: Place, names: Names) -> Criterion:
    row = place.row
    facts = {name: row[name] for name in [*OWN, "note"] if row.get(name) not in (None, "")}
    facts["points"] = _points(row)
    facts["rules"] = normal_rules(row.get("formula") or "", row.get("rules") or {})
    facts["part"] = inherited(place.parent, row.get("part") or Part.MAIN.value)
    criterion = Criterion(pk=place.pk, table=table, parent=place.parent, order=place.order, **facts)
    criterion.pledge = _pledge(place, names)
    _set_assessor(criterion, place, names)
    criterion.clean_fields(exclude=["table", "parent", "pledge", "department"])
    return criterion


def inherited(parent: Criterion | None, part: str) -> str:
    """All below a bonus group is bonus, all below a penalty group penalty."""
    return parent.part if parent and parent.part != Part.MAIN else part


def _pledge(place: Place, names: Names) -> Pledge | None:
    number = place.row.get("pledge")
    if number and number not in names.pledges:
        words = place.words(number=number)
        names.lost.append(_("%(place)s: no pledge here answers to its number %(number)s; it is fed by none.") % words)
    return names.pledges.get(number) if number else None


def _set_assessor(criterion: Criterion, place: Place, names: Names) -> None:
    """A department not in the register here leaves the criterion to the bloc, and that is said."""
    slug = place.row.get("department")
    criterion.department = names.departments.get(slug) if slug else None
    is_departments = criterion.assessor == Assessor.DEPARTMENT
    if is_departments and criterion.department is None:
        criterion.assessor = Assessor.BLOC.value
        names.lost.append(_("%(place)s: its department is not known here; the bloc assesses it.") % place.words())
    elif not is_departments:
        criterion.department = None


def _assign(place: Place, criterion: Criterion, names: Names) -> None:
    """What is decided for units that are members here; another unit's line has nobody to speak of."""
    try:
        for line in _assignments(place, criterion, names):
            line.full_clean()
            line.save()
    except (ValidationError, ValueError, TypeError, KeyError) as error:
        raise Refused(_("%(place)s: %(problem)s") % place.words(problem=_in_words(error))) from error


def _assignments(place: Place, criterion: Criterion, names: Names) -> list[Assignment]:
    found = []
    for line in place.row.get("assignments") or []:
        facts = {name: line[name] for name in ("applies", "is_without_target", "reason") if name in line}
        facts |= {name: read_figure(line[name]) for name in ("target", "baseline") if line.get(name) not in (None, "")}
        if line["unit"] in names.units:
            found.append(Assignment(criterion=criterion, unit=names.units[line["unit"]], **facts))
    return found


def _points(row: Content) -> Decimal:
    points = read_figure(row["points"])
    if points < 0:
        raise ValidationError(_("Points are 0 or more; a penalty is taken off by its kind."))
    return points


def _as_day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _in_words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return _("its facts cannot be read (%(problem)s).") % {"problem": error}
