"""Forms of a ballot's preparation: its rules, who stands, who votes, who counts, and reasons."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, HouseModelForm, RevisedForm
from blocs.forms.fields import LineField, ParagraphField
from blocs.models import Bloc, Unit, User
from pacts.models import Ceremony
from reports.models import Poll, Voter

SHARES = ("quorum_part", "quorum_whole", "majority_part", "majority_whole")


class PollForm(RevisedForm):
    """Question and rules; the rules of the bloc are filled in."""

    class Meta:
        model = Poll
        fields = [
            *("question", "kind", "title", "part", "ceremony", "way", "seats", "is_secret", *SHARES),
            *("majority_is_more", "majority_base", "runoff", "shuffles_candidates"),
        ]

    def __init__(self, *args, bloc: Bloc, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.bloc = bloc
        self.fields["ceremony"].queryset = Ceremony.objects.filter(blocs=bloc)
        self.fields["ceremony"].help_text = _("The minutes of the count are written for this meeting.")
        self.fields["is_secret"].help_text = _("Otherwise the result says how each voter voted.")
        self.fields["title"].help_text = _("For an election of the head leave it empty and choose the part.")


def people_of(bloc: Bloc) -> QuerySet[User]:
    """Accounts with a duty at the bloc, at one of its units or at its organiser."""
    units = Unit.objects.filter(memberships__bloc=bloc)
    duties = Q(duties__bloc=bloc) | Q(duties__unit__in=units) | Q(duties__unit=bloc.series.organiser_id)
    return User.objects.filter(duties, is_active=True).distinct().order_by("name_sort", "pk")


class CandidateForm(HouseForm):
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    note = LineField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args, poll: Poll, **kwargs):
        super().__init__(*args, **kwargs)
        standing = poll.candidates.values("unit")
        rows = Unit.objects.filter(memberships__bloc=poll.bloc_id).exclude(pk__in=standing)
        self.fields["unit"].queryset = rows.order_by("memberships__order", "name_sort")


class VoterForm(HouseModelForm):
    class Meta:
        model = Voter
        fields = ["user", "name", "position", "unit", "stands_for", "on_paper"]

    def __init__(self, *args, poll: Poll, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.poll = poll
        self.fields["user"].queryset = people_of(poll.bloc)
        self.fields["user"].help_text = _("Without an account the voter is handed a ballot paper.")
        self.fields["unit"].queryset = Unit.objects.filter(memberships__bloc=poll.bloc_id)
        self.fields["name"].required = False

    def clean(self):
        """The name of the account, where no other is written."""
        told = super().clean() or self.cleaned_data
        if not told.get("name") and told.get("user"):
            told["name"] = str(told["user"])
        if not told.get("name"):
            self.add_error("name", _("Enter the name, or choose an account."))
        return told


class TellerForm(HouseForm):
    user = forms.ModelChoiceField(label=_("Account"), queryset=User.objects.none())
    position = LineField(label=_("Post"), required=False, max_length=200)

    def __init__(self, *args, poll: Poll, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people_of(poll.bloc).exclude(pk__in=poll.tellers.values("user"))


class ReasonForm(HouseForm):
    reason = ParagraphField(label=_("Reason"), rows=3, max_length=300)


class ReceiptForm(HouseForm):
    code = LineField(label=_("Code of the receipt"), max_length=40, check_legacy=False)
