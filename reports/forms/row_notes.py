"""One comment to a row."""

from blocs.forms.base import HouseModelForm
from reports.models import RowNote


class RowNoteForm(HouseModelForm):
    class Meta:
        model = RowNote
        fields = ["text"]
