"""allauth's forms for one-time codes, judged by `blocs.proving`: wrong ones count as wrong logins, none works twice."""

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth
from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs import proving
from blocs.logic.lifecycle import Refused


def code_field(help_text="") -> forms.CharField:
    """Digits, offered by the telephone where it can; read aloud as one number."""
    look = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})
    return forms.CharField(label=gettext_lazy("One-time code"), max_length=20, widget=look, help_text=help_text)


class _Judged(forms.Form):
    code = code_field(gettext_lazy("Six digits of the app on your telephone, or one of your recovery codes."))

    def clean_code(self) -> str:
        try:
            proof = proving.prove_by_code(context.request, self.user, self.cleaned_data["code"])
            with transaction.atomic():
                proof.spend()
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentences) from refusal
        self.authenticator = proving.authenticator_of(proof)
        return self.cleaned_data["code"]


class LoginCodeForm(_Judged, AuthenticateForm):
    """The second step of a login."""


class CodeAgainForm(_Judged, ReauthenticateForm):
    """Before a step that needs to be sure."""


class TurnOnForm(ActivateTOTPForm):
    """The first code shows that app and site have the same secret."""

    code = code_field(gettext_lazy("The six digits the app shows now."))

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if not auth.validate_totp_code(self.secret, code):
            raise forms.ValidationError(_("The code is wrong. Look at the app and type the six digits it shows now."))
        return code
