"""Reorganisations: the list, one of them with its steps and what they do, carried out, taken back."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.actions import reforms as actions
from blocs.forms.reforms import ReformForm, StepForm, words_of
from blocs.logic import reforms as logic
from blocs.logic.lifecycle import Refused
from blocs.logic.reforms import Act, Ref, Step
from blocs.models import Bloc, Reform, Stale, Unit
from blocs.pages import get_for, page, paged, require, tell
from blocs.views.asking import ask, logbook_of

MOST_SHOWN = 200


def reform_list(request: HttpRequest) -> HttpResponse:
    require(request.user, "blocs.reform")
    rows = Reform.objects.visible_to(request.user).defer("undo", "told").select_related("made_by")
    return page(request, "blocs/reform_list.html", {"page": paged(request, rows)})


def reform_add(request: HttpRequest) -> HttpResponse:
    require(request.user, "blocs.reform")
    form = ReformForm(request.POST or None)
    title, back = _("Prepare a reorganisation"), reverse("blocs:reform_list")
    return ask(request, form, actions.prepare, title=title, back=back, done=_Done(form))


class _Done:
    """Where to go once the form is done: the thing it made."""

    def __init__(self, form: ReformForm) -> None:
        self.form = form

    def get_absolute_url(self) -> str:
        return self.form.instance.get_absolute_url()


def reform_edit(request: HttpRequest, pk: int) -> HttpResponse:
    reform = get_for(request.user, Reform, pk, "blocs.reform")
    form = ReformForm(request.POST or None, instance=reform)
    return ask(request, form, actions.correct, title=_("Change the reorganisation"), back=reform, about=str(reform))


def reform_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """While it is prepared what it would do, worked out afresh; afterwards what it did."""
    reform = get_for(request.user, Reform, pk, "blocs.reform")
    steps = logic.read(reform.steps)
    plan = actions.plan_of(reform) if reform.is_draft and steps else None
    context = {
        "reform": reform,
        "steps": _rows(steps[:MOST_SHOWN]),
        "more": max(0, len(steps) - MOST_SHOWN),
        "count": len(steps),
        "acts": Act.choices(),
        "problems": list(dict.fromkeys(map(plan.sentence_of, plan.problems))) if plan else [],
        "effects": _grouped((plan.told if plan else reform.told) if not (plan and plan.problems) else []),
        "logbook": logbook_of(reform),
        "may_read_logbook": request.user.has_perm("blocs.read_logbook"),
    }
    return page(request, "blocs/reform_detail.html", context)


def _grouped(told: list[list[str]]) -> list[dict]:
    found: dict[str, list[str]] = {}
    for heading, sentence in told:
        found.setdefault(heading, []).append(sentence)
    return [_group(heading, said) for heading, said in found.items()]


def _group(heading: str, said: list[str]) -> dict:
    return {"heading": heading, "sentences": said[:MOST_SHOWN], "more": max(0, len(said) - MOST_SHOWN)}


def _rows(steps: list[Step]) -> list[dict]:
    refs = {ref for step in steps for ref in (*step.units, *step.into, step.parent) if isinstance(ref, int)}
    names = dict(Unit.objects.filter(pk__in=refs).values_list("pk", "name"))
    rows = Bloc.objects.filter(pk__in={step.bloc for step in steps if step.bloc}).select_related("season")
    blocs = {bloc.pk: str(bloc) for bloc in rows}
    named = partial(_name, names)
    return [
        {
            "place": place,
            "act": Act(step.act).label,
            "words": words_of(step, named, blocs.get(step.bloc or 0, "")),
        }
        for place, step in enumerate(steps)
    ]


def _name(names: dict[int, str], ref: Ref) -> str:
    return names.get(ref, "—") if isinstance(ref, int) else ref


def step_add(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    reform = get_for(request.user, Reform, pk, "blocs.reform")
    if act not in list(Act):
        raise Http404
    form = StepForm(request.POST or None, reform=reform, act=Act(act))
    title = _("Add a step: %(act)s") % {"act": Act(act).label}
    return ask(request, form, partial(actions.add_step, reform), title=title, back=reform, about=str(reform))


@require_POST
def step_drop(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    reform = get_for(request.user, Reform, pk, "blocs.reform")
    return _pressed(request, reform, partial(actions.drop_step, place=place), _("The step is dropped."))


@require_POST
def reform_carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    reform = get_for(request.user, Reform, pk, "blocs.reform")
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    action = partial(actions.carry_out, revision=revision)
    return _pressed(request, reform, action, _("The reorganisation is carried out."))


@require_POST
def reform_undo(request: HttpRequest, pk: int) -> HttpResponse:
    reform = get_for(request.user, Reform, pk, "blocs.reform")
    return _pressed(request, reform, actions.undo, _("The reorganisation is taken back; everything is as it was."))


@require_POST
def reform_delete(request: HttpRequest, pk: int) -> HttpResponse:
    reform = get_for(request.user, Reform, pk, "blocs.reform")
    try:
        actions.remove(reform, by=request.user)
    except Refused as refusal:
        return _refused(request, reform, refusal)
    tell(request, _("The draft is given up."))
    return redirect("blocs:reform_list")


def _pressed(request: HttpRequest, reform: Reform, action, sentence: str) -> HttpResponse:
    try:
        action(reform, by=request.user)
    except (Refused, Stale) as refusal:
        return _refused(request, reform, refusal)
    tell(request, sentence)
    return redirect(reform)


def _refused(request: HttpRequest, reform: Reform, refusal: Refused) -> HttpResponse:
    for sentence in refusal.sentences[:20]:
        messages.error(request, sentence)
    return redirect(reform)
