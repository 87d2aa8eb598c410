"""The board on a wall: opened by its key alone, without names of people; and the page where such screens are kept."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from blocs.pages import get_for, page, submit, tell
from reports.actions.walls import hang_wall, shut_wall
from reports.boards import Board
from reports.forms.walls import WallForm
from reports.models import WallScreen
from reports.reach import hangs_walls
from reports.views.dashboards import facts_of, latest_glass

REFRESH_SECONDS = 60


def wall_list(request: HttpRequest):
    """The screens of the blocs this person answers for, and a form for one more."""
    blocs = hangs_walls(request.user)
    if not blocs.exists():
        raise PermissionDenied
    form = WallForm(request.POST or None, blocs=blocs.select_related("season"))
    if submit(form, hang_wall, by=request.user):
        tell(request, _("The wall screen has its address below."))
        return redirect("reports:wall_list")
    rows = WallScreen.objects.filter(bloc__in=blocs).select_related("bloc__season", "made_by")
    return page(request, "reports/wall_list.html", {"form": form, "screens": rows, "today": timezone.localdate()})


@require_POST
def wall_shut(request: HttpRequest, pk: int):
    screen = get_for(request.user, WallScreen, pk, "reports.hang_wall")
    shut_wall(screen, by=request.user)
    tell(request, _("The wall screen is shut."))
    return redirect("reports:wall_list")


@login_not_required
@require_safe
@never_cache
def wall(request: HttpRequest, token: str):
    """Whoever opens it is nobody here: neither a name nor a right of theirs shows. 410 when it is shut or over."""
    rows = WallScreen.objects.select_related("bloc__season", "bloc__series", "bloc__previous")
    screen = get_object_or_404(rows, token=token)
    nobody = {"user": AnonymousUser(), "nav": [], "screen": screen}
    if screen.shut_at or screen.until_on < timezone.localdate():
        return page(request, "reports/wall_gone.html", nobody, status=410)
    glass = latest_glass(screen.bloc)
    seen = glass.picture() if glass.phase else None
    if seen is None or seen.pact is None:
        return page(request, "reports/wall_empty.html", nobody | {"illustrative": screen.bloc.is_illustrative})
    facts = facts_of(glass, seen, Board(seen, None)) | {"refresh": REFRESH_SECONDS, "now": timezone.now()}
    response = page(request, "reports/board_wall.html", facts | nobody)
    response["X-Robots-Tag"] = "noindex"
    return response
