"""The list of results, what waits to be prepared, and the button that publishes a whole season."""

from collections import Counter

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.logic.text import clean, fold
from blocs.models import Season
from blocs.pages import get_for, page, paged, require, tell
from pacts.models import CriteriaTable
from reports.actions.releasing import release_results, waiting_for
from reports.models import Result, Sheet
from reports.reach import may_draft, may_publish


def result_list(request):
    """Published results the user may see, drafts where the user may prepare or publish them."""
    user = request.user
    rows = Result.objects.visible_to(user).select_related("bloc__season", "author", "released_by").order_by("-pk")
    inside = Q(bloc__in=may_draft(user)) | Q(bloc__in=may_publish(user))
    rows = rows.filter(Q(state=Result.State.PUBLISHED) | inside)
    if q := clean(request.GET.get("q", "")):
        rows = rows.filter(bloc__name_fold__contains=fold(q))
    may_release = user.has_perm("reports.release_results")
    context = {
        "page": paged(request, rows),
        "q": q,
        "ready": ready_to_prepare(user),
        "seasons": _seasons(user) if may_release else [],
    }
    return page(request, "reports/result_list.html", context)


def ready_to_prepare(user):
    """Tables whose sheets are all closed and that have no result yet, at blocs where this user may prepare one."""
    sheets = Sheet.objects.filter(table=OuterRef("pk"))
    rows = CriteriaTable.objects.filter(pact__bloc__in=may_draft(user)).with_names()
    rows = rows.filter(Exists(sheets), ~Exists(sheets.exclude(state=Sheet.State.CLOSED)))
    return rows.filter(~Exists(Result.objects.filter(table=OuterRef("pk")))).order_by("-pk")[:20]


def _seasons(user) -> list[dict]:
    """Seasons with prepared results, and how many."""
    counts = Counter(waiting_for(user).values_list("bloc__season", flat=True))
    seasons = Season.objects.filter(pk__in=counts).order_by("-starts_on")
    return [{"season": season, "count": counts[season.pk]} for season in seasons]


@require_POST
def results_release(request, pk):
    """One press hands all prepared results of the season to the job worker; its page tells how far it is."""
    require(request.user, "reports.release_results")
    season = get_for(request.user, Season, pk, queryset=Season.objects.all())
    job = release_results(season, by=request.user)
    tell(request, _("The results are being published, one bloc after the other."))
    return redirect("blocs:job_detail", job.token)
