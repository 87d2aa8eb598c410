"""Ceremonies: list, plan, the minute book, and the steps of the day."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.access import units_spoken_for
from blocs.models import Bloc
from blocs.pages import doors, get_for, number_in, page, paged, submit, tell
from pacts.access import blocs_run_by
from pacts.actions import ceremonies as actions
from pacts.desk import sheets_of
from pacts.forms.ceremonies import CeremonyForm, MinutesForm, PlanForm, PostponeForm, ReasonForm
from pacts.forms.running import BeginForm
from pacts.logic.ceremony_states import CEREMONY, hints_for_holding
from pacts.models import Ceremony, Pact, Run


def ceremony_list(request):
    ceremonies = Ceremony.objects.visible_to(request.user).prefetch_related("blocs__season")
    ceremonies = ceremonies.annotate(photo_count=Count("photos", distinct=True)).order_by("-on", "-pk")
    rows = paged(request, ceremonies, per_page=30)
    may_plan = blocs_run_by(request.user).exists()
    return page(request, "pacts/ceremony_list.html", {"page": rows, "may_plan": may_plan})


def ceremony_plan(request):
    pact = _pact_to_sign(request)
    if not blocs_run_by(request.user).exists():
        raise PermissionDenied
    form = PlanForm(request.POST or None, user=request.user, pact=pact)

    def plan(ceremony, **context):
        return actions.plan_ceremony(ceremony, **form.beside, **context)

    if submit(form, plan, by=request.user):
        tell(request, _("The ceremony is planned."))
        return redirect(form.done)
    context = {"form": form, "pact": pact, "title": _("Plan a ceremony"), "label": _("Plan the ceremony")}
    return page(request, "pacts/ceremony_form.html", context)


def _pact_to_sign(request):
    """The pact named by ?giao_uoc=, or the one of the bloc named by ?khoi= that waits for its seal."""
    pact, bloc = (number_in(request.GET.get(name)) for name in ("giao_uoc", "khoi"))
    if pact:
        return get_for(request.user, Pact, pact, "pacts.edit")
    if bloc:
        return get_for(request.user, Bloc, bloc, "pacts.edit").pacts.exclude(state=Pact.State.SEALED).first()
    return None


def ceremony_detail(request, pk):
    ceremony = get_for(request.user, Ceremony, pk)
    may_edit = request.user.has_perm("pacts.plan", ceremony)
    context = {
        "ceremony": ceremony,
        "illustrative": ceremony.is_illustrative,
        "attendees": ceremony.attendees.select_related("unit"),
        "agenda": ceremony.agenda.all(),
        "directions": _directions(ceremony, request.user),
        "contributions": ceremony.contributions.select_related("unit").prefetch_related("unit__pasts"),
        "photos": ceremony.photos.all(),
        "sheets": sheets_of(ceremony, request.user),
        "may_edit": may_edit,
        "may_edit_book": may_edit and ceremony.is_open,
        "may_use_desk": request.user.has_perm("pacts.desk", ceremony),
        "may_draft_summary": may_draft_summary(ceremony, request.user),
        "rehearsal": is_rehearsed(ceremony),
        **steps_of(ceremony, request.user),
    }
    return page(request, "pacts/ceremony_detail.html", context)


def _directions(ceremony, user) -> list:
    """Each knows whether this user may say what was done about it."""
    rows = list(ceremony.directions.select_related("given_by", "unit").prefetch_related("unit__pasts"))
    runs = user.has_perm("pacts.desk", ceremony)
    own = {unit.pk for unit in units_spoken_for(user)}
    for row in rows:
        row.may_follow_up = runs or row.unit_id in own
    return rows


def may_draft_summary(ceremony, user) -> bool:
    """A held ceremony that no summary tells of yet, and a user who may draft one for a bloc of it."""
    if ceremony.state != Ceremony.State.HELD or ceremony.publications.exists():
        return False
    return any(user.has_perm("reports.draft", bloc) for bloc in ceremony.blocs.all())


def steps_of(ceremony, user) -> dict:
    """The steps this user may take: buttons, links to the steps that ask for a reason, and hints."""
    urls = {verb: reverse(f"pacts:ceremony_{verb}", args=[ceremony.pk]) for verb in ("begin", "hold")}
    confirm = {"hold": _("Attendance, votes, day and place can no longer be changed afterwards. Close the ceremony?")}
    return {
        "doors": doors(CEREMONY, ceremony, user, app="pacts", urls=urls, confirm=confirm, asked=("begin",)),
        "ways": _ways(ceremony, user),
        "hints": hints_for_holding(ceremony) if ceremony.state == Ceremony.State.LIVE else [],
    }


def _ways(ceremony, user) -> list[dict]:
    names = {"postpone": "ceremony_postpone", "cancel": "ceremony_cancel", "reopen_ceremony": "ceremony_reopen"}
    steps = CEREMONY.open_to(ceremony, lambda verb: verb in names and user.has_perm(f"pacts.{verb}", ceremony))
    return [
        {"url": reverse(f"pacts:{names[step.verb]}", args=[ceremony.pk]), "label": step.label} for step, _none in steps
    ]


def ceremony_edit(request, pk):
    ceremony = get_for(request.user, Ceremony, pk, "pacts.plan")
    actions.keep_open(ceremony)
    form = CeremonyForm(request.POST or None, instance=ceremony, user=request.user)

    def edit(row, **context):
        return actions.edit_ceremony(row, **form.beside, **context)

    if submit(form, edit, by=request.user):
        tell(request, _("Saved."))
        return redirect(ceremony)
    context = {"form": form, "ceremony": ceremony, "title": _("Change the ceremony"), "label": _("Save")}
    return page(request, "pacts/ceremony_form.html", context)


def ceremony_minutes(request, pk):
    ceremony = get_for(request.user, Ceremony, pk, "pacts.plan")
    form = MinutesForm(request.POST or None, instance=ceremony)
    if submit(form, actions.write_minutes, by=request.user):
        tell(request, _("Saved."))
        return redirect(ceremony)
    context = {"form": form, "ceremony": ceremony, "title": _("Minutes of the ceremony"), "label": _("Save")}
    return page(request, "pacts/ceremony_form.html", context)


def ceremony_begin(request, pk):
    """The emulation year is typed, so that nobody takes the real ceremony for a rehearsal."""
    ceremony = get_for(request.user, Ceremony, pk, "pacts.begin")
    form = BeginForm(request.POST or None, seasons=_seasons_of(ceremony))

    def begin(season):
        return actions.begin(ceremony, by=request.user)

    if submit(form, begin):
        tell(request, _("The ceremony has begun."))
        return redirect("pacts:ceremony_console", ceremony.pk)
    title = _("Begin the ceremony")
    context = {"form": form, "ceremony": ceremony, "title": title, "label": title}
    context["rehearsal"] = is_rehearsed(ceremony)
    return page(request, "pacts/ceremony_begin.html", context)


def is_rehearsed(ceremony) -> bool:
    """Whether a rehearsal stands open."""
    return Run.objects.filter(ceremony=ceremony, is_rehearsal=True).exists()


def _seasons_of(ceremony) -> list[str]:
    """The years that are signed for, by their addresses; of a ceremony without a pact those of its blocs."""
    pacts = [pact.bloc.season.slug for pact in ceremony.pacts.select_related("bloc__season").exclude(state="sealed")]
    blocs = [bloc.season.slug for bloc in ceremony.blocs.select_related("season")]
    return sorted(set(pacts or blocs))


@require_POST
def ceremony_hold(request, pk):
    ceremony = get_for(request.user, Ceremony, pk, "pacts.hold")
    actions.hold(ceremony, by=request.user)
    tell(request, _("The ceremony is closed."))
    return redirect(ceremony)


def ceremony_postpone(request, pk):
    ceremony = get_for(request.user, Ceremony, pk, "pacts.postpone")
    form = PostponeForm(request.POST or None)
    return _with_reason(request, ceremony, form, actions.postpone, _("Postpone the ceremony"))


def ceremony_cancel(request, pk):
    ceremony = get_for(request.user, Ceremony, pk, "pacts.cancel")
    form = ReasonForm(request.POST or None)
    return _with_reason(request, ceremony, form, actions.cancel, _("Cancel the ceremony"))


def ceremony_reopen(request, pk):
    ceremony = get_for(request.user, Ceremony, pk, "pacts.reopen_ceremony")
    form = ReasonForm(request.POST or None)
    return _with_reason(request, ceremony, form, actions.reopen_ceremony, _("Reopen the ceremony"))


def _with_reason(request, ceremony, form, action, title):
    def act(**words):
        return action(ceremony, by=request.user, **words)

    if submit(form, act):
        tell(request, _("Saved."))
        return redirect(ceremony)
    return page(
        request, "pacts/ceremony_form.html", {"form": form, "ceremony": ceremony, "title": title, "label": title}
    )
