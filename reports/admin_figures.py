"""Reporting phases, figures and reports in the admin: looked at, changed nowhere; their pages hold the doors."""

from django.contrib import admin

from blocs.admin_base import Group, SealedAdmin
from reports.models import Figure, Report, Reporting


@admin.register(Reporting)
class ReportingAdmin(SealedAdmin):
    group = Group.RESULT
    list_display = ["bloc", "phase", "state", "due_on", "opened_at", "closed_at"]
    list_select_related = ["bloc__season", "phase"]
    list_filter = ["state", "bloc__season"]
    search_fields = ["bloc__name_fold", "phase__name"]


@admin.register(Figure)
class FigureAdmin(SealedAdmin):
    group = Group.RESULT
    list_display = ["name", "unit", "phase", "value", "numerator", "denominator", "statement", "release"]
    list_select_related = ["bloc__season", "unit", "phase", "pledge"]
    list_filter = ["release", "is_not_applicable", "bloc__season"]
    search_fields = ["pledge__name", "indicator", "unit__name_fold", "bloc__name_fold"]


@admin.register(Report)
class ReportAdmin(SealedAdmin):
    group = Group.RESULT
    list_display = ["unit", "reporting", "state", "sent_at", "sent_by", "is_late"]
    list_select_related = ["unit", "reporting__bloc__season", "reporting__phase"]
    list_filter = ["state", "is_late", "reporting__bloc__season"]
    search_fields = ["code", "unit__name_fold", "reporting__bloc__name_fold"]
