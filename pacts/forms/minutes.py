"""The lines of the minute book: attendance, agenda, directions, contributions, photographs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, HouseModelForm, RevisedForm
from blocs.forms.fields import DayField, ParagraphField
from blocs.models import Leader, Unit
from pacts.actions.frozen import leaders_near
from pacts.forms.ceremonies import LeaderChoice
from pacts.models import AgendaItem, Attendee, Contribution, Direction, Photo


class LineForm(HouseModelForm):
    """A line of the minute book of `ceremony`; a new one comes last."""

    def __init__(self, *args, ceremony, **kwargs):
        super().__init__(*args, **kwargs)
        self.ceremony = ceremony
        self.instance.ceremony = ceremony
        if self.instance._state.adding and "order" in self.fields:
            rows = self._meta.model.objects.filter(ceremony=ceremony)
            self.initial["order"] = max((row.order for row in rows), default=0) + 1


def units_at(ceremony):
    """The member units of its blocs, in the order of the register."""
    return Unit.objects.filter(memberships__bloc__in=ceremony.blocs.all()).distinct()


class AttendeeForm(LineForm):
    """Either a leader from the register, frozen as of that day, or a person written out."""

    leader = LeaderChoice(
        Leader.objects.none(),
        label=_("Leader in the register"),
        required=False,
        help_text=_("Name, rank and posts are then taken as they were on the ceremony's day."),
    )

    class Meta:
        model = Attendee
        fields = [
            "part",
            "leader",
            "unit",
            "name",
            "rank",
            "party_post",
            "position",
            "gave_directions",
            "reason",
            "order",
        ]

    def __init__(self, *args, ceremony, **kwargs):
        super().__init__(*args, ceremony=ceremony, **kwargs)
        self.fields["leader"].queryset = leaders_near(ceremony.blocs.all())
        self.fields["unit"].queryset = units_at(ceremony)
        self.fields["name"].required = False
        self.fields["name"].help_text = _("Only for a person who is not in the register.")
        self.fields["reason"].help_text = _("Only for someone who is absent.")

    def clean(self):
        facts = super().clean()
        if not facts.get("leader") and not facts.get("name") and "name" not in self.errors:
            self.add_error("name", _("Choose a leader from the register or write the name."))
        return facts


class AgendaItemForm(LineForm):
    class Meta:
        model = AgendaItem
        fields = [
            "order",
            "title",
            "note",
            "is_adoption",
            "is_unanimous",
            "votes_for",
            "votes_against",
            "abstentions",
        ]


class DirectionForm(RevisedForm, LineForm):
    class Meta:
        model = Direction
        fields = ["order", "text", "given_by", "unit", "due_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["given_by"].queryset = self.ceremony.attendees.exclude(part=Attendee.Part.ABSENT)
        self.fields["unit"].queryset = units_at(self.ceremony)
        self.fields["unit"].empty_label = _("Every member unit")
        self.fields["unit"].help_text = _("It becomes a task of this unit until it is followed up.")
        if self.instance._state.adding:
            speaker = self.ceremony.attendees.filter(part=Attendee.Part.DIRECTING).first()
            self.initial.setdefault("given_by", speaker)


class FollowUpForm(HouseForm):
    text = ParagraphField(label=_("What was done about it"))
    on = DayField(label=_("Day"), required=False, help_text=_("Today, unless another day is given."))


class ContributionForm(LineForm):
    class Meta:
        model = Contribution
        fields = ["purpose", "amount", "measure", "unit", "order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_at(self.ceremony)
        self.fields["unit"].empty_label = _("Each unit")
        self.fields["purpose"].required = True


class PhotoForm(LineForm):
    class Meta:
        model = Photo
        fields = ["caption", "alt", "order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["alt"].help_text = _("At least 10 characters: who and what can be seen.")


class NewPhotoForm(PhotoForm):
    """`upload` is judged by the action, by what the file holds."""

    upload = forms.FileField(
        label=_("Photograph"),
        help_text=_("JPG or PNG, at most 20 MB. Place and camera details are removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    field_order = ["upload", "caption", "alt", "order"]

    class Meta(PhotoForm.Meta):
        pass
