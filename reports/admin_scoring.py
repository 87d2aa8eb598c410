"""Scoring in the admin: where each sheet stands, never a mark; marks are read on the pages, stage by stage."""

from django.contrib import admin

from blocs.admin_base import Group, SealedAdmin, SealedInline
from reports.models import Appeal, Draw, KnockOut, Passage, Placing, Result, Return, Sheet, StageExtension


class PassageInline(SealedInline):
    model = Passage


class ReturnInline(SealedInline):
    model = Return
    exclude = ["criteria"]


@admin.register(Sheet)
class SheetAdmin(SealedAdmin):
    group = Group.JUDGING
    list_display = ["unit", "bloc", "state", "stage", "checker", "opened_at", "closed_at"]
    list_select_related = ["unit", "bloc__season", "stage", "checker"]
    list_filter = ["state", "stage__kind", "bloc__season"]
    search_fields = ["unit__name_fold", "bloc__name_fold"]
    inlines = [PassageInline, ReturnInline]


@admin.register(Draw)
class DrawAdmin(SealedAdmin):
    group = Group.JUDGING
    list_display = ["table", "method", "drawn_at", "drawn_by"]
    list_select_related = ["table__pact__bloc__season"]
    list_filter = ["method", "table__pact__bloc__season"]
    search_fields = ["table__name", "drawn_by", "seed"]


@admin.register(StageExtension)
class StageExtensionAdmin(SealedAdmin):
    group = Group.JUDGING
    list_display = ["stage", "unit", "due_on", "reason", "made_by", "made_at"]
    list_select_related = ["stage__table", "unit"]
    list_filter = ["stage__kind"]
    search_fields = ["stage__name", "unit__name_fold", "reason"]


@admin.register(Appeal)
class AppealAdmin(SealedAdmin):
    group = Group.JUDGING
    list_display = ["sheet", "criterion", "state", "filed_at", "filed_by", "answered_at"]
    list_select_related = ["sheet__unit", "sheet__bloc__season", "criterion"]
    list_filter = ["state", "sheet__bloc__season"]
    search_fields = ["sheet__unit__name_fold", "criterion__name", "filed_by"]


@admin.register(KnockOut)
class KnockOutAdmin(SealedAdmin):
    group = Group.JUDGING
    list_display = ["sheet", "effect", "state", "legal_basis", "proposed_by", "proposed_at", "settled_by"]
    list_select_related = ["sheet__unit", "sheet__bloc__season"]
    list_filter = ["state", "effect", "sheet__bloc__season"]
    search_fields = ["sheet__unit__name_fold", "legal_basis", "document", "ground"]


class PlacingInline(SealedInline):
    model = Placing
    fields = ["order", "unit_name", "rank", "class_name", "achieved", "assigned", "percent"]


@admin.register(Result)
class ResultAdmin(SealedAdmin):
    """The lines of one that is still prepared are read on its page by those who may."""

    group = Group.RESULT
    list_display = ["bloc", "number", "state", "mode", "prepared_at", "published_at", "released_by_name"]
    list_select_related = ["bloc__season"]
    list_filter = ["state", "mode", "bloc__season"]
    search_fields = ["bloc__name_fold", "digest"]
    inlines = [PlacingInline]

    def get_inlines(self, request, obj):
        return self.inlines if obj is not None and obj.is_public else []
