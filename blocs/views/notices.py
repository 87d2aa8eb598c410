"""The messages of one person: the list behind the bell. Nobody sees those of anybody else."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from blocs.actions.notices import mark_read
from blocs.models import Notice
from blocs.pages import page, paged, tell

PER_PAGE = 30


@require_safe
def notices(request):
    """Newest first; `?xem=chua-doc` leaves out what was read."""
    mine = Notice.objects.visible_to(request.user)
    counts = mine.aggregate(all=Count("pk"), unread=Count("pk", filter=Q(read_at=None)))
    only_unread = request.GET.get("xem") == "chua-doc"
    rows = paged(request, mine.unread() if only_unread else mine, PER_PAGE)
    return page(request, "blocs/notices.html", {"notices": rows, "counts": counts, "only_unread": only_unread})


@require_safe
def notice_open(request, pk: int):
    """Read, and on to what it is about."""
    notice = _mine(request, pk)
    mark_read(request.user, [notice.pk])
    ours = url_has_allowed_host_and_scheme(notice.url, {request.get_host()}, request.is_secure())
    return redirect(notice.url if notice.url and ours else reverse("notices"))


@require_POST
def notice_read(request, pk: int):
    mark_read(request.user, [_mine(request, pk).pk])
    return redirect("notices")


@require_POST
def notices_read(request):
    count = mark_read(request.user)
    if count:
        words = ngettext("%(count)s message was set to read.", "%(count)s messages were set to read.", count)
        tell(request, words % {"count": count})
    else:
        tell(request, _("There was no unread message."))
    return redirect("notices")


def _mine(request, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
