"""The organiser's page while a ballot is open, its closing, and the tellers' page. No number of the box stands here."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.pages import get_for, number_in, page, submit, tell
from reports import poll_showing as showing
from reports.actions import poll_closing, poll_opening
from reports.box import papers_counted
from reports.forms.ballots import CountForm
from reports.forms.polls import ReasonForm
from reports.logic.paper_counts import differing
from reports.logic.poll_gates import warnings
from reports.models import Poll, Teller, Voter

RIGHT = "reports.run_poll"


def poll_run(request: HttpRequest, pk: int):
    """Presence, papers, turnout; a post records who is present."""
    poll = get_for(request.user, Poll, pk, RIGHT)
    if poll.state != Poll.State.OPEN:
        return redirect("reports:poll_detail", pk)
    if request.method == "POST":
        present = [number_in(raw) or 0 for raw in request.POST.getlist("present")]
        poll_opening.set_presence(poll, present=present, by=request.user)
        tell(request, _("Presence is recorded."))
        return redirect("reports:poll_run", pk)
    context = {
        "poll": poll,
        "bloc": poll.bloc,
        "turnout": showing.turnout_of(poll),
        "voters": poll.voters.select_related("unit"),
        "candidates": poll.candidates.all(),
        "tellers": poll.tellers.all(),
        "papers_agreed": papers_counted(poll) is not None,
        "warnings": warnings(poll_opening.gate_facts(poll)),
    }
    return page(request, "reports/poll_run.html", context)


@require_POST
def poll_paper(request: HttpRequest, pk: int, row: int):
    poll = get_for(request.user, Poll, pk, RIGHT)
    voter = poll_opening.hand_paper(get_object_or_404(Voter, poll=poll, pk=row), by=request.user)
    tell(request, _("A ballot paper is handed to %(name)s.") % {"name": voter.name})
    return redirect("reports:poll_run", pk)


def poll_withdraw(request: HttpRequest, pk: int, row: int):
    poll = get_for(request.user, Poll, pk, RIGHT)
    candidate = get_object_or_404(poll.candidates, pk=row)
    form = ReasonForm(request.POST or None)
    if submit(form, lambda **told: poll_opening.withdraw_candidate(candidate, **told), by=request.user):
        tell(request, _("The candidate is withdrawn."))
        return redirect("reports:poll_run", pk)
    return _ask(request, poll, form, _("Withdraw %(name)s") % {"name": candidate}, "reports:poll_run")


def poll_void(request: HttpRequest, pk: int):
    poll = get_for(request.user, Poll, pk, RIGHT)
    form = ReasonForm(request.POST or None)
    if submit(form, lambda **told: poll_opening.void_poll(poll, **told), by=request.user):
        tell(request, _("The ballot is broken off; its box was emptied unread."))
        return redirect("reports:poll_detail", pk)
    return _ask(request, poll, form, _("Break the ballot off"), "reports:poll_detail")


def _ask(request, poll: Poll, form: ReasonForm, title: str, back: str):
    context = {"form": form, "title": title, "button": title, "about": poll, "back": reverse(back, args=[poll.pk])}
    return page(request, "blocs/form.html", context)


@require_POST
def poll_close(request: HttpRequest, pk: int):
    poll_closing.close_poll(get_for(request.user, Poll, pk, RIGHT), by=request.user)
    tell(request, _("The ballot is closed and counted."))
    return redirect("reports:poll_detail", pk)


@require_POST
def poll_runoff(request: HttpRequest, pk: int):
    second = poll_closing.draft_second_round(get_for(request.user, Poll, pk, RIGHT), by=request.user)
    tell(request, _("The second round is prepared."))
    return redirect("reports:poll_prepare", second.pk)


def poll_count(request: HttpRequest, pk: int):
    """A teller's own count; of the other's they learn in which cells the two differ, once both have counted."""
    poll = get_for(request.user, Poll, pk, "reports.count_papers")
    if poll.state != Poll.State.OPEN:
        return redirect("reports:poll_detail", pk)
    teller = get_object_or_404(Teller, poll=poll, user=request.user)
    candidates = list(poll.candidates.all())
    form = CountForm(request.POST or None, poll=poll, candidates=candidates)
    if submit(form, lambda by, **_told: poll_closing.enter_count(teller, counted=form.counted, by=by), by=request.user):
        return redirect("reports:poll_count", pk)
    context = {
        "poll": poll,
        "bloc": poll.bloc,
        "teller": teller,
        "form": form,
        "turnout": showing.turnout_of(poll),
        "agreed": papers_counted(poll) is not None,
        "cells": _differing(poll, teller, form),
    }
    return page(request, "reports/poll_count.html", context)


def _differing(poll: Poll, teller: Teller, form: CountForm) -> list[str]:
    """The labels of the cells in which another teller counted otherwise."""
    keys = [str(row.pk) for row in form.candidates]
    others = [row.counted for row in poll.tellers.exclude(pk=teller.pk) if row.counted]
    cells = {cell for other in others if teller.counted for cell in differing(teller.counted, other, keys)}
    return [str(field.label) for name, field in form.fields.items() if name in cells]
