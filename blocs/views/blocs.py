"""Blocs of the registers: list, one bloc, its members and headships, its next season, its publicity."""

from functools import partial

from django.db.models import Count, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.actions import blocs as actions
from blocs.actions.release import set_release
from blocs.actions.renewal import propose_renewal, renew_bloc
from blocs.actions.seasons import season_after
from blocs.forms.blocs import (
    ActingHeadForm,
    BlocEditForm,
    BlocForm,
    HeadshipForm,
    LeaveForm,
    MembershipForm,
    RemarkForm,
    RenewForm,
    SeriesForm,
)
from blocs.forms.release import ReleaseForm
from blocs.logic.text import fold
from blocs.models import Bloc, Headship, Membership, Season, Series, UnitPast
from blocs.pages import get_for, number_in, page, paged, require, submit, tell
from blocs.views.asking import ask, logbook_of

PARTS = Headship.Part.values  # head, deputy, then those for the next season


def registers(request):
    """The way to every register this person may open."""
    user = request.user
    context = {
        "may_give_duties": user.has_perm("blocs.give_duty"),
        "may_read_logbook": user.has_perm("blocs.read_logbook"),
        "may_manage": user.has_perm("blocs.manage"),
    }
    return page(request, "blocs/registers.html", context)


def bloc_list(request):
    season, q = request.GET.get("season", ""), request.GET.get("q", "")
    rows = Bloc.objects.visible_to(request.user).with_names().annotate(unit_count=Count("memberships"))
    for word in fold(q).split():
        rows = rows.filter(name_fold__contains=word)
    if number := number_in(season):
        rows = rows.filter(season=number)
    blocs = paged(request, rows.order_by("-season__starts_on", "name_sort", "pk"))
    context = {
        "blocs": blocs,
        "q": q,
        "season": season,
        "seasons": Season.objects.all(),
        "count": blocs.paginator.count,
    }
    return page(request, "blocs/bloc_list.html", context)


def bloc_detail(request, pk):
    bloc = get_for(request.user, Bloc, pk, queryset=Bloc.objects.visible_to(request.user).with_names())
    members = bloc.memberships.in_order().prefetch_related(
        Prefetch("unit__pasts", UnitPast.objects.order_by("until_on"))
    )
    headships = sorted(bloc.headships.select_related("unit"), key=lambda row: PARTS.index(row.part))
    context = {
        "bloc": bloc,
        "members": [(row, row.unit.name_on(bloc.day)) for row in members],
        "headships": headships,
        "duties": bloc.duties.on().select_related("user", "acting_for__user"),
        "remarks": bloc.remarks.all(),
        "siblings": bloc.series.blocs.select_related("season").order_by("season__starts_on"),
        "next": Bloc.objects.filter(previous=bloc).first(),
        "obstacles": [] if bloc.is_public else bloc.obstacles(),
        "may_manage": request.user.has_perm("blocs.manage", bloc),
        "may_draft_pact": request.user.has_perm("pacts.edit", bloc) and not bloc.pacts.exists(),
        "is_headless": not any(row.part in Headship.HEADING and row.is_in_force(bloc.day) for row in headships),
        "may_name_acting": request.user.has_perm("blocs.name_acting_head", bloc),
        "may_renew": request.user.has_perm("blocs.renew", bloc),
        "may_release": request.user.has_perm("blocs.release", bloc),
        "may_read_logbook": request.user.has_perm("blocs.read_logbook"),
        "logbook": logbook_of(bloc),
        "illustrative": bloc.is_illustrative,
    }
    return page(request, "blocs/bloc_detail.html", context)


def bloc_add(request):
    require(request.user, "blocs.manage")
    form = BlocForm(request.POST or None)
    return ask(request, form, actions.form_bloc, title=_("Form a bloc"), back=reverse("blocs:bloc_list"))


def bloc_edit(request, pk):
    bloc = get_for(request.user, Bloc, pk, "blocs.manage")
    form = BlocEditForm(request.POST or None, instance=bloc)
    return ask(request, form, actions.change_bloc, title=_("Change the bloc"), back=bloc, about=str(bloc))


def series_add(request):
    require(request.user, "blocs.manage")
    form = SeriesForm(request.POST or None)
    return ask(request, form, actions.add_series, title=_("Add a series of blocs"), back=reverse("blocs:bloc_add"))


