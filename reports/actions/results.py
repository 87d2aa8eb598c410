"""Results: prepared when nothing is open any more, released by a second person, corrected by a further revision."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.logic.text import clean_lines
from blocs.models import Event, User
from pacts.models import CriteriaTable
from reports import telling
from reports.logic.package import Package, canonical, digest, read
from reports.logic.result_states import RESULT, obstacles_to_a_result, obstacles_to_mode, what_moved
from reports.models import Placing, Result, Sheet
from reports.packing import package_of
from reports.readiness import readiness_of
from reports.scored import Board, board_of

State = Result.State


@transaction.atomic
def prepare_result(table: CriteriaTable, mode: str, *, by: User, correction_note: str = "") -> Result:
    """Freeze inputs, rules and outcome as the next revision, for a second person to read and release.

    Refused with everything that is still open; a second draft beside the first; a correction that says nothing.
    Appeals, returns and knock-outs are made under the lock of their sheet: they come before or after, never between.
    """
    table = CriteriaTable.objects.locked(table.pk)
    list(Sheet.objects.select_for_update().filter(table=table).order_by("pk").values_list("pk"))
    board = board_of(table)
    number = 1 + (Result.objects.filter(bloc=table.pact.bloc_id).aggregate(most=Max("number"))["most"] or 0)
    found = obstacles(board, mode) + _obstacles_to_revision(table, number, correction_note)
    if found:
        raise Refused(*found)
    facts = {"mode": mode, "number": number, "correction_note": correction_note}
    result = Result(bloc=table.pact.bloc, table=table, author=by, author_name=str(by), **facts)
    freeze(result, board)
    details = {"number": number, "mode": mode, "sha256": result.digest}
    Event.record("reports.prepare_result", result, by=by, **details)
    return result


def obstacles(board: Board, mode: str = "") -> list[str]:
    """What keeps this result from being prepared, in sentences; with a mode also what that mode would lack."""
    found = obstacles_to_a_result(readiness_of(board))
    table = board.table
    is_ranked = table.outcome == CriteriaTable.Outcome.RANKS
    return found + obstacles_to_mode(mode, is_ranked=is_ranked, has_classes=bool(table.classes))


def _obstacles_to_revision(table: CriteriaTable, number: int, note: str) -> list[str]:
    found = []
    if Result.objects.filter(bloc=table.pact.bloc_id, state=State.DRAFT).exists():
        found.append(_("A result is prepared already; it waits for its release, or discard it first."))
    if number > 1 and not clean_lines(note):
        found.append(_("Say what was corrected."))
    return found


def freeze(result: Result, board: Board, *, prepared_at=None, as_of=None) -> Result:
    """Save the result with its package and its lines. For the seasons of files too: they release it afterwards."""
    package = package_of(
        board, number=result.number, mode=result.mode, correction_note=result.correction_note, as_of=as_of
    )
    result.package = canonical(package)
    result.digest = digest(result.package)
    result.prepared_at = prepared_at or timezone.now()
    validate(result)
    result.save(force_insert=True)
    Placing.objects.bulk_create(placings_of(result, board, package))
    return result


def placings_of(result: Result, board: Board, package: Package) -> list[Placing]:
    """A line per unit in the order of the standings, in the names and figures of that day."""
    names = {unit["slug"]: unit["name"] for unit in package["units"]}
    totals = {row["unit"]: row for row in package["totals"]}
    return [
        Placing(
            result=result,
            unit=board.sheets[row["unit"]].unit,
            unit_name=names[row["unit"]],
            order=order,
            **_placing(row, totals[row["unit"]]),
        )
        for order, row in enumerate(package["standings"], start=1)
    ]


def _placing(row: dict[str, Any], total: dict[str, Any]) -> dict[str, Any]:
    return {
        "rank": row["rank"],
        "is_tied": row["tied"],
        "class_name": row["class"],
        "achieved": Decimal(total["achieved"]),
        "assigned": Decimal(total["assigned"]),
        "percent": Decimal(row["percent"]),
        "decided_by": row["decided_by"],
        "excluded_for": _why_nowhere(row, total),
    }


def _why_nowhere(row: dict[str, Any], total: dict[str, Any]) -> str:
    if row["excluded"] or row["rank"] is not None or row["class"]:
        return row["excluded"]
    return _("No criterion applies to this unit.") if total["assigned"] == "0" else _("Below the lowest group.")


@transaction.atomic
def discard_result(result: Result, *, by: User) -> None:
    """A draft nobody released; what it froze is not needed."""
    result = Result.objects.locked(result.pk)
    RESULT.take("discard_result", result)
    details = {"number": result.number, "sha256": result.digest}
    pk = result.pk
    result.delete()
    result.pk = pk
    Event.record("reports.discard_result", result, by=by, **details)


@transaction.atomic
def release_result(result: Result, *, by: User, revision: int | None = None) -> Result:
    """Publish what was prepared, digit for digit. Refused to its author, and where anything moved since."""
    result = Result.objects.locked(result.pk, revision)
    if result.author_id == by.pk:
        raise Refused(_("A result is released by someone other than who prepared it."))
    RESULT.take("release_result", result)
    if moved := moved_since(result):
        raise Refused(*moved)
    publish(result, by=by)
    telling.result_released(result, by=by)
    Event.record("reports.release_result", result, by=by, number=result.number, sha256=result.digest)
    return result


def moved_since(result: Result) -> list[str]:
    """Why the draft no longer says what the rows say: something is open again, or reckons to other digits."""
    board = board_of(result.table)
    if found := obstacles(board, result.mode):
        return found
    now, before = _again(result, board), read(result.package)
    if canonical(now) == result.package:
        return []
    sentences = what_moved(before, now)
    return [*(sentences or [_("The names or papers in it changed.")]), _("Discard this draft and prepare it again.")]


def _again(result: Result, board: Board) -> Package:
    day = date.fromisoformat(read(result.package)["as_of"])
    note = result.correction_note
    return package_of(board, number=result.number, mode=result.mode, correction_note=note, as_of=day)


def publish(result: Result, *, by: User | None, at=None, name: str = "") -> None:
    """Write the release. From here on the database refuses any change."""
    result.state, result.published_at = State.PUBLISHED, at or timezone.now()
    result.released_by, result.released_by_name = by, name or str(by or "")
    fields = ["state", "published_at", "released_by", "released_by_name"]
    try:
        result.validate_constraints()
        with transaction.atomic():
            result.save(update_fields=fields)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    except IntegrityError as error:
        raise Refused(_("A result is released by someone other than who prepared it.")) from error
