"""What is asked about papers: a file signed elsewhere, and why a paper is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from blocs.forms.fields import LineField, ParagraphField


class OuterPaperForm(HouseForm):
    file = forms.FileField(
        label=_("signed PDF"),
        help_text=_("A PDF of at most 20 MB, as it came from the signing service; a changed copy is found out."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"required": _("Choose the file.")},
    )
    note = LineField(label=_("note"), max_length=300, required=False)
    is_no_secret = forms.BooleanField(
        label=_("I confirm that this file is not on the list of state secrets"),
        error_messages={"required": _("Confirm that the file holds no state secrets.")},
    )


class WithdrawalForm(HouseForm):
    reason = ParagraphField(label=_("reason for withdrawing"))
