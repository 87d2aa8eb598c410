"""Forms of summaries: which ceremony to tell of, the words themselves, why it is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, RevisedForm
from blocs.forms.fields import ParagraphField
from pacts.models import Ceremony
from reports.logic.deadlines import REASON_LEAST
from reports.models import Publication


class DraftForm(HouseForm):
    """One press drafts; the bloc is asked only where a ceremony has several."""

    def __init__(self, *args, ceremony: Ceremony, blocs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bloc"] = forms.ModelChoiceField(queryset=blocs, label=_("Bloc"), initial=blocs.first())


class SummaryForm(RevisedForm):
    """Title and text; from the second revision on also what was corrected."""

    class Meta:
        model = Publication
        fields = ["title", "body", "correction_note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["rows"] = 24
        self.fields["body"].help_text = _("A blank line begins a paragraph; a line that begins with “- ” is a point.")
        if self.instance.number == 1:
            del self.fields["correction_note"]
        else:
            self.fields["correction_note"].required = True


class ReasonForm(HouseForm):
    """Why something published is withdrawn; the public reads it."""

    reason = ParagraphField(
        label=_("Reason"),
        min_length=REASON_LEAST,
        help_text=_("At least 20 characters; it is shown at the address of what is withdrawn."),
        error_messages={"min_length": _("Give the reason (at least 20 characters).")},
    )
