"""Forms of results: what the public will see, and what a further revision corrects."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from blocs.forms.fields import ParagraphField
from reports.logic.deadlines import REASON_LEAST
from reports.models import Result

PUBLIC_SEES = {
    Result.Mode.RANKING: _("Full ranking: every unit's rank, points and group of criteria, in order of rank."),
    Result.Mode.CLASSES: _("Groups: which unit is in which group; no points, no ranks, in the order of the bloc."),
    Result.Mode.HONOURS: _("Honours only: titles and flags that are public already; no groups, no points."),
}


class ResultForm(HouseForm):
    """One press prepares. `number` is the revision it will be; from the second on it says what was corrected."""

    mode = forms.ChoiceField(
        label=_("What the public will see"), widget=forms.RadioSelect, choices=list(PUBLIC_SEES.items())
    )
    correction_note = ParagraphField(
        label=_("What was corrected"),
        min_length=REASON_LEAST,
        help_text=_("At least 20 characters. The public reads it; name points only where all are published."),
    )

    def __init__(self, *args, number: int, **kwargs):
        super().__init__(*args, **kwargs)
        if number == 1:
            del self.fields["correction_note"]
