"""What is asked before a result goes out."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import HouseForm
from reports.forms.results import PUBLIC_SEES
from reports.models import Result


class ReleaseForm(HouseForm):
    """The second person names what the public will see, and so confirms what the first one prepared."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    mode = forms.ChoiceField(
        label=gettext_lazy("What the public will see"), widget=forms.RadioSelect, choices=list(PUBLIC_SEES.items())
    )

    def __init__(self, *args, result: Result, **kwargs):
        super().__init__(*args, **kwargs)
        self.result = result
        self.initial.setdefault("revision", result.revision)

    def clean_mode(self):
        """The mode is part of what was frozen: another one is prepared anew, not switched at the last moment."""
        mode = self.cleaned_data["mode"]
        if mode != self.result.mode:
            words = {"mode": self.result.get_mode_display()}
            sentence = _("This draft was prepared to show “%(mode)s”. Return it to have another one prepared.")
            raise forms.ValidationError(sentence % words)
        return mode
