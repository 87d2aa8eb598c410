"""One-time codes of an app: turn on and off, recovery codes, and the code asked for at login.

The pages are allauth's; those whose module would load its cryptography are written here anew (decision 27).
"""

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.templatekit import get_entrance_context_data
from allauth.account.views import BaseReauthenticateView
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp import views as totp
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from blocs.forms.codes import CodeAgainForm, LoginCodeForm
from blocs.models import Event
from blocs.pages import page
from blocs.proving import has_codes


@require_safe
def codes(request: HttpRequest):
    """Whether codes are on, how many recovery codes are left, and what to do next."""
    held = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    left = len(held.wrap().get_unused_codes()) if held else 0
    return page(request, "mfa/index.html", {"is_on": has_codes(request.user), "left": left})


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
@require_http_methods(["GET", "HEAD", "POST"])
def login_code(request: HttpRequest):
    """After the password: the code of the app, or a recovery code."""
    stage = request._login_stage
    form = LoginCodeForm(request.POST or None, user=stage.login.user)  # type: ignore[call-arg]  # allauth pops it
    if form.is_valid():
        form.save()
        return stage.exit()
    return render(request, "mfa/authenticate.html", {"form": form, **get_entrance_context_data(request)})


class CodeAgain(BaseReauthenticateView):
    form_class = CodeAgainForm
    template_name = "mfa/reauthenticate.html"

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        form.save()
        return super().form_valid(form)


class TurnOn(totp.ActivateTOTPView):
    def form_valid(self, form):
        answer = super().form_valid(form)
        Event.record("blocs.codes_on", self.request.user, by=self.request.user)
        return answer


class TurnOff(totp.DeactivateTOTPView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form):
        answer = super().form_valid(form)
        Event.record("blocs.codes_off", self.request.user, by=self.request.user)
        return answer


class NewRecoveryCodes(recovery.GenerateRecoveryCodesView):
    def form_valid(self, form):
        answer = super().form_valid(form)
        Event.record("blocs.new_recovery_codes", authenticated_user(self.request), by=self.request.user)
        return answer


class DownloadRecoveryCodes(recovery.DownloadRecoveryCodesView):
    """One code a line."""

    def render_to_response(self, context, **response_kwargs):
        answer = super().render_to_response(context, **response_kwargs)
        answer["Content-Disposition"] = 'attachment; filename="ma-du-phong.txt"'
        return answer
