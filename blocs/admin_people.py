"""Users, their duties and the logbook in the admin."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.actions import duties
from blocs.admin_base import Group, RegisterAdmin, RegisterInline, SealedAdmin
from blocs.admin_reason import EndForm
from blocs.models import Duty, Event, Job, Notice, User
from blocs.templatetags.verbs import event_lines, verb_word


class DutyInline(RegisterInline):
    model = Duty
    fk_name = "user"
    fields = ["role", "bloc", "unit", "from_on", "until_on", "note"]
    autocomplete_fields = ["bloc", "unit", "acting_for"]


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
    actions = ["close_chosen"]

    @admin.action(permissions=["change"], description=_("Close the chosen accounts"))
    def close_chosen(self, request, queryset):
        """They can no longer log in; what they did stays explained."""
        words = {"title": gettext("Close accounts"), "button": gettext("Close")}
        return self.with_reason(request, queryset.order_by("pk"), self._close(request), **words)

    def _close(self, request):
        return lambda user, reason: duties.close_user(user, reason=reason, by=request.user)

    def view_on_site(self, obj):
        return reverse("blocs:user_detail", args=[obj.pk])

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
    actions = ["end_chosen", "delete_selected"]
    list_display = ["user", "role", "bloc", "unit", "from_on", "until_on", "acting_for"]
    list_filter = ["role", ("until_on", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "bloc__season", "unit", "acting_for__user"]
    search_fields = ["user__name_fold", "user__username", "unit__name_fold", "bloc__name_fold"]
    autocomplete_fields = ["user", "bloc", "unit", "acting_for"]

    def add_row(self, request, obj):
        duties.give_duty(obj, by=request.user)

    def change_row(self, request, obj, revision):
        duties.change_duty(obj, by=request.user, revision=revision)

    def delete_row(self, request, obj, reason):
        duties.remove_duty(obj, by=request.user, reason=reason)

    def end_url(self, obj):
        return reverse("blocs:duty_end", args=[obj.pk])

    def view_on_site(self, obj):
        return reverse("blocs:user_detail", args=[obj.user_id])

    @admin.action(permissions=["change"], description=_("End the chosen duties"))
    def end_chosen(self, request, queryset):
        words = {"title": gettext("End duties"), "button": gettext("End"), "form_class": EndForm}
        return self.with_reason(request, queryset.order_by("pk"), self._end(request), **words)

    def _end(self, request):
        return lambda duty, on, reason: duties.end_duty(duty, on=on, note=reason, by=request.user)


@admin.register(Notice)
class NoticeAdmin(SealedAdmin):
    """That somebody was told, of what kind and when; the words are read by nobody but that person."""

    group = Group.PEOPLE
    list_display = ["user", "kind", "on", "made_at", "read_at", "mailed_at"]
    list_select_related = ["user"]
    list_filter = ["kind", ("read_at", admin.EmptyFieldListFilter), ("made_at", admin.DateFieldListFilter)]
    search_fields = ["user__name_fold", "user__username"]
    fields = ["user", "kind", "on", "made_at", "read_at", "mailed_at"]
    untold = ("title", "url", "about")

    def get_object(self, request, object_id, from_field=None):
        """Its own words name it on no page here."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.title = f"{found.user} – {found.get_kind_display()}"
        return found


@admin.register(Job)
class JobAdmin(SealedAdmin):
    group = Group.LOG
    list_display = ["name", "state", "done", "total", "made_by", "made_at", "ended_at"]
    list_select_related = ["made_by"]
    list_filter = ["state", ("made_at", admin.DateFieldListFilter)]
    search_fields = ["name", "made_by__name_fold"]
    fields = ["name", "state", "done", "total", "made_by", "made_at", "ended_at"]

    def view_on_site(self, obj):
        return reverse("blocs:job_detail", args=[obj.token])


class FloorFilter(admin.SimpleListFilter):
    """By the part of the work a line is about."""

    title, parameter_name = _("part of the work"), "phan"

    def lookups(self, request, model_admin):
        return [("blocs", _("registers")), ("pacts", _("pacts and ceremonies")), ("reports", _("figures and results"))]

    def queryset(self, request, queryset):
        return queryset.filter(verb__startswith=f"{self.value()}.") if self.value() else queryset


@admin.register(Event)
class EventAdmin(SealedAdmin):
    group = Group.LOG
    list_display = ["number", "at", "by", "what", "object_name"]
    list_display_links = ["number", "at"]
    search_fields = ["object_name", "by", "verb"]
    fields = ["number", "at", "by", "what", "object_name", "told_details", "own_hash", "hash_before"]
    readonly_fields = ["what", "told_details", "own_hash", "hash_before"]
    show_full_result_count = False
    list_filter = [FloorFilter, ("at", admin.DateFieldListFilter)]

    def view_on_site(self, obj):
        return reverse("blocs:event_list") + f"?about={obj.object_type}:{obj.object_id}"

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
