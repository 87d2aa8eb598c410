"""The contents of a draft: contents, groups, pledges, own targets and titles."""

from functools import partial

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.pages import get_for, require, submit, tell
from pacts import past_results
from pacts.actions import contents
from pacts.actions import pledges as actions
from pacts.forms.pledges import GroupForm, OwnTargetForm, PledgeForm, RegistrationForm, SectionForm
from pacts.logic.targets import amount
from pacts.models import OwnTarget, Pact, Pledge, PledgeGroup, Registration, Section
from pacts.models.outline import titles_by_unit
from pacts.views.pacts import pact_page, the_pact
from pacts.views.pledge_contents import REMOVED, contents_page, removed_words, to_contents
from pacts.views.pledge_rows import restored, told, wants_json

STEPS = {"len": -1, "xuong": 1}


def _row(request, pk, perm="pacts.edit") -> Pledge:
    rows = Pledge.objects.visible_to(request.user).select_related("pact__bloc__season", "section", "follows")
    return get_for(request.user, Pledge, pk, perm, queryset=rows)


def _part(request, model, pk):
    """A content, group or registration of a pact this user may see and edit."""
    thing = get_object_or_404(model.objects.filter(pact__in=Pact.objects.visible_to(request.user)), pk=pk)
    require(request.user, "pacts.edit", thing.pact)
    return thing


# --- Pledges ---


@require_POST
def pledge_add(request, pk):
    pact = the_pact(request, pk, "pacts.edit")
    form = PledgeForm(request.POST, pact=pact)
    if submit(form, actions.add_pledge, by=request.user):
        section = form.done.section_id
        return redirect(
            f"{reverse('pacts:pact_contents', args=[pk])}" + (f"?muc={section}" if section else "") + "#them"
        )
    return contents_page(request, pact, form=form)


def pledge_edit(request, pk):
    """Opened from the contents or from the check page, and leads back to where it was opened."""
    if request.method == "POST" and not Pledge.objects.filter(pk=pk).exists():
        return _typed_for_a_deleted_row(request, pk)
    pledge = _row(request, pk)
    form = PledgeForm(request.POST or None, instance=pledge, pact=pledge.pact)
    back = "pact_check" if request.GET.get("tu") == "kiem-tra" else "pact_contents"
    back = reverse(f"pacts:{back}", args=[pledge.pact_id]) + f"#noi-dung-{pledge.pk}"
    if submit(form, actions.edit_pledge, by=request.user):
        return redirect(back)
    context = {"pledge": pledge, "form": form, "back": back, "page_name": _("Edit a pledge"), **_last_season(pledge)}
    return pact_page(request, "pacts/pledge_edit.html", pledge.pact, **context)


def _typed_for_a_deleted_row(request, pk):
    """Somebody deleted the row meanwhile: what was typed is offered as a new row of the same pact."""
    past = Pledge.history.filter(id=pk).first()
    pact = the_pact(request, past.pact_id if past else 0, "pacts.edit")
    form = PledgeForm(request.POST, pact=pact)
    form.add_error(None, _("This row was deleted meanwhile. What was typed stands here; add it if it is still needed."))
    return contents_page(request, pact, form=form)


def _last_season(pledge):
    if pledge.follows is None:
        return {}
    value = past_results.results_of([pledge.follows_id]).get(pledge.follows_id)
    return {"last": pledge.follows, "last_result": "" if value is None else amount(value, pledge.follows.measure)}


@require_POST
@told
def pledge_move(request, pk, way):
    pledge = actions.move_pledge(_row(request, pk), step=STEPS[way], by=request.user)
    return JsonResponse({}) if wants_json(request) else to_contents(pledge.pact_id, f"#noi-dung-{pledge.pk}")


@require_POST
@told
def pledge_remove(request, pk):
    """What is needed to put the row back waits in the session for the next page; a script gets it at once."""
    pledge = _row(request, pk)
    pact, name = pledge.pact_id, pledge.name
    token = actions.remove_pledge(pledge, by=request.user)
    if wants_json(request):
        return JsonResponse({"said": removed_words(name), "token": token})
    request.session[REMOVED] = {"pact": pact, "name": name, "token": token}
    return to_contents(pact)


@require_POST
@told
def pledge_restore(request, pk):
    pact = the_pact(request, pk, "pacts.edit")
    pledge = actions.restore_pledge(pact, token=request.POST.get("token", ""), by=request.user)
    if wants_json(request):
        return JsonResponse(restored(request, pact, pledge))
    tell(request, _("The row is back at its place."))
    return to_contents(pk, f"#noi-dung-{pledge.pk}")


@require_POST
def pledges_accept(request, pk):
    """All copied rows are reviewed: one press, from the contents, the check page or the guided steps."""
    pact = the_pact(request, pk, "pacts.edit")
    actions.accept_copies(pact, by=request.user)
    tell(request, _("All copied rows are marked as reviewed."))
    pages = {
        "moi": f"{reverse('pacts:pact_new')}?khoi={pact.bloc_id}",
        "kiem-tra": reverse("pacts:pact_check", args=[pk]),
    }
    return redirect(pages.get(request.POST.get("tu"), reverse("pacts:pact_contents", args=[pk])))


