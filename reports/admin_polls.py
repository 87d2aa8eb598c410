"""Ballots in the admin: what was asked and by which rules, who stood, who has voted; the box stands nowhere here."""

from django.contrib import admin

from blocs.admin_base import Group, SealedAdmin, SealedInline
from reports.models import Candidate, Poll, Teller, Voter


class CandidateInline(SealedInline):
    model = Candidate


class TellerInline(SealedInline):
    model = Teller
    exclude = ["counted"]


@admin.register(Poll)
class PollAdmin(SealedAdmin):
    group = Group.JUDGING
    list_display = ["question", "bloc", "kind", "state", "opened_at", "closed_at"]
    list_select_related = ["bloc__season"]
    list_filter = ["state", "kind", "bloc__season"]
    search_fields = ["question", "bloc__name_fold"]
    exclude = ["terms", "outcome"]
    untold = ("terms", "outcome")
    inlines = [CandidateInline, TellerInline]


@admin.register(Voter)
class VoterAdmin(SealedAdmin):
    group = Group.JUDGING
    list_display = ["name", "poll", "unit", "is_present", "on_paper", "has_voted"]
    list_select_related = ["poll", "unit"]
    list_filter = ["is_present", "has_voted", "poll__bloc__season"]
    search_fields = ["name", "unit__name_fold", "poll__question"]
