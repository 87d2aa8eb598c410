"""Reliability 5: each unit signs once, whoever presses at the same moment; no text changes under a signature."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Role
from pacts.actions import pacts as pact_actions
from pacts.actions import signing
from pacts.actions.pledges import edit_pledge
from pacts.models import Pact, Pledge, Signature
from pacts.text import digest_of
from tests.make import a_signing, a_user, members_of
from tests.pacts.signing_tools import a_commander, a_tablet, facts_for, invited, sign_url
from tests.pacts.test_signature_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def own(pact, n=0):
    unit = members_of(pact.bloc)[n]
    return pact.bloc.memberships.get(unit=unit)


def test_thirteen_commanders_at_once_sign_thirteen_times():
    pact, ceremony = a_signing(13)
    users = [a_commander(pact, n, name=f"Chỉ huy {n}") for n in range(13)]
    rows, digest = [own(pact, n) for n in range(13)], digest_of(pact)

    def act(n):
        return lambda: signing.sign(rows[n], pact=pact, by=users[n], digest=digest, ceremony=ceremony)

    made = at_once(*[act(n) for n in range(13)])
    assert {type(one) for one in made} == {Signature}
    assert sorted(Signature.objects.values_list("order", flat=True)) == list(range(1, 14))
    assert Event.objects.filter(verb="pacts.sign").count() == 13
    assert len(set(Signature.objects.values_list("code", flat=True))) == 13


def test_two_tablets_and_an_account_sign_for_one_unit_once():
    pact, ceremony = a_signing()
    user, unit = a_commander(pact), invited(pact, ceremony)
    facts = facts_for(pact, username=user.username)
    tablets = [
        f"{reverse('pacts:tablet', args=[a_tablet(ceremony).token])}?luot={pact.pk}-{unit.pk}" for _n in range(2)
    ]
    browser = Client()
    browser.force_login(user)
    acts = [lambda where=where: Client().post(where, facts).status_code for where in tablets]
    answers = at_once(*acts, lambda: browser.post(sign_url(pact), facts_for(pact)).status_code)
    assert set(answers) <= {200, 302}
    assert (Signature.objects.count(), Event.objects.filter(verb="pacts.sign").count()) == (1, 1)


def test_a_text_taken_back_and_changed_is_never_signed_unread():
    """Sign and reopen together: either the signature stands and the pact is open, or the draft has none."""
    pact, ceremony = a_signing()
    user, admin, row, digest = a_commander(pact), a_user(Role.ADMIN), own(pact), digest_of(pact)
    at_once(
        lambda: signing.sign(row, pact=pact, by=user, digest=digest, ceremony=ceremony),
        lambda: pact_actions.reopen(pact, by=admin),
    )
    state = Pact.objects.get(pk=pact.pk).state
    assert (state, Signature.objects.count()) in {("open", 1), ("draft", 0)}


def test_an_edit_and_a_signature_never_leave_a_digest_that_is_not_of_the_text():
    pact, ceremony = a_signing()
    user, admin, row, digest = a_commander(pact), a_user(Role.ADMIN), own(pact), digest_of(pact)
    pledge = Pledge.objects.get(pact=pact)

    def edit():
        pledge.name = "Nội dung đã sửa"
        try:
            return edit_pledge(pledge, by=admin, revision=pledge.revision)
        except ValidationError as error:
            return error

    at_once(lambda: signing.sign(row, pact=pact, by=user, digest=digest, ceremony=ceremony), edit)
    now = digest_of(Pact.objects.get(pk=pact.pk))
    assert set(Signature.objects.values_list("digest", flat=True)) <= {now}


def test_declining_and_signing_leave_one_standing_answer():
    pact, ceremony = a_signing()
    user, row, digest = a_commander(pact), own(pact), digest_of(pact)
    words = {"pact": pact, "by": user, "ceremony": ceremony}
    made = at_once(
        lambda: signing.sign(row, digest=digest, **words),
        lambda: signing.decline(row, reason="Chỉ tiêu chưa thống nhất", **words),
    )
    standing = list(Signature.objects.standing().values_list("outcome", flat=True))
    assert standing == ["signed"]
    assert sum(isinstance(one, Refused) for one in made) == 2 - Signature.objects.count()