@require_POST
@told
def pledge_accept(request, pk):
    pledge = _row(request, pk)
    actions.accept_copies(pledge.pact, by=request.user, only=pledge)
    return JsonResponse({}) if wants_json(request) else to_contents(pledge.pact_id, f"#noi-dung-{pk}")


# --- Contents and groups ---


@require_POST
def section_add(request, pk):
    pact = the_pact(request, pk, "pacts.edit")
    form = SectionForm(request.POST, pact=pact, prefix="muc")
    if submit(form, contents.add_section, by=request.user):
        return redirect(f"{reverse('pacts:pact_contents', args=[pk])}?muc={form.done.pk}#them")
    return contents_page(request, pact, section_form=form)


def section_edit(request, pk):
    section = _part(request, Section, pk)
    form = SectionForm(request.POST or None, instance=section, pact=section.pact)
    if submit(form, contents.edit_section, by=request.user):
        return to_contents(section.pact_id, f"#muc-{pk}")
    context = {
        "form": form,
        "page_name": _("Edit a content"),
        "back": reverse("pacts:pact_contents", args=[section.pact_id]),
    }
    return pact_page(request, "pacts/pact_form.html", section.pact, **context)


@require_POST
def section_move(request, pk, way):
    section = contents.move_section(_part(request, Section, pk), step=STEPS[way], by=request.user)
    return to_contents(section.pact_id, f"#muc-{pk}")


@require_POST
def section_remove(request, pk):
    section = _part(request, Section, pk)
    contents.remove_section(section, by=request.user)
    return to_contents(section.pact_id)


@require_POST
def group_add(request, pk):
    pact = the_pact(request, pk, "pacts.edit")
    form = GroupForm(request.POST, pact=pact, prefix="nhom")
    if submit(form, contents.add_group, by=request.user):
        return to_contents(pk, "#cac-nhom")
    return contents_page(request, pact, group_form=form)


@require_POST
def group_remove(request, pk):
    group = _part(request, PledgeGroup, pk)
    contents.remove_group(group, by=request.user)
    return to_contents(group.pact_id, "#cac-nhom")


# --- What one unit pledges or aims at ---


def own_targets(request, pk):
    """The units that pledge more than the common target."""
    pledge = _row(request, pk, perm=None)
    may_edit = pledge.pact.is_editable and request.user.has_perm("pacts.edit", pledge)
    form = OwnTargetForm(request.POST or None, pledge=pledge) if may_edit else None
    if request.method == "POST":
        require(request.user, "pacts.edit", pledge)
    if form and submit(form, actions.set_own_target, by=request.user):
        return redirect("pacts:own_targets", pk)
    rows = (
        pledge.own_targets.select_related("membership__unit")
        .prefetch_related("membership__unit__pasts")
        .order_by("membership__order")
    )
    context = {"pledge": pledge, "form": form, "rows": rows, "may_edit": may_edit}
    return pact_page(request, "pacts/own_targets.html", pledge.pact, **context)


def _own(request, pk) -> OwnTarget:
    seen = Pledge.objects.visible_to(request.user)
    own = get_object_or_404(
        OwnTarget.objects.select_related("pledge__pact", "membership__unit"), pk=pk, pledge__in=seen
    )
    require(request.user, "pacts.edit", own.pledge)
    return own


def own_target_edit(request, pk):
    own = _own(request, pk)
    form = OwnTargetForm(request.POST or None, instance=own, pledge=own.pledge)
    if submit(form, actions.set_own_target, by=request.user):
        return redirect("pacts:own_targets", own.pledge_id)
    back = reverse("pacts:own_targets", args=[own.pledge_id])
    name = _("Own target of %(unit)s") % {"unit": own.membership.unit}
    return pact_page(request, "pacts/pact_form.html", own.pledge.pact, form=form, page_name=name, back=back)


@require_POST
def own_target_remove(request, pk):
    own = _own(request, pk)
    actions.remove_own_target(own, by=request.user)
    return redirect("pacts:own_targets", own.pledge_id)


def registrations(request, pk):
    """The titles each unit aims at."""
    pact = the_pact(request, pk)
    may_edit = pact.is_editable and request.user.has_perm("pacts.edit", pact)
    if request.method == "POST":
        require(request.user, "pacts.edit", pact)
    form = RegistrationForm(request.POST or None, pact=pact)
    if submit(form, partial(actions.register_title, pact), by=request.user):
        return redirect("pacts:registrations", pk)
    context = {"form": form, "titles": titles_by_unit(pact), "may_edit": may_edit}
    return pact_page(request, "pacts/registrations.html", pact, **context)


@require_POST
def registration_remove(request, pk):
    row = _part(request, Registration, pk)
    actions.withdraw_registration(row, by=request.user)
    return redirect("pacts:registrations", row.pact_id)
