"""Criteria tables in the admin: looked at, changed nowhere; their pages hold the doors. Templates are kept here."""

from django.contrib import admin

from blocs.admin_base import Group, RegisterAdmin, SealedAdmin, SealedInline
from pacts.models import Assignment, CriteriaTable, Criterion, Stage, TableTemplate


class StageInline(SealedInline):
    model = Stage


class AssignmentInline(SealedInline):
    model = Assignment


@admin.register(CriteriaTable)
class CriteriaTableAdmin(SealedAdmin):
    group = Group.PACT
    list_display = ["name", "pact", "state", "maximum", "outcome", "adopted_at", "adopted_by"]
    list_select_related = ["pact"]
    list_filter = ["state", "outcome", "pact__bloc__season"]
    search_fields = ["name", "pact__title", "pact__bloc__name_fold"]
    inlines = [StageInline]


@admin.register(Criterion)
class CriterionAdmin(SealedAdmin):
    """The parent's table is shown by its own page; a list of names is enough here."""

    group = Group.PACT
    list_display = ["code", "name", "points", "part", "formula", "assessor", "table"]
    list_select_related = ["table"]
    list_filter = ["formula", "part", "assessor", "table__pact__bloc__season"]
    search_fields = ["code", "name", "table__name", "table__pact__bloc__name_fold"]
    inlines = [AssignmentInline]


@admin.register(TableTemplate)
class TableTemplateAdmin(RegisterAdmin):
    group = Group.PACT
    list_display = ["name", "source"]
    search_fields = ["name", "description", "source"]
