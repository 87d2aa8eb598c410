"""A thing of one bloc is not reached through the address, or the form, of another."""

import pytest
from django.urls import reverse

from blocs.models import Event, Role
from pacts.models import (
    Attendee,
    Ceremony,
    Contribution,
    OwnTarget,
    Pledge,
    PledgeGroup,
    Registration,
    Section,
    Signature,
)
from reports.models import Extension, Figure, Honour, Publication
from tests.access_world import a_picture, a_world
from tests.make import a_bloc, a_ceremony, a_head_of, a_pact, a_title, a_user, members_of
from tests.test_access_matrix import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return a_world()


@pytest.fixture
def theirs():
    """Another bloc with a pact, a ceremony and their rows; its secretary is not ours."""
    bloc = a_bloc()
    pact = a_pact(bloc, state="open")
    ceremony = a_ceremony(bloc, state="live")
    unit = members_of(bloc)[0]
    return {
        "bloc": bloc,
        "pact": pact,
        "pledge": pact.pledges.get(),
        "section": pact.sections.get(),
        "group": PledgeGroup.objects.create(pact=pact, name="Nhóm khác"),
        "ceremony": ceremony,
        "unit": unit,
        "membership": bloc.memberships.get(unit=unit),
        "leader": a_head_of(unit, "Người Nơi Khác"),
        "contribution": Contribution.objects.create(ceremony=ceremony, purpose="Quỹ"),
        "attendee": Attendee.objects.create(ceremony=ceremony, part="guest", name="Khách"),
        "signature": Signature.objects.create(pact=pact, ceremony=ceremony, unit=unit, recorded_by="thư ký"),
    }


@pytest.fixture
def secretary(ours):
    return client_of(ours["people"]["secretary"])


def both_ways(client, name, *args) -> set[int]:
    address = reverse(name, args=args)
    return {client.get(address).status_code, client.post(address).status_code} - {405}


def test_a_ceremony_does_not_lead_to_anothers_pact_signature_or_line(ours, theirs, secretary):
    mine, before = ours["ceremony"].pk, Event.objects.count()
    ways = [
        ("pacts:signature_add", mine, theirs["pact"].pk, theirs["unit"].pk),
        ("pacts:signature_record", mine, theirs["pact"].pk, theirs["unit"].pk),
        ("pacts:signature_record_all", mine, theirs["pact"].pk),
        ("pacts:signature_absent", mine, theirs["pact"].pk, theirs["unit"].pk),
        ("pacts:signature_witness", mine, theirs["pact"].pk),
        ("pacts:ceremony_seal", mine, theirs["pact"].pk),
        ("pacts:ceremony_seal", mine, ours["draft"].pk),  # one's own, but not on this table
        ("pacts:signature_strike", mine, theirs["signature"].pk),
        ("pacts:line_edit", mine, "dong-gop", theirs["contribution"].pk),
        ("pacts:line_remove", mine, "dai-bieu", theirs["attendee"].pk),
        ("pacts:signature_strike", theirs["ceremony"].pk, theirs["signature"].pk),
    ]
    assert {way: answer for way in ways if (answer := both_ways(secretary, *way)) != {404}} == {}
    assert Event.objects.count() == before


def test_a_unit_outside_the_bloc_never_signs(ours, theirs, secretary):
    at = [ours["ceremony"].pk, ours["open"].pk, theirs["unit"].pk]
    before = Signature.objects.count()
    for name in ("signature_record", "signature_add", "signature_absent"):
        secretary.post(reverse(f"pacts:{name}", args=at), {"name": "Kẻ gian", "reason": "vắng"})
    assert Signature.objects.count() == before


def refuses(client, address: str, data: dict, *fields: str) -> bool:
    """The page comes back with a sentence at each of the fields."""
    answer = client.post(address, data)
    return answer.status_code == 200 and set(fields) <= set(answer.context["form"].errors)


def test_a_pledge_takes_no_section_or_group_of_another_pact(ours, theirs, secretary):
    data = {"name": "Lấn sang", "kind": "qualitative", "section": theirs["section"].pk, "group": theirs["group"].pk}
    add = reverse("pacts:pledge_add", args=[ours["draft"].pk])
    edit = reverse("pacts:pledge_edit", args=[ours["pledge"].pk])
    assert refuses(secretary, add, data, "section", "group")
    assert refuses(secretary, edit, {**data, "revision": ours["pledge"].revision}, "section", "group")
    assert not Pledge.objects.filter(name="Lấn sang").exists()
    assert Section.objects.get(pk=theirs["section"].pk).pledges.count() == 1


def test_an_own_target_and_a_title_are_for_members_only(ours, theirs, secretary):
    before = OwnTarget.objects.count(), Registration.objects.count()
    own = reverse("pacts:own_targets", args=[ours["pledge"].pk])
    titles = reverse("pacts:registrations", args=[ours["draft"].pk])
    assert refuses(secretary, own, {"membership": theirs["membership"].pk, "target": "99"}, "membership")
    assert refuses(secretary, titles, {"unit": theirs["unit"].pk, "title": ours["title"].pk}, "unit")
    assert (OwnTarget.objects.count(), Registration.objects.count()) == before


def test_a_ceremony_is_planned_only_for_blocs_and_pacts_one_runs(ours, theirs, secretary):
    data = {"kind": "signing", "title": "Lễ lấn sang", "precision": "day", "on": "15/01/2018"}
    plan = reverse("pacts:ceremony_plan")
    foreign = {"blocs": [theirs["bloc"].pk], "pacts": [theirs["pact"].pk], "president": theirs["leader"].pk}
    assert refuses(secretary, plan, data | foreign, "blocs", "pacts", "president")
    assert secretary.get(f"{plan}?giao_uoc={theirs['pact'].pk}").status_code == 404
    assert secretary.get(f"{plan}?khoi={theirs['bloc'].pk}").status_code == 404
    assert not Ceremony.objects.filter(title="Lễ lấn sang").exists()


