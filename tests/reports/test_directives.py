"""Directives: who gives, who answers, what the unit sees, when it is settled, and that nobody else reads them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Notice, Role
from reports.actions import directives as actions
from reports.directive_facts import directive_tasks_for
from reports.logic.directive_states import DIRECTIVE
from reports.logic.tasks import TaskStatus
from reports.models import Directive
from tests.make import a_figure, a_reporting, a_signing, a_user, members_of, the_cast

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=7)
REASON = "Chưa nêu rõ số vụ đã giải quyết trong quý III"
TYPED = SOON.strftime("%d/%m/%Y")


@pytest.fixture
def place():
    pact, _ceremony = a_signing(3)
    pact.state, pact.sealed_at, pact.digest, pact.canonical = "sealed", timezone.now(), "0" * 64, "văn bản"
    pact.save()
    bloc = pact.bloc
    reporting = a_reporting(bloc)
    units = members_of(bloc)
    a_figure(pact.pledges.get(), units[-1], phase=reporting.phase)
    return {"bloc": bloc, "pact": pact, "units": units, "unit": units[-1], "phase": reporting.phase, **the_cast(bloc)}


def a_directive(place, **facts) -> Directive:
    own = {"bloc": place["bloc"], "unit": place["unit"], "text": "Tập trung giải quyết án tồn", "due_on": SOON}
    return actions.give_directive(Directive(**own | facts), by=place["head_commander"])


def give_url(place, **more) -> str:
    pledge = place["pact"].pledges.get()
    asked = {"khoi": place["bloc"].pk, "ky": place["phase"].slug, "don_vi": place["unit"].pk, "chi_tieu": pledge.pk}
    return reverse("reports:directive_give", query=asked | more)


# --- CMD-2 AC 3: a direction sent stands in the unit's tasks at once


def test_cmd_2_ac_3_a_directive_is_a_task_of_the_unit_at_once(client, place):
    client.force_login(place["head_commander"])
    text = "Rà soát, giải quyết dứt điểm án tồn trước ngày họp khối"
    assert client.post(give_url(place), {"text": text, "due_on": TYPED}).status_code == 302
    directive = Directive.objects.get()
    assert (directive.unit, directive.pledge, directive.section) == (
        place["unit"], place["pact"].pledges.get(), place["pact"].sections.get(),
    )  # fmt: skip
    for who in ("commander", "reporter"):
        client.force_login(place[who])
        page = client.get(reverse("reports:my_tasks")).content.decode()
        assert text in page and reverse("reports:directive_detail", args=[directive.pk]) in page
    told = set(
        Notice.objects.filter(kind="directive", about=f"directive:{directive.pk}").values_list("user", flat=True)
    )
    assert told == {place["commander"].pk, place["reporter"].pk}
    assert Event.objects.about(directive).get().verb == "reports.give_directive"


@pytest.mark.parametrize("typed", [{"text": "Quá ngắn"}, {"due_on": "01/01/2017"}, {"due_on": ""}, {"text": ""}])
def test_too_short_a_text_or_a_day_past_is_refused_and_stays_typed(client, place, typed):
    client.force_login(place["head_commander"])
    said = {"text": "Rà soát, giải quyết dứt điểm án tồn", "due_on": TYPED, **typed}
    answer = client.post(give_url(place), said)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert answer.context["form"]["text"].value() == said["text"]
    assert not Directive.objects.exists()


def test_a_directive_may_be_given_without_naming_the_unit(client, place):
    client.force_login(place["standing"])
    answer = client.get(reverse("reports:directive_give", query={"khoi": place["bloc"].pk}))
    assert [unit for unit in answer.context["form"].fields["unit"].queryset] == sorted(
        place["units"], key=lambda unit: (unit.precedence, unit.name_sort)
    )
    said = {"unit": place["unit"].pk, "text": "Báo cáo bổ sung số liệu", "due_on": TYPED}
    client.post(reverse("reports:directive_give", query={"khoi": place["bloc"].pk}), said)
    assert Directive.objects.get().unit == place["unit"]


def test_the_board_names_the_content(client, place):
    client.force_login(place["head_commander"])
    section = place["pact"].sections.get()
    answer = client.get(give_url(place, chi_tieu="", muc=section.pk))
    assert answer.context["about"].section == section
    assert client.get(give_url(place, chi_tieu="", muc="999999")).status_code == 404


@pytest.mark.parametrize("wrong", [{"don_vi": "999999"}, {"chi_tieu": "999999"}, {"ky": "khong-co"}, {"khoi": "x"}])
def test_what_is_not_of_the_bloc_is_not_there(client, place, wrong):
    client.force_login(place["head_commander"])
    assert client.get(give_url(place, **wrong)).status_code == 404


@pytest.mark.parametrize("who", ["secretary", "commander", "reporter"])
def test_equals_and_the_secretary_give_no_directives(client, place, who):
    client.force_login(place[who])
    assert client.get(give_url(place)).status_code == 403
    assert client.post(give_url(place), {"text": "Yêu cầu của đồng cấp", "due_on": TYPED}).status_code == 403
    assert not Directive.objects.exists()


# --- Answer, return, settle


def test_the_unit_answers_and_the_giver_settles(client, place):
    directive = a_directive(place)
    client.force_login(place["reporter"])
    url = reverse("reports:directive_answer", args=[directive.pk])
    client.post(url, {"revision": directive.revision, "answer": "Đã giải quyết 12 vụ, còn 01 vụ đang điều tra"})
    directive.refresh_from_db()
    assert directive.state == "answered" and directive.answered_by == str(place["reporter"])
    assert Notice.objects.filter(user=place["head_commander"], kind="directive").count() == 1
    [mine] = directive_tasks_for(place["head_commander"], timezone.localdate())
    assert mine.status == TaskStatus.REVIEW
    client.force_login(place["head_commander"])
    client.post(reverse("reports:directive_settle", args=[directive.pk]), {"revision": directive.revision})
    directive.refresh_from_db()
    assert directive.state == "settled"
    [task] = directive_tasks_for(place["commander"], timezone.localdate())
    assert task.is_done


def test_a_returned_answer_reaches_the_unit_word_for_word(client, place):
    directive = actions.answer_directive(a_directive(place), "Đơn vị đã triển khai", by=place["commander"])
    client.force_login(place["head_commander"])
    url = reverse("reports:directive_return", args=[directive.pk])
    assert client.post(url, {"reason": "ngắn quá"}).status_code == 200
    directive.refresh_from_db()
    assert directive.state == "answered"
    assert client.post(url, {"reason": REASON}).status_code == 302
    [task] = directive_tasks_for(place["commander"], timezone.localdate())
    assert (task.status, task.note) == (TaskStatus.RETURNED, REASON)
    client.force_login(place["commander"])
    page = client.get(directive.get_absolute_url()).content.decode()
    assert REASON in page and "Đơn vị đã triển khai" in page


def test_settling_may_be_undone_until_the_next_season_begins(place):
    directive = actions.settle_directive(a_directive(place), by=place["head_commander"])
    directive = actions.unsettle_directive(directive, by=place["head_commander"])
    assert directive.state == "open" and directive.settled_at is None
    actions.settle_directive(directive, by=place["head_commander"])
    from blocs.models import Bloc
    from tests.make import a_season

    Bloc.objects.create(series=place["bloc"].series, season=a_season(2018), name="Khối", previous=place["bloc"])
    with pytest.raises(Refused):
        actions.unsettle_directive(Directive.objects.get(), by=place["head_commander"])


def test_only_the_steps_of_the_table_are_taken(place):
    directive = a_directive(place)
    assert set(DIRECTIVE.states()) == set(Directive.State.values)
    with pytest.raises(Refused):
        actions.return_directive(directive, REASON, by=place["head_commander"])
    with pytest.raises(Refused):
        actions.answer_directive(directive, "ngắn", by=place["commander"])
    actions.settle_directive(directive, by=place["head_commander"])
    with pytest.raises(Refused):
        actions.answer_directive(directive, "Đã thực hiện đầy đủ", by=place["commander"])


def test_every_step_stands_in_the_logbook(place):
    directive = actions.answer_directive(a_directive(place), "Đã thực hiện đầy đủ", by=place["commander"])
    actions.return_directive(directive, REASON, by=place["head_commander"])
    actions.answer_directive(directive, "Đã bổ sung đầy đủ số liệu", by=place["commander"])
    actions.settle_directive(directive, by=place["head_commander"])
    verbs = [line.verb.split(".")[1] for line in Event.objects.about(directive).order_by("number")]
    steps = ["give", "answer", "return", "answer", "settle"]
    assert verbs == [f"{step}_directive" for step in steps]


def test_a_unit_outside_the_bloc_gets_none(place):
    from tests.make import a_unit

    with pytest.raises(Refused):
        a_directive(place, unit=a_unit())


# --- Who reads


def test_another_unit_of_the_bloc_does_not_read_it(client, place):
    directive = a_directive(place)
    colleague = a_user(Role.COMMANDER, at=place["units"][1])
    client.force_login(colleague)
    assert client.get(directive.get_absolute_url()).status_code == 403
    assert list(client.get(reverse("reports:directive_list")).context["page"]) == []
    answer = reverse("reports:directive_answer", args=[directive.pk])
    assert client.post(answer, {"revision": 1, "answer": "Trả lời thay"}).status_code == 403


def test_the_list_is_narrowed_by_unit_giver_and_state(client, place):
    first = a_directive(place)
    other = a_directive(place, unit=place["units"][1])
    actions.settle_directive(other, by=place["head_commander"])
    client.force_login(place["standing"])

    def listed(**asked):
        return {row.pk for row in client.get(reverse("reports:directive_list", query=asked)).context["page"]}

    assert listed() == {first.pk, other.pk}
    assert listed(don_vi=first.unit_id) == {first.pk}
    assert listed(nguoi=place["standing"].pk) == set()
    assert listed(nguoi=place["head_commander"].pk, tinh_trang="settled") == {other.pk}
    assert listed(don_vi="x") == set()
