"""Short words for tests that carry score sheets through their stages by the real actions."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from pacts.models import Stage
from reports.actions.sheets import Fate, Told, cells_in, save_marks
from reports.actions.stages import send_sheet
from reports.marking import book_of
from reports.models import Mark, Sheet

REASON = "Đã đối chiếu với hồ sơ, số liệu của đơn vị."
HA_NOI = ZoneInfo("Asia/Ho_Chi_Minh")


def fresh(sheet: Sheet) -> Sheet:
    return Sheet.objects.with_names().get(pk=sheet.pk)


def put(sheet: Sheet, by, rows: dict, reason: str = REASON) -> list[Told]:
    """Save {criterion: typed}, each in the revision it stands in."""
    sheet = fresh(sheet)
    known = dict(Mark.objects.filter(sheet=sheet, stage=sheet.stage).values_list("criterion_id", "revision"))
    cells = [
        {"criterion": row.pk, "given": given, "reason": reason, "revision": known.get(row.pk)}
        for row, given in rows.items()
    ]
    return save_marks(sheet, cells_in(cells), by=by)


def fates(told: list[Told]) -> list[Fate]:
    return [one.fate for one in told]


def answer(row) -> str:
    """Something a sheet can be sent with: yes, 20 of 30 points, 1 occurrence, 2 models, 70 %."""
    if row.criterion.formula == "count":
        return "2"
    return {"points": "20" if row.rule.maximum > 20 else "5", "percent": "70"}.get(row.asks, "1")


def fill(sheet: Sheet, by) -> None:
    """Mark every row this person may mark and has not marked yet."""
    sheet = fresh(sheet)
    rows = [row for row in book_of(sheet, by).rows.values() if row.may_mark and not row.is_bound(sheet.stage.kind)]
    empty = {row.criterion: answer(row) for row in rows if sheet.stage.kind not in row.marks}
    assert set(fates(put(sheet, by, empty))) <= {Fate.SAVED}


def carry(bloc, sheet: Sheet, to: str) -> Sheet:
    """Fill and send the sheet stage by stage until it stands at the stage of that kind, or is closed."""
    sheet = fresh(sheet)
    while sheet.state != "closed" and sheet.stage.kind != to:
        worker = worker_of(bloc, sheet)
        if sheet.stage.kind != "explain":
            fill(sheet, worker)
        sheet = fresh(send_sheet(sheet, by=worker))
    return sheet


def worker_of(bloc, sheet: Sheet):
    """Who sends the stage a sheet stands at; of the head unit's own sheet the standing body reviews."""
    is_head = sheet.unit_id == bloc.units[0].pk
    return {
        "self": bloc.commander[sheet.unit_id],
        "cross": bloc.commander[sheet.checker_id] if sheet.checker_id else bloc.standing,
        "review": bloc.standing if is_head else bloc.secretary,
        "explain": bloc.commander[sheet.unit_id],
        "appraise": bloc.standing,
    }[sheet.stage.kind]


def everybody_scored(bloc, to: str = "cross") -> list[Sheet]:
    return [carry(bloc, sheet, to) for sheet in bloc.sheets]


def days(table, kind: str, **facts) -> Stage:
    stage = table.stages.get(kind=kind)
    Stage.objects.filter(pk=stage.pk).update(**facts)
    stage.refresh_from_db()
    return stage


def at(monkeypatch, day, hour: int, minute: int = 0) -> None:
    """The clock stands at this time in Hà Nội."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=HA_NOI)
    monkeypatch.setattr(timezone, "now", lambda: moment)
