"""Filters of the logbook."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from blocs.forms.fields import DayField, LineField


class LogbookForm(HouseForm):
    q = LineField(label=_("Object, with or without accents"), required=False, check_legacy=False)
    verb = forms.ChoiceField(label=_("action"), required=False)
    by = forms.ChoiceField(label=_("by"), required=False)
    from_on = DayField(label=_("from"), required=False)
    until_on = DayField(label=_("until"), required=False)
    about = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, verbs, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", _("all")), *verbs]
        self.fields["by"].choices = [("", _("all")), *people]
