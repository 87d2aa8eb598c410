"""The manners of the register admin: rights by duty, search without accents, changes only by the logged actions."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from blocs.actions import base as actions
from blocs.actions.slugs import free_slug
from blocs.admin_help import help_for
from blocs.admin_reason import AsksReason
from blocs.admin_search import found_in
from blocs.forms.fields import CountField, DayField, LineField, NumberField, ParagraphField
from blocs.logic.lifecycle import Refused
from blocs.logic.text import clean
from blocs.models import Event, Stale
from blocs.models import fields as kept
from blocs.pages import number_or_404

OWNERS = ("sheet", "reporting", "result", "table", "pact", "ceremony", "unit", "bloc", "leader")


class Group:
    """The headings of the admin's front page, in their order."""

    REGISTERS = _("Registers")
    SEASON = _("Emulation year")
    PACT = _("Emulation pact")
    RESULT = _("Results")
    CEREMONY = _("Signing ceremonies")
    JUDGING = _("Assessment and honours")
    PAPERS = _("Papers and summaries")
    PEOPLE = _("Users")
    LOG = _("Logbook")
    ORDER = [REGISTERS, SEASON, PACT, RESULT, CEREMONY, JUDGING, PAPERS, PEOPLE, LOG]


FORM_FIELDS = {
    models.DateField: {"form_class": DayField, "widget": AdminDateWidget},
    models.DateTimeField: {"widget": AdminTextInputWidget},
    models.DecimalField: {"form_class": NumberField},
    models.IntegerField: {"form_class": CountField},
    kept.LineField: {"form_class": LineField, "widget": AdminTextInputWidget},
    kept.ProseField: {"form_class": ParagraphField, "widget": AdminTextareaWidget(attrs={"rows": 4})},
}


