"""A wall screen: which bloc, where it hangs, until when."""

from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseModelForm
from reports.models import WallScreen


class WallForm(HouseModelForm):
    class Meta:
        model = WallScreen
        fields = ["bloc", "place_name", "until_on"]

    def __init__(self, *args, blocs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bloc"].queryset = blocs
        self.fields["bloc"].empty_label = None
        self.fields["place_name"].help_text = _("For example: Meeting room on the second floor.")
        self.fields["until_on"].help_text = _("The last day it shows anything, at most one year from now.")
