"""Leaders: registered, promoted, appointed; each rank and post with its days."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import change, locked, save_new, validate
from blocs.actions.blocs import overlap
from blocs.actions.slugs import free_slug
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Leader, Post, Rank, RankHeld, User


@transaction.atomic
def add_leader(leader: Leader, *, by: User) -> Leader:
    leader.slug = leader.slug or free_slug(Leader, leader.name)
    return save_new(leader, "blocs.add_leader", by=by)


def change_leader(leader: Leader, *, by: User, revision: int | None = None) -> Leader:
    return change(leader, "blocs.change_leader", by=by, revision=revision)


@transaction.atomic
def promote(leader: Leader, *, rank: Rank, by: User, on: date | None = None) -> RankHeld:
    """The leader holds the rank from the day on (unknown: always so far); the rank before ends the day before."""
    leader = locked(leader)
    held, former = take_rank(leader, rank, on)
    Event.record("blocs.promote", leader, by=by, on=on, rank=str(rank), former=str(former.rank) if former else "")
    return held


def take_rank(leader: Leader, rank: Rank, on: date | None) -> tuple[RankHeld, RankHeld | None]:
    """The new row and the one it ends, for whoever writes the line in the logbook."""
    held = RankHeld(leader=leader, rank=rank, from_on=on)
    former = leader.ranks.filter(until_on__isnull=True).select_related("rank").first()
    if former and former.rank == rank:
        raise Refused(_("%(leader)s holds this rank already.") % {"leader": leader})
    if former and (on is None or (former.from_on and former.from_on >= on)):
        raise Refused(_("The day must be after the day the present rank began."))
    if former:
        former.until_on = on - timedelta(days=1)
        former.save(update_fields=["until_on"])
    validate(held)
    held.save()
    return held, former


@transaction.atomic
def appoint(post: Post, *, by: User) -> Post:
    """The leader takes a post; the same post at the same unit twice at once is refused."""
    leader = locked(post.leader)
    take_post(post)
    Event.record("blocs.appoint", leader, by=by, post=post.name, unit=str(post.unit or ""), on=post.from_on)
    return post


def take_post(post: Post) -> None:
    """Saved where the leader does not hold it at that time already, for whoever writes the line in the logbook."""
    leader = post.leader
    same = leader.posts.filter(kind=post.kind, name=post.name, unit=post.unit_id)
    if any(overlap(row, post) for row in same):
        raise Refused(_("%(leader)s holds this post at that time already.") % {"leader": leader})
    validate(post)
    post.save()


@transaction.atomic
def end_post(post: Post, *, on: date, by: User) -> Post:
    """The post is held until this day, the last one included."""
    row = locked(post)
    row.until_on = on
    validate(row)
    row.save(update_fields=["until_on"])
    Event.record("blocs.end_post", row.leader, by=by, post=row.name, unit=str(row.unit or ""), on=on)
    return row
