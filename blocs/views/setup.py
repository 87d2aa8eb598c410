"""The guided page for an empty site, and accounts in bulk with slips to print."""

import hmac
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from blocs.actions.accounts import give_accounts, lines_for, renew_slip
from blocs.actions.setup import set_up
from blocs.forms.setup import AccountsForm, SetupForm
from blocs.models import Bloc, Body, User
from blocs.pages import number_or_404, page, require, submit
from config.keys import kept_key


def token_file() -> Path:
    return Path(settings.VAR_DIR) / "setup_token"


def setup_token() -> str:
    """Who can read this file runs the machine; nobody else may set the site up."""
    return kept_key(token_file())


@login_not_required
@never_cache
def setup(request, token):
    if Body.objects.exists() or not token_file().exists() or not hmac.compare_digest(token, setup_token()):
        raise Http404
    form = SetupForm(request.POST or None, request.FILES or None)
    if submit(form, lambda **facts: set_up(form.facts())):
        body, password = form.done
        token_file().unlink(missing_ok=True)
        done = {"made": body, "username": form.cleaned_data["admin_username"], "password": password}
        return page(request, "blocs/setup_done.html", done)
    return page(request, "blocs/setup.html", {"form": form})


@never_cache
def accounts_give(request):
    require(request.user, "blocs.give_duty")
    start = {}
    if khoi := request.GET.get("khoi", ""):
        start["lines"] = lines_for(get_object_or_404(Bloc, pk=number_or_404(khoi)))
    form = AccountsForm(request.POST or None, initial=start)
    if submit(form, give_accounts, by=request.user):
        return page(request, "blocs/account_slips.html", {"slips": form.done})
    blocs = Bloc.objects.with_names()
    return page(request, "blocs/accounts_give.html", {"form": form, "blocs": blocs})


@require_POST
@never_cache
def password_renew(request, pk):
    require(request.user, "blocs.give_duty")
    slip = renew_slip(get_object_or_404(User, pk=pk), by=request.user)
    return page(request, "blocs/account_slips.html", {"slips": [slip]})