class RegisterForm(forms.ModelForm):
    """Carries the revision the page was opened with; a save over another's is refused with both values."""

    opened = forms.IntegerField(widget=forms.HiddenInput, required=False, label=_("revision"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "opened" in self.fields:
            self.initial["opened"] = getattr(self.instance, "revision", None)
        self.stored = {name: getattr(self.instance, name, None) for name in self.fields}
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def address(self) -> str:
        """What the address is made of where it is left empty."""
        return self.instance.slug or free_slug(self._meta.model, self.cleaned_data.get("name", ""))

    def clean(self):
        cleaned = super().clean()
        if "slug" in self.fields and not self.cleaned_data.get("slug"):
            self.cleaned_data["slug"] = self.address()
        opened = self.cleaned_data.get("opened")
        if opened is not None and opened != getattr(self.instance, "revision", None):
            self.show_both_values()
        return cleaned

    def show_both_values(self):
        """Beside each field that differs stands what was saved meanwhile; saving once more is then a choice."""
        self.add_error(None, Stale(self.instance).sentences[0])
        for name in self.changed_data:
            if name != "opened" and name in self.cleaned_data and self.cleaned_data[name] != self.stored.get(name):
                words = {"value": self.fields[name].prepare_value(self.stored.get(name)) or "—"}
                self.add_error(name, gettext("The value saved meanwhile is “%(value)s”.") % words)
        self.data = self.data.copy()
        self.data[self.add_prefix("opened")] = self.instance.revision


class ByDuty:
    """Rights in the admin follow the duty of an administrator, never Django's permission rows."""

    def has_module_permission(self, request):
        return request.user.is_authenticated and request.user.is_admin

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_module_permission(request)


def page_of(thing) -> str | None:
    """The page of this row, or of the nearest thing it belongs to that has one."""
    for one in (thing, *(getattr(thing, name, None) for name in OWNERS)):
        if hasattr(one, "get_absolute_url"):
            return one.get_absolute_url()
    return None


class ReadOnly:
    """Seen, never touched."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class Helped:
    """Every box says below it what belongs there; nothing is deleted from a small window over another page."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and not field.help_text:
            field.help_text = help_for(db_field)
        if hasattr(getattr(field, "widget", None), "can_delete_related"):
            field.widget.can_delete_related = False
        return field


class RegisterInline(Helped, ByDuty, admin.TabularInline):
    """Parts of a row on its page. A date or number reads as on the other pages."""

    extra = 0
    formfield_overrides = FORM_FIELDS
    show_change_link = False


class SealedInline(ReadOnly, RegisterInline):
    can_delete = False


def _without_opened(fields):
    return [field for field in fields if field != "opened"]


class RegisterAdmin(Helped, AsksReason, ByDuty, SimpleHistoryAdmin):
    """A register. `search_fields` are searched with and without accents; name the folded column where there is one."""

    group = Group.REGISTERS
    form = RegisterForm
    list_per_page = 50
    history_list_per_page = 50
    formfield_overrides = FORM_FIELDS
    object_history_list_template = "admin/history_list.html"
    empty_value_display = "—"
    untold: tuple[str, ...] = ()  # fields no page here shows, nor finds rows by

    # --- finding ---

    def lookup_allowed(self, lookup, value, request=None):
        """An address may filter, but try no patterns of its own and guess at nothing that is shown to nobody."""
        barred = {"regex", "iregex", "password", *self.untold}
        is_odd = barred & set(lookup.split("__")) or any("\x00" in str(part) for part in value)
        return not is_odd and super().lookup_allowed(lookup, value, request)

    def get_search_results(self, request, queryset, search_term):
        """Every word typed must occur in one of the fields, as typed or without its accents."""
        return found_in(queryset, self.get_search_fields(request), clean(search_term).split()), False

    def get_fieldsets(self, request, obj=None):
        """The hidden revision goes with whatever the page asks for; a page to look at has none."""
        fieldsets = super().get_fieldsets(request, obj)
        kept_fields = [(name, {**options, "fields": _without_opened(options["fields"])}) for name, options in fieldsets]
        if self.has_change_permission(request, obj):
            kept_fields[0][1]["fields"].append("opened")
        return kept_fields

    # --- writing: the same actions as the pages, so every change is a line of the logbook ---

    def verb(self, word: str, model=None) -> str:
        meta = (model or self.model)._meta
        return f"{meta.app_label}.{word}_{meta.model_name}"

    def save_model(self, request, obj, form, change):
        """What the form could not see is a refusal in sentences, not a fault."""
        try:
            if change:
                self.change_row(request, obj, form.cleaned_data.get("opened"))
            else:
                self.add_row(request, obj)
        except ValidationError as error:
            raise Refused(*error.messages) from error

    def add_row(self, request, obj):
        actions.save_new(obj, self.verb("add"), by=request.user)

    def change_row(self, request, obj, revision):
        actions.change(obj, self.verb("change"), by=request.user, revision=revision)

    def save_formset(self, request, form, formset, change):
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            self.delete_part(request, row)
        for row in rows:
            self.save_part(request, row)
        formset.save_m2m()

    def delete_part(self, request, row):
        """One row of an inline that was ticked for deletion."""
        actions.remove(row, self.verb("delete", type(row)), by=request.user)

    def save_part(self, request, row):
        """One row of an inline."""
        if row._state.adding:
            actions.save_new(row, self.verb("add", type(row)), by=request.user)
        else:
            actions.change(row, self.verb("change", type(row)), by=request.user)

    def delete_row(self, request, obj, reason: str):
        """One row, with the reason somebody gave for it."""
        actions.remove(obj, self.verb("delete"), by=request.user, reason=reason)

    def address(self, page: str, *args) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    # --- ways on from a row ---

    def view_on_site(self, obj):
        """Where the row is worked with or read; nothing for rows that have no page."""
        return page_of(obj)

    def end_url(self, obj) -> str:
        """Where this row's use ends on a day instead of being deleted; nothing for what has no last day."""
        return ""

    def ways(self, obj) -> list[tuple[str, str]]:
        """(address, label) of what can be done with this row on a page of its own."""
        return [(url, gettext("End its use")) for url in [self.end_url(obj)] if url]

    # --- history: shown, never put back ---

    def history_view(self, request, object_id, extra_context=None):
        """What the fields held before where that is kept, otherwise the lines of the logbook about this row."""
        number_or_404(unquote(object_id))
        if hasattr(self.model._meta, "simple_history_manager_attribute"):
            return super().history_view(request, object_id, extra_context)
        thing = self.get_object(request, unquote(object_id))
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("View history: %s") % thing,
            "events": Event.objects.about(thing)[:200],
            "object": thing,
            "opts": self.opts,
            "module_name": str(self.opts.verbose_name_plural).capitalize(),
        }
        return TemplateResponse(request, "admin/logbook_history.html", context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        if request.method != "GET":
            raise PermissionDenied
        if not hasattr(self.model._meta, "simple_history_manager_attribute"):
            raise Http404
        for key in (unquote(object_id), version_id):
            number_or_404(key)
        return super().history_form_view(request, object_id, version_id, extra_context)


class SealedAdmin(ReadOnly, RegisterAdmin):
    """Read-only: what is sealed, published or written in the logbook is looked at here and changed nowhere."""

    actions = None

    def ways(self, obj):
        return []
