"""Summaries and honours in the admin: looked at, changed nowhere; their pages hold the doors."""

from django.contrib import admin

from blocs.admin_base import Group, SealedAdmin
from pacts.models import HonourRules
from reports.models import Honour, Publication, PublicComment, Submission


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


@admin.register(HonourRules)
class HonourRulesAdmin(SealedAdmin):
    group = Group.JUDGING
    list_display = ["bloc", "proposal_needs_ballot", "flag_needs_top_score", "comment_days"]
    list_select_related = ["bloc__season"]
    list_filter = ["bloc__season"]
    search_fields = ["bloc__name_fold"]


@admin.register(Submission)
class SubmissionAdmin(SealedAdmin):
    group = Group.JUDGING
    list_display = ["bloc", "number", "state", "sent_at", "decision_number", "decided_on"]
    list_select_related = ["bloc__season"]
    list_filter = ["state", "bloc__season"]
    search_fields = ["bloc__name_fold", "decision_number"]


@admin.register(PublicComment)
class PublicCommentAdmin(SealedAdmin):
    group = Group.JUDGING
    list_display = ["submission", "unit", "state", "written_at"]
    list_select_related = ["submission__bloc__season", "unit"]
    list_filter = ["state"]
    search_fields = ["submission__bloc__name_fold"]
