"""The pages of a ceremony: who sees them, who may act, and how few presses the day takes."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.models import Role
from pacts.models import Ceremony
from tests.make import a_bloc, a_ceremony, a_head_of, a_pact, a_user, members_of, the_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def pact():
    return a_pact(a_bloc(), state="open")


@pytest.fixture
def ceremony(pact):
    return a_ceremony(pact.bloc, on=date(2017, 2, 15))


def as_secretary(client, bloc):
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    return client


def url(name, *args) -> str:
    return reverse(f"pacts:{name}", args=args)


def statuses(client, cast, ask) -> dict[str, int]:
    found = {}
    for role, user in cast.items():
        client.force_login(user)
        found[role] = ask(client).status_code
    return found


READERS = ["standing", "head_commander", "commander", "reporter"]


def test_the_book_is_read_by_the_bloc_and_by_nobody_else(client, ceremony):
    cast = the_cast(ceremony.blocs.get())
    found = statuses(client, cast, lambda c: c.get(url("ceremony_detail", ceremony.pk)))
    assert found == {role: 404 if role == "stranger" else 200 for role in cast}


@pytest.mark.parametrize(
    "name, args",
    [
        ("ceremony_begin", []),
        ("ceremony_console", []),
        ("ceremony_edit", []),
        ("ceremony_minutes", []),
        ("ceremony_postpone", []),
        ("ceremony_cancel", []),
        ("line_add", ["dai-bieu"]),
        ("line_add", ["chuong-trinh"]),
        ("line_add", ["chi-dao"]),
        ("line_add", ["dong-gop"]),
        ("photo_add", []),
    ],
)
def test_only_the_secretary_and_the_administrator_run_it(client, ceremony, name, args):
    cast = the_cast(ceremony.blocs.get())
    found = statuses(client, cast, lambda c: c.get(url(name, ceremony.pk, *args)))
    assert found == {"admin": 200, "secretary": 200, "stranger": 404} | dict.fromkeys(READERS, 403)


def test_only_the_secretary_and_the_administrator_press(client, ceremony):
    cast = the_cast(ceremony.blocs.get())
    press = url("ceremony_hold", ceremony.pk)
    found = statuses(client, cast, lambda c: c.post(press))
    assert found == {"admin": 302, "secretary": 302, "stranger": 404} | dict.fromkeys(READERS, 403)
    assert client.get(press).status_code == 405


def test_only_the_standing_body_reopens(client, ceremony):
    Ceremony.objects.update(state="held")
    cast = the_cast(ceremony.blocs.get())
    found = statuses(client, cast, lambda c: c.get(url("ceremony_reopen", ceremony.pk)))
    others = dict.fromkeys(["secretary", "head_commander", "commander", "reporter"], 403)
    assert found == {"admin": 200, "standing": 200, "stranger": 404} | others
    client.force_login(cast["standing"])
    client.post(url("ceremony_reopen", ceremony.pk), {"reason": "Bế mạc nhầm"})
    assert Ceremony.objects.get().state == "live"


def test_nobody_without_a_login(client, ceremony):
    answer = client.get(url("ceremony_detail", ceremony.pk))
    assert (answer.status_code, "dang-nhap" in answer.url or "login" in answer.url) == (302, True)


def test_a_secretary_of_one_bloc_does_not_run_a_joint_ceremony_alone(client, ceremony):
    mine = ceremony.blocs.get()
    ceremony.blocs.add(a_bloc())
    as_secretary(client, mine)
    assert client.get(url("ceremony_edit", ceremony.pk)).status_code == 403
    assert client.post(url("ceremony_begin", ceremony.pk)).status_code == 403
    assert client.get(url("ceremony_console", ceremony.pk)).status_code == 200


# --- Planning ---


def the_form(answer) -> dict:
    """What a browser would send back if nothing were typed."""
    found = {}
    for field in answer.context["form"]:
        value = field.value()
        if value in (None, "", False):
            continue
        found[field.html_name] = [getattr(one, "pk", one) for one in value] if isinstance(value, list) else value
        found[field.html_name] = getattr(found[field.html_name], "pk", found[field.html_name])
    return found


def test_a_signing_is_planned_with_one_press(client, pact):
    head = a_head_of(members_of(pact.bloc)[0])
    as_secretary(client, pact.bloc)
    address = url("ceremony_plan") + f"?giao_uoc={pact.pk}"
    answer = client.post(address, the_form(client.get(address)))
    ceremony = Ceremony.objects.get()
    assert (answer.status_code, answer.url) == (302, ceremony.get_absolute_url())
    assert (ceremony.kind, list(ceremony.pacts.all()), list(ceremony.blocs.all())) == ("signing", [pact], [pact.bloc])
    assert ceremony.attendees.get().leader == head
    assert ceremony.agenda.count() == 7


def test_a_bloc_brings_its_open_pact_along(client, pact):
    as_secretary(client, pact.bloc)
    address = url("ceremony_plan") + f"?khoi={pact.bloc.pk}"
    client.post(address, the_form(client.get(address)))
    assert list(Ceremony.objects.get().pacts.all()) == [pact]
    client.force_login(a_user(Role.SECRETARY, at=a_bloc()))
    assert client.get(address).status_code == 404


def test_the_day_takes_five_presses_after_the_plan(client, pact):
    """Begin, record the vote as the page has it filled in, record all signatures, seal, close."""
    a_head_of(members_of(pact.bloc)[0])
    as_secretary(client, pact.bloc)
    address = url("ceremony_plan") + f"?giao_uoc={pact.pk}"
    client.post(address, the_form(client.get(address)))
    ceremony = Ceremony.objects.get()
    assert client.post(url("ceremony_begin", ceremony.pk), {"season": "2017"}).status_code == 302
    vote = url("pact_adopt", pact.pk) + f"?le={ceremony.pk}"
    assert (
        client.post(vote, the_form(client.get(vote))).url == url("ceremony_console", ceremony.pk) + f"#pact-{pact.pk}"
    )
    for name, args in [
        ("signature_record_all", [ceremony.pk, pact.pk]),
        ("ceremony_seal", [ceremony.pk, pact.pk]),
        ("ceremony_hold", [ceremony.pk]),
    ]:
        assert client.post(url(name, *args)).status_code == 302
    ceremony.refresh_from_db()
    pact.refresh_from_db()
    assert (ceremony.state, pact.state, pact.signatures.count()) == ("held", "sealed", 3)


def test_a_plan_for_a_pact_of_another_bloc_is_not_found(client, pact):
    as_secretary(client, a_bloc())
    assert client.get(url("ceremony_plan") + f"?giao_uoc={pact.pk}").status_code == 404


def test_who_runs_no_bloc_plans_nothing(client, pact):
    client.force_login(a_user(Role.COMMANDER, at=members_of(pact.bloc)[0]))
    assert client.get(url("ceremony_plan")).status_code == 403
    assert client.get(url("ceremony_plan") + f"?giao_uoc={pact.pk}").status_code == 403


def test_blocs_of_others_cannot_be_chosen(client, pact):
    other = a_bloc()
    as_secretary(client, pact.bloc)
    facts = {"kind": "signing", "title": "Lễ ký", "precision": "day", "on": "15/2/2017", "blocs": [other.pk]}
    answer = client.post(url("ceremony_plan"), facts)
    assert (answer.status_code, "blocs" in answer.context["form"].errors) == (200, True)
    assert Ceremony.objects.count() == 0


def test_a_wrong_date_gets_its_sentence_and_keeps_what_was_typed(client, pact):
    as_secretary(client, pact.bloc)
    facts = {"kind": "signing", "title": "Lễ ký kết", "precision": "day", "on": "2/15/2017", "blocs": [pact.bloc.pk]}
    answer = client.post(url("ceremony_plan"), facts)
    assert list(answer.context["form"].errors) == ["on"]
    assert 'value="2/15/2017"' in answer.content.decode()
    assert 'value="Lễ ký kết"' in answer.content.decode()


@pytest.mark.parametrize(
    "facts, when",
    [
        ({"precision": "month", "on": "01/03/2017"}, "tháng 3 năm 2017"),
        ({"precision": "unknown"}, "không rõ ngày"),
        ({"precision": "range", "on": "15/02/2017", "until": "17/02/2017"}, "từ ngày 15/02/2017 đến ngày 17/02/2017"),
    ],
)
def test_dates_known_only_roughly_are_planned_and_told(client, pact, facts, when):
    as_secretary(client, pact.bloc)
    client.post(url("ceremony_plan"), {"kind": "signing", "title": "Lễ ký", "blocs": [pact.bloc.pk], **facts})
    assert when in client.get(Ceremony.objects.get().get_absolute_url()).content.decode()


def test_a_range_needs_its_last_day(client, pact):
    as_secretary(client, pact.bloc)
    facts = {"kind": "signing", "title": "Lễ ký", "precision": "range", "on": "15/2/2017", "blocs": [pact.bloc.pk]}
    answer = client.post(url("ceremony_plan"), facts)
    sentence = _("Give the date, or say that it is not known; a range needs its last day.")
    assert answer.context["form"].non_field_errors() == [sentence]


def test_two_people_editing_see_both_values(client, ceremony, pact):
    as_secretary(client, pact.bloc)
    address = url("ceremony_edit", ceremony.pk)
    facts = the_form(client.get(address))
    client.post(address, {**facts, "place_name": "Hội trường A"})
    answer = client.post(address, {**facts, "place_name": "Hội trường B"})
    content = answer.content.decode()
    assert "Hội trường A" in content
    assert 'value="Hội trường B"' in content
    ceremony.refresh_from_db()
    assert ceremony.place_name == "Hội trường A"


# --- The day ---


def test_an_obstacle_stands_where_the_button_would_be(client, ceremony, pact):
    Ceremony.objects.update(state="live")
    as_secretary(client, pact.bloc)
    content = client.get(url("ceremony_console", ceremony.pk)).content.decode()
    assert _("Nobody is recorded as presiding.") in content
    assert url("ceremony_hold", ceremony.pk) not in content
    assert str(_("No directions are recorded yet; they can be added after the ceremony.")) in content


def test_a_refused_press_leads_back_with_its_sentences(client, ceremony, pact):
    Ceremony.objects.update(state="live")
    as_secretary(client, pact.bloc)
    console = url("ceremony_console", ceremony.pk)
    referer = {"HTTP_REFERER": f"http://testserver{console}"}
    answer = client.post(url("ceremony_hold", ceremony.pk), follow=True, **referer)
    assert answer.redirect_chain == [(f"http://testserver{console}", 302)]
    said = [str(message) for message in answer.context["messages"]]
    assert said == [_("“%(pact)s” is not sealed yet.") % {"pact": pact}, _("Nobody is recorded as presiding.")]


def test_a_postponement_is_told_with_the_day_before(client, ceremony, pact):
    as_secretary(client, pact.bloc)
    client.post(url("ceremony_postpone", ceremony.pk), {"on": "20/2/2017", "reason": "Bận công tác"})
    content = client.get(ceremony.get_absolute_url()).content.decode()
    assert ("20/02/2017" in content, "15/02/2017" in content) == (True, True)


def test_a_step_without_its_reason_comes_back(client, ceremony, pact):
    as_secretary(client, pact.bloc)
    answer = client.post(url("ceremony_cancel", ceremony.pk), {"reason": " "})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["reason"])
    assert Ceremony.objects.get().state == "planned"


def test_an_empty_list_says_what_to_do(client):
    as_secretary(client, a_bloc())
    content = client.get(url("ceremony_list")).content.decode()
    assert url("ceremony_plan") in content
    sentence = _("No ceremony has been planned yet. A ceremony is planned from a pact that is open for signature.")
    assert sentence in content
