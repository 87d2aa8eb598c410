"""Pacts in the admin: looked at, changed nowhere; the bloc's regulation and the templates are kept here."""

from django.contrib import admin

from blocs.admin_base import Group, RegisterAdmin, SealedAdmin, SealedInline
from pacts.actions.pacts import edit_regulation
from pacts.models import Erratum, Pact, PactTemplate, Pledge, PledgeGroup, Registration, Regulation, Section, Solution


class SectionInline(SealedInline):
    model = Section


class GroupInline(SealedInline):
    model = PledgeGroup


class PledgeInline(SealedInline):
    model = Pledge
    fields = ["section", "order", "name", "kind", "target", "target_max", "measure", "baseline_label", "baseline"]


class SolutionInline(SealedInline):
    model = Solution


class RegistrationInline(SealedInline):
    model = Registration


class ErratumInline(SealedInline):
    model = Erratum


@admin.register(Pact)
class PactAdmin(SealedAdmin):
    group = Group.PACT
    list_display = ["title", "bloc", "version", "state", "opened_at", "sealed_at"]
    list_select_related = ["bloc__season"]
    list_filter = ["state", "bloc__season"]
    search_fields = ["title", "slogan", "bloc__name_fold", "digest"]
    inlines = [SectionInline, GroupInline, PledgeInline, SolutionInline, RegistrationInline, ErratumInline]


@admin.register(Pledge)
class PledgeAdmin(SealedAdmin):
    group = Group.PACT
    list_display = ["name", "kind", "target", "target_max", "measure", "pact"]
    list_select_related = ["pact"]
    list_filter = ["kind", "pact__state", "pact__bloc__season"]
    search_fields = ["name", "pact__title", "pact__bloc__name_fold"]


@admin.register(Regulation)
class RegulationAdmin(RegisterAdmin):
    """Its switches belong to the sealed text, so they pass the same action as on the pages and are never deleted."""

    group = Group.PACT
    list_display = ["bloc", "number", "adopted_on", "absent_unit_hinders_seal", "adoption_before_seal"]
    list_select_related = ["bloc__season"]
    search_fields = ["number", "bloc__name_fold"]
    autocomplete_fields = ["bloc"]

    def save_model(self, request, obj, form, change):
        edit_regulation(obj, by=request.user, revision=form.cleaned_data.get("opened"))

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(PactTemplate)
class PactTemplateAdmin(RegisterAdmin):
    group = Group.PACT
    list_display = ["name", "description"]
    search_fields = ["name", "description"]
