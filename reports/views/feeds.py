"""For readers that are machines: feed, calendar, the map of the site, what crawlers leave alone."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as build_sitemap
from django.contrib.syndication.views import Feed
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blocs.logic.icalendar import CONTENT_TYPE, calendar_text
from blocs.models import Body
from reports import published
from reports.logic.summary import blocks
from reports.public_calendar import events
from reports.views.gate import public_page


class SummaryFeed(Feed):
    """The newest published summaries as an Atom feed."""

    feed_type = Atom1Feed
    language = "vi"

    def title(self):
        body = Body.objects.first()
        return body.name if body else _("Emulation pacts")

    def link(self):
        return reverse("home")

    def items(self):
        return published.summaries().select_related("bloc")[:30]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return " ".join(line for block in blocks(item.body)[:1] for line in block.lines)

    def item_link(self, item):
        return reverse("publication", args=[item.thread])

    def item_pubdate(self, item):
        return item.published_at

    item_updateddate = item_pubdate


@login_not_required
@require_safe
def feed(request):
    return SummaryFeed()(request)


@public_page
def calendar(request):
    """Published meetings and phases as an iCalendar file (RFC 5545); in Vietnamese, as people wrote them."""
    body = Body.objects.first()
    with translation.override("vi"):
        name = body.name if body else _("Emulation pacts")
        text = calendar_text(name, events(request.build_absolute_uri("/").rstrip("/")))
    kind = {"Content-Disposition": 'inline; filename="lich.ics"'}
    return HttpResponse(text, content_type=CONTENT_TYPE, headers=kind)


class Published(Sitemap):
    """Addresses of one kind of published thing; `kind` is a row of `MAP`."""

    def __init__(self, rows, place):
        self.rows, self.place = rows, place

    def items(self):
        """Fetched at once: counting first would ask twice, and once where there is nothing."""
        return list(self.rows())

    def location(self, item):
        return self.place(item)


class Fixed(Sitemap):
    def items(self):
        return ["home", "bloc_list", "compare_years", "ceremony_list", "publication_index", "verify", "accessibility"]

    def location(self, item):
        return reverse(item)


def _seasons_with_results() -> list[str]:
    return list(
        published.results().order_by("bloc__season__slug").values_list("bloc__season__slug", flat=True).distinct()
    )


MAP = {
    "fixed": Fixed(),
    "series": Published(lambda: published.series().order_by("pk"), lambda row: reverse("public_bloc", args=[row.slug])),
    "seasons": Published(
        lambda: published.blocs().order_by("pk"),
        lambda row: reverse("public_season", args=[row.series.slug, row.season.slug]),
    ),
    "ceremonies": Published(
        lambda: published.ceremonies().order_by("pk"), lambda row: reverse("public_ceremony", args=[row.slug])
    ),
    "units": Published(lambda: published.units().order_by("pk"), lambda row: reverse("public_unit", args=[row.slug])),
    "all_results": Published(_seasons_with_results, lambda slug: reverse("public_results", args=[slug])),
    "results": Published(
        lambda: published.results().select_related("bloc__series", "bloc__season").order_by("pk"),
        lambda row: reverse("public_result", args=[row.bloc.series.slug, row.bloc.season.slug]),
    ),
    "figures": Published(
        lambda: published.blocs().filter(Exists(published.figures().filter(bloc=OuterRef("pk")))).order_by("pk"),
        lambda row: reverse("public_figures", args=[row.series.slug, row.season.slug]),
    ),
    "summaries": Published(
        lambda: published.summaries().order_by("pk"), lambda row: reverse("publication", args=[row.thread])
    ),
}


@login_not_required
@require_safe
def sitemap(request):
    return build_sitemap(request, sitemaps=MAP)


@login_not_required
@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /quan-tri/",
        "Disallow: /tai-khoan/",
        "Disallow: /danh-muc/",
        "Disallow: /tim-kiem/",
        "Disallow: /xac-thuc/*/",
    ]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
