"""Users, their duties and the logbook in the admin."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from blocs.actions import duties
from blocs.admin_base import Group, RegisterAdmin, RegisterInline, SealedAdmin
from blocs.models import Duty, Event, User
from blocs.templatetags.verbs import event_lines, verb_word


class DutyInline(RegisterInline):
    model = Duty
    fk_name = "user"
    fields = ["role", "bloc", "unit", "from_on", "until_on", "note"]
    autocomplete_fields = ["bloc", "unit"]


class GivesDuties:
    """A duty given here goes through the same action as on the pages."""

    def save_part(self, request, row):
        if isinstance(row, Duty) and row._state.adding:
            duties.give_duty(row, by=request.user)
        elif isinstance(row, Duty):
            duties.change_duty(row, by=request.user)
        else:
            super().save_part(request, row)

    def delete_part(self, request, row):
        if isinstance(row, Duty):
            duties.remove_duty(row, by=request.user)
        else:
            super().delete_part(request, row)


@admin.register(User)
class UserAdmin(GivesDuties, RegisterAdmin):
    """Accounts. Passwords are given on slips and never seen; rights come from duties, never from flags."""

    group = Group.PEOPLE
    list_display = ["name", "username", "leader", "is_active", "must_change_password", "last_login"]
    list_display_links = ["name", "username"]
    list_filter = ["is_active", "duties__role"]
    list_select_related = ["leader"]
    search_fields = ["name_fold", "username"]
    autocomplete_fields = ["leader"]
    fields = ["username", "name", "leader", "is_active", "must_change_password", "last_login"]
    readonly_fields = ["last_login"]
    inlines = [DutyInline]
    ordering = ["name_sort", "username"]

    def has_add_permission(self, request, obj=None):
        """A new account is given with its one-time password on the page for accounts."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Who ever logged in or did something is closed instead, so that the logbook's names stay explained."""
        return super().has_delete_permission(request, obj) and obj is not None and duties.may_be_deleted(obj)

    def change_row(self, request, obj, revision):
        duties.change_user(obj, by=request.user, revision=revision)


@admin.register(Duty)
class DutyAdmin(RegisterAdmin):
    group = Group.PEOPLE
    list_display = ["user", "role", "bloc", "unit", "from_on", "until_on", "acting_for"]
    list_filter = ["role"]
    list_select_related = ["user", "bloc__season", "unit", "acting_for__user"]
    search_fields = ["user__name_fold", "user__username", "unit__name_fold", "bloc__name_fold"]
    autocomplete_fields = ["user", "bloc", "unit", "acting_for"]

    def add_row(self, request, obj):
        duties.give_duty(obj, by=request.user)

    def change_row(self, request, obj, revision):
        duties.change_duty(obj, by=request.user, revision=revision)

    def delete_model(self, request, obj):
        duties.remove_duty(obj, by=request.user)


@admin.register(Event)
class EventAdmin(SealedAdmin):
    group = Group.LOG
    list_display = ["number", "at", "by", "what", "object_name"]
    list_display_links = ["number", "at"]
    search_fields = ["object_name", "by", "verb"]
    fields = ["number", "at", "by", "what", "object_name", "told_details", "own_hash", "hash_before"]
    readonly_fields = ["what", "told_details", "own_hash", "hash_before"]
    show_full_result_count = False

    @admin.display(description=_("action"), ordering="verb")
    def what(self, event):
        return verb_word(event.verb)

    @admin.display(description=_("hash of this line"))
    def own_hash(self, event):
        return event.hash

    @admin.display(description=_("hash of the line before"))
    def hash_before(self, event):
        return event.previous_hash

    @admin.display(description=_("details"))
    def told_details(self, event):
        return format_html_join("", "<p>{}</p>", ((line,) for line in event_lines(event))) or "—"
