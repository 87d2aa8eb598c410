"""Letterheads as a register; papers and Word masters are looked at here, their pages hold the doors."""

from django.contrib import admin

from blocs import admin_help
from blocs.admin_base import Group, RegisterAdmin, SealedAdmin
from reports.logic.letterhead_help import HELP
from reports.models import Document, Letterhead, Master

admin_help.OF_ONE |= HELP


@admin.register(Letterhead)
class LetterheadAdmin(RegisterAdmin):
    group = Group.PAPERS
    list_display = ["__str__", "series", "unit", "symbol", "place_name", "rank_before_name", "archive"]
    list_select_related = ["series", "unit"]
    list_filter = ["rank_before_name"]
    search_fields = ["name", "parent_name", "symbol", "series__name_fold", "unit__name_fold"]
    autocomplete_fields = ["series", "unit"]


@admin.register(Document)
class DocumentAdmin(SealedAdmin):
    group = Group.PAPERS
    list_display = ["abstract", "kind", "bloc", "unit", "state", "symbol_line", "dated_on"]
    list_select_related = ["bloc__season", "unit"]
    list_filter = ["state", "kind", "bloc__season"]
    search_fields = ["search_fold", "bloc__name_fold", "unit__name_fold"]
    exclude = ["content", "search_fold"]
    untold = ("content", "words")


@admin.register(Master)
class MasterAdmin(SealedAdmin):
    group = Group.PAPERS
    list_display = ["name", "letterhead", "kind", "state", "made_name", "made_at"]
    list_select_related = ["letterhead__series", "letterhead__unit"]
    list_filter = ["state", "kind"]
    search_fields = ["name", "made_name"]
    untold = ("content", "preview")
