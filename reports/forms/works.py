"""Forms of joint works and what units gave to them."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, HouseModelForm, RevisedForm
from blocs.forms.fields import DayField, ParagraphField
from blocs.models import Bloc, Unit
from pacts.models import Criterion
from reports.forms.evidence import TAKEN
from reports.models import JointShare, JointWork


class WorkForm(RevisedForm):
    class Meta:
        model = JointWork
        fields = ["title", "purpose", "partner", "planned_amount", "measure", "begins_on", "due_on", "criterion"]

    def __init__(self, *args, bloc: Bloc, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.bloc = bloc
        leaves = Criterion.objects.filter(table__pact__bloc=bloc).exclude(formula="").order_by("table", "order", "pk")
        self.fields["criterion"].queryset = leaves
        self.fields["criterion"].help_text = _("What units earn by this work are the points of this criterion.")


class ShareForm(HouseModelForm):
    """A unit's own people name no unit; whoever runs the bloc does."""

    file = forms.FileField(
        label=_("Receipt"),
        required=False,
        help_text=_("PDF, DOCX, XLSX, JPG or PNG, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": TAKEN}),
    )
    is_no_secret = forms.BooleanField(
        label=_("I confirm that nothing of this is on the list of state secrets"),
        error_messages={"required": _("Confirm that nothing of this is a state secret.")},
    )

    class Meta:
        model = JointShare
        fields = ["unit", "what", "amount", "measure", "given_on", "receipt_number"]

    def __init__(self, *args, work: JointWork, units: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.work = work
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        if len(units) == 1:
            self.initial["unit"] = units[0].pk

    @property
    def upload(self) -> UploadedFile | None:
        return self.files.get("file")


class FinishForm(HouseForm):
    ended_on = DayField(label=_("Ended on"))


class DropForm(HouseForm):
    reason = ParagraphField(label=_("Reason"), rows=3)
