"""The registers of this floor. What has a story (renaming, handing over, renewing) has its own pages beside."""

import re

from django.contrib import admin
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from blocs import admin_people  # noqa: F401  (registers users, duties and the logbook)
from blocs.actions import blocs as bloc_actions
from blocs.actions import leaders, seasons, units
from blocs.admin_base import Group, RegisterAdmin, RegisterForm, RegisterInline, SealedInline
from blocs.admin_joining import has_begun, join_page
from blocs.forms.setup import judged_emblem
from blocs.models import (
    Bloc,
    Body,
    FormerAddress,
    Headship,
    Leader,
    Level,
    Membership,
    Movement,
    Phase,
    Post,
    Rank,
    RankHeld,
    Remark,
    Season,
    Series,
    Succession,
    Title,
    TitleClash,
    TitleNeed,
    Unit,
    UnitPast,
)

# --- registers -----------------------------------------------------------------------------


@admin.register(Level)
class LevelAdmin(RegisterAdmin):
    list_display = ["name", "order"]
    list_filter = [("units", admin.EmptyFieldListFilter)]
    search_fields = ["name"]


@admin.register(Movement)
class MovementAdmin(RegisterAdmin):
    list_display = ["name"]
    search_fields = ["name"]


class TitleNeedInline(RegisterInline):
    model = TitleNeed
    fk_name = "title"


class TitleClashInline(RegisterInline):
    model = TitleClash
    fk_name = "title"


@admin.register(Title)
class TitleAdmin(RegisterAdmin):
    list_display = ["name", "kind", "authority", "order", "legal_basis", "verified_on"]
    list_filter = ["kind", "needs_registration", ("verified_on", admin.EmptyFieldListFilter)]
    search_fields = ["name", "slug"]
    inlines = [TitleNeedInline, TitleClashInline]


@admin.register(Rank)
class RankAdmin(RegisterAdmin):
    list_display = ["name", "precedence"]
    search_fields = ["name", "slug"]


class UnitPastInline(RegisterInline):
    model = UnitPast
    fk_name = "unit"
    autocomplete_fields = ["parent"]


class SuccessionInline(RegisterInline):
    model = Succession
    fk_name = "before"
    autocomplete_fields = ["after"]


@admin.register(Unit)
class UnitAdmin(RegisterAdmin):
    list_display = ["name", "code", "level", "parent", "from_on", "until_on"]
    list_filter = ["level", ("until_on", admin.EmptyFieldListFilter), "is_illustrative"]
    list_select_related = ["level", "parent"]
    search_fields = ["name_fold", "short_name", "code", "slug"]
    autocomplete_fields = ["parent"]
    inlines = [UnitPastInline, SuccessionInline]

    def add_row(self, request, obj):
        units.add_unit(obj, by=request.user)

    def change_row(self, request, obj, revision):
        units.correct_unit(obj, by=request.user, revision=revision)

    def end_url(self, obj):
        return reverse("blocs:unit_end", args=[obj.pk]) if obj.until_on is None else ""

    def ways(self, obj):
        """Renaming and moving keep the old form; a correction here does not."""
        steps = [("blocs:unit_rename", _("Rename")), ("blocs:unit_move", _("Move"))]
        return [(reverse(name, args=[obj.pk]), str(label)) for name, label in steps] + super().ways(obj)


class RankHeldInline(RegisterInline):
    model = RankHeld


class PostInline(RegisterInline):
    model = Post
    autocomplete_fields = ["unit"]


@admin.register(Leader)
class LeaderAdmin(RegisterAdmin):
    list_display = ["name", "slug", "is_illustrative"]
    list_filter = ["is_illustrative"]
    search_fields = ["name_fold", "slug"]
    inlines = [RankHeldInline, PostInline]

    def add_row(self, request, obj):
        leaders.add_leader(obj, by=request.user)


class BodyForm(RegisterForm):
    def clean_emblem(self):
        return judged_emblem(self.cleaned_data["emblem"])


