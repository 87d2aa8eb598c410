"""Ceremonies and signatures in the admin: looked at, changed nowhere; their pages hold the doors."""

from django.contrib import admin

from blocs.admin_base import Group, SealedAdmin, SealedInline
from pacts.models import AgendaItem, Attendee, Ceremony, Contribution, Direction, Photo, Signature


class AttendeeInline(SealedInline):
    model = Attendee


class AgendaInline(SealedInline):
    model = AgendaItem


class DirectionInline(SealedInline):
    model = Direction


class ContributionInline(SealedInline):
    model = Contribution


class PhotoInline(SealedInline):
    """Words only: the files are handed out by the ceremony's own page."""

    model = Photo
    fields = ["order", "caption", "alt"]


@admin.register(Ceremony)
class CeremonyAdmin(SealedAdmin):
    group = Group.CEREMONY
    list_display = ["title", "kind", "on", "state", "release"]
    list_filter = ["kind", "state", "release"]
    search_fields = ["title", "slug", "place_name"]
    inlines = [AttendeeInline, AgendaInline, DirectionInline, ContributionInline, PhotoInline]


@admin.register(Signature)
class SignatureAdmin(SealedAdmin):
    group = Group.CEREMONY
    list_display = ["unit_name", "name", "rank", "outcome", "part", "how", "signed_at", "is_late", "struck_at", "pact"]
    list_select_related = ["pact"]
    list_filter = ["outcome", "part", "how", "is_late"]
    search_fields = ["unit_name", "name", "unit__name_fold", "pact__title"]
