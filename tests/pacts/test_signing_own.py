"""STF-9 on one's own account: the whole text, who one is, signed once, and what is shown afterwards."""

import hashlib
import json
import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.models import Duty, Event, Role
from pacts.actions import signatures as actions
from pacts.models import Signature, TextVersion
from pacts.text import canonical_of, digest_of
from reports.staff_searching import search_for
from tests.make import a_head_of, a_pledge, a_signing, a_user, members_of, with_codes
from tests.pacts.signing_tools import PASSWORD, a_commander, drawn, facts_for, invited, png, sign_url

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def refusing(**facts) -> dict:
    return {"reason": "Chỉ tiêu 3 chưa thống nhất", "password": PASSWORD, **facts}


@pytest.fixture
def signing():
    return a_signing()


@pytest.fixture
def page(client, signing):
    """The commander of the first unit, logged in, and the address."""
    client.force_login(a_commander(signing[0]))
    return sign_url(signing[0])


def test_stf_9_ac_1_the_button_needs_the_end_of_the_text_or_the_box(client, signing, page):
    pact, _ceremony = signing
    unread = facts_for(pact) | {"is_read": ""}
    assert list(client.post(page, unread).context["form"].errors) == ["is_read"]
    assert AccessAttempt.objects.count() == 0
    assert client.post(page, unread | {"reached": "yes"}).status_code == 302
    assert Signature.objects.get().outcome == "signed"


def test_stf_9_ac_2_two_posts_leave_one_signature(client, signing, page):
    pact, _ceremony = signing
    answers = [client.post(page, facts_for(pact)) for _press in range(2)]
    line = Signature.objects.get()
    assert {answer["Location"] for answer in answers} == {reverse("pacts:signed", args=[pact.pk, line.pk])}
    assert Event.objects.filter(verb="pacts.sign").count() == 1


def test_stf_9_ac_3_the_digest_shown_is_that_of_the_downloaded_text(client, signing, page):
    pact, _ceremony = signing
    shown = re.search(r'data-testid="digest">(\w{64})<', client.get(page).content.decode())[1]
    answer = client.post(page, facts_for(pact), follow=True)
    confirmed = re.search(r'data-testid="digest">(\w{64})<', answer.content.decode())[1]
    text = client.get(reverse("pacts:pact_text", args=[pact.pk])).content
    assert shown == confirmed == hashlib.sha256(text).hexdigest() == Signature.objects.get().digest


def test_stf_9_ac_4_going_back_shows_the_confirmation_and_no_browser_keeps_the_form(client, signing, page):
    pact, _ceremony = signing
    assert "no-store" in client.get(page)["Cache-Control"]
    client.post(page, facts_for(pact))
    content = client.get(page, follow=True).content.decode()
    assert ('data-testid="signed"' in content, 'data-testid="sign"' in content) == (True, False)


def test_the_confirmation_tells_code_time_and_capacity_and_the_code_is_found(client, signing, page):
    pact, _ceremony = signing
    content = client.post(page, facts_for(pact), follow=True).content.decode()
    line = Signature.objects.get()
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", line.code)
    assert (line.code in content, line.name in content, line.unit_name in content) == (True, True, True)
    user = a_commander(pact, 1)
    hits = [hit for group in search_for(user, line.code.lower()) for hit in group.hits]
    assert [hit.url for hit in hits] == [reverse("pacts:signed", args=[pact.pk, line.pk])]
    assert [group for group in search_for(a_user(), line.code) for hit in group.hits] == []


def test_without_the_password_nothing_is_signed_and_the_session_is_no_proof(client, signing, page):
    pact, _ceremony = signing
    answer = client.post(page, facts_for(pact, password=""))
    assert list(answer.context["form"].errors) == ["password"]
    answer = client.post(page, facts_for(pact, password="sai-mat-khau", drawing=drawn()))
    content = answer.content.decode()
    assert Signature.objects.count() == 0
    assert ("sai-mat-khau" in content, drawn() in content) == (False, True)


def test_wrong_passwords_lock_the_account_for_signing_too(client, signing, page):
    pact, _ceremony = signing
    for _try in range(5):
        answer = client.post(page, facts_for(pact, password="sai-mat-khau", drawing=drawn()))
    assert answer.context["form"].errors["password"] == [_("Too many wrong tries: this account waits 15 minutes.")]
    assert drawn() in answer.content.decode()
    client.post(page, facts_for(pact))
    assert Signature.objects.count() == 0
    assert AccessAttempt.objects.get().failures_since_start >= 5