@admin.register(Body)
class BodyAdmin(RegisterAdmin):
    form = BodyForm
    list_display = ["name", "parent_name", "place_name"]
    search_fields = ["name"]
    autocomplete_fields = ["unit"]

    def has_add_permission(self, request, obj=None):
        """One body runs the site."""
        return super().has_add_permission(request) and not Body.objects.exists()


# --- the emulation year --------------------------------------------------------------------


class SeasonForm(RegisterForm):
    def address(self):
        """2017 for a year, 2025-2026 for a school year, otherwise from the name."""
        years = "-".join(re.findall(r"\b(?:19|20)\d\d\b", self.cleaned_data.get("name", "")))
        return self.instance.slug or years or super().address()


class PhaseInline(RegisterInline):
    model = Phase


@admin.register(Season)
class SeasonAdmin(RegisterAdmin):
    group = Group.SEASON
    form = SeasonForm
    list_display = ["name", "slug", "kind", "starts_on", "ends_on"]
    list_filter = ["kind"]
    search_fields = ["name", "slug"]
    inlines = [PhaseInline]

    def get_inlines(self, request, obj):
        """A new season gets its usual phases by itself; they are changed afterwards."""
        return self.inlines if obj else []

    def add_row(self, request, obj):
        seasons.add_season(obj, by=request.user)


class FormerAddressInline(SealedInline):
    model = FormerAddress


@admin.register(Series)
class SeriesAdmin(RegisterAdmin):
    group = Group.SEASON
    list_display = ["name", "organiser", "slug"]
    list_select_related = ["organiser"]
    list_filter = [("organiser", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name_fold", "slug", "organiser__name_fold"]
    autocomplete_fields = ["organiser"]
    inlines = [FormerAddressInline]

    def add_row(self, request, obj):
        bloc_actions.add_series(obj, by=request.user)

    def change_row(self, request, obj, revision):
        bloc_actions.change_series(obj, by=request.user, revision=revision)


class MembershipInline(RegisterInline):
    """Once the season has begun a unit joins on a page of its own, which asks from which day and shows what follows."""

    model = Membership
    autocomplete_fields = ["unit"]

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and (obj is None or not has_begun(obj))


class HeadshipInline(SealedInline):
    """Headships go from unit to unit on the bloc's own page, where an overlap is refused."""

    model = Headship


class RemarkInline(RegisterInline):
    model = Remark


@admin.register(Bloc)
class BlocAdmin(RegisterAdmin):
    group = Group.SEASON
    list_display = ["name", "code", "season", "organiser", "release"]
    list_filter = ["season", "release", "is_illustrative"]
    list_select_related = ["season", "series__organiser"]
    search_fields = ["name_fold", "code", "series__organiser__name_fold"]
    autocomplete_fields = ["series", "season", "previous"]
    readonly_fields = ["release", "released_at", "withdrawn_reason"]
    inlines = [MembershipInline, HeadshipInline, RemarkInline]

    def get_urls(self):
        join = path("<int:pk>/them-don-vi/", self.admin_site.admin_view(self.join_view), name="blocs_bloc_join")
        return [join, *super().get_urls()]

    def join_view(self, request, pk):
        return join_page(self, request, pk)

    def ways(self, obj):
        return [(reverse("admin:blocs_bloc_join", args=[obj.pk]), str(_("Add a unit"))), *super().ways(obj)]

    @admin.display(description=_("organiser"), ordering="series__organiser__name_sort")
    def organiser(self, bloc):
        return bloc.series.organiser

    def add_row(self, request, obj):
        bloc_actions.form_bloc(obj, by=request.user)

    def change_row(self, request, obj, revision):
        bloc_actions.change_bloc(obj, by=request.user, revision=revision)

    def save_part(self, request, row):
        if isinstance(row, Membership) and row._state.adding:
            bloc_actions.admit(row, by=request.user)
        elif isinstance(row, Membership):
            bloc_actions.change_membership(row, by=request.user)
        else:
            super().save_part(request, row)

    def delete_part(self, request, row):
        if isinstance(row, Membership):
            bloc_actions.remove_membership(row, by=request.user)
        else:
            super().delete_part(request, row)
