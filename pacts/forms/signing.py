"""Signing and declining with one's own account. The password or code is asked in the same form and shown by none."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import HouseForm
from blocs.forms.fields import LineField
from blocs.logic.lifecycle import Refused
from pacts.actions.signing import LEAST_REASON, Hand, say_changed
from pacts.logic.drawing import MOST

READ_ANEW = ("is_read", "reached")


def secret_field(label: str | Promise, *, is_code: bool = False) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"} if is_code else {"autocomplete": "off"}
    widget = forms.TextInput(attrs=attrs) if is_code else forms.PasswordInput(attrs=attrs)
    return forms.CharField(label=label, max_length=200, strip=is_code, widget=widget)


class ProvenForm(HouseForm):
    """A form that asks anew who it is, by password or one-time code, in the press itself.

    `prove` takes user name and secret and returns a Proof; it is asked only when all else is right, so that a slip
    elsewhere spends no code. Neither password nor code is shown again.
    """

    def __init__(self, *args, prove, has_codes: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.prove, self.proof = prove, None
        if has_codes:
            self.fields["password"] = secret_field(_("One-time code"), is_code=True)

    def _take_proof(self, facts) -> None:
        try:
            self.proof = self.prove(facts.get("username", ""), facts["password"])
        except Refused as refusal:
            for sentence in refusal.sentences:
                self.add_error("password", sentence)

    def show_again(self) -> None:
        self.data = self.data.copy()
        self.data.pop("password", None)


class SignForm(ProvenForm):
    """What one signs with: the digest of the text shown, that it was read, the drawing, who it is.

    `reached` is set by script at the end of the text; without script the box says it.
    """

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reached = forms.CharField(max_length=3, required=False, widget=forms.HiddenInput)
    drawing = forms.CharField(max_length=MOST * 2, required=False, widget=forms.HiddenInput)
    is_read = forms.BooleanField(label=gettext_lazy("I have read the whole text of the pact"), required=False)
    acting_document = LineField(
        label=gettext_lazy("Document of the delegation"),
        max_length=200,
        help_text=gettext_lazy("Number and date, for example “Số 05/GUQ, ngày 10/02/2017”."),
    )
    password = secret_field(gettext_lazy("Password"))
    is_rehearsal = False

    def __init__(self, *args, current: str, acting_for: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.current = current
        if not acting_for:
            del self.fields["acting_document"]
        self.fields["digest"].initial = current

    def clean(self):
        facts = super().clean()
        if facts.get("digest") != self.current:
            raise forms.ValidationError(say_changed(), code="changed")
        if not (facts.get("is_read") or facts.get("reached")):
            self.add_error("is_read", _("Confirm that the whole text has been read."))
        if not self.errors:
            self._take_proof(facts)
        return facts

    def hand(self, how: str) -> Hand:
        facts = self.cleaned_data
        return Hand(how, self.proof.kind, facts["drawing"], facts.get("acting_document", ""))

    def show_again(self) -> None:
        """A refused form is shown for the text as it is now: read anew where it changed, the drawing still there."""
        super().show_again()
        if self.data.get("digest") != self.current:
            self.data["digest"] = self.current
            for name in READ_ANEW:
                self.data.pop(name, None)


class TabletForm(SignForm):
    """On a tablet everybody says who they are; the tablet keeps nobody logged in."""

    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = secret_field(gettext_lazy("Password, or one-time code if you have turned codes on"))

    field_order = ("digest", "reached", "drawing", "is_read", "acting_document", "username", "password")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["acting_document"].required = False
        told = _("Only for who signs for another, where the account does not name it.")
        self.fields["acting_document"].help_text = told

    def ask_document(self) -> None:
        """The account is that of a deputy whose duty names no document."""
        if not self.cleaned_data.get("acting_document"):
            raise Refused(_("Give number and date of the document of the delegation."))


class RehearsalForm(SignForm):
    """The same form without the account: a rehearsal signs nothing."""

    is_rehearsal = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password"]

    def _take_proof(self, facts) -> None:
        return None


class DeclineForm(ProvenForm):
    """Why the unit declines, and who says so: declined in a unit's name is proven as its signature is."""

    reason = LineField(
        label=gettext_lazy("Reason"),
        max_length=200,
        min_length=LEAST_REASON,
        help_text=gettext_lazy("At least 10 characters. The reason stands in the signing table and in the logbook."),
    )
    password = secret_field(gettext_lazy("Password"))

    def clean(self):
        facts = super().clean()
        if not self.errors:
            self._take_proof(facts)
        return facts
