"""A knock-out or ceiling as it is proposed and as it is settled."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, HouseModelForm
from blocs.forms.fields import DayField, LineField, ParagraphField
from blocs.logic.wording import day
from pacts.models import CriteriaTable
from reports.models import KnockOut, Sheet


class OfUnit(forms.ModelChoiceField):
    def label_from_instance(self, sheet):
        return sheet.unit.name


class KnockOutForm(HouseModelForm):
    """Number and day of the document make its one line; a tick is no document."""

    sheet = OfUnit(label=_("Unit"), queryset=Sheet.objects.none())
    document_number = LineField(label=_("Number and symbol of the document"), max_length=100)
    document_on = DayField(label=_("Date of the document"))
    field_order = ["sheet", "effect", "ceiling", "ground", "legal_basis", "document_number", "document_on"]

    class Meta:
        model = KnockOut
        fields = ["sheet", "effect", "ceiling", "ground", "legal_basis"]
        widgets = {"effect": forms.RadioSelect}

    def __init__(self, *args, table: CriteriaTable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].queryset = Sheet.objects.filter(table=table).select_related("unit")
        self.fields["ceiling"].help_text = _("Only for a ceiling; 0 to 100 per cent of the assigned maximum.")

    def clean(self):
        said = super().clean()
        number, on = said.get("document_number"), said.get("document_on")
        if number and on:
            self.instance.document = _("%(number)s of %(day)s") % {"number": number, "day": day(on)}
        if said.get("effect") == KnockOut.Effect.CEILING and said.get("ceiling") is None and "ceiling" in said:
            self.add_error("ceiling", _("Give the ceiling in per cent."))
        return said

    def _get_validation_exclusions(self):
        """An exclusion keeps no ceiling; the action takes it out and checks the row as a whole."""
        return super()._get_validation_exclusions() | {"ceiling"}


class SettleForm(HouseForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("confirm", _("Confirm")), ("dismiss", _("Do not accept"))],
    )
    settled_reason = ParagraphField(label=_("Reason"), rows=4)

    def __init__(self, *args, knock_out: KnockOut, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", knock_out.revision)
        least = knock_out.sheet.table.reason_length
        self.fields["settled_reason"].help_text = _("At least %(least)s characters.") % {"least": least}
