"""One unit under the glass: its pledges of a phase, with the history of each figure."""

from django.http import Http404, HttpRequest

from blocs.pages import page
from reports.figure_history import changes_of
from reports.logic.board import verdicts
from reports.sheets import lines_at, sections_of
from reports.views.dashboards import glass_for


def board_unit(request: HttpRequest, pk: int):
    """All pledges of one unit, with the history of each figure; before and after it the neighbours in the bloc."""
    glass = glass_for(request.user, request.GET.get("khoi"), request.GET.get("ky"))
    seen = glass.picture()
    place = next((n for n, unit in enumerate(seen.units) if unit.pk == pk), None)
    if place is None:
        raise Http404
    unit = seen.units[place]
    lines = lines_at(seen, unit)
    history = changes_of([line.figure for line in lines if line.figure])
    for line in lines:
        line.changes = history.get(line.figure.pk, []) if line.figure else []
    context = {
        "glass": glass,
        "seen": seen,
        "unit": unit,
        "before": seen.units[place - 1] if place else None,
        "after": seen.units[place + 1] if place + 1 < len(seen.units) else None,
        "report": seen.reports.get(unit.pk),
        "has_reported": seen.has_reported(unit.pk),
        "due_on": seen.due_for(unit.pk),
        "sections": sections_of(lines),
        "verdicts": verdicts([line.standing for line in lines]),
        "illustrative": glass.bloc.is_illustrative,
    }
    return page(request, "reports/board_unit.html", context)
