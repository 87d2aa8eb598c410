"""People as they were on a day: rank, posts and unit name are copied, so later promotions do not reach back."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import override

from blocs.models import Leader, Post, Unit


def posts_of(leader: Leader, day: date | None, kind: str) -> str:
    return ", ".join(post.name for post in leader.posts_on(day, kind))


def unit_of(leader: Leader, day: date | None) -> Unit | None:
    """The unit of the leader's post that day; the one they lead before any other."""
    posts = sorted(leader.posts_on(day, Post.Kind.OFFICE), key=lambda post: not post.heads_unit)
    return next((post.unit for post in posts if post.unit), None)


def as_on(leader: Leader, day: date | None, unit: Unit | None = None) -> dict:
    """Name, rank, party post, position and unit name of the leader on the day (today where it is not known)."""
    unit = unit or unit_of(leader, day)
    rank = leader.rank_on(day)
    return {
        "name": leader.name,
        "rank": rank.name if rank else "",
        "party_post": posts_of(leader, day, Post.Kind.PARTY),
        "position": posts_of(leader, day, Post.Kind.OFFICE),
        "unit": unit,
        "unit_name": unit.name_on(day) if unit else "",
    }


def heads_of(units: Iterable[Unit], day: date | None) -> dict[int, Leader]:
    """{unit id: who led it on the day}, in three queries however many units there are."""
    units = list(units)
    posts = Post.objects.filter(unit__in=units, kind=Post.Kind.OFFICE, heads_unit=True).order_by("from_on", "pk")
    leaders = Leader.objects.filter(pk__in=posts.values("leader")).prefetch_related("ranks__rank", "posts__unit")
    by_id = {leader.pk: leader for leader in leaders}
    return {post.unit_id: by_id[post.leader_id] for post in posts if post.is_in_force(day)}


def leaders_near(blocs) -> QuerySet[Leader]:
    """Leaders one meets at a ceremony of these blocs: of their units, of the organiser and the units above it."""
    paths = Unit.objects.filter(series__blocs__in=blocs).values_list("path", flat=True)
    above = {int(part) for path in paths for part in path.strip("/").split("/") if part}
    near = Q(posts__unit__memberships__bloc__in=blocs) | Q(posts__unit__in=above) | Q(posts__unit__isnull=True)
    found = Leader.objects.filter(near).values("pk")
    return Leader.objects.filter(pk__in=found).prefetch_related("ranks__rank", "posts__unit")


def in_vietnamese():
    """Words that are stored or printed are Vietnamese, whatever language the page has."""
    return override("vi")
