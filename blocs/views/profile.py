"""One's own page: rank, posts and duties, how pages look, what one is told, where one is logged in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blocs import sessions
from blocs.actions import preferences as actions
from blocs.actions.notices import mail_is_set
from blocs.forms.profile import PreferenceForm
from blocs.models import Leader, Preference
from blocs.pages import page, submit, tell


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    preference = actions.preference_of(request.user)
    form = PreferenceForm(request.POST or None, instance=preference)
    if submit(form, _save(form), by=request.user):
        tell(request, _("Your settings are saved."))
        return redirect("profile")
    context = {
        "form": form,
        "leader": _leader_of(request.user),
        "duties": request.user.duties.on().select_related("unit", "bloc__season").order_by("role", "pk"),
        "devices": sessions.devices_of(request.user, request.session.session_key),
        "mail_is_set": mail_is_set(),
        "calendar_url": _calendar_url(preference),
    }
    return page(request, "blocs/profile.html", context)


def _save(form: PreferenceForm):
    return lambda preference, by: actions.save_preference(preference, email=form.cleaned_data["email"], by=by)


def _leader_of(user) -> dict | None:
    """Rank today and since when, and every post with its days."""
    if user.leader_id is None:
        return None
    leader = Leader.objects.prefetch_related("ranks__rank", "posts__unit").get(pk=user.leader_id)
    today = timezone.localdate()
    held = [row for row in leader.ranks.all() if row.is_in_force(today)]
    posts = sorted(leader.posts.all(), key=lambda post: (not post.is_in_force(today), post.kind, post.pk))
    return {"leader": leader, "rank": min(held, key=lambda row: row.rank.precedence, default=None), "posts": posts}


def _calendar_url(preference: Preference) -> str:
    """The whole address; the calendar itself stands on a floor above."""
    if not preference.calendar_key:
        return ""
    try:
        return settings.SITE_URL + reverse("own_calendar", args=[preference.calendar_key])
    except NoReverseMatch:
        return ""


@require_POST
def look_save(request):
    """From the menu in the head, by script."""
    wanted = {name: request.POST[name] for name in ("theme", "text") if name in request.POST}
    try:
        actions.save_look(request.user, **wanted)
    except ValidationError:
        return HttpResponse(status=400)
    return JsonResponse({})


@require_POST
def calendar_renew(request):
    actions.renew_calendar(request.user)
    tell(request, _("The calendar has a new address; the old one no longer works."))
    return redirect("profile")


@require_POST
def calendar_shut(request):
    actions.shut_calendar(request.user)
    tell(request, _("The calendar has no address any more."))
    return redirect("profile")


@require_POST
def sessions_end(request):
    count = actions.end_sessions(request.user, but=request.session.session_key)
    tell(request, _("Logged out on %(count)s other devices.") % {"count": count})
    return redirect("profile")


@require_POST
def session_end(request, pk: int):
    this = request.session.session_key
    device = get_object_or_404(request.user.usersession_set.exclude(session_key=this), pk=pk)
    actions.end_sessions(request.user, but=this, only=device.pk)
    tell(request, _("That device is logged out."))
    return redirect("profile")


@login_not_required
@require_http_methods(["GET", "POST"])
def session_left(request):
    """How many seconds this login still lasts; POST starts them anew. Asked by script; a stranger has none."""
    if request.method == "POST" and request.user.is_authenticated:
        sessions.renew(request)
    return JsonResponse({"left": sessions.seconds_left(request)})
