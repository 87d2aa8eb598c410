"""Users with their duties, for administrators; leaders with ranks and posts, for everyone inside."""

from functools import partial

from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.actions import duties, leaders
from blocs.forms.people import DutyForm, EndDutyForm, EndPostForm, LeaderForm, PostForm, PromoteForm, StandInForm
from blocs.logic.text import fold
from blocs.models import Duty, Leader, Post, RankHeld, Role, Unit, User
from blocs.pages import page, paged, require
from blocs.views.asking import ask, logbook_of

# --- users and duties ----------------------------------------------------------------------


def user_list(request):
    require(request.user, "blocs.give_duty")
    q = request.GET.get("q", "")
    rows = User.objects.prefetch_related(_duties_today()).order_by("name_sort", "username")
    for word in fold(q).split():
        rows = rows.filter(Q(name_fold__contains=word) | Q(username__icontains=word))
    users = paged(request, rows)
    return page(request, "blocs/user_list.html", {"users": users, "q": q, "count": users.paginator.count})


def _duties_today():
    return Prefetch("duties", Duty.objects.on().select_related("bloc__season", "unit"), to_attr="duties_now")


def user_detail(request, pk):
    require(request.user, "blocs.give_duty")
    person = get_object_or_404(User.objects.select_related("leader"), pk=pk)
    rows = person.duties.select_related("bloc__season", "unit", "acting_for__user").prefetch_related("deputies__user")
    context = {"person": person, "duties": rows.order_by("-from_on", "-pk"), "logbook": logbook_of(person)}
    return page(request, "blocs/user_detail.html", context)


def duty_add(request, pk):
    require(request.user, "blocs.give_duty")
    person = get_object_or_404(User, pk=pk)
    form = DutyForm(request.POST or None, user=person)
    return ask(request, form, duties.give_duty, title=_("Give a duty"), back=_address(person), about=str(person))


def duty_end(request, pk):
    duty = _duty(request, pk)
    form = EndDutyForm(request.POST or None, initial={"revision": duty.revision})
    action, back = partial(duties.end_duty, duty), _address(duty.user)
    return ask(request, form, action, title=_("End the duty"), back=back, about=str(duty))


def duty_stand_in(request, pk):
    duty = _duty(request, pk)
    form = StandInForm(request.POST or None, duty=duty)
    action, back = partial(duties.stand_in, duty), _address(duty.user)
    return ask(request, form, action, title=_("Name a deputy for a while"), back=back, about=str(duty))


def _duty(request, pk) -> Duty:
    require(request.user, "blocs.give_duty")
    return get_object_or_404(Duty.objects.select_related("user", "bloc", "unit"), pk=pk)


def _address(person: User) -> str:
    return reverse("blocs:user_detail", args=[person.pk])


# --- leaders -------------------------------------------------------------------------------


def leaders_for(user):
    """Administrators and the standing body read the whole register, others the leaders of units they see."""
    if user.is_admin or any(duty.role == Role.STANDING for duty in user.duties_today):
        return Leader.objects.all()
    return Leader.objects.filter(posts__unit__in=Unit.objects.visible_to(user)).distinct()


def leader_list(request):
    q = request.GET.get("q", "")
    ranks, posts = RankHeld.objects.select_related("rank"), Post.objects.select_related("unit")
    rows = leaders_for(request.user).prefetch_related(Prefetch("ranks", ranks), Prefetch("posts", posts))
    for word in fold(q).split():
        rows = rows.filter(name_fold__contains=word)
    found = paged(request, rows.order_by("name_sort", "pk"))
    people = [(row, row.rank_on(None), row.posts_on(None, "office") + row.posts_on(None, "party")) for row in found]
    context = {"found": found, "people": people, "q": q, "count": found.paginator.count}
    return page(request, "blocs/leader_list.html", {**context, "may_manage": request.user.has_perm("blocs.manage")})


def leader_detail(request, pk):
    ranks = Prefetch("ranks", RankHeld.objects.select_related("rank").order_by("from_on"))
    leader = get_object_or_404(leaders_for(request.user).prefetch_related(ranks), pk=pk)
    context = {
        "leader": leader,
        "rank": leader.rank_on(None),
        "ranks": leader.ranks.all(),
        "posts": leader.posts.select_related("unit"),
        "may_manage": request.user.has_perm("blocs.manage"),
        "may_read_logbook": request.user.has_perm("blocs.read_logbook"),
        "logbook": logbook_of(leader),
        "illustrative": leader.is_illustrative,
    }
    return page(request, "blocs/leader_detail.html", context)


def leader_add(request):
    require(request.user, "blocs.manage")
    form = LeaderForm(request.POST or None)
    return ask(request, form, leaders.add_leader, title=_("Register a leader"), back=reverse("blocs:leader_list"))


def leader_edit(request, pk):
    leader = _leader(request, pk)
    form = LeaderForm(request.POST or None, instance=leader)
    return ask(request, form, leaders.change_leader, title=_("Correct the leader"), back=leader, about=leader.name)


def leader_promote(request, pk):
    leader = _leader(request, pk)
    form = PromoteForm(request.POST or None)
    return ask(
        request, form, partial(leaders.promote, leader), title=_("Confer a rank"), back=leader, about=leader.name
    )


def leader_appoint(request, pk):
    leader = _leader(request, pk)
    form = PostForm(request.POST or None, leader=leader)
    return ask(request, form, leaders.appoint, title=_("Take a post"), back=leader, about=leader.name)


def post_end(request, pk):
    require(request.user, "blocs.manage")
    post = get_object_or_404(Post.objects.select_related("leader"), pk=pk)
    form = EndPostForm(request.POST or None)
    about = f"{post.leader} – {post}"
    return ask(request, form, partial(leaders.end_post, post), title=_("Leave a post"), back=post.leader, about=about)


def _leader(request, pk) -> Leader:
    require(request.user, "blocs.manage")
    return get_object_or_404(Leader, pk=pk)
