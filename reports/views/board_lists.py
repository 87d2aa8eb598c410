"""The lists behind the tiles of the board, and its pictures as tables and as CSV."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.csv_files import csv_text
from blocs.pages import page
from reports.boards import Board
from reports.logic.board import verdicts
from reports.logic.heat import Cell, Row
from reports.logic.standing import Standing
from reports.overview import Picture
from reports.views.dashboards import glass_for, order_named

LISTS = {
    "da-bao-cao": ("units", "reported", gettext_lazy("Units that have reported")),
    "chua-bao-cao": ("missing", "missing", gettext_lazy("Reports that are missing")),
    "qua-han": ("units", "overdue", gettext_lazy("Units overdue")),
    "dat": ("standings", "met", gettext_lazy("Targets met")),
    "nguy-co": ("standings", "risky", gettext_lazy("Targets at risk or not met")),
    "chi-tieu": ("standings", "counted", gettext_lazy("All targets of the bloc")),
    "ban-do": ("cells", "rows", gettext_lazy("Units by content of the pact, as a table")),
    "can-chu-y": ("exceptions", "exceptions", gettext_lazy("What calls for attention")),
    "den-han": ("deadlines", "deadlines", gettext_lazy("Due in the next 30 days")),
    "cho-duyet": ("waiting", "waiting", gettext_lazy("Waiting for my approval")),
}
FILES = {"ban-do", "chi-tieu"}


def _seen_by(request: HttpRequest) -> tuple:
    glass = glass_for(request.user, request.GET.get("khoi"), request.GET.get("ky"))
    seen = glass.picture()
    return glass, seen, Board(seen, request.user, order_named(request.GET.get("sap-xep")))


def board_list(request: HttpRequest, which: str):
    """The list a tile counts, or a picture of the board as a table."""
    if which not in LISTS:
        raise Http404
    glass, seen, told = _seen_by(request)
    shape, name, title = LISTS[which]
    rows = getattr(told, name)
    context = {
        "glass": glass,
        "seen": seen,
        "board": told,
        "shape": shape,
        "which": which,
        "title": title,
        "has_file": which in FILES,
        "rows": beside_units(seen, rows) if shape == "standings" else rows,
        "verdicts": verdicts(seen.bloc_standings) if which == "chi-tieu" else [],
        "can_remind": seen.reporting is not None and request.user.has_perm("reports.remind", seen.reporting),
        "illustrative": glass.bloc.is_illustrative,
    }
    return page(request, "reports/board_list.html", context)


def beside_units(seen: Picture, rows: Sequence[Standing]) -> list[dict]:
    """Each standing of the bloc with what its units give together, where the two differ."""
    found = []
    for row in rows:
        entered, computed = seen.entered(row.pledge), seen.computed(row.pledge)
        differs = entered and computed.number is not None and computed.number != entered.number
        found.append({"standing": row, "computed": computed if differs or not entered else None, "differs": differs})
    return found


def board_csv(request: HttpRequest, which: str):
    """A picture of the board as Excel opens it."""
    if which not in FILES:
        raise Http404
    __, seen, told = _seen_by(request)
    rows = _cells_of(told) if which == "ban-do" else _targets_of(told)
    kind = {"Content-Disposition": f'attachment; filename="{which}-{seen.bloc.season.slug}-{seen.phase.slug}.csv"'}
    return HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8", headers=kind)


def _cells_of(told: Board) -> list[list[str]]:
    head = [_("Unit"), _("Content"), _("Result"), _("Status"), _("Same period last year")]
    return [head, *(_line(row, cell) for row in told.rows for cell in row.cells)]


def _line(row: Row, cell: Cell) -> list[str]:
    return [row.unit.name, cell.content, cell.text, cell.label, cell.last]


def _targets_of(told: Board) -> list[list[str]]:
    head = [_("Pledge"), _("Target"), _("Result"), _("Status"), _("Same period last year"), _("Change")]
    return [head, *(_target(row) for row in told.counted)]


def _target(row: Standing) -> list[str]:
    change = _("Counted in another way") if row.has_break else row.change_text
    return [row.pledge.name, row.target_text, row.text, row.label, row.last_text, change]
