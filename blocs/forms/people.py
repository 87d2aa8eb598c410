"""Questions about duties and leaders."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, HouseModelForm, RevisedForm
from blocs.forms.fields import DayField, LineField
from blocs.models import Bloc, Duty, Leader, Post, Rank, User


class DutyForm(HouseModelForm):
    class Meta:
        model = Duty
        fields = ["role", "bloc", "unit", "from_on", "until_on", "note"]
        help_texts = {
            "bloc": _("For a bloc secretary only."),
            "unit": _("For every role at a unit; the duty covers the units below it."),
        }

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.user = user
        self.fields["bloc"].queryset = Bloc.objects.with_names()


class EndDutyForm(HouseForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField(label=_("last day of the duty"))
    note = LineField(label=_("document or reason"), max_length=200, required=False)


class StandInForm(HouseForm):
    user = forms.ModelChoiceField(label=_("who stands in"), queryset=User.objects.none())
    from_on = DayField(label=_("from"))
    until_on = DayField(label=_("until"))
    note = LineField(label=_("document or reason"), max_length=200, required=False)

    def __init__(self, *args, duty: Duty, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True).exclude(pk=duty.user_id)


class LeaderForm(RevisedForm):
    class Meta:
        model = Leader
        fields = ["name", "is_illustrative"]


class PromoteForm(HouseForm):
    rank = forms.ModelChoiceField(label=_("rank"), queryset=Rank.objects.all())
    on = DayField(
        label=_("from"),
        required=False,
        help_text=_("Leave it empty where the day is unknown and it is the first rank."),
    )


class PostForm(HouseModelForm):
    class Meta:
        model = Post
        fields = ["kind", "name", "unit", "heads_unit", "from_on", "until_on"]

    def __init__(self, *args, leader: Leader, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.leader = leader


class EndPostForm(HouseForm):
    on = DayField(label=_("last day in the post"))
