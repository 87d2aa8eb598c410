"""Files of past years, many at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of files; each is bounded by the upload handler."""

    def clean(self, data, initial=None):
        uploads = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in uploads]


class YearsForm(HouseForm):
    files = ManyFilesField(
        label=_("files"),
        help_text=_(
            "Season files (.json), workbooks of a bloc's year (.xlsx), or archives (.zip) of them; 20 MB each."
        ),
        widget=ManyFiles(attrs={"accept": ".json,.xlsx,.zip", "multiple": True}),
        error_messages={"required": _("Choose the files.")},
    )
    is_no_secret = forms.BooleanField(
        label=_("I confirm that these files hold nothing on the list of state secrets"),
        error_messages={"required": _("Confirm that the files hold no state secrets.")},
    )
