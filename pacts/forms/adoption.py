"""What adoption asks for: a text sent round, a comment, its answer, the votes of the meeting."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from blocs.forms.fields import CountField, DayField, ParagraphField
from blocs.models import Membership
from pacts.models import AgendaItem, Comment

SETTLED = (Comment.State.ACCEPTED, Comment.State.PARTLY, Comment.State.DECLINED)


class CirculateForm(HouseForm):
    note = ParagraphField(
        label=_("What changed"), required=False, rows=3, help_text=_("For the units, in a few words; may stay empty.")
    )
    comments_until = DayField(label=_("Comments until"), required=False, help_text=_("The last day, day/month/year."))


class CommentForm(HouseForm):
    """`membership` is asked only of whoever speaks for several member units; `proposed` only where words can change."""

    membership = forms.ModelChoiceField(Membership.objects.none(), label=_("Unit"), empty_label=None)
    text = ParagraphField(label=_("Comment"), rows=4)
    proposed = ParagraphField(
        label=_("Proposed wording"),
        required=False,
        rows=4,
        help_text=_("Change the words as they should read; left as it is, nothing is proposed."),
    )

    def __init__(self, *args, memberships, clause, **kwargs):
        super().__init__(*args, **kwargs)
        self.clause = clause
        field = self.fields["membership"]
        field.queryset = Membership.objects.filter(pk__in=[row.pk for row in memberships]).select_related("unit")
        field.label_from_instance = lambda row: str(row.unit)
        field.initial = memberships[0].pk if memberships else None
        if len(memberships) == 1:
            field.widget = forms.HiddenInput()
        if clause is None or not clause.can_be_reworded:
            del self.fields["proposed"]
        else:
            self.fields["proposed"].initial = clause.words

    def clean_proposed(self):
        """The words as they stand propose nothing."""
        proposed = self.cleaned_data["proposed"]
        return "" if proposed.split() == self.clause.words.split() else proposed


class AnswerForm(HouseForm):
    state = forms.ChoiceField(label=_("What becomes of it"), choices=(), widget=forms.RadioSelect)
    answer = ParagraphField(
        label=_("Answer to the unit"), required=False, rows=3, help_text=_("Needed where it is not taken over whole.")
    )
    apply = forms.BooleanField(
        label=_("Put the proposed wording into the draft"), required=False, help_text=_("Only where it is accepted.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, comment, may_apply, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(state.value, capfirst(state.label)) for state in SETTLED]
        self.fields["revision"].initial = comment.revision
        if not may_apply:
            del self.fields["apply"]


class VoteForm(HouseForm):
    """The votes of the member units; `digest` is that of the text shown, `item` the point of the programme."""

    votes_for = CountField(label=_("For"))
    votes_against = CountField(label=_("Against"), initial=0)
    abstentions = CountField(label=_("Abstaining"), initial=0)
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=_("Agenda item"),
        required=False,
        help_text=_("The votes are then written into the programme and the minutes."),
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, members, digest, ceremony=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["votes_for"].initial = members
        self.fields["digest"].initial = digest
        if ceremony is None:
            del self.fields["item"]
        else:
            self.fields["item"].queryset = ceremony.agenda.filter(is_adoption=True)
            self.fields["item"].initial = item_of_the_text(ceremony)


def item_of_the_text(ceremony) -> AgendaItem | None:
    """The point at which the pact is adopted: at a joint meeting other things are put to the vote before it."""
    items = list(ceremony.agenda.filter(is_adoption=True))
    about_it = [item for item in items if "giao ước" in item.title.lower()]
    return next(iter(about_it or items), None)
