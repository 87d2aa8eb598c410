"""The commander's board and the lists behind its tiles."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs.models import Bloc, Phase, User
from blocs.pages import get_for, number_or_404, page
from reports.boards import Board
from reports.logic.board import MOST_EXCEPTIONS, verdicts
from reports.overview import Picture, data_age, phases_with_something, picture


@dataclass
class Glass:
    """Which bloc and phase is looked at, and which others there are to choose from."""

    blocs: list[Bloc]
    bloc: Bloc | None
    phases: list[Phase]
    phase: Phase | None

    @property
    def query(self) -> str:
        named = {"khoi": self.bloc.pk if self.bloc else "", "ky": self.phase.slug if self.phase else ""}
        return urlencode({name: value for name, value in named.items() if value})

    def picture(self) -> Picture:
        if self.bloc is None or self.phase is None:
            raise Http404
        return picture(self.bloc, self.phase)


def glass_for(user: User, khoi: str | None, ky: str | None) -> Glass:
    """The bloc named (404 where this person does not see it), else the newest; the phase named, else the latest."""
    rows = Bloc.objects.visible_to(user).select_related("season", "series", "previous")
    blocs = list(rows.order_by("-season__starts_on", "name_sort"))
    bloc = get_for(user, Bloc, number_or_404(khoi), queryset=rows) if khoi else next(iter(blocs), None)
    phases = phases_with_something(bloc) if bloc else []
    named = [phase for phase in phases if phase.slug == ky]
    if ky and not named and bloc:
        raise Http404
    return Glass(blocs, bloc, phases, named[0] if named else next(reversed(_reported(bloc, phases)), None))


def _reported(bloc: Bloc | None, phases: list[Phase]) -> list[Phase]:
    """Phases that were opened, or all where none was."""
    if not phases or bloc is None:
        return []
    planned = set(bloc.reportings.filter(state="planned", phase__figures=None).values_list("phase_id", flat=True))
    return [phase for phase in phases if phase.pk not in planned] or phases[:1]


def board(request: HttpRequest):
    glass = glass_for(request.user, request.GET.get("khoi"), request.GET.get("ky"))
    if glass.bloc is None or glass.phase is None:
        return page(request, "reports/board_empty.html", {"glass": glass, "pact": _pact_of(glass.bloc)})
    seen = glass.picture()
    if seen.pact is None:
        return page(request, "reports/board_empty.html", {"glass": glass, "pact": _pact_of(glass.bloc)})
    told = Board(seen, request.user)
    age = data_age(seen)
    context = {
        "glass": glass,
        "seen": seen,
        "board": told,
        "exceptions": told.exceptions[:MOST_EXCEPTIONS],
        "more": max(len(told.exceptions) - MOST_EXCEPTIONS, 0),
        "data_age": age,
        "is_stale": _is_stale(seen, age),
        "illustrative": glass.bloc.is_illustrative,
    }
    return page(request, "reports/board.html", context)


def _is_stale(seen: Picture, age) -> bool:
    """While units report, figures a day old are pointed at."""
    is_open = seen.reporting is not None and seen.reporting.state == "open"
    return is_open and age is not None and timezone.now() - age > timedelta(days=1)


def _pact_of(bloc: Bloc | None):
    """Before the season has figures: how far its pact is."""
    return bloc and bloc.pacts.order_by("-version").first()


LISTS = {
    "da-bao-cao": ("units", "reported", _("Units that have reported")),
    "qua-han": ("units", "overdue", _("Units overdue")),
    "dat": ("standings", "met", _("Targets met")),
    "nguy-co": ("standings", "risky", _("Targets at risk or not met")),
    "chi-tieu": ("standings", "counted", _("All targets of the bloc")),
    "can-chu-y": ("exceptions", "exceptions", _("What calls for attention")),
    "cho-duyet": ("publications", "waiting", _("Waiting for my approval")),
}


def board_list(request: HttpRequest, which: str):
    """The list a tile counts."""
    if which not in LISTS:
        raise Http404
    glass = glass_for(request.user, request.GET.get("khoi"), request.GET.get("ky"))
    seen = glass.picture()
    told = Board(seen, request.user)
    shape, name, title = LISTS[which]
    rows = getattr(told, name)
    context = {
        "glass": glass,
        "seen": seen,
        "shape": shape,
        "title": title,
        "rows": _beside_units(seen, rows) if shape == "standings" else rows,
        "verdicts": verdicts(seen.bloc_standings) if which == "chi-tieu" else [],
        "illustrative": glass.bloc.is_illustrative,
    }
    return page(request, "reports/board_list.html", context)


def _beside_units(seen: Picture, rows) -> list[dict]:
    """Each standing of the bloc with what its units give together, where the two differ."""
    found = []
    for row in rows:
        entered, computed = seen.entered(row.pledge), seen.computed(row.pledge)
        differs = entered and computed.number is not None and computed.number != entered.number
        found.append({"standing": row, "computed": computed if differs or not entered else None, "differs": differs})
    return found
