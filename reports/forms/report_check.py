"""The check page's form: the words beside the figures, a reason for each row left empty, the declaration."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.fields import LineField
from pacts.models import Pledge
from reports.forms.figures import ReportForm
from reports.models import Omission

WORDS = ("results", "limits", "causes", "good_models", "next_tasks")


class CheckForm(ReportForm):
    """`empty` are the pledges without a figure, `given` the reasons kept so far; `sends`: the report goes out."""

    reason_rest = LineField(
        label=gettext_lazy("One reason for all rows still empty"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Taken for every row above whose own reason is blank."),
    )
    declared = forms.BooleanField(
        label=gettext_lazy("I have checked the figures; they are right, and none of them is a state secret."),
        required=False,
    )

    def __init__(self, *args, empty: list[Pledge], given: dict[int, Omission], sends: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.empty, self.sends = empty, sends
        for pledge in empty:
            self.fields[box(pledge)] = _reason_field(pledge)
            self.initial[box(pledge)] = given[pledge.pk].reason if pledge.pk in given else ""
        if not empty:
            del self.fields["reason_rest"]

    @property
    def word_fields(self):
        return [self[name] for name in WORDS]

    @property
    def empty_rows(self):
        """(pledge, its box) in the order of the sheet."""
        return [(pledge, self[box(pledge)]) for pledge in self.empty]

    @property
    def reasons(self) -> dict[int, str]:
        """By pledge; where a row says nothing of its own, what is said for the rest."""
        rest = self.cleaned_data.get("reason_rest", "")
        return {pledge.pk: self.cleaned_data.get(box(pledge)) or rest for pledge in self.empty}

    def clean(self):
        cleaned = super().clean()
        if self.sends:
            self._ask_what_is_missing()
        return cleaned

    def _ask_what_is_missing(self):
        for pledge in self.empty:
            if not self.reasons[pledge.pk] and box(pledge) not in self.errors:
                self.add_error(box(pledge), _("Enter the result, or give the reason for leaving the row empty."))
        if not self.cleaned_data.get("declared"):
            self.add_error("declared", _("Tick the declaration before submitting."))


def box(pledge: Pledge) -> str:
    return f"reason_{pledge.pk}"


def _reason_field(pledge: Pledge) -> forms.Field:
    """Its accessible name holds the pledge's, so that forty boxes are told apart by ear and in the error summary."""
    field = LineField(
        label=_("Reason for leaving “%(row)s” empty") % {"row": pledge.name}, max_length=300, required=False
    )
    field.widget.attrs["lang"] = "vi"
    return field
