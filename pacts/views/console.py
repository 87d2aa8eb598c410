"""The console of the day: what everybody at the desk sees, and the presses of the one who has it in hand."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from blocs.models import Unit
from blocs.pages import doors, get_for, page, submit, tell
from pacts.actions import control, rehearsal, running
from pacts.console import checks_of, console_of
from pacts.desk import sheets_of
from pacts.forms.running import TakeForm
from pacts.logic.obstacles import PACT
from pacts.logic.running import KEYS
from pacts.models import AgendaItem, Ceremony, Pact, Run, Turn
from pacts.views.ceremonies import steps_of

POLL_SECONDS = 2
LOST_SECONDS = 10
TURNS = {
    "moi": running.invite,
    "hoan-tac": running.uninvite,
    "dang-ky": running.begin_signing,
    "bo-qua": running.skip,
}
PLAYED = {"da-ky": Turn.State.SIGNED, "vang": Turn.State.ABSENT}


@never_cache
def ceremony_console(request: HttpRequest, pk: int) -> HttpResponse:
    ceremony = get_for(request.user, Ceremony, pk, "pacts.desk")
    console = console_of(ceremony, request.user)
    sheets = sheets_of(ceremony, request.user)
    for sheet in sheets:
        sheet.doors = _door_to_the_seal(ceremony, sheet.pact, request.user)
    context = {
        "ceremony": ceremony,
        "illustrative": ceremony.is_illustrative,
        "console": console,
        "checks": checks_of(console) if ceremony.state == Ceremony.State.PLANNED else [],
        "keys": KEYS,
        "poll": POLL_SECONDS,
        "lost": LOST_SECONDS,
        "sheets": sheets,
        "agenda": ceremony.agenda.all(),
        "is_live": ceremony.state == Ceremony.State.LIVE,
        "may_edit": request.user.has_perm("pacts.plan", ceremony),
        "may_pair": request.user.has_perm("pacts.pair", ceremony),
        **steps_of(ceremony, request.user),
    }
    return page(request, "pacts/ceremony_console.html", context)


def _door_to_the_seal(ceremony, pact, user):
    urls = {"seal": reverse("pacts:ceremony_seal", args=[ceremony.pk, pact.pk])}
    confirm = {"seal": _("A sealed text can never be changed. Seal this pact?")}
    return doors(PACT, pact, user, app="pacts", urls=urls, confirm=confirm)


@require_safe
def console_state(request: HttpRequest, pk: int) -> HttpResponse:
    """What has changed, asked every two seconds: 304 where nothing has. The operator's asking is noted."""
    ceremony = get_for(request.user, Ceremony, pk, "pacts.desk")
    console = console_of(ceremony, request.user)
    if console.run:
        control.note_seen(console.run, request.user)
    response = HttpResponse(status=304) if _is_known(request, console.etag) else JsonResponse(_told(console))
    response["ETag"], response["Cache-Control"] = console.etag, "no-store"
    return response


def _is_known(request: HttpRequest, etag: str) -> bool:
    asked = request.headers.get("If-None-Match", "").split(",")
    return etag in [one.strip().removeprefix("W/") for one in asked]


def _told(console) -> dict:
    signed, asked = console.picture.counter
    return {
        "pulse": console.picture.pulse,
        "state": console.ceremony.state,
        "operator": str(console.run.operator or "") if console.run else "",
        "is_rehearsal": console.is_rehearsal,
        "counter": {"signed": signed, "asked": asked},
        "now": console.now.isoformat(),
    }


# --- Who has it in hand -----------------------------------------------------------------------


def console_take(request: HttpRequest, pk: int) -> HttpResponse:
    """One press where nobody has the console; where somebody has, it is said who, since when, and asked."""
    ceremony = get_for(request.user, Ceremony, pk, "pacts.run")
    form = TakeForm(request.POST if request.method == "POST" else None)
    if submit(form, _taker(ceremony, request.user)):
        tell(request, _("You have the console in hand."))
        return _to_console(ceremony)
    run = Run.objects.filter(ceremony=ceremony).select_related("operator").first()
    title = _("Take over the console")
    context = {"form": form, "ceremony": ceremony, "title": title, "label": title}
    context["note"] = control.held_by(run) if run and run.operator else ""
    return page(request, "pacts/console_take.html", context)


def _taker(ceremony: Ceremony, user):
    def take(take_over: bool):
        return control.take_control(ceremony, by=user, take_over=take_over)

    return take


@require_POST
def console_leave(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, lambda ceremony: control.leave_control(ceremony, by=request.user))


# --- The queue --------------------------------------------------------------------------------


@require_POST
def console_invite_next(request: HttpRequest, pk: int) -> HttpResponse:
    seen = request.POST.get("seen", "")
    return _press(request, pk, lambda ceremony: running.invite_next(ceremony, by=request.user, seen=seen))


@require_POST
def console_turn(request: HttpRequest, pk: int, verb: str, pact: int, unit: int) -> HttpResponse:
    ceremony = get_for(request.user, Ceremony, pk, "pacts.run")
    places = get_object_or_404(Pact, pk=pact, ceremonies=ceremony), get_object_or_404(Unit, pk=unit)
    if verb in PLAYED:
        rehearsal.play(ceremony, *places, state=PLAYED[verb], by=request.user)
    else:
        TURNS[verb](ceremony, *places, by=request.user)
    return _to_console(ceremony)


# --- Programme, pause, screen -----------------------------------------------------------------


@require_POST
def console_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    ceremony = get_for(request.user, Ceremony, pk, "pacts.run")
    running.go_to_item(ceremony, get_object_or_404(AgendaItem, pk=item, ceremony=ceremony), by=request.user)
    return _to_console(ceremony)


@require_POST
def console_pause(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, lambda ceremony: running.pause(ceremony, by=request.user))


@require_POST
def console_resume(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, lambda ceremony: running.resume(ceremony, by=request.user))


@require_POST
def console_screen(request: HttpRequest, pk: int) -> HttpResponse:
    screen = request.POST.get("screen", "")
    return _press(request, pk, lambda ceremony: running.choose_screen(ceremony, screen=screen, by=request.user))


# --- Rehearsal --------------------------------------------------------------------------------


@require_POST
def rehearsal_start(request: HttpRequest, pk: int) -> HttpResponse:
    ceremony = get_for(request.user, Ceremony, pk, "pacts.rehearse")
    rehearsal.start_rehearsal(ceremony, by=request.user)
    tell(request, _("The rehearsal is open. Nothing done in it is kept."))
    return _to_console(ceremony)


@require_POST
def rehearsal_end(request: HttpRequest, pk: int) -> HttpResponse:
    ceremony = get_for(request.user, Ceremony, pk, "pacts.rehearse")
    rehearsal.end_rehearsal(ceremony, by=request.user)
    tell(request, _("The rehearsal is over. Nothing of it was kept."))
    return _to_console(ceremony)


def _press(request: HttpRequest, pk: int, act) -> HttpResponse:
    ceremony = get_for(request.user, Ceremony, pk, "pacts.run")
    act(ceremony)
    return _to_console(ceremony)


def _to_console(ceremony: Ceremony) -> HttpResponse:
    return redirect("pacts:ceremony_console", ceremony.pk)
