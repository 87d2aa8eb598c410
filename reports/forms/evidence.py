"""What is asked of somebody who adds evidence: files, or where a paper is kept; and why a piece is taken off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, HouseModelForm
from blocs.forms.fields import LineField
from reports.models import Evidence

TAKEN = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"


class ManyFilesInput(forms.FileInput):
    """Takes what was photographed on the spot along; that comes from a box of its own."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return [*files.getlist(name), *files.getlist("photo")] if hasattr(files, "getlist") else files.get(name)


class ManyFilesField(forms.FileField):
    """A list of uploads, none judged here: one bad file must not cost the others."""

    widget = ManyFilesInput(attrs={"accept": TAKEN})

    def clean(self, data, initial=None):
        found = [one for one in (data if isinstance(data, (list, tuple)) else [data]) if one]
        if not found and self.required:
            raise forms.ValidationError(_("Choose at least one file."), code="required")
        return found


class FilesForm(HouseForm):
    files = ManyFilesField(
        label=_("Files"),
        help_text=_(
            "PDF, DOCX, XLSX, JPG or PNG, at most 20 MB each; several at once. "
            "Place and camera details of photographs are removed."
        ),
    )
    is_no_secret = forms.BooleanField(
        label=_("I confirm that these files are not on the list of state secrets"),
        error_messages={"required": _("Confirm that the files hold no state secrets.")},
    )


class PaperForm(HouseModelForm):
    """A paper that stays where it is kept."""

    class Meta:
        model = Evidence
        fields = ["name", "number", "issued_on", "issuer", "kept_at", "note"]
        labels = {"name": _("title of the paper")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("number", "issued_on", "issuer", "kept_at"):
            self.fields[name].required = True
        self.fields["number"].help_text = _("For example 125/BC-PTM.")


class RemovalForm(HouseForm):
    reason = LineField(label=_("Reason for the removal"), max_length=300)
