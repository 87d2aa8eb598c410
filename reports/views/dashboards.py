"""The commander's board and its one-page print; the lists behind its tiles have their own file."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils import timezone

from blocs.models import Bloc, Phase, User
from blocs.pages import get_for, number_or_404, page
from pacts.models import Signature
from reports.boards import Board
from reports.logic import heat
from reports.logic.board import MOST_EXCEPTIONS
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


def latest_glass(bloc: Bloc) -> Glass:
    """One bloc at its latest phase."""
    phases = phases_with_something(bloc)
    return Glass([bloc], bloc, phases, next(reversed(_reported(bloc, phases)), None))


def _reported(bloc: Bloc | None, phases: list[Phase]) -> list[Phase]:
    """Phases that were opened, or all where none was."""
    if not phases or bloc is None:
        return []
    planned = set(bloc.reportings.filter(state="planned", phase__figures=None).values_list("phase_id", flat=True))
    return [phase for phase in phases if phase.pk not in planned] or phases[:1]


def board(request: HttpRequest):
    glass = glass_for(request.user, request.GET.get("khoi"), request.GET.get("ky"))
    seen = _picture_or_none(glass)
    if seen is None:
        return page(request, "reports/board_empty.html", {"glass": glass, "progress": _progress_of(glass.bloc)})
    told = Board(seen, request.user, order_named(request.GET.get("sap-xep")))
    context = facts_of(glass, seen, told) | {
        "orders": list(heat.Order),
        "can_remind": seen.reporting is not None and request.user.has_perm("reports.remind", seen.reporting),
        "can_direct": request.user.has_perm("reports.give_directive", glass.bloc),
        "can_hang": request.user.has_perm("reports.hang_wall", glass.bloc),
    }
    return page(request, "reports/board.html", context)


def _picture_or_none(glass: Glass) -> Picture | None:
    """Nothing while the bloc has no phase to look at, or no sealed pact to look at it by."""
    if glass.bloc is None or glass.phase is None:
        return None
    seen = glass.picture()
    return seen if seen.pact else None


def order_named(raw: str | None) -> heat.Order:
    return heat.Order(raw) if raw in list(heat.Order) else heat.Order.PRECEDENCE


def facts_of(glass: Glass, seen: Picture, told: Board) -> dict:
    """What the board, its print and a wall show alike."""
    age = data_age(seen)
    return {
        "glass": glass,
        "seen": seen,
        "board": told,
        "exceptions": told.exceptions[:MOST_EXCEPTIONS],
        "more": max(len(told.exceptions) - MOST_EXCEPTIONS, 0),
        "data_age": age,
        "is_stale": _is_stale(seen, age),
        "illustrative": seen.bloc.is_illustrative,
    }


def _is_stale(seen: Picture, age) -> bool:
    """While units report, figures a day old are pointed at."""
    is_open = seen.reporting is not None and seen.reporting.state == "open"
    return is_open and age is not None and timezone.now() - age > timedelta(days=1)


def _progress_of(bloc: Bloc | None) -> dict:
    """Before the season has figures: how far its pact is, and how many units have signed it."""
    pact = bloc and bloc.pacts.order_by("-version").first()
    if not pact:
        return {"pact": None}
    parties = bloc.memberships.on(bloc.season.starts_on).count()
    signed = Signature.objects.of_parties().filter(pact=pact).values("unit").distinct().count()
    return {"pact": pact, "signed": signed, "parties": parties}


def board_brief(request: HttpRequest):
    """“Bản tóm tắt”: the board on one sheet of A4, for the briefing."""
    glass = glass_for(request.user, request.GET.get("khoi"), request.GET.get("ky"))
    seen = glass.picture()
    if seen.pact is None:
        raise Http404
    told = Board(seen, request.user, order_named(request.GET.get("sap-xep")))
    return page(request, "reports/board_brief.html", facts_of(glass, seen, told))
