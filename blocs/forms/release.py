"""Publish a page, or withdraw it with a reason everyone can read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from blocs.forms.fields import ParagraphField
from blocs.models import Release


class ReleaseForm(HouseForm):
    """For any Releasable; offers the levels it can go to from where it stands."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    level = forms.ChoiceField(label=_("release level"), widget=forms.RadioSelect)
    reason = ParagraphField(
        label=_("reason for the withdrawal"),
        required=False,
        help_text=_("Needed to withdraw; it is shown at the page's address."),
    )

    def __init__(self, *args, thing, **kwargs):
        super().__init__(*args, **kwargs)
        levels = [Release.WITHDRAWN] if thing.is_public else [Release.PUBLIC]
        words = {Release.WITHDRAWN: _("Withdraw"), Release.PUBLIC: _("Publish")}
        self.fields["level"].choices = [(level.value, words[level]) for level in levels]
        self.initial.setdefault("level", levels[0].value)
        if hasattr(thing, "revision"):
            self.initial["revision"] = thing.revision
        else:
            del self.fields["revision"]
        if not thing.is_public:
            del self.fields["reason"]
