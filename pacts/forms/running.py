"""What the console asks for where a press is not enough."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import HouseForm
from blocs.forms.fields import LineField
from pacts.forms.signatures import SignatureForm
from pacts.models import Device


class BeginForm(HouseForm):
    """The real ceremony begins when its emulation year is typed: what one presses in a rehearsal types no year."""

    season = LineField(label=gettext_lazy("Emulation year"), max_length=40)

    def __init__(self, *args, seasons: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.seasons = list(seasons)
        sentence = _("Type %(season)s to begin the real ceremony. From then on every signature counts.")
        self.fields["season"].help_text = sentence % {"season": " / ".join(self.seasons)}
        self.fields["season"].widget.attrs |= {"autocomplete": "off", "autofocus": True}

    def clean_season(self) -> str:
        typed = self.cleaned_data["season"].strip()
        if typed not in self.seasons:
            words = {"season": " / ".join(self.seasons)}
            raise forms.ValidationError(_("This is not the emulation year of the ceremony: %(season)s.") % words)
        return typed


class TakeForm(HouseForm):
    """Control of the console; somebody else's is taken over only in full knowledge."""

    take_over = forms.BooleanField(label=gettext_lazy("I take over the console"), required=False)


class DeviceForm(HouseForm):
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Device.Kind.choices)
    name = LineField(
        label=gettext_lazy("Name of the device"),
        max_length=80,
        help_text=gettext_lazy("Where it stands, for example “Signing table 1”."),
    )


class PaperForm(SignatureForm):
    """A signature given on paper, with its time and, where at hand, the signed sheet."""

    scan = forms.FileField(
        label=gettext_lazy("Signed sheet, scanned"),
        required=False,
        help_text=gettext_lazy("PDF, JPG or PNG. It can also be added later."),
    )
