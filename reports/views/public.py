"""The public pages: home, blocs, search, and what every site has."""

from django.db import connection
from django.db.models import Count, Prefetch
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from blocs.models import Bloc, Body, FormerAddress, Headship, Membership, Movement, Release, Series
from blocs.pages import paged
from pacts.models import Ceremony, Pact, Photo
from reports import published
from reports.searching import search as find
from reports.showing import headlines, stages_of
from reports.views.gate import Withdrawn, public_page


@public_page
def home(request):
    bloc = _featured_bloc()
    ceremonies = _with_names(published.ceremonies().filter(blocs=bloc)) if bloc else []
    context = {
        "bloc": bloc,
        "stages": stages_of(bloc, ceremonies) if bloc else [],
        "headlines": headlines(bloc) if bloc else [],
        "ceremony": _latest(ceremonies),
        "is_between": bool(bloc and bloc.season.ends_on < timezone.localdate()),
        "ceremonies": _with_names(published.ceremonies())[:5],
        "movements": _movements(bloc),
        "results": _newest_results(),
        "summaries": published.summaries().select_related("bloc")[:5],
        "series": _with_newest(published.series())[:12],
        "series_count": published.series().count(),
    }
    return render(request, "public/home.html", context)


def _featured_bloc() -> Bloc | None:
    """The newest public season; blocs of the body that runs the site come first, illustrative ones last of equals."""
    rows = published.blocs().order_by("-season__starts_on", "is_illustrative", "name_sort", "pk")
    body = Body.objects.select_related("unit").first()
    own = rows.filter(series__organiser__path__startswith=body.unit.path) if body and body.unit else rows.none()
    return own.first() or rows.first()


def _latest(ceremonies: list[Ceremony]) -> Ceremony | None:
    """The newest that takes or took place, with how many units its blocs have."""
    found = next((one for one in ceremonies if one.state != Ceremony.State.CANCELLED), None)
    if found:
        found.units = sum(bloc.unit_count or bloc.stated_unit_count or 0 for bloc in found.blocs.all())
    return found


def _movements(bloc: Bloc | None) -> list[str]:
    """The movements the season's sealed pact takes part in, under their one canonical name."""
    pacts = published.pacts().filter(bloc=bloc, amendments__isnull=True) if bloc else Pact.objects.none()
    return list(Movement.objects.filter(pacts__in=pacts).distinct().values_list("name", flat=True))


def _newest_results():
    rows = published.results().select_related("bloc__series", "bloc__season")
    return rows.order_by("-bloc__season__starts_on", "bloc__is_illustrative", "bloc__name_sort", "pk")[:5]


def _with_names(rows):
    photos = Prefetch("photos", Photo.objects.order_by("order", "pk"))
    blocs = Prefetch("blocs", Bloc.objects.select_related("season").annotate(unit_count=Count("memberships")))
    return rows.prefetch_related(blocs, photos).order_by("-on", "-pk")


def _with_newest(rows):
    """Series with their public seasons, newest first, and how many units the newest has."""
    newest = published.blocs().annotate(units=Count("memberships")).order_by("-season__starts_on", "-pk")
    return rows.select_related("organiser").prefetch_related(Prefetch("blocs", newest, to_attr="seasons"))


@public_page
def bloc_list(request):
    rows = _with_newest(published.series()).order_by("name_sort", "pk")
    page = paged(request, rows)
    return render(request, "public/bloc_list.html", {"page": page})


@public_page
def public_bloc(request, slug):
    series = Series.objects.filter(slug=slug).select_related("organiser").first()
    if series is None:
        old = get_object_or_404(FormerAddress.objects.select_related("series"), slug=slug)
        return redirect("public_bloc", old.series.slug, permanent=True)
    seasons = _seasons(series, request.user)
    bloc = _chosen(seasons, request.GET.get("nam"))
    by_name = request.GET.get("sap-xep") == "ten"
    context = {
        "series": series,
        "seasons": seasons,
        "bloc": bloc,
        "by_name": by_name,
        "members": members_of(bloc, by_name=by_name),
        "heads": headships_of(bloc),
        "has_figures": published.of_whole_years().filter(bloc__series=series).exists(),
        "ribbon": "" if bloc.is_public else "unpublished",
        "illustrative": bloc.is_illustrative,
    }
    return render(request, "public/bloc.html", context)


def _seasons(series: Series, user) -> list[Bloc]:
    """The public seasons, and for staff those they may see; none: 404, or 410 where there were some."""
    rows = series.blocs.with_names().annotate(units=Count("memberships")).order_by("-season__starts_on", "-pk")
    public = list(rows.public())
    if user.is_authenticated:
        return list(
            rows.filter(pk__in={*Bloc.objects.visible_to(user).values_list("pk", flat=True), *(b.pk for b in public)})
        ) or _none(rows)
    return public or _none(rows)


def _none(rows):
    gone = rows.filter(release=Release.WITHDRAWN).first()
    if gone:
        raise Withdrawn(gone.withdrawn_reason)
    raise Http404


def _chosen(seasons: list[Bloc], slug: str | None) -> Bloc:
    """The season asked for, else the newest public one, else the newest."""
    asked = [bloc for bloc in seasons if slug and bloc.season.slug == slug]
    if slug and not asked:
        raise Http404
    return (asked or [bloc for bloc in seasons if bloc.is_public] or seasons)[0]


def members_of(bloc: Bloc, *, by_name: bool = False) -> list[Membership]:
    """Every unit of the bloc's season, also those that left or were merged before it ended."""
    rows = bloc.memberships.select_related("unit").prefetch_related("unit__successions__after", "unit__pasts")
    names = ("unit__name_sort", "pk")
    return list(rows.order_by(*names) if by_name else rows.order_by("order", "unit__precedence", *names))


def headships_of(bloc: Bloc) -> list[Headship]:
    """In the order of their parts: head, deputy, then those of the next season."""
    places = list(Headship.Part)
    rows = bloc.headships.select_related("unit").prefetch_related("unit__pasts")
    return sorted(rows, key=lambda row: (places.index(row.part), row.pk))


@public_page
def search(request):
    q = request.GET.get("q", "").strip()[:100]
    return render(request, "public/search.html", {"q": q, "groups": find(q) if q else [], "asked": bool(q)})


@public_page
def accessibility(request):
    return render(request, "public/accessibility.html")


@public_page
def health(request):
    """For the machine that watches the site: 200 as soon as the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    response = JsonResponse({"status": "ok"})
    response["Cache-Control"] = "no-store"
    return response
