"""“Khám phá số liệu”: one pledge through five seasons, as a picture that answers the pointer and as a table."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from blocs.models import Unit
from blocs.pages import number_or_404, page
from pacts.models import Pledge
from reports.exploring import drawn, pledges_of, thread_of
from reports.views.dashboards import Glass, glass_for


def board_explore(request: HttpRequest):
    glass = glass_for(request.user, request.GET.get("khoi"), request.GET.get("ky"))
    pledges = pledges_of(glass.bloc) if glass.bloc and glass.phase else []
    if not pledges:
        return page(request, "reports/board_explore.html", {"glass": glass, "pledges": []})
    pledge = _named(pledges, request.GET.get("chi_tieu"))
    members = _members(glass)
    unit = _unit_named(members, request.GET.get("don_vi"))
    thread = thread_of(glass.bloc, glass.phase, pledge, request.user)
    shown = [unit] if unit else members
    context = {
        "glass": glass,
        "pledges": pledges,
        "pledge": pledge,
        "units": members,
        "unit": unit,
        "thread": thread,
        "rows": [(row.name, thread.row(row.pk)) for row in shown],
        "of_bloc": thread.row(None),
        "drawn": drawn(thread, shown, _("Whole bloc")),
        "illustrative": glass.bloc.is_illustrative if glass.bloc else False,
    }
    return page(request, "reports/board_explore.html", context)


def _named(pledges: list[Pledge], raw: str | None) -> Pledge:
    """The pledge asked for, else the first; 404 for one of another pact."""
    if not raw:
        return pledges[0]
    found = [pledge for pledge in pledges if pledge.pk == number_or_404(raw)]
    if not found:
        raise Http404
    return found[0]


def _members(glass: Glass) -> list[Unit]:
    assert glass.bloc and glass.phase
    rows = glass.bloc.memberships.on(min(glass.phase.ends_on, glass.bloc.season.ends_on)).in_order()
    return [membership.unit for membership in rows]


def _unit_named(members: list[Unit], raw: str | None) -> Unit | None:
    if not raw:
        return None
    found = [unit for unit in members if unit.pk == number_or_404(raw)]
    if not found:
        raise Http404
    return found[0]
