"""Whole past years from files: sent together, looked at, loaded in one job. For administrators, like the registers."""

from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs.logic.files import XLSX
from blocs.models import Import, Job
from blocs.pages import page, paged, require, submit, tell
from reports.actions import years
from reports.forms.years import YearsForm
from reports.yearbook import EMPTY, EMPTY_NAME

RIGHT = "blocs.import_registers"


def year_send(request):
    require(request.user, RIGHT)
    form = YearsForm(request.POST or None, request.FILES or None)
    if submit(form, _sent, by=request.user):
        tell(request, _("The files are kept and are being read."))
        return redirect("reports:year_batch", form.done)
    return page(request, "reports/year_send.html", {"form": form, "batches": _batches(request)})


def _sent(files, is_no_secret, by):
    years.require_room(one.size for one in files)
    return years.send_years([(one.name, one.read()) for one in files], by=by)


def _batches(request):
    """The jobs that read one's own files, the newest first."""
    jobs = Job.objects.filter(imports__kind=years.KIND, imports__made_by=request.user).distinct()
    return jobs.order_by("-made_at", "-pk")[:10]


@require_safe
def year_batch(request, batch):
    """What each file holds, or what is wrong with it; nothing is loaded here."""
    require(request.user, RIGHT)
    rows = _rows(request, batch)
    files = paged(request, rows.defer("content"))
    states = list(rows.values_list("state", flat=True))
    context = {
        "batch": batch,
        "page": files,
        "job": rows.first().job,
        "ready": states.count(Import.State.READY),
        "faulty": states.count(Import.State.FAULTY),
        "waits": Import.State.READING in states,
        "may_drop": any(state in (Import.State.READY, Import.State.FAULTY) for state in states),
    }
    return page(request, "reports/year_batch.html", context)


def _rows(request, batch):
    rows = years.batch_of(batch).filter(made_by=request.user).select_related("job")
    if not rows.exists():
        raise Http404
    return rows


@require_POST
def year_load(request, batch):
    require(request.user, RIGHT)
    _rows(request, batch)
    job = years.load_years(batch, by=request.user)
    tell(request, _("The years are being loaded; each file whole or not at all."))
    return redirect("blocs:job_detail", job.token)


@require_POST
def year_drop(request, batch):
    require(request.user, RIGHT)
    _rows(request, batch)
    years.drop_years(batch, by=request.user)
    tell(request, _("What was not loaded is put away."))
    return redirect(reverse("reports:year_send"))


@require_safe
def year_template(request):
    """The empty workbook, as it lies in the checkout."""
    require(request.user, RIGHT)
    return FileResponse(EMPTY.open("rb"), as_attachment=True, filename=EMPTY_NAME, content_type=XLSX.mime)
