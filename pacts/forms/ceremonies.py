"""What a ceremony is asked for: its plan, its postponement, its minutes."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, RevisedForm
from blocs.forms.fields import DayField, ParagraphField
from blocs.logic.wording import address_short
from blocs.models import Bloc, Headship, Leader
from pacts.access import blocs_run_by
from pacts.actions.frozen import heads_of, leaders_near
from pacts.logic.agenda import signing_title
from pacts.models import Ceremony, Pact


class LeaderChoice(forms.ModelChoiceField):
    """A leader by rank and name of today, with the post, because one name may be borne by two persons."""

    def label_from_instance(self, leader):
        rank = leader.rank_on(None)
        post = next((post.name for post in leader.posts_on(None, "office")), "")
        return " – ".join(filter(None, [address_short(rank.name if rank else "", leader.name), post]))


class CeremonyForm(RevisedForm):
    """The heading of a ceremony. Blocs and pacts are handed to the action beside the row (`beside`)."""

    blocs = forms.ModelMultipleChoiceField(Bloc.objects.none(), label=_("Blocs that meet"), required=False)
    pacts = forms.ModelMultipleChoiceField(
        Pact.objects.none(),
        label=_("Pacts on the table"),
        required=False,
        help_text=_("The blocs of these pacts take part without being chosen above."),
    )

    class Meta:
        model = Ceremony
        fields = [
            "kind",
            "title",
            "precision",
            "on",
            "until",
            "starts_at",
            "part_of_day",
            "place_name",
            "secretary_name",
            "source",
        ]

    field_order = ["kind", "title", "pacts", "blocs", "president", "precision", "on", "until"]

    def __init__(self, *args, user, pact=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.pact = pact
        blocs = blocs_run_by(user)
        self.fields["blocs"].queryset = blocs.with_names()
        self.fields["pacts"].queryset = Pact.objects.filter(bloc__in=blocs).select_related("bloc")
        self.fields["until"].help_text = _("Only for a ceremony of several days.")
        self.fields["source"].help_text = _("Only where the ceremony is known from a publication.")
        self._fill_in()

    def _fill_in(self):
        if self.instance.pk:
            self.initial |= {"blocs": list(self.instance.blocs.all()), "pacts": list(self.instance.pacts.all())}

    @property
    def beside(self) -> dict:
        return {"blocs": self.cleaned_data["blocs"], "pacts": self.cleaned_data["pacts"]}


class PlanForm(CeremonyForm):
    """A new ceremony, filled in so that for the usual signing one press is enough."""

    president = LeaderChoice(
        Leader.objects.none(),
        label=_("Who presides"),
        required=False,
        help_text=_("Recorded with rank and post as of the ceremony's day."),
    )

    class Meta(CeremonyForm.Meta):
        pass

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["president"].queryset = leaders_near(blocs_run_by(user))

    def _fill_in(self):
        self.initial.setdefault("on", timezone.localdate())
        if self.pact is not None:
            self.initial |= self._of_pact(self.pact)

    def _of_pact(self, pact) -> dict:
        head = (
            Headship.objects.on(pact.day).filter(bloc=pact.bloc, part=Headship.Part.HEAD).select_related("unit").first()
        )
        leaders = heads_of([head.unit], pact.day) if head else {}
        return {
            "kind": Ceremony.Kind.SIGNING,
            "title": signing_title(pact.title),
            "blocs": [pact.bloc],
            "pacts": [pact],
            "president": leaders.get(head.unit_id) if head else None,
        }

    @property
    def beside(self) -> dict:
        return {**super().beside, "president": self.cleaned_data["president"]}


class MinutesForm(RevisedForm):
    class Meta:
        model = Ceremony
        fields = ["secretary_name", "words"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs["rows"] = 12


class ReasonForm(HouseForm):
    """Why: for cancelling, reopening and striking."""

    reason = ParagraphField(label=_("Reason"), rows=3)


class PostponeForm(HouseForm):
    on = DayField(label=_("New day"))
    reason = ParagraphField(label=_("Reason"), rows=3)