def test_who_has_codes_signs_with_a_code_and_no_code_works_twice(client, signing):
    pact, _ceremony = signing
    user = with_codes(a_commander(pact), SECRET)
    Duty.objects.create(user=user, role=Role.COMMANDER, unit=members_of(pact.bloc)[1])
    client.force_login(user)
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    assert client.post(sign_url(pact), facts_for(pact)).context["form"].errors["password"]
    first, second = (f"{sign_url(pact)}?don-vi={unit.pk}" for unit in members_of(pact.bloc)[:2])
    assert client.post(first, facts_for(pact, password=code)).status_code == 302
    assert Signature.objects.get().proof == "code"
    assert client.post(second, facts_for(pact, password=code)).context["form"].errors["password"]
    assert Signature.objects.count() == 1


def test_a_drawing_is_kept_small_and_bare(client, signing, page):
    pact, _ceremony = signing
    client.post(page, facts_for(pact, drawing=drawn(png((1600, 600)))))
    line = Signature.objects.select_related("image").get()
    kept = bytes(line.image.png)
    address = reverse("pacts:signature_image", args=[pact.pk, line.pk])
    answer = client.get(address)
    assert (answer["Content-Type"], answer.content) == ("image/png", kept)
    assert hashlib.sha256(kept).hexdigest() == line.image.sha256
    client.force_login(a_user())
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("drawing", ["data:image/png;base64,AAAA", "javascript:alert(1)", "x" * 250_000, "data:,"])
def test_what_is_no_drawing_is_refused_in_a_sentence(client, signing, page, drawing):
    pact, _ceremony = signing
    answer = client.post(page, facts_for(pact, drawing=drawing))
    assert len(answer.context["form"].non_field_errors()) == 1
    assert Signature.objects.count() == 0


def test_an_empty_sheet_is_no_drawing(client, signing, page):
    pact, _ceremony = signing
    client.post(page, facts_for(pact, drawing=drawn(png(strokes=False))))
    assert hasattr(Signature.objects.get(), "image") is False


def test_a_changed_text_forces_a_new_reading_and_says_what_changed(client, signing, page):
    pact, _ceremony = signing
    seen = digest_of(pact)
    TextVersion.objects.create(pact=pact, number=1, canonical=canonical_of(pact), digest=seen, made_by="thử")
    a_pledge(pact, name="Nội dung mới thêm")
    answer = client.post(page, facts_for(pact, digest=seen, reached="yes", drawing=drawn()))
    content = answer.content.decode()
    assert ('data-testid="changed"' in content, 'data-testid="changes"' in content) == (True, True)
    assert (f'value="{digest_of(pact)}"' in content, f'value="{seen}"' in content) == (True, False)
    assert ('name="reached" value' in content, drawn() in content) == (False, True)
    assert (Signature.objects.count(), AccessAttempt.objects.count()) == (0, 0)


def test_before_the_ceremony_the_page_says_so_and_has_no_form(client):
    pact, _ceremony = a_signing(state="planned")
    client.force_login(a_commander(pact))
    content = client.get(sign_url(pact)).content.decode()
    assert ('data-testid="not-now"' in content, 'data-testid="sign"' in content) == (True, False)
    client.post(sign_url(pact), facts_for(pact))
    assert Signature.objects.count() == 0


def test_who_was_not_invited_yet_is_told_so_and_may_sign(client, signing, page):
    pact, ceremony = signing
    invited(pact, ceremony, 1)
    assert 'data-testid="not-called"' in client.get(page).content.decode()
    invited(pact, ceremony, 0)
    assert 'data-testid="not-called"' not in client.get(page).content.decode()
    assert client.post(page, facts_for(pact)).status_code == 302


def test_a_deputy_signs_for_the_commander_with_the_document_only(client, signing):
    pact, _ceremony = signing
    chief, deputy = a_commander(pact, name="Trưởng Phòng A"), a_user(name="Phó Phòng B")
    unit = members_of(pact.bloc)[0]
    Duty.objects.create(user=deputy, role=Role.COMMANDER, unit=unit, acting_for=chief.duties.get())
    client.force_login(deputy)
    assert list(client.post(sign_url(pact), facts_for(pact)).context["form"].errors) == ["acting_document"]
    client.post(sign_url(pact), facts_for(pact, acting_document="Số 05/GUQ"))
    line = Signature.objects.get()
    assert (line.acting_for, line.acting_document) == ("Trưởng Phòng A", "Số 05/GUQ")


