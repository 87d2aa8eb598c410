"""Questions about units: as they stand, and what becomes of them from a day on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, RevisedForm
from blocs.forms.fields import DayField, LineField, ParagraphField
from blocs.models import Unit


class UnitForm(RevisedForm):
    class Meta:
        model = Unit
        fields = ["name", "short_name", "code", "level", "parent", "precedence", "from_on", "is_illustrative"]
        help_texts = {"precedence": _("The lower the number, the earlier it is named.")}


class UnitEditForm(RevisedForm):
    """Corrections. A new name or a new place from a day on has its own page, so that the old one is kept."""

    class Meta:
        model = Unit
        fields = ["name", "short_name", "code", "level", "precedence", "from_on", "is_illustrative"]
        help_texts = {"name": _("Only to put right a mistake; a renaming by decision has its own page.")}


class FromDayForm(HouseForm):
    """What every change from a day on asks."""

    on = DayField(label=_("from"))
    decision_number = LineField(label=_("decision number"), max_length=100, required=False)


class RenameForm(FromDayForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    name = LineField(label=_("new name"), max_length=200)
    short_name = LineField(label=_("new short name"), max_length=80, required=False)
    field_order = ["name", "short_name", "on", "decision_number"]


class MoveForm(FromDayForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    parent = forms.ModelChoiceField(
        label=_("new parent unit"), queryset=Unit.objects.all(), required=False, empty_label=_("none, at the top")
    )
    field_order = ["parent", "on", "decision_number"]


class MergeForm(FromDayForm):
    units = forms.ModelMultipleChoiceField(
        label=_("units merged into this one"),
        queryset=Unit.objects.all(),
        help_text=_("They end the day before; units under them go over."),
    )
    field_order = ["units", "on", "decision_number"]

    def __init__(self, *args, into: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.on().exclude(pk=into.pk)

    def clean_units(self):
        return list(self.cleaned_data["units"])


class EndForm(FromDayForm):
    """A unit ends; who takes it over may exist already or be made here, a name on each line."""

    successors = forms.ModelMultipleChoiceField(
        label=_("existing successors"), queryset=Unit.objects.all(), required=False
    )
    new_names = ParagraphField(label=_("new units that take it over"), required=False, help_text=_("One on each line."))
    field_order = ["successors", "new_names", "on", "decision_number"]

    def __init__(self, *args, unit: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["on"].label = _("first day without this unit")
        self.fields["successors"].queryset = Unit.objects.on().exclude(pk=unit.pk)

    def clean(self):
        cleaned = super().clean()
        names = [name for name in (cleaned.pop("new_names", "") or "").splitlines() if name]
        facts = {"parent": self.unit.parent, "level": self.unit.level, "is_illustrative": self.unit.is_illustrative}
        made = [Unit(name=name, precedence=self.unit.precedence, **facts) for name in names]
        cleaned["successors"] = [*cleaned.get("successors", []), *made]
        return cleaned
