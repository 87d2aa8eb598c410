"""Words between people at work, in the admin: looked at, changed nowhere. A wall screen's key is shown to nobody."""

from django.contrib import admin

from blocs.admin_base import Group, SealedAdmin
from reports.models import Directive, Omission, Reminder, RowNote, WallScreen


@admin.register(Directive)
class DirectiveAdmin(SealedAdmin):
    group = Group.RESULT
    list_display = ["text", "unit", "bloc", "due_on", "state", "given_name", "given_at"]
    list_select_related = ["unit", "bloc__season"]
    list_filter = ["state", "bloc__season"]
    search_fields = ["text", "unit__name_fold", "bloc__name_fold", "given_name"]


class OfRowAdmin(SealedAdmin):
    group = Group.RESULT
    list_select_related = ["reporting__bloc__season", "reporting__phase", "unit", "pledge"]
    list_filter = ["reporting__phase__kind", "reporting__bloc__season"]


@admin.register(RowNote)
class RowNoteAdmin(OfRowAdmin):
    list_display = ["text", "pledge", "unit", "reporting", "made_name", "made_at"]
    search_fields = ["text", "unit__name_fold", "pledge__name", "made_name"]


@admin.register(Omission)
class OmissionAdmin(OfRowAdmin):
    list_display = ["reason", "pledge", "unit", "reporting", "made_name", "made_at"]
    search_fields = ["reason", "unit__name_fold", "pledge__name", "made_name"]


@admin.register(Reminder)
class ReminderAdmin(SealedAdmin):
    group = Group.RESULT
    list_display = ["unit", "reporting", "on", "made_by", "made_at"]
    list_display_links = ["unit", "reporting"]
    list_select_related = ["unit", "reporting__bloc__season", "reporting__phase"]
    list_filter = ["reporting__bloc__season"]
    search_fields = ["unit__name_fold", "reporting__bloc__name_fold", "made_by"]


@admin.register(WallScreen)
class WallScreenAdmin(SealedAdmin):
    group = Group.RESULT
    list_display = ["place_name", "bloc", "until_on", "made_by", "made_at", "shut_at"]
    list_select_related = ["bloc__season", "made_by"]
    list_filter = ["bloc__season"]
    search_fields = ["place_name", "bloc__name_fold"]
    exclude = ["token"]
    untold = ("token",)
