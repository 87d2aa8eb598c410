"""Word masters: the list with the fields a master can name, upload, the trial paper, taken into use, retired."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs.models import Role, User
from blocs.pages import get_for, page, paged, require, submit, tell
from reports.actions import masters as actions
from reports.forms.masters import MasterForm
from reports.models import Letterhead, Master
from reports.papers.docx import FIELDS
from reports.views.documents import MIMES, handed_out

BADGES = {"tried": "review", "in_use": "done", "retired": "withdrawn"}


def heads_of(user: User):
    """Letterheads whose masters this person keeps: all, or those of the series their unit organises and its units."""
    rows = Letterhead.objects.select_related("series", "unit").order_by("pk")
    if user.is_admin:
        return rows
    found = Q(pk__in=[])
    for duty in user.duties_today:
        if duty.role == Role.STANDING and duty.unit_id:
            path = duty.unit.path
            found |= Q(series__organiser__path__startswith=path) | Q(unit__path__startswith=path)
    return rows.filter(found)


def find_master(user: User, pk: int) -> Master:
    require(user, "reports.manage_masters")
    rows = Master.objects.filter(letterhead__in=heads_of(user).values("pk"))
    rows = rows.select_related("letterhead__series", "letterhead__unit").defer("content", "preview")
    return get_for(user, Master, pk, queryset=rows)


def master_list(request):
    require(request.user, "reports.manage_masters")
    heads = heads_of(request.user)
    form = MasterForm(request.POST or None, request.FILES or None, heads=heads)
    if submit(form, _adding, by=request.user):
        tell(request, _("The master is kept on trial; a trial paper is being made with it."))
        return redirect("reports:master_detail", form.done.pk)
    rows = Master.objects.filter(letterhead__in=heads.values("pk")).defer("content", "preview")
    rows = rows.select_related("letterhead__series", "letterhead__unit").order_by("-made_at", "-pk")
    context = {
        "page": paged(request, rows),
        "form": form,
        "fields": FIELDS,
        "badges": BADGES,
        "has_heads": heads.exists(),
    }
    return page(request, "reports/master_list.html", context)


def _adding(letterhead, kind, file, by):
    return actions.add_master(letterhead, kind=kind, file=file, name=file.name, by=by)


@require_safe
def master_detail(request, pk):
    master = find_master(request.user, pk)
    made = Master.objects.filter(pk=pk, preview__isnull=False).exists()
    context = {"master": master, "has_preview": made, "badge": BADGES[master.state]}
    context["is_waiting"] = master.state == "tried" and not made and not master.trouble
    return page(request, "reports/master_detail.html", context, parts=("trial",))


@require_safe
def master_file(request, pk, which):
    """“mau”: the master as it came; “thu”: the trial paper."""
    master = find_master(request.user, pk)
    content = {"mau": master.content, "thu": master.preview}.get(which)
    if content is None:
        raise Http404
    return handed_out(bytes(content), master.name if which == "mau" else f"Bản thử - {master.name}", MIMES["docx"])


@require_POST
def master_try(request, pk):
    actions.try_again(find_master(request.user, pk), by=request.user)
    return redirect("reports:master_detail", pk)


@require_POST
def master_use(request, pk):
    actions.use_master(find_master(request.user, pk), by=request.user)
    tell(request, _("The master is in use. Papers that are issued stay as they are."))
    return redirect("reports:master_detail", pk)


@require_POST
def master_retire(request, pk):
    actions.retire_master(find_master(request.user, pk), by=request.user)
    tell(request, _("The master is retired."))
    return redirect("reports:master_detail", pk)
