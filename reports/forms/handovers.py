"""Forms of turning the year: heads for the next season, things handed over, the signatures of both sides."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import HouseForm, HouseModelForm
from blocs.forms.fields import DayField, LineField, ParagraphField
from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Headship, Unit
from pacts.forms.signing import secret_field
from reports.actions.heads import Pick
from reports.logic.handover_states import REASON_LEAST
from reports.models import HandoverItem, Poll

CHOSEN = [one for one in Headship.Chosen.choices if one[0] != Headship.Chosen.UNKNOWN]


def _ballot(label) -> forms.ModelChoiceField:
    words = gettext_lazy("Only for an election: the closed ballot about this part.")
    return forms.ModelChoiceField(label=label, queryset=Poll.objects.none(), required=False, help_text=words)


def _number(label) -> LineField:
    words = gettext_lazy("Needed where the superior assigned; otherwise of the paper that confirms it, if any.")
    return LineField(label=label, max_length=100, required=False, help_text=words)


class HeadsForm(HouseForm):
    """Who comes next, and how chosen, each of the two with a ground of its own; a correction says why.

    `clean` answers what the action takes: two picks.
    """

    head = forms.ModelChoiceField(label=gettext_lazy("head for the next season"), queryset=Unit.objects.none())
    chosen = forms.ChoiceField(label=gettext_lazy("how the head was chosen"), choices=CHOSEN)
    poll = _ballot(gettext_lazy("ballot that elected the head"))
    decision_number = _number(gettext_lazy("decision number"))
    decided_on = DayField(label=gettext_lazy("decided on"), required=False)
    deputy = forms.ModelChoiceField(
        label=gettext_lazy("deputy head for the next season"), queryset=Unit.objects.none(), required=False
    )
    deputy_chosen = forms.ChoiceField(label=gettext_lazy("how the deputy was chosen"), choices=CHOSEN, required=False)
    deputy_poll = _ballot(gettext_lazy("ballot that elected the deputy"))
    deputy_number = _number(gettext_lazy("decision number for the deputy"))
    deputy_decided_on = DayField(label=gettext_lazy("decided on, for the deputy"), required=False)

    def __init__(self, *args, bloc: Bloc, is_correction: bool, **kwargs):
        super().__init__(*args, **kwargs)
        members = Unit.objects.filter(memberships__in=bloc.memberships.on(bloc.day)).order_by("memberships__order")
        self.fields["head"].queryset = self.fields["deputy"].queryset = members.distinct()
        polls = bloc.polls.filter(kind=Poll.Kind.HEAD, state=Poll.State.CLOSED)
        self.fields["poll"].queryset = polls.filter(part=Headship.Part.NEXT_HEAD)
        self.fields["deputy_poll"].queryset = polls.filter(part=Headship.Part.NEXT_DEPUTY)
        if is_correction:
            words = {"label": _("Reason of the correction"), "min_length": REASON_LEAST, "rows": 2}
            self.fields["reason"] = ParagraphField(**words)

    def clean(self):
        facts = super().clean()
        if facts.get("deputy") and not facts.get("deputy_chosen"):
            self.add_error("deputy_chosen", _("Say how the deputy was chosen."))
        if self.errors:
            return facts
        head = Pick(*(facts[name] for name in ("head", "chosen", "poll", "decision_number", "decided_on")))
        names = ("deputy", "deputy_chosen", "deputy_poll", "deputy_number", "deputy_decided_on")
        deputy = Pick(*(facts[name] for name in names)) if facts["deputy"] else None
        return {"head": head, "deputy": deputy, "reason": facts.get("reason", "")}


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
