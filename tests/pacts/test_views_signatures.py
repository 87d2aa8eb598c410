"""The desk: who records, who strikes; and the commander's own signature."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.models import Role
from pacts.actions import pacts as pact_actions
from pacts.actions.signatures import record_all_present, record_signature
from pacts.models import Signature
from tests.make import a_bloc, a_ceremony, a_head_of, a_signing, a_user, adopted, members_of, the_cast
from tests.pacts.signing_tools import facts_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def signing():
    return a_signing()


def url(name, *args) -> str:
    return reverse(f"pacts:{name}", args=args)


def as_secretary(client, bloc):
    user = a_user(Role.SECRETARY, at=bloc)
    client.force_login(user)
    return user


def as_commander(client, pact, n=0):
    user = a_user(Role.COMMANDER, at=members_of(pact.bloc)[n], name="Lê Văn Cường")
    client.force_login(user)
    return user


READERS = ["standing", "head_commander", "commander", "reporter"]


def statuses(client, cast, ask) -> dict[str, int]:
    found = {}
    for role, user in cast.items():
        client.force_login(user)
        found[role] = ask(client).status_code
    return found


def test_only_the_secretary_and_the_administrator_record(client, signing):
    pact, ceremony = signing
    cast = the_cast(pact.bloc)
    unit = members_of(pact.bloc)[0]
    for name, args, done in [
        ("signature_record", [unit.pk], 302),
        ("signature_record_all", [], 302),
        ("ceremony_seal", [], 302),
    ]:
        address = url(name, ceremony.pk, pact.pk, *args)
        found = statuses(client, cast, lambda c, address=address: c.post(address))
        assert found == {"admin": done, "secretary": done, "stranger": 404} | dict.fromkeys(READERS, 403)
        assert client.get(address).status_code == 405
    assert (Signature.objects.count(), len({row.unit_id for row in Signature.objects.all()})) == (3, 3)


@pytest.mark.parametrize("name", ["signature_add", "signature_absent", "signature_witness"])
def test_only_they_see_the_forms_of_the_desk(client, signing, name):
    pact, ceremony = signing
    args = [] if name == "signature_witness" else [members_of(pact.bloc)[0].pk]
    cast = the_cast(pact.bloc)
    found = statuses(client, cast, lambda c: c.get(url(name, ceremony.pk, pact.pk, *args)))
    assert found == {"admin": 200, "secretary": 200, "stranger": 404} | dict.fromkeys(READERS, 403)


def test_only_they_strike(client, signing):
    pact, ceremony = signing
    signature = record_signature(pact, members_of(pact.bloc)[0], ceremony=ceremony, by=a_user())
    cast = the_cast(pact.bloc)
    found = statuses(client, cast, lambda c: c.get(url("signature_strike", ceremony.pk, signature.pk)))
    assert found == {"admin": 200, "secretary": 200, "stranger": 404} | dict.fromkeys(READERS, 403)


def test_the_desk_counts_and_tells_each_state_in_order(client, signing):
    pact, ceremony = signing
    first, second, third = members_of(pact.bloc)
    as_secretary(client, pact.bloc)
    client.post(url("signature_record", ceremony.pk, pact.pk, third.pk))
    client.post(url("signature_absent", ceremony.pk, pact.pk, second.pk), {"reason": "Đi công tác"})
    answer = client.get(url("ceremony_console", ceremony.pk))
    [sheet] = answer.context["sheets"]
    assert [(line.unit, line.state) for line in sheet.table] == [
        (first, "waiting"),
        (second, "absent"),
        (third, "signed"),
    ]
    content = answer.content.decode()
    assert _("%(counter)s units have signed") % {"counter": "1/3"} in content
    assert "Đi công tác" in content


def test_the_counter_has_as_many_digits_as_the_whole(client):
    pact, ceremony = a_signing(13)
    as_secretary(client, pact.bloc)
    for unit in members_of(pact.bloc)[:7]:
        client.post(url("signature_record", ceremony.pk, pact.pk, unit.pk))
    content = client.get(url("ceremony_console", ceremony.pk)).content.decode()
    assert _("%(counter)s units have signed") % {"counter": "07/13"} in content


def test_pressing_twice_records_once_and_says_so(client, signing):
    pact, ceremony = signing
    unit = members_of(pact.bloc)[0]
    as_secretary(client, pact.bloc)
    press = url("signature_record", ceremony.pk, pact.pk, unit.pk)
    console = url("ceremony_console", ceremony.pk)
    client.post(press)
    answer = client.post(press, follow=True, HTTP_REFERER=f"http://testserver{console}")
    said = [str(message) for message in answer.context["messages"]]
    assert said[-1] == _("A signature for %(unit)s is recorded already.") % {"unit": unit}
    assert Signature.objects.count() == 1


def test_a_delegation_is_recorded_with_its_document(client, signing):
    pact, ceremony = signing
    unit = members_of(pact.bloc)[0]
    a_head_of(unit)
    as_secretary(client, pact.bloc)
    address = url("signature_add", ceremony.pk, pact.pk, unit.pk)
    assert 'value="Nguyễn Văn An"' in client.get(address).content.decode()
    facts = {"name": "Trần Văn Bình", "rank": "Trung tá", "acting_for": "Nguyễn Văn An", "acting_document": "Số 05"}
    client.post(address, facts)
    kept = Signature.objects.values("name", "rank", "acting_for", "acting_document").get()
    assert kept == facts


def test_a_time_typed_wrongly_keeps_the_form(client, signing):
    pact, ceremony = signing
    as_secretary(client, pact.bloc)
    address = url("signature_add", ceremony.pk, pact.pk, members_of(pact.bloc)[0].pk)
    answer = client.post(address, {"name": "Trần Văn Bình", "signed_at": "25:00, 15/02/2017"})
    assert list(answer.context["form"].errors) == ["signed_at"]
    assert 'value="Trần Văn Bình"' in answer.content.decode()
    answer = client.post(address, {"name": "Trần Văn Bình", "signed_at": "14:05, 15/02/2099"})
    assert answer.context["form"].non_field_errors() == [_("The time of signing cannot be in the future.")]
    assert Signature.objects.count() == 0


def test_a_unit_of_another_bloc_is_refused_in_a_sentence(client, signing):
    pact, ceremony = signing
    stranger = members_of(a_bloc())[0]
    as_secretary(client, pact.bloc)
    console = url("ceremony_console", ceremony.pk)
    press = url("signature_record", ceremony.pk, pact.pk, stranger.pk)
    answer = client.post(press, follow=True, HTTP_REFERER=f"http://testserver{console}")
    said = [str(message) for message in answer.context["messages"]]
    assert said == [_("%(unit)s is not a member of this bloc.") % {"unit": stranger}]


def test_a_pact_is_signed_only_at_its_own_ceremony(client, signing):
    pact, _ceremony = signing
    elsewhere = a_ceremony(a_bloc())
    elsewhere.blocs.add(pact.bloc)
    as_secretary(client, pact.bloc)
    press = url("signature_record", elsewhere.pk, pact.pk, members_of(pact.bloc)[0].pk)
    assert client.post(press).status_code == 404


def test_a_struck_signature_stays_readable_and_the_unit_waits_again(client, signing):
    pact, ceremony = signing
    unit = members_of(pact.bloc)[0]
    secretary = as_secretary(client, pact.bloc)
    wrong = record_signature(pact, unit, ceremony=ceremony, name="Nhầm Người", by=secretary)
    address = url("signature_strike", ceremony.pk, wrong.pk)
    assert client.post(address, {"reason": ""}).status_code == 200
    client.post(address, {"reason": "Ghi nhầm tên"})
    content = client.get(url("ceremony_console", ceremony.pk)).content.decode()
    assert ("Nhầm Người" in content, "Ghi nhầm tên" in content) == (True, True)
    assert url("signature_record", ceremony.pk, pact.pk, unit.pk) in content


def test_after_the_seal_the_desk_takes_late_signatures_only(client, signing):
    pact, ceremony = signing
    *_others, last = members_of(pact.bloc)
    secretary = as_secretary(client, pact.bloc)
    client.post(url("signature_absent", ceremony.pk, pact.pk, last.pk), {"reason": "Đi công tác"})
    record_all_present(pact, ceremony=ceremony, by=secretary)
    adopted(pact)
    client.post(url("ceremony_seal", ceremony.pk, pact.pk))
    content = client.get(url("ceremony_console", ceremony.pk)).content.decode()
    assert _("Record late signature") in content
    assert "/gach/" not in content
    client.post(url("signature_record", ceremony.pk, pact.pk, last.pk))
    assert Signature.objects.get(unit=last, outcome="signed").is_late is True


def test_the_seal_is_hindered_in_sentences_at_the_desk(client, signing):
    pact, ceremony = signing
    as_secretary(client, pact.bloc)
    content = client.get(url("ceremony_console", ceremony.pk)).content.decode()
    assert url("ceremony_seal", ceremony.pk, pact.pk) not in content
    for unit in members_of(pact.bloc):
        assert _("%(unit)s has not signed.") % {"unit": unit} in content


def test_a_witness_is_recorded_from_the_register_or_by_name(client, signing):
    pact, ceremony = signing
    as_secretary(client, pact.bloc)
    address = url("signature_witness", ceremony.pk, pact.pk)
    answer = client.post(address, {"name": ""})
    assert answer.context["form"].non_field_errors() == [_("Say who witnesses.")]
    client.post(address, {"name": "Trần Thị Bích", "position": "Phó Giám đốc"})
    assert Signature.objects.filter(part="witness").values_list("name", "position").get() == (
        "Trần Thị Bích",
        "Phó Giám đốc",
    )


# --- The commander signs: at the pact's own address; see test_signing_own.py ---


def test_only_a_commander_of_a_member_unit_opens_the_page(client, signing):
    pact, ceremony = signing
    cast = the_cast(pact.bloc)
    others = dict.fromkeys(["admin", "standing", "secretary", "reporter"], 403)
    found = statuses(client, cast, lambda c: c.get(url("signature_sign", ceremony.pk, pact.pk)))
    assert found == {"head_commander": 302, "commander": 302, "stranger": 404} | others
    found = statuses(client, cast, lambda c: c.get(url("sign", pact.pk)))
    assert found == {"head_commander": 200, "commander": 200, "stranger": 404} | others


def test_the_old_address_leads_to_the_pacts_own(client, signing):
    pact, ceremony = signing
    as_commander(client, pact)
    assert client.get(url("signature_sign", ceremony.pk, pact.pk))["Location"] == url("sign", pact.pk)


def test_the_way_to_the_signature_is_shown_to_those_who_still_have_to_sign(client, signing):
    pact, ceremony = signing
    book, sign = url("ceremony_detail", ceremony.pk), url("signature_sign", ceremony.pk, pact.pk)
    as_secretary(client, pact.bloc)
    assert sign not in client.get(book).content.decode()
    as_commander(client, pact)
    assert sign in client.get(book).content.decode()
    client.post(url("sign", pact.pk), facts_for(pact))
    assert sign not in client.get(book).content.decode()


def test_even_a_superuser_cannot_sign(client, signing):
    pact, _ceremony = signing
    client.force_login(a_user(Role.ADMIN, is_superuser=True, is_staff=True))
    assert client.post(url("sign", pact.pk), facts_for(pact)).status_code == 403
    assert Signature.objects.count() == 0


def test_a_late_commander_signs_beside_the_seal(client, signing):
    pact, ceremony = signing
    *_others, last = members_of(pact.bloc)
    secretary = as_secretary(client, pact.bloc)
    client.post(url("signature_absent", ceremony.pk, pact.pk, last.pk), {"reason": "Đi công tác"})
    record_all_present(pact, ceremony=ceremony, by=secretary)
    adopted(pact)
    pact = pact_actions.seal(pact, by=secretary)
    as_commander(client, pact, 2)
    content = client.post(url("sign", pact.pk), facts_for(pact), follow=True).content.decode()
    late = Signature.objects.get(unit=last, outcome="signed")
    assert (late.is_late, late.how) == (True, "account")
    assert _("It is late and stands beside the seal with its own date.") in content
