"""One unit under the glass: its pledges of a phase, with the history of each figure and the way to its evidence."""

from django.http import Http404, HttpRequest

from blocs.models import Place, Unit
from blocs.pages import number_in, page
from reports.directive_lists import readable
from reports.evidence_of_pledges import shelves_of
from reports.figure_history import changes_of
from reports.logic.board import verdicts
from reports.logic.directive_states import STATUS
from reports.overview import Picture
from reports.sheets import Line, lines_at, sections_of
from reports.views.dashboards import Glass, glass_for

MOST_DIRECTIVES = 20


def board_unit(request: HttpRequest, pk: int):
    """All pledges of one unit; before and after it the neighbours in the bloc. `?o=` names the cell one came from."""
    glass = glass_for(request.user, request.GET.get("khoi"), request.GET.get("ky"))
    seen = glass.picture()
    place = next((n for n, unit in enumerate(seen.units) if unit.pk == pk), None)
    if place is None:
        raise Http404
    unit = seen.units[place]
    lines = _lines(seen, unit)
    shelves = shelves_of(glass.bloc, unit, [line.pledge for line in lines], request.user)
    for line in lines:
        line.shelves = (shelves or {}).get(line.pledge.pk, [])
    cell = number_in(request.GET.get("o"))
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
        "has_sheet": shelves is not None,
        "cell": f"#o-{unit.pk}-{cell}" if cell else "",
        "cell_query": f"&o={cell}" if cell else "",
        **_directives(request, glass, unit),
        "illustrative": glass.bloc.is_illustrative,
    }
    return page(request, "reports/board_unit.html", context)


def _lines(seen: Picture, unit: Unit) -> list[Line]:
    lines = lines_at(seen, unit)
    history = changes_of([line.figure for line in lines if line.figure])
    for line in lines:
        line.changes = history.get(line.figure.pk, []) if line.figure else []
    return lines


def _directives(request: HttpRequest, glass: Glass, unit: Unit) -> dict:
    """Those to this unit that this person may read, the open ones first."""
    rows = readable(request.user).filter(bloc=glass.bloc, unit=unit).order_by("settled_at", "due_on", "pk")
    rows = list(rows[:MOST_DIRECTIVES])
    for row in rows:
        row.status = STATUS[row.state]
    may = request.user.has_perm("reports.give_directive", Asked(glass.bloc.pk, unit.pk))
    return {"directives": rows, "may_direct": may}


class Asked:
    """A place to ask a right of before there is a row."""

    def __init__(self, bloc: int, unit: int):
        self.place = Place(bloc_id=bloc, unit_id=unit)