def series_edit(request, pk):
    require(request.user, "blocs.manage")
    series = get_object_or_404(Series, pk=pk)
    form = SeriesForm(request.POST or None, instance=series)
    back = reverse("blocs:bloc_list")
    return ask(
        request, form, actions.change_series, title=_("Change the series of blocs"), back=back, about=str(series)
    )


# --- the next season -----------------------------------------------------------------------


def bloc_renew(request, pk):
    previous = get_for(request.user, Bloc, pk, "blocs.renew")
    if exists := Bloc.objects.filter(previous=previous).first():
        return redirect(exists)
    after = season_after(previous.season)
    proposal = propose_renewal(previous, after or previous.season)
    form = RenewForm(request.POST or None, previous=previous, after=after, proposal=proposal)
    if submit(form, partial(renew_bloc, previous), by=request.user):
        tell(request, _("%(bloc)s has been made from the season before.") % {"bloc": form.done})
        return redirect(form.done)
    return page(request, "blocs/bloc_renew.html", {"bloc": previous, "form": form, "problems": proposal.problems})


# --- members, headships, further facts ---------------------------------------------------------


def membership_add(request, pk):
    bloc = get_for(request.user, Bloc, pk, "blocs.manage")
    form = MembershipForm(request.POST or None, bloc=bloc)
    return ask(request, form, actions.admit, title=_("Admit a unit"), back=bloc, about=str(bloc))


def membership_edit(request, pk):
    membership = _part(request, Membership, pk)
    form = MembershipForm(request.POST or None, instance=membership)
    title = _("Change the membership")
    return ask(request, form, actions.change_membership, title=title, back=membership.bloc, about=str(membership))


def membership_leave(request, pk):
    membership = _part(request, Membership, pk)
    form = LeaveForm(request.POST or None, initial={"revision": membership.revision})
    action = partial(actions.leave, membership)
    return ask(request, form, action, title=_("The unit leaves the bloc"), back=membership.bloc, about=str(membership))


def headship_add(request, pk):
    bloc = get_for(request.user, Bloc, pk, "blocs.manage")
    form = HeadshipForm(request.POST or None, bloc=bloc)
    title = _("Hand over or record a headship")
    return ask(request, form, actions.hand_over_headship, title=title, back=bloc, about=str(bloc))


def acting_head_add(request, pk):
    bloc = get_for(request.user, Bloc, pk, "blocs.name_acting_head")
    form = ActingHeadForm(request.POST or None, bloc=bloc)
    title = _("Name an acting head")
    return ask(request, form, actions.name_acting_head, title=title, back=bloc, about=str(bloc))


@require_POST
def acting_head_end(request, pk):
    """Today is the last day."""
    rows = Headship.objects.filter(bloc__in=Bloc.objects.visible_to(request.user), part=Headship.Part.ACTING)
    row = get_for(request.user, Headship, pk, queryset=rows.select_related("bloc"))
    require(request.user, "blocs.name_acting_head", row.bloc)
    actions.end_acting_head(row, on=timezone.localdate(), by=request.user)
    tell(request, _("The term of the acting head is ended."))
    return redirect(row.bloc)


def headship_edit(request, pk):
    headship = _part(request, Headship, pk)
    if headship.part == Headship.Part.ACTING:
        raise Http404  # ended by its own button, named anew by its own page
    form = HeadshipForm(request.POST or None, instance=headship, bloc=headship.bloc)
    title = _("Correct the headship")
    return ask(request, form, actions.change_headship, title=title, back=headship.bloc, about=str(headship))


def remark_add(request, pk):
    bloc = get_for(request.user, Bloc, pk, "blocs.manage")
    form = RemarkForm(request.POST or None, bloc=bloc)
    return ask(request, form, actions.add_remark, title=_("Add a further fact"), back=bloc, about=str(bloc))


def _part(request, model, pk):
    """A part of a bloc this user may see (404) and manage (403)."""
    part = get_object_or_404(model.objects.filter(bloc__in=request.user.blocs()).select_related("bloc", "unit"), pk=pk)
    require(request.user, "blocs.manage", part.bloc)
    return part


# --- publicity -----------------------------------------------------------------------------


def bloc_release(request, pk):
    bloc = get_for(request.user, Bloc, pk, "blocs.release")
    form = ReleaseForm(request.POST or None, thing=bloc)
    title = _("Publicity of the bloc's page")
    return ask(request, form, partial(set_release, bloc), title=title, back=bloc, about=str(bloc))