def test_an_attendee_is_no_leader_or_unit_of_elsewhere(ours, theirs, secretary):
    address = reverse("pacts:line_add", args=[ours["ceremony"].pk, "dai-bieu"])
    data = {"part": "guest", "order": "9", "leader": theirs["leader"].pk, "unit": theirs["unit"].pk}
    assert refuses(secretary, address, data, "leader", "unit")
    gift = reverse("pacts:line_add", args=[ours["ceremony"].pk, "dong-gop"])
    assert refuses(secretary, gift, {"purpose": "Quỹ", "order": "9", "unit": theirs["unit"].pk}, "unit")
    said = reverse("pacts:line_add", args=[ours["ceremony"].pk, "chi-dao"])
    assert refuses(secretary, said, {"order": "9", "text": "Lời", "given_by": theirs["attendee"].pk}, "given_by")


def test_figures_are_for_members_of_the_phase_only(ours, theirs):
    client, before = client_of(ours["people"]["commander"]), Figure.objects.count()
    entry = reverse("reports:figure_entry")
    others = [theirs["unit"].pk, ours["head_unit"].pk, "khoi", 10**17]
    answers = [client.get(f"{entry}?ky={ours['reporting'].pk}&don_vi={unit}").status_code for unit in others]
    assert answers == [404, 403, 403, 404]
    address = f"{entry}?ky={ours['reporting'].pk}&don_vi={ours['unit'].pk}"
    client.post(address, {f"p{theirs['pledge'].pk}-value": "92", f"p{ours['pledge'].pk}-value": "92"})
    assert Figure.objects.count() == before  # pledges of another pact, and of a draft, are no rows of this sheet


def test_an_extension_and_an_honour_are_for_members_only(ours, theirs, secretary):
    longer = reverse("reports:reporting_extend", args=[ours["reporting"].pk])
    words = {"due_on": "31/12/2099", "reason": "Đơn vị đang khắc phục thiên tai"}
    secretary.post(longer, {**words, "unit": theirs["unit"].pk})
    assert not Extension.objects.exists()
    honour = f"{reverse('reports:honour_add')}?khoi={ours['bloc'].pk}"
    assert refuses(secretary, honour, {"title": a_title().pk, "status": "awarded", "unit": theirs["unit"].pk}, "unit")
    assert Honour.objects.count() == 1


def test_a_summary_is_drafted_for_a_bloc_of_its_ceremony(ours, theirs, secretary):
    mine = f"{reverse('reports:publication_draft')}?le={ours['held'].pk}"
    assert refuses(secretary, mine, {"bloc": theirs["bloc"].pk}, "bloc")
    assert secretary.get(f"{reverse('reports:publication_draft')}?le={theirs['ceremony'].pk}").status_code == 404
    assert not Publication.objects.filter(bloc=theirs["bloc"]).exists()


def test_a_removed_row_is_put_back_only_where_it_stood(ours, secretary):
    gone = ours["second_pledge"].pk
    secretary.post(reverse("pacts:pledge_remove", args=[gone]))
    token = secretary.session["removed_pledge"]["token"]
    secretary.post(reverse("pacts:pledge_restore", args=[ours["open"].pk]), {"token": token})
    secretary.post(reverse("pacts:pledge_restore", args=[ours["draft"].pk]), {"token": token + "x"})
    assert not Pledge.objects.filter(pk=gone).exists()
    secretary.post(reverse("pacts:pledge_restore", args=[ours["draft"].pk]), {"token": token})
    assert Pledge.objects.get(pk=gone).pact == ours["draft"]


def test_a_duty_of_yesterday_opens_nothing(ours):
    client = client_of(ours["people"]["former"])
    assert client.get(reverse("pacts:pact_detail", args=[ours["draft"].pk])).status_code == 404
    assert client.post(reverse("pacts:pact_check", args=[ours["draft"].pk]), {"declared": "on"}).status_code == 404


def test_a_superuser_signs_for_nobody(ours):
    root = client_of(a_user(Role.ADMIN, is_superuser=True, is_staff=True))
    assert both_ways(root, "pacts:signature_sign", ours["ceremony"].pk, ours["open"].pk) == {403}


def test_bodies_that_are_no_forms_are_no_errors(ours, secretary):
    address = reverse("pacts:pact_edit", args=[ours["draft"].pk])
    bodies = [
        ("application/json", b"{"),
        ("application/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name="),
        ("multipart/form-data", b"--x"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"title=%00%ff"),
        ("application/x-www-form-urlencoded; charset=no-such", b"title=a"),
        ("", b"\xff\xfe\x00"),
    ]
    answers = [secretary.generic("POST", address, body, kind).status_code for kind, body in bodies]
    assert set(answers) <= {200, 400}, answers


def test_a_picture_that_is_no_picture_is_refused_with_a_sentence(ours, secretary):
    from django.core.files.uploadedfile import SimpleUploadedFile

    address = reverse("pacts:photo_add", args=[ours["ceremony"].pk])
    words = {"caption": "Lễ ký", "alt": "Đại biểu trong hội trường", "order": "2"}
    files = [b"", b"<svg onload=alert(1)>", b"GIF89a" + b"\x00" * 50, a_picture()[:200], b"%PDF-1.4", b"MZ" * 100]
    for content in files:
        upload = SimpleUploadedFile("anh.jpg", content, content_type="image/jpeg")
        answer = secretary.post(address, {**words, "upload": upload})
        assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True), content[:10]
