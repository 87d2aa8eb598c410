"""What is asked of somebody who brings a file: the file, what it is laid over, and that it holds no secret."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from blocs.logic.intake_cells import COMMA, DOT


class TargetForm(HouseForm):
    """`targets`: what this person may lay a file over, by number; a single one is not asked about."""

    target = forms.TypedChoiceField(label=_("Laid over"), coerce=int)

    def __init__(self, *args, targets: list[tuple[dict, str]], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["target"]
        field.choices = [(number, name) for number, (_target, name) in enumerate(targets)]
        field.widget.attrs["lang"] = "vi"  # names of units and blocs, on every page
        if len(targets) == 1:
            field.required, field.widget, field.empty_value = False, forms.HiddenInput(), 0


class ImportForm(TargetForm):
    file = forms.FileField(
        label=_("Excel file"),
        help_text=_("An .xlsx file of at most 20 MB: our template, or a table you already have."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    is_no_secret = forms.BooleanField(
        label=_("I confirm that this file is not on the list of state secrets"),
        error_messages={"required": _("Confirm that the file holds no state secrets.")},
    )


class DecisionForm(HouseForm):
    """Only what was asked comes back; nothing is taken for granted."""

    legacy = forms.ChoiceField(choices=[("yes", ""), ("no", "")], required=False)
    decimal = forms.ChoiceField(choices=[(COMMA, ""), (DOT, "")], required=False)
