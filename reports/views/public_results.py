"""Published results as a stranger reads them: as much as the mode tells, through the gate of `published` alone."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from blocs.models import FormerAddress, Season
from pacts.models import Regulation
from reports import published
from reports.models import Result
from reports.public_ranking import lines_of
from reports.result_showing import shown
from reports.views.gate import public_page
from reports.views.public_season import honours_of


@public_page
def public_result(request, slug, season):
    """The newest revision; the old address of a series leads on."""
    found = _newest(slug, season)
    if found is None:
        return redirect("public_result", _moved(slug, season), season, permanent=True)
    return show(request, found)


@public_page
def public_result_revision(request, slug, season, number):
    return show(request, _revision(slug, season, number))


@public_page
def public_result_csv(request, slug, season):
    found = _newest(slug, season)
    if found is None or found.mode == Result.Mode.HONOURS:
        raise Http404
    name = f"ket-qua-{found.bloc.series.slug}-{found.bloc.season.slug}.csv"
    kind = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(shown(found).csv(), content_type="text/csv; charset=utf-8", headers=kind)


@public_page
def public_results(request, season):
    """All published results of one season; a season without any has no page."""
    seasons = list(Season.objects.filter(slug=season))
    rows = published.results().filter(bloc__season__in=seasons).select_related("bloc__series", "bloc__season")
    results = list(rows.order_by("bloc__is_illustrative", "bloc__name_sort", "pk"))
    if not results:
        raise Http404
    return render(request, "public/result_list.html", {"results": results, "season": results[0].bloc.season})


def show(request, result: Result, ribbon: str = ""):
    """One revision in its public form; `ribbon` where staff look before it is out."""
    bloc, told = result.bloc, shown(result)
    context = {
        "result": result,
        "bloc": bloc,
        "ribbon": ribbon,
        "illustrative": bloc.is_illustrative,
        "shown": told,
        "lines": lines_of(told),
        "revisions": list(published.result_revisions().filter(bloc=bloc).order_by("-number")),
        "regulation": Regulation.objects.filter(bloc=bloc).first(),
        "honours": honours_of(published.honours().filter(bloc=bloc)),
    }
    return render(request, "public/result.html", context)


def _rows(rows):
    return rows.select_related("bloc__series__organiser", "bloc__season", "table__pact")


def _newest(slug: str, season: str) -> Result | None:
    rows = _rows(published.results()).filter(bloc__series__slug=slug, bloc__season__slug=season)
    return rows.order_by("-bloc__season__starts_on").first()


def _revision(slug: str, season: str, number: int) -> Result:
    rows = _rows(published.result_revisions())
    rows = rows.filter(bloc__series__slug=slug, bloc__season__slug=season, number=number)
    found = rows.order_by("-bloc__season__starts_on").first()
    if found is None:
        raise Http404
    return found


def _moved(slug: str, season: str) -> str:
    """Where a series of that former address has a result now."""
    moved = FormerAddress.objects.filter(slug=slug).select_related("series").first()
    if moved is None or _newest(moved.series.slug, season) is None:
        raise Http404
    return moved.series.slug