def test_a_struck_signature_is_shown_and_the_unit_signs_again(client, signing, page):
    pact, _ceremony = signing
    client.post(page, facts_for(pact))
    actions.strike_signature(Signature.objects.get(), reason="Ký nhầm bản", by=a_user())
    content = client.get(page).content.decode()
    assert ('data-testid="withdrawn"' in content, "Ký nhầm bản" in content) == (True, True)
    client.post(page, facts_for(pact))
    assert Signature.objects.standing().count() == 1


def test_a_commander_declines_with_a_reason_and_may_sign_later(client, signing, page):
    pact, _ceremony = signing
    address = reverse("pacts:decline", args=[pact.pk])
    assert list(client.post(address, refusing(reason="Không")).context["form"].errors) == ["reason"]
    client.post(address, refusing())
    line = Signature.objects.get()
    assert (line.outcome, line.proof) == ("declined", "password")
    assert json.loads(Event.objects.get(verb="pacts.decline").details)["proof"] == "password"
    assert 'data-testid="declined"' in client.get(page).content.decode()
    client.post(page, facts_for(pact))
    assert list(Signature.objects.standing().values_list("outcome", flat=True)) == ["signed"]
    assert list(Event.objects.values_list("verb", flat=True)).count("pacts.decline") == 1


@pytest.mark.parametrize("secret", ["", "sai-mat-khau"])
def test_without_the_password_nothing_is_declined_and_the_session_is_no_proof(client, signing, page, secret):
    pact, _ceremony = signing
    answer = client.post(reverse("pacts:decline", args=[pact.pk]), refusing(password=secret))
    content = answer.content.decode()
    assert list(answer.context["form"].errors) == ["password"]
    assert (refusing()["reason"] in content, "sai-mat-khau" in content) == (True, False)
    assert (Signature.objects.count(), Event.objects.filter(verb="pacts.decline").count()) == (0, 0)


def test_who_has_codes_declines_with_a_code_which_is_not_shown_again_and_works_once(client, signing):
    pact, _ceremony = signing
    user = with_codes(a_commander(pact), SECRET)
    Duty.objects.create(user=user, role=Role.COMMANDER, unit=members_of(pact.bloc)[1])
    client.force_login(user)
    first, second = (f"{reverse('pacts:decline', args=[pact.pk])}?don-vi={u.pk}" for u in members_of(pact.bloc)[:2])
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    assert client.post(first, refusing()).context["form"].errors["password"]
    assert code not in client.post(first, refusing(reason="Không", password=code)).content.decode()
    assert client.post(first, refusing(password=code)).status_code == 302
    assert Signature.objects.get().proof == "code"
    assert client.post(second, refusing(password=code)).context["form"].errors["password"]
    assert Signature.objects.count() == 1


def test_only_the_own_commander_declines(client, signing):
    pact, _ceremony = signing
    for user in (a_user(Role.ADMIN), a_user(Role.SECRETARY, at=pact.bloc)):
        client.force_login(user)
        assert client.post(reverse("pacts:decline", args=[pact.pk]), {"reason": "x" * 20}).status_code == 403
    assert Signature.objects.count() == 0


def test_nothing_posted_moves_the_time_or_the_name(client, signing, page):
    pact, _ceremony = signing
    posted = {"signed_at": "2099-01-01 00:00", "how": "paper", "name": "Người Khác", "unit": "1", "code": "AAAA-AAAA"}
    client.post(page, facts_for(pact, **posted))
    line = Signature.objects.get()
    assert abs(line.signed_at.timestamp() - time.time()) < 60
    assert (line.how, line.name, line.proof) == ("account", "Lê Văn Cường", "password")
    assert line.code != "AAAA-AAAA"


def test_the_whole_text_and_the_capacity_stand_before_the_button(client, signing, page):
    pact, _ceremony = signing
    user = a_commander(pact)
    user.leader = a_head_of(members_of(pact.bloc)[0])
    user.save()
    client.force_login(user)
    content = client.get(page).content.decode()
    button = content.index('data-testid="sign"')
    for words in (
        pact.title,
        pact.pledges.get().name,
        'data-testid="text-end"',
        'data-testid="capacity"',
        "Trưởng phòng",
    ):
        assert content.index(words) < button


def test_the_password_is_neither_logged_nor_kept(client, signing, page):
    pact, _ceremony = signing
    client.post(page, facts_for(pact))
    told = "".join(Event.objects.values_list("canonical", flat=True))
    kept = str(dict(client.session.items()))
    assert (PASSWORD in told, PASSWORD in kept) == (False, False)
