"""A criteria table begun from another: last season's, the version amended, another bloc's, a template's."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from pacts.actions.drafts import title_after
from pacts.actions.tables_building import Content, Names, fill_head, names_for, write_stages, write_tree
from pacts.logic.formulas import StageKind
from pacts.logic.table_stages import moved_by_years, usual_appeals, usual_days
from pacts.models import CriteriaTable, Pact, Pledge, TableTemplate
from pacts.models.table_content import as_content, pledges_by_number

NAME = "Bảng tiêu chí chấm điểm thi đua"  # data, and so Vietnamese whatever the page's language
STAGE_NAMES = {
    StageKind.SELF: "Tự chấm điểm",
    StageKind.CROSS: "Kiểm tra chéo",
    StageKind.REVIEW: "Khối rà soát, chấm điểm",
    StageKind.EXPLAIN: "Giải trình",
    StageKind.APPRAISE: "Thẩm định",
}


def from_scratch(pact: Pact) -> CriteriaTable:
    """No criteria yet, all five stages with the days that are usual after the season."""
    stages = [{"kind": kind.value, "name": name} for kind, name in STAGE_NAMES.items()]
    return _made({"name": NAME, "stages": stages}, pact, "", Names())


def from_template(template: TableTemplate, pact: Pact) -> CriteriaTable:
    """Raises Refused where the template is not of the documented shape."""
    try:
        content = {"name": template.name, "source": template.source, **template.content}
        return _made(content, pact, template.name, names_for(pact, content["criteria"]))
    except (AttributeError, InvalidOperation, KeyError, TypeError, ValidationError, ValueError) as error:
        words = {"template": template.name, "problem": error}
        raise Refused(_("The template “%(template)s” cannot be read: %(problem)s.") % words) from error


def copy_table(old: CriteriaTable, new: Pact, copied: Mapping[int, Pledge] | None = None) -> CriteriaTable:
    """The old table as a draft of the new pact, its pledges found again.

    Between versions of one bloc everything stays; from last season the days move by whole years and units' targets stay
    behind; from another bloc nothing said of single units comes along. `copied` {old pledge's key: new pledge}.
    """
    content, before, after = as_content(old), old.pact.bloc, new.bloc
    if before != after:
        follows = before.pk == after.previous_id
        content["criteria"] = _each(content["criteria"], _without_targets if follows else _without_units)
        content = in_years(content, after.season.starts_on.year - before.season.starts_on.year)
        content["name"] = title_after(content["name"], before.season, after.season)
    pledges = pledges_again(old.pact, new, copied or {})
    return _made(content, new, str(old.pact), names_for(new, content["criteria"], pledges))


def last_table(pact: Pact) -> CriteriaTable | None:
    """The table of the version this one amends, or of last season's newest pact that has one."""
    tables = CriteriaTable.objects.select_related("pact__bloc__season")
    if pact.amends_id and (found := tables.filter(pact=pact.amends_id).first()):
        return found
    if pact.bloc.previous_id is None:
        return None
    older = tables.filter(pact__bloc=pact.bloc.previous_id)
    sealed_first = models.Case(models.When(pact__state="sealed", then=0), default=1)
    return older.order_by(sealed_first, "-pact__version").first()


def pledges_again(old: Pact, new: Pact, copied: Mapping[int, Pledge]) -> dict[str, Pledge]:
    """{number in the old pact: pledge of the new one}: as copied, as followed, in the same place, or by its words."""
    fresh = pledges_by_number(new)
    followers = {pledge.follows_id: pledge for pledge in fresh.values() if pledge.follows_id}
    words = _once({(pledge.name, pledge.kind): pledge for pledge in fresh.values()}, fresh.values())
    found = {}
    for number, pledge in pledges_by_number(old).items():
        same = fresh.get(number) if _alike(fresh.get(number), pledge) else words.get((pledge.name, pledge.kind))
        found[number] = copied.get(pledge.pk) or followers.get(pledge.pk) or same
    return {number: pledge for number, pledge in found.items() if pledge}


def _alike(one: Pledge | None, other: Pledge) -> bool:
    return one is not None and (one.name, one.kind) == (other.name, other.kind)


def _once(found: dict, pledges) -> dict:
    """Without words that stand twice: they would not say which."""
    keys = [(pledge.name, pledge.kind) for pledge in pledges]
    return {key: pledge for key, pledge in found.items() if keys.count(key) == 1}


# --- What of a content may travel ---


def for_strangers(content: Content) -> dict[str, Any]:
    """A template: no days, no pledges, nothing said of single units, departments left to the bloc."""
    stages = [{name: value for name, value in row.items() if name in ("kind", "name")} for row in content["stages"]]
    head = {name: value for name, value in content.items() if name not in ("appeals_from", "appeals_until")}
    return {**head, "stages": stages, "criteria": _each(content["criteria"], _of_nobody)}


def _each(rows, change: Callable[[dict], dict]) -> list[dict]:
    return [
        change({**row, "children": _each(row["children"], change)} if row.get("children") else dict(row))
        for row in rows
    ]


def _without_units(row: dict) -> dict:
    return {name: value for name, value in row.items() if name != "assignments"}


def _without_targets(row: dict) -> dict:
    """That a criterion does not apply is proposed again; last season's targets are not."""
    lines = [
        line for line in row.get("assignments", []) if line.get("applies") is False or line.get("is_without_target")
    ]
    kept = [{name: value for name, value in line.items() if name not in ("target", "baseline")} for line in lines]
    return {**_without_units(row), "assignments": kept} if kept else _without_units(row)


def _of_nobody(row: dict) -> dict:
    kept = {name: value for name, value in _without_units(row).items() if name not in ("pledge", "department")}
    return {**kept, "assessor": "bloc"} if kept.get("assessor") == "department" else kept


def in_years(content: Content, years: int) -> dict[str, Any]:
    """The same content with its days so many years later."""

    def later(row: Content) -> dict[str, Any]:
        days = {name: row[name] for name in ("opens_on", "due_on", "appeals_from", "appeals_until") if row.get(name)}
        return {**row, **{name: moved_by_years(date.fromisoformat(on), years).isoformat() for name, on in days.items()}}

    return {**later(content), "stages": [later(row) for row in content.get("stages", [])]}


# --- Writing it down ---


def _made(content: Content, pact: Pact, origin: str, names: Names) -> CriteriaTable:
    table = CriteriaTable(pact=pact, origin=origin[:300])
    fill_head(table, content)
    if origin == "" or not any(row.get("due_on") for row in content.get("stages", [])):
        content = with_usual_days(content, table)
    table.full_clean(exclude=["pact"], validate_unique=False)
    table.save()
    write_stages(table, content.get("stages", []))
    write_tree(table, content.get("criteria", []), names)
    table.lost = names.lost
    return table


def with_usual_days(content: Content, table: CriteriaTable) -> dict[str, Any]:
    """Days for stages that come without any: one after the other when the season has ended."""
    stages, ends_on = content.get("stages", []), table.pact.bloc.season.ends_on
    days = usual_days(len(stages), ends_on)
    if stages and table.appeals_from is None:
        table.appeals_from, table.appeals_until = usual_appeals(ends_on, len(stages))
    dated = [{**row, "opens_on": first, "due_on": last} for row, (first, last) in zip(stages, days, strict=True)]
    return {**content, "stages": dated}
