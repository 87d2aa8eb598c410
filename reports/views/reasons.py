"""Why a unit stands where it stands: read out of the newest result, every number with its way down and up."""

from django.utils.translation import gettext as _

from blocs.logic.wording import number, percent, points_difference, signed, trimmed
from blocs.pages import get_for, page
from pacts.logic.targets import rounded
from pacts.models import tree_of
from reports.logic.package import Package, read
from reports.logic.reasons import GapLine, Reasons, reasons_for
from reports.logic.result_words import measure_words
from reports.marking import book_of
from reports.models import Result, Sheet


def why_rank(request, pk):
    """Of the published result for the bloc's people; of the prepared one for those who may prepare it."""
    sheet = get_for(request.user, Sheet, pk, queryset=Sheet.objects.visible_to(request.user).with_names())
    result = _result_for(request.user, sheet)
    context = {"sheet": sheet, "bloc": sheet.bloc, "result": result}
    if result is None:
        return page(request, "reports/why_rank.html", context)
    package = read(result.package)
    context["decided_by"] = _decided_by(package, sheet.unit.slug)
    context["evidence_of"] = _evidence_of(request.user, sheet)
    nodes = tree_of(sheet.table).by_number()
    reasons = reasons_for(package, sheet.unit.slug, _measures(nodes))
    return page(request, "reports/why_rank.html", context | _shown(sheet, reasons, nodes))


def _result_for(user, sheet: Sheet) -> Result | None:
    """A unit that came later is in no older result, so only those that place it are asked."""
    rows = Result.objects.filter(table=sheet.table_id, placings__unit=sheet.unit_id)
    if not user.has_perm("reports.prepare_result", sheet):
        if not user.is_admin and not user.blocs().filter(pk=sheet.bloc_id).exists():
            return None
        rows = rows.published()
    return rows.order_by("-number").first()


def _decided_by(package: Package, unit: str) -> list[str]:
    """What gave the unit its place, in sentences: the percentage alone, or what parted it from its equals."""
    row = next(row for row in package["standings"] if row["unit"] == unit)
    if row["rank"] is None:
        return []
    groups = {one["number"]: one["name"] for one in package["criteria"]}
    found = []
    if row["decided_by"]:
        found.append(_("Placed among equals by %(words)s") % {"words": measure_words(row["decided_by"], groups)})
    if row["tied"]:
        found.append(_("Shares the rank: no measure of the table parts it from its equals."))
    return found or [_("Placed by its percentage alone; no other unit has the same.")]


def _evidence_of(user, sheet: Sheet) -> set[int]:
    """The criteria behind which this person may look; whoever only reads the published result, behind none."""
    book = book_of(sheet, user)
    return {pk for pk, row in book.rows.items() if book.opens_evidence(row)}


def _measures(nodes: dict) -> dict[str, str]:
    """In what a criterion is counted, where the pledge that feeds it says so."""
    fed = {number: node.criterion.pledge for number, node in nodes.items() if node.criterion.pledge_id}
    return {number: pledge.measure for number, pledge in fed.items()}


def _shown(sheet: Sheet, reasons: Reasons, nodes: dict) -> dict:
    places = dict(sheet.table.sheets.values_list("unit__slug", "pk"))
    return {
        "reasons": reasons,
        "sides": [_side(side, places) for side in reasons.sides],
        "groups": [_group(line) for line in reasons.groups],
        "deciding": [_gap(line, nodes) for line in reasons.deciding],
        "even": [_gap(line, nodes) for line in reasons.gaps if not line.gap],
        "changes": [_change(line, nodes) for line in reasons.changes],
        "worked": _worked(reasons, nodes),
        "other": reasons.sides[1] if len(reasons.sides) > 1 else None,
    }


def _side(side, places: dict[str, int]) -> dict:
    return {
        "side": side,
        "points": _of(side.achieved, side.assigned),
        "percent": percent(side.percent, 2),
        "sheet": places.get(side.unit),
    }


def _group(line) -> dict:
    return {"number": line.number, "name": line.name, "cells": [_of(*cell) if cell else "—" for cell in line.cells]}


def _of(achieved, assigned) -> str:
    """“13,5/16”; a group of bonus or penalty points counts into no maximum, so it is its points alone."""
    points = trimmed(achieved).replace("-", "−")
    return f"{points}/{trimmed(assigned)}" if assigned else points


def _gap(line: GapLine, nodes: dict) -> dict:
    node = nodes.get(line.number)
    return {
        "line": line,
        "criterion": node.criterion if node else None,
        "mine": "" if line.mine is None else trimmed(line.mine),
        "theirs": "" if line.theirs is None else trimmed(line.theirs),
        "maximum": trimmed(line.maximum),
        "gap": points_difference(rounded(line.gap), 2),
        "is_ahead": line.gap > 0,
    }


def _worked(reasons: Reasons, nodes: dict) -> list[dict]:
    """The calculation of every criterion, under the root groups."""
    found: dict[str, list[dict]] = {}
    for line in reasons.worked:
        node = nodes.get(line.number)
        told = {"line": line, "criterion": node.criterion if node else None}
        found.setdefault(line.number.partition(".")[0], []).append(told)
    names = {line.number: line.name for line in reasons.groups}
    return [{"number": number, "name": names.get(number, ""), "lines": lines} for number, lines in found.items()]


def _change(line, nodes: dict) -> dict:
    node = nodes.get(line.number)
    return {
        "line": line,
        "criterion": node.criterion if node else None,
        "before": trimmed(line.before),
        "after": trimmed(line.after),
        "difference": signed(line.difference.normalize()) if line.difference else number(0),
    }
