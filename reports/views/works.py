"""Joint works of a bloc: the list with its sums, one work with each unit's part, shares with their receipts."""

from functools import partial
from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs.access import units_spoken_for
from blocs.models import Bloc, Event, Unit
from blocs.pages import get_for, number_or_404, page, paged, submit, tell
from reports.actions import works as actions
from reports.forms.works import DropForm, FinishForm, ShareForm, WorkForm
from reports.models import JointShare, JointWork
from reports.works_showing import given_at_ceremonies, parts_of, words_on_points, works_of


def work_list(request: HttpRequest):
    """`?khoi=` names the bloc; without it, the choice of blocs."""
    if not request.GET.get("khoi"):
        rows = Bloc.objects.visible_to(request.user).with_names().order_by("-season__starts_on", "name_sort")
        return page(request, "reports/work_choose.html", {"page": paged(request, rows)})
    bloc = get_for(request.user, Bloc, number_or_404(request.GET["khoi"]))
    context = {
        "bloc": bloc,
        "works": works_of(bloc),
        "given": given_at_ceremonies(bloc),
        "may_run": request.user.has_perm("reports.run_joint_work", bloc),
    }
    return page(request, "reports/work_list.html", context)


def work_new(request: HttpRequest):
    bloc = get_for(request.user, Bloc, number_or_404(request.GET.get("khoi")), "reports.run_joint_work")
    form = WorkForm(request.POST or None, bloc=bloc)
    if submit(form, actions.plan_work, by=request.user):
        return redirect("reports:work_detail", form.done.pk)
    return page(request, "reports/work_form.html", {"bloc": bloc, "form": form, "name": _("Plan a joint work")})


def _work(request: HttpRequest, pk: int, perm: str | None = None) -> JointWork:
    rows = JointWork.objects.visible_to(request.user).select_related("bloc__season", "criterion")
    return get_for(request.user, JointWork, pk, perm, queryset=rows)


def _units(user, work: JointWork) -> list[Unit]:
    """For which units this person may enter a share."""
    members = [row.unit for row in work.bloc.memberships.in_order()]
    if user.has_perm("reports.run_joint_work", work):
        return members
    own = set(units_spoken_for(user))
    return [unit for unit in members if unit in own]


def work_detail(request: HttpRequest, pk: int):
    work = _work(request, pk)
    is_open = work.state == JointWork.State.OPEN
    may_run = request.user.has_perm("reports.run_joint_work", work)
    context = {
        "bloc": work.bloc,
        "work": work,
        "parts": parts_of(work),
        "words_on_points": words_on_points(work),
        "may_run": is_open and may_run,
        "may_add": is_open and bool(_units(request.user, work)),
        "may_confirm": is_open and request.user.has_perm("reports.confirm_joint_share", work),
        "may_take_off": is_open and may_run,
    }
    return page(request, "reports/work_detail.html", context)


def work_edit(request: HttpRequest, pk: int):
    work = _work(request, pk, "reports.run_joint_work")
    form = WorkForm(request.POST or None, instance=work, bloc=work.bloc)
    if submit(form, actions.edit_work, by=request.user):
        return redirect("reports:work_detail", pk)
    context = {"bloc": work.bloc, "work": work, "form": form, "name": _("Change the joint work")}
    return page(request, "reports/work_form.html", context)


def work_finish(request: HttpRequest, pk: int):
    return _end(request, pk, FinishForm, actions.finish_work, _("Finish the joint work"))


def work_drop(request: HttpRequest, pk: int):
    return _end(request, pk, DropForm, actions.drop_work, _("Give the joint work up"))


def _end(request: HttpRequest, pk: int, form_class, action, name: str):
    work = _work(request, pk, "reports.run_joint_work")
    form = form_class(request.POST or None)
    if submit(form, partial(action, work), by=request.user):
        return redirect("reports:work_detail", pk)
    return page(request, "reports/work_form.html", {"bloc": work.bloc, "work": work, "form": form, "name": name})


# --- Shares -----------------------------------------------------------------------------------------


def share_add(request: HttpRequest, pk: int):
    work = _work(request, pk)
    units = _units(request.user, work)
    if not units:
        raise PermissionDenied
    form = ShareForm(request.POST or None, request.FILES or None, work=work, units=units)
    if submit(form, actions.add_share, by=request.user, upload=form.upload):
        tell(request, _("The share is recorded; it waits for its confirmation."))
        return redirect("reports:work_detail", pk)
    context = {"bloc": work.bloc, "work": work, "form": form, "name": _("Enter a share"), "takes_files": True}
    return page(request, "reports/work_form.html", context)


def _share(request: HttpRequest, pk: int, perm: str | None = None) -> JointShare:
    rows = JointShare.objects.visible_to(request.user).select_related("work__bloc", "unit")
    return get_for(request.user, JointShare, pk, perm, queryset=rows)


@require_POST
def share_confirm(request: HttpRequest, pk: int):
    share = _share(request, pk, "reports.confirm_joint_share")
    actions.confirm_share(share, by=request.user)
    return redirect("reports:work_detail", share.work_id)


@require_POST
def share_take_off(request: HttpRequest, pk: int):
    share = _share(request, pk, "reports.run_joint_work")
    actions.take_off_share(share, by=request.user)
    return redirect("reports:work_detail", share.work_id)


@require_safe
def share_receipt(request: HttpRequest, pk: int):
    """For the unit itself and those who run or stand over the bloc."""
    share = _share(request, pk)
    user = request.user
    if not (user.has_perm("reports.add_joint_share", share) or user.has_perm("reports.confirm_joint_share", share)):
        raise PermissionDenied
    if not share.receipt:
        raise Http404
    Event.record("reports.download_receipt", share, by=user, sha256=share.receipt_sha256)
    facts = {"filename": share.receipt_name, "content_type": share.receipt_type}
    return FileResponse(BytesIO(bytes(share.receipt)), as_attachment=True, **facts)
