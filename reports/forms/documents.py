"""What is asked about papers: what a clerk writes over, the day and number of issue, why one is withdrawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from blocs.forms.fields import CountField, DayField, LineField, ParagraphField
from reports.logic.paper_numbers import MOST
from reports.models import Document
from reports.papers.catalogue import BY_SLUG, CEREMONY

LISTS = ("opening", "closing", "addressees", "bases", "recipients", "capacity")
LINES = ("signer", "time", "place")


def _lines(label, help_text, rows=3):
    return ParagraphField(label=label, help_text=help_text, required=False, widget=forms.Textarea({"rows": rows}))


class WordsForm(HouseForm):
    """What stands around the facts; each field may stay empty, then the paper says it by itself."""

    dated_on = DayField(label=_("day of the paper"), required=False)
    addressees = _lines(_("addressed to"), _("One a line, as after “Kính gửi:”."), 2)
    bases = _lines(_("legal bases"), _("One a line, without a mark at its end."), 4)
    opening = _lines(_("opening"), _("Stands before what the paper says by itself; each line is a paragraph."))
    closing = _lines(_("closing"), _("Stands after it; each line is a paragraph."))
    recipients = _lines(_("recipients"), _("One a line, as below “Nơi nhận:”; the archive’s line is added."), 4)
    capacity = _lines(_("in what capacity it is signed"), _("One a line, as above the name."), 2)
    signer = LineField(label=_("who signs, with rank"), max_length=120, required=False)
    time = LineField(label=_("time, as it is printed"), max_length=200, required=False)
    place = LineField(label=_("place, as it is printed"), max_length=200, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, document: Document, **kwargs):
        kept = document.words
        initial = {name: "\n".join(kept.get(name, [])) for name in LISTS} | {name: kept.get(name, "") for name in LINES}
        initial |= {"dated_on": document.dated_on, "revision": document.revision}
        super().__init__(*args, initial=initial, **kwargs)
        kind = BY_SLUG[document.kind]
        if kind.about != CEREMONY and not kind.is_minutes:
            del self.fields["time"], self.fields["place"]

    def clean(self) -> dict[str, Any]:
        """As the action takes it: `dated_on`, `words`, `revision`."""
        said = super().clean()
        words: dict[str, Any] = {name: said[name].splitlines() for name in LISTS if said.get(name)}
        words |= {name: said[name] for name in LINES if said.get(name)}
        words = {name: [line for line in value if line] if name in LISTS else value for name, value in words.items()}
        return {"dated_on": said.get("dated_on"), "words": words, "revision": said.get("revision")}


class IssueForm(HouseForm):
    """`seen` is the digest of the words on the page that was read."""

    number = CountField(label=_("number of the paper"), required=False, min_value=1, max_value=MOST)
    dated_on = DayField(label=_("day of the paper"))
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, document: Document, proposed: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        if not BY_SLUG[document.kind].code:
            del self.fields["number"]
        elif proposed:
            said = _("Left empty, it gets number %(number)02d. Type the one the records office gave, if it gave one.")
            self.fields["number"].help_text = said % {"number": proposed}


class DocumentWithdrawalForm(HouseForm):
    reason = ParagraphField(label=_("reason for withdrawing"))
