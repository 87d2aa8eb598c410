"""Summaries and honours in the admin: looked at, changed nowhere; their pages hold the doors."""

from django.contrib import admin

from blocs.admin_base import Group, SealedAdmin
from reports.models import Honour, Publication


@admin.register(Publication)
class PublicationAdmin(SealedAdmin):
    group = Group.PAPERS
    list_display = ["title", "bloc", "number", "state", "author", "released_by", "published_at"]
    list_select_related = ["bloc__season", "author", "released_by"]
    list_filter = ["state", "bloc__season"]
    search_fields = ["title", "bloc__name_fold", "thread"]


@admin.register(Honour)
class HonourAdmin(SealedAdmin):
    group = Group.JUDGING
    list_display = ["title", "unit", "count", "status", "bloc", "release"]
    list_select_related = ["title", "unit", "bloc__season"]
    list_filter = ["status", "release", "bloc__season"]
    search_fields = ["title__name", "unit__name_fold", "bloc__name_fold", "decision_number"]
