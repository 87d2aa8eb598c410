"""Opening, extending and reopening a reporting phase."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from blocs.forms.fields import DayField, LineField
from blocs.models import Unit
from reports.models import Reporting


class OpenForm(HouseForm):
    due_on = DayField(label=_("Deadline"), help_text=_("The last day for units to report, for example 15/06/2017."))


class ExtendForm(HouseForm):
    unit = forms.ModelChoiceField(
        label=_("For which unit"), queryset=Unit.objects.none(), required=False, empty_label=_("All units")
    )
    due_on = DayField(label=_("New deadline"))
    reason = LineField(label=_("Reason"), max_length=300, help_text=_("At least 20 characters."))

    def __init__(self, *args, reporting: Reporting, **kwargs):
        super().__init__(*args, **kwargs)
        members = Unit.objects.filter(memberships__bloc=reporting.bloc_id)
        self.fields["unit"].queryset = members.order_by("memberships__order")


class ReopenForm(HouseForm):
    reason = LineField(label=_("Reason"), max_length=300, help_text=_("At least 20 characters."))
