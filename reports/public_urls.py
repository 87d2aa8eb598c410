"""Addresses without a login. Slugs never shadow staff pages: a ceremony's is never digits alone."""

from django.urls import path

from reports.urls_verify import urlpatterns as verify
from reports.views import (
    feeds,
    first_page,
    manual,
    public,
    public_candidates,
    public_ceremony,
    public_compare,
    public_files,
    public_news,
    public_results,
    public_season,
    public_unit,
)

urlpatterns = [
    path("", public.home, name="home"),
    path("khoi/", public.bloc_list, name="bloc_list"),
    path("khoi/<slug:slug>/", public.public_bloc, name="public_bloc"),
    path("khoi/<slug:slug>/<slug:season>/", public_season.public_season, name="public_season"),
    path("khoi/<slug:slug>/<slug:season>/so-lieu/", public_season.public_figures, name="public_figures"),
    path("khoi/<slug:slug>/<slug:season>/ket-qua/", public_results.public_result, name="public_result"),
    path("khoi/<slug:slug>/<slug:season>/ket-qua.csv", public_results.public_result_csv, name="public_result_csv"),
    path(
        "khoi/<slug:slug>/<slug:season>/ket-qua/<int:number>/",
        public_results.public_result_revision,
        name="public_result_revision",
    ),
    path(
        "khoi/<slug:slug>/<slug:season>/lay-y-kien/",
        public_candidates.public_candidates,
        name="public_candidates",
    ),
    path("ket-qua/<slug:season>/", public_results.public_results, name="public_results"),
    path("so-sanh/", public_compare.compare_years, name="compare_years"),
    path("lich.ics", feeds.calendar, name="calendar"),
    path("le-ky-ket/", public_ceremony.ceremony_list, name="ceremony_list"),
    path("le-ky-ket/<slug:slug>/", public_ceremony.public_ceremony, name="public_ceremony"),
    path("don-vi/<slug:slug>/", public_unit.public_unit, name="public_unit"),
    path("tin/", public_news.publication_index, name="publication_index"),
    path("tin/nguon.atom", feeds.feed, name="feed"),
    path("tin/<slug:thread>/", public_news.publication, name="publication"),
    path("tin/<slug:thread>/<int:number>/", public_news.publication_revision, name="publication_revision"),
    path("tim-kiem/", public.search, name="search"),
    path("anh/<int:pk>/", public_files.photo, name="photo"),
    path("bieu-trung/", public_files.emblem, name="emblem"),
    path("tro-giup/", manual.help_page, name="help"),
    path("tro-giup/<slug:chapter>/", manual.help_chapter, name="help_chapter"),
    path("tiep-can/", public.accessibility, name="accessibility"),
    path("suc-khoe/", public.health, name="health"),
    path("sau-dang-nhap/", first_page.after_login, name="after_login"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    *verify,
    path("robots.txt", feeds.robots, name="robots"),
]
