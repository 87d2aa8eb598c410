"""A Word master on its way in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from reports.papers.catalogue import DOCX, KINDS


class MasterForm(HouseForm):
    letterhead: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, label=_("letterhead"))
    kind = forms.ChoiceField(label=_("kind of paper"), required=False)
    file = forms.FileField(
        label=_("Word master (.docx)"),
        help_text=_("At most 5 MB, without macros, links and objects inside."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": _("Choose the file.")},
    )

    def __init__(self, *args, heads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["letterhead"].queryset = heads
        kinds = [(kind.slug, str(kind.name).capitalize()) for kind in KINDS if DOCX in kind.formats]
        self.fields["kind"].choices = [("", _("every kind")), *kinds]
