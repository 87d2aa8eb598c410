"""Preparing a ballot: question and rules, candidates, roll, tellers, and the door that opens it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.models import Bloc
from blocs.pages import get_for, number_or_404, page, submit, tell
from reports.actions import poll_opening, polls
from reports.forms.polls import CandidateForm, PollForm, TellerForm, VoterForm
from reports.logic.poll_gates import obstacles, warnings
from reports.models import Poll, Voter

RIGHT = "reports.run_poll"


def poll_new(request: HttpRequest):
    bloc = get_for(request.user, Bloc, number_or_404(request.GET.get("khoi")), RIGHT)
    form = PollForm(request.POST or None, instance=polls.with_defaults(Poll(bloc=bloc)), bloc=bloc)
    if submit(form, polls.draft_poll, by=request.user):
        tell(request, _("The ballot is prepared; check candidates, roll and tellers."))
        return redirect("reports:poll_prepare", form.done.pk)
    return _form(request, form, bloc, reverse("reports:poll_list") + f"?khoi={bloc.pk}")


def poll_edit(request: HttpRequest, pk: int):
    poll = get_for(request.user, Poll, pk, RIGHT)
    form = PollForm(request.POST or None, instance=poll, bloc=poll.bloc)
    if submit(form, polls.edit_poll, by=request.user):
        tell(request, _("The rules are saved."))
        return redirect("reports:poll_prepare", pk)
    return _form(request, form, poll.bloc, reverse("reports:poll_prepare", args=[pk]))


def _form(request, form, bloc, back):
    context = {"form": form, "title": _("Question and rules of the ballot"), "about": bloc, "back": back}
    return page(request, "blocs/form.html", context | {"button": _("Save")})


def poll_prepare(request: HttpRequest, pk: int):
    """Three small forms; `what` says which was sent."""
    poll = get_for(request.user, Poll, pk, RIGHT)
    forms = _forms(request, poll)
    if any(submit(form, action, by=request.user) for form, action in forms.values()):
        tell(request, _("Saved."))
        return redirect("reports:poll_prepare", pk)
    facts = poll_opening.gate_facts(poll)
    context = {
        "poll": poll,
        "bloc": poll.bloc,
        "candidates": poll.candidates.select_related("unit"),
        "voters": poll.voters.select_related("unit", "user"),
        "tellers": poll.tellers.all(),
        "obstacles": obstacles(facts),
        "warnings": warnings(facts),
        **{f"{name}_form": form for name, (form, _action) in forms.items()},
    }
    return page(request, "reports/poll_prepare.html", context)


def _forms(request: HttpRequest, poll: Poll):
    """{name: (form, action)}; only the one that was sent is bound."""
    what = request.POST.get("what", "")
    sent = {what: request.POST}
    return {
        "candidate": (CandidateForm(sent.get("candidate"), poll=poll), _of(poll, polls.add_candidate)),
        "voter": (VoterForm(sent.get("voter"), poll=poll, prefix="voter"), polls.add_voter),
        "teller": (TellerForm(sent.get("teller"), poll=poll, prefix="teller"), _of(poll, polls.name_teller)),
    }


def _of(poll: Poll, action):
    return lambda **told: action(poll, **told)


@require_POST
def poll_roll(request: HttpRequest, pk: int):
    polls.fill_roll(get_for(request.user, Poll, pk, RIGHT), by=request.user)
    tell(request, _("The roll is made anew from the units of today."))
    return redirect("reports:poll_prepare", pk)


@require_POST
def poll_drop_candidate(request: HttpRequest, pk: int, row: int):
    poll = get_for(request.user, Poll, pk, RIGHT)
    polls.remove_candidate(get_object_or_404(poll.candidates, pk=row), by=request.user)
    return redirect("reports:poll_prepare", pk)


@require_POST
def poll_drop_voter(request: HttpRequest, pk: int, row: int):
    poll = get_for(request.user, Poll, pk, RIGHT)
    polls.remove_voter(get_object_or_404(Voter, poll=poll, pk=row), by=request.user)
    return redirect("reports:poll_prepare", pk)


@require_POST
def poll_drop_teller(request: HttpRequest, pk: int, row: int):
    poll = get_for(request.user, Poll, pk, RIGHT)
    polls.remove_teller(get_object_or_404(poll.tellers, pk=row), by=request.user)
    return redirect("reports:poll_prepare", pk)


@require_POST
def poll_open(request: HttpRequest, pk: int):
    poll_opening.open_poll(get_for(request.user, Poll, pk, RIGHT), by=request.user)
    tell(request, _("The ballot is open. Question, rules, candidates and roll stand now."))
    return redirect("reports:poll_run", pk)
