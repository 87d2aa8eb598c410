"""Forms of honours: what was proposed or granted, and what became of a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, RevisedForm
from blocs.forms.fields import DayField, LineField
from blocs.models import Bloc, Unit
from reports.logic.publication_states import HONOUR
from reports.models import Honour


class HonourForm(RevisedForm):
    """A unit of the bloc, or a bare count where no more is known."""

    class Meta:
        model = Honour
        fields = ["title", "status", "unit", "count", "authority", "decision_number", "decided_on", "reason", "note"]

    def __init__(self, *args, bloc: Bloc, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.bloc = bloc
        self.fields["unit"].queryset = Unit.objects.filter(memberships__bloc=bloc)
        self.fields["unit"].help_text = _("Leave it empty for a bare count.")
        if self.instance.pk:
            del self.fields["status"]


class StatusForm(HouseForm):
    """Approved, granted or refused: by whom, under which number, on which day, or why not."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    status = forms.ChoiceField(label=_("Status"), widget=forms.RadioSelect)
    authority = LineField(label=_("By which authority"), required=False, max_length=200)
    decision_number = LineField(label=_("Decision number"), required=False, max_length=100)
    decided_on = DayField(label=_("Decided on"), required=False)
    reason = LineField(label=_("Reason"), required=False, max_length=300, help_text=_("Needed for a refusal."))

    def __init__(self, *args, honour: Honour, **kwargs):
        super().__init__(*args, **kwargs)
        reachable = [step.target for step in HONOUR.steps if honour.status in step.sources and step.verb != "revoke"]
        self.fields["status"].choices = [(value, label) for value, label in Honour.Status.choices if value in reachable]
        self.initial.setdefault("revision", honour.revision)
        self.initial.setdefault("authority", honour.authority or honour.title.authority)
