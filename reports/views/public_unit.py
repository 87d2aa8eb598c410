"""A unit as the public reads it: its names, its blocs and pacts, its released figures over the years, its honours."""

from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from blocs.lineage import predecessor_ids
from blocs.logic.wording import Person
from blocs.models import Headship, Membership, Post, RankHeld, Release, Unit
from pacts.models import Registration
from reports import published
from reports.comparing import WHOLE
from reports.showing import courses, is_whole, periods_of, rows_of
from reports.views.gate import public_page
from reports.views.public_season import honours_of


@public_page
def public_unit(request, slug):
    unit = get_object_or_404(Unit.objects.select_related("level", "parent"), slug=slug)
    ribbon = _ribbon(request.user, unit)
    rows = rows_of(
        published.figures()
        .filter(unit=unit, bloc__release=Release.PUBLIC)
        .order_by("pledge__section__order", "pledge__order", "order", "pk")
    )
    years, parts = [row for row in rows if is_whole(row)], [row for row in rows if not is_whole(row)]
    periods, memberships = periods_of(years), _memberships(unit)
    context = {
        "unit": unit,
        "ribbon": ribbon,
        "illustrative": unit.is_illustrative,
        "pasts": list(unit.pasts.select_related("level", "parent")),
        "successions": list(unit.successions.select_related("after")),
        "origins": list(unit.origins.select_related("before")),
        "leaders": _leaders(unit),
        "memberships": memberships,
        "compare_url": _compare_url(unit, memberships),
        "registrations": _registrations(unit),
        "periods": periods,
        "courses": courses(years, periods),
        "parts": sorted(parts, key=lambda row: row.figure.phase.ends_on, reverse=True),
        "earlier": _predecessors(unit),
        "honours": honours_of(published.honours().filter(unit=unit, bloc__release=Release.PUBLIC)),
    }
    return render(request, "public/unit.html", context)


def _ribbon(user, unit: Unit) -> str:
    if published.units().filter(pk=unit.pk).exists():
        return ""
    if user.is_authenticated and Unit.objects.visible_to(user).filter(pk=unit.pk).exists():
        return "unpublished"
    raise Http404


def _predecessors(unit: Unit) -> list[dict]:
    """Whom it took over: their public blocs with the results that place them, and their public honours."""
    ids = predecessor_ids(unit)
    if not ids:
        return []
    blocs = _public_blocs(ids)
    honours = honours_of(published.honours().filter(unit__in=ids, bloc__release=Release.PUBLIC))
    rows = Unit.objects.filter(pk__in=ids).order_by("precedence", "name_sort", "pk")
    return [
        {
            "unit": row,
            "blocs": [one for one in blocs if one["unit"] == row.pk],
            "honours": [one for one in honours if one["honour"].unit_id == row.pk],
        }
        for row in rows
    ]


def _public_blocs(ids: set[int]) -> list[dict]:
    rows = Membership.objects.filter(unit__in=ids, bloc__release=Release.PUBLIC)
    rows = rows.select_related("bloc__series", "bloc__season").order_by("-bloc__season__starts_on", "pk")
    placed = set(published.results().filter(placings__unit__in=ids).values_list("bloc", "placings__unit"))
    return [{"unit": row.unit_id, "bloc": row.bloc, "has_result": (row.bloc_id, row.unit_id) in placed} for row in rows]


def _leaders(unit: Unit) -> list[Person]:
    """Who leads the unit today, with the rank held today; only leaders whose post says so."""
    today = timezone.localdate()
    ranks = Prefetch("leader__ranks", RankHeld.objects.select_related("rank"))
    posts = Post.objects.filter(unit=unit, heads_unit=True).select_related("leader").prefetch_related(ranks)
    return [
        Person(str(post.leader.rank_on(today) or ""), post.leader.name, position=post.name)
        for post in posts
        if post.is_in_force(today)
    ]


def _memberships(unit: Unit) -> list[dict]:
    """Its public blocs, newest first, the parts it holds there, and whether a result that places it is public."""
    rows = Membership.objects.filter(unit=unit, bloc__release=Release.PUBLIC).select_related(
        "bloc__series", "bloc__season"
    )
    parts: dict[int, list[Headship]] = {}
    for headship in Headship.objects.filter(unit=unit, bloc__release=Release.PUBLIC).select_related(
        "bloc__series", "bloc__season"
    ):
        parts.setdefault(headship.bloc_id, []).append(headship)
    found = [{"bloc": row.bloc, "membership": row, "parts": parts.pop(row.bloc_id, [])} for row in rows]
    found += [{"bloc": held[0].bloc, "membership": None, "parts": held} for held in parts.values()]
    placed = set(published.results().filter(placings__unit=unit).values_list("bloc", flat=True))
    for row in found:
        row["has_result"] = row["bloc"].pk in placed
    return sorted(found, key=lambda row: row["bloc"].season.starts_on, reverse=True)


def _compare_url(unit: Unit, memberships: list[dict]) -> str:
    """Where its figures stand beside other years and the bloc as a whole; empty for a unit of no public bloc."""
    blocs = [row["bloc"] for row in memberships if row["membership"]]
    if not blocs:
        return ""
    chosen = [("khoi", blocs[0].series.slug), ("don-vi", WHOLE), ("don-vi", unit.slug)]
    return f"{reverse('compare_years')}?{urlencode(chosen)}"


def _registrations(unit: Unit) -> list[Registration]:
    rows = Registration.objects.filter(unit=unit, pact__in=published.pacts().filter(amendments__isnull=True))
    return list(
        rows.select_related("title", "pact__bloc__season").order_by("-pact__bloc__season__starts_on", "title__order")
    )
