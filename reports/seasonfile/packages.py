"""The frozen package of a result, made anew from the rows a season file carries."""

from datetime import date

from django.utils import timezone

from blocs.logic.seasons import nearest_day
from pacts.models import CriteriaTable
from reports.logic.package import canonical
from reports.models import Evidence, Result
from reports.packing import package_of
from reports.scored import Board, board_of


def of_dump(result: Result) -> str | None:
    """The package, where the rows a file carries do not lead to it: what moved since, or files of evidence count."""
    files = Evidence.objects.filter(sheet__table=result.table_id, kind=Evidence.Kind.FILE)
    if not files.exists() and made_anew(result, result.table) == result.package:
        return None
    return result.package


def made_anew(result: Result, table: CriteriaTable, board: Board | None = None) -> str:
    facts = {"number": result.number, "mode": result.mode, "correction_note": result.correction_note}
    return canonical(package_of(board or board_of(table), **facts, as_of=_day(result, table)))


def _day(result: Result, table: CriteriaTable) -> date:
    """Whose names the units bear: the day it was prepared, or the day of the season nearest to it."""
    season = table.pact.bloc.season
    return nearest_day(timezone.localtime(result.prepared_at).date(), season.starts_on, season.ends_on)
