"""Rules for the criteria table of a pact and what is scored under it, with the path of whatever breaks one."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from reports.seasonfile.faults import Faults
from reports.seasonfile.known import numbers_said
from reports.seasonfile.marking import EXPLAINS, spelt_out
from reports.seasonfile.normal import Said

Above = tuple[Said, ...]
Rule = Callable[[Said, Above, Faults], None]


def table_of(above: Above) -> Said:
    """The criteria table a row stands under."""
    return next((one for one in reversed(above) if "criteria" in one or "stages" in one), Said())


def criteria_of(above: Above) -> dict[str, Said]:
    return numbers_said(table_of(above).get("criteria", []))


def stages_of(above: Above) -> set[str]:
    return {stage["kind"] for stage in table_of(above).get("stages", [])}


# --- The table --------------------------------------------------------------------------------


def _table_fits_its_pact(said: Said, above: Above, faults: Faults) -> None:
    is_adopted = said.get("state") == "adopted"
    if above[-1].get("state") in ("open", "sealed") and not is_adopted:
        faults.add(said.at("state"), _("Under an open or sealed pact the criteria table is adopted."))
    if above[-1].get("state") != "sealed":
        for key in ("draw", "extensions", "sheets", "results"):
            if key in said:
                faults.add(said.at(key), _("Only under a sealed pact is anything scored."))
    if not is_adopted and "adopted_at" in said:
        faults.add(said.at("adopted_at"), _("This does not fit its state."))


def _criterion_is_group_or_leaf(said: Said, above: Above, faults: Faults) -> None:
    if "formula" in said and "children" in said:
        faults.add(said.at("formula"), _("A group has no formula; its points are the sum of its children's."))
    is_of_department = said.get("assessor") == "department"
    if is_of_department != ("department" in said):
        faults.add(said.at("department"), _("Name the functional department, and only where one assesses."))


def _assignment_says_something(said: Said, above: Above, faults: Faults) -> None:
    applies, is_without, has_target = said.get("applies", True), said.get("is_without_target", False), "target" in said
    if not applies:
        is_whole = bool(said.get("reason")) and not (is_without or has_target or "baseline" in said)
    else:
        is_whole = not has_target if is_without else has_target or "baseline" in said
    if not is_whole:
        sentence = _("Say that the criterion does not apply (with the reason), or give the unit's own target.")
        faults.add(said.path, sentence)


# --- Sheets -----------------------------------------------------------------------------------


def _sheet_is_whole(said: Said, above: Above, faults: Faults) -> None:
    if said.get("checker") == said["unit"]:
        faults.add(said.at("checker"), _("A unit never checks its own sheet."))
    if (said.get("state") == "closed") != ("closed_at" in said):
        faults.add(said.at("closed_at"), _("A closed sheet says when it was closed, and only a closed one."))
    for one in said.get("returns", []):
        _name_criteria(one.get("reopened", []), one.at("reopened"), criteria_of(above), faults)


def _marks_are_known(said: Said, above: Above, faults: Faults) -> None:
    criteria, stages = criteria_of(above), stages_of(above)
    path = said.at("marks")
    _name_criteria(said.get("marks", {}), path, criteria, faults)
    for number, marks in spelt_out(said).items():
        if "children" in criteria.get(number, {}):
            faults.add(f"{path}.{number}", _("A group is not marked; its points are the sum of its children's."))
        for kind, mark in marks.items():
            _check_mark(f"{path}.{number}.{kind}", kind, mark, stages, faults)


def _check_mark(path: str, kind: str, mark: dict[str, Any], stages: set[str], faults: Faults) -> None:
    if kind not in stages:
        faults.add(path, _("“%(name)s” is neither in this file nor here already.") % {"name": kind})
    ways = ["points" in mark, "value" in mark, "numerator" in mark or "denominator" in mark]
    is_half = ("numerator" in mark) != ("denominator" in mark)
    wanted = 0 if kind == EXPLAINS else 1
    if sum(ways) != wanted or is_half or (kind == EXPLAINS and not mark.get("reason")):
        faults.add(path, _("Give the points, or the figure from which they follow; an explanation has words alone."))


def _name_criteria(numbers: Iterable[str], path: str, criteria: dict[str, Said], faults: Faults) -> None:
    for number in numbers:
        if number not in criteria:
            faults.add(path, _("“%(name)s” is neither in this file nor here already.") % {"name": number})


# --- What stands under a sheet ----------------------------------------------------------------


def _appeal_is_answered(said: Said, above: Above, faults: Faults) -> None:
    is_answered = said.get("state") in ("kept", "changed")
    if is_answered and not (said.get("answer") and "answered_at" in said):
        faults.add(said.at("answer"), _("Give the reason for the answer."))


def _knock_out_is_whole(said: Said, above: Above, faults: Faults) -> None:
    if (said.get("effect") == "ceiling") != ("ceiling" in said):
        sentence = _("A ceiling is between 0 and 100 per cent; an exclusion has none.")
        faults.add(said.at("ceiling"), sentence)
    if (said.get("state", "proposed") == "proposed") == ("settled_at" in said):
        faults.add(said.at("settled_at"), _("This does not fit its state."))


def _result_has_its_time(said: Said, above: Above, faults: Faults) -> None:
    if (said.get("state") == "published") != ("published_at" in said):
        faults.add(said.at("published_at"), _("This does not fit its state."))


RULES: dict[str, tuple[Rule, ...]] = {
    "criteria_table": (_table_fits_its_pact,),
    "criterion": (_criterion_is_group_or_leaf,),
    "assignment": (_assignment_says_something,),
    "sheet": (_sheet_is_whole, _marks_are_known),
    "appeal": (_appeal_is_answered,),
    "knock_out": (_knock_out_is_whole,),
    "result": (_result_has_its_time,),
}
