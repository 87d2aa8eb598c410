"""Forms of turning the year: heads for the next season, things handed over, the signatures of both sides."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import HouseForm, HouseModelForm
from blocs.forms.fields import LineField, ParagraphField
from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Headship, Unit
from pacts.forms.signing import secret_field
from reports.logic.handover_states import REASON_LEAST
from reports.models import HandoverItem, Poll

CHOSEN = [one for one in Headship.Chosen.choices if one[0] != Headship.Chosen.UNKNOWN]


class HeadsForm(HouseForm):
    """Who comes next, and how chosen; a correction says why."""

    head = forms.ModelChoiceField(label=gettext_lazy("head for the next season"), queryset=Unit.objects.none())
    deputy = forms.ModelChoiceField(
        label=gettext_lazy("deputy head for the next season"), queryset=Unit.objects.none(), required=False
    )
    chosen = forms.ChoiceField(label=gettext_lazy("how chosen"), choices=CHOSEN)
    poll = forms.ModelChoiceField(
        label=gettext_lazy("ballot that elected the head"),
        queryset=Poll.objects.none(),
        required=False,
        help_text=gettext_lazy("Only for an election."),
    )
    decision_number = LineField(
        label=gettext_lazy("decision number"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Only where the superior assigned."),
    )

    def __init__(self, *args, bloc: Bloc, is_correction: bool, **kwargs):
        super().__init__(*args, **kwargs)
        members = Unit.objects.filter(memberships__in=bloc.memberships.on(bloc.day)).order_by("memberships__order")
        self.fields["head"].queryset = self.fields["deputy"].queryset = members.distinct()
        polls = bloc.polls.filter(kind=Poll.Kind.HEAD, state=Poll.State.CLOSED)
        self.fields["poll"].queryset = polls
        if is_correction:
            words = {"label": _("Reason of the correction"), "min_length": REASON_LEAST, "rows": 2}
            self.fields["reason"] = ParagraphField(**words)


class HandoverItemForm(HouseModelForm):
    class Meta:
        model = HandoverItem
        fields = ["kind", "text", "amount", "measure", "note"]

    def __init__(self, *args, handover, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.handover = handover


class ProofForm(HouseForm):
    """The password, or the code of who has codes; asked last, so that a slip elsewhere spends no code."""

    password = secret_field(gettext_lazy("Password"))

    def __init__(self, *args, prove, has_codes: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.prove, self.proof = prove, None
        if has_codes:
            self.fields["password"] = secret_field(_("One-time code"), is_code=True)

    def clean(self):
        facts = super().clean()
        if not self.errors:
            try:
                self.proof = self.prove(facts.pop("password"))
            except Refused as refusal:
                self.add_error("password", " ".join(refusal.sentences))
        return facts


class ReceiveForm(ProofForm):
    reservation = ParagraphField(
        label=gettext_lazy("What the receiving side notes"),
        required=False,
        rows=3,
        help_text=gettext_lazy("What is missing or stands otherwise; it is kept beside the dossier."),
    )
    field_order = ["reservation", "password"]


class ReturnHandoverForm(HouseForm):
    reason = ParagraphField(label=gettext_lazy("Reason"), min_length=REASON_LEAST, rows=3)
