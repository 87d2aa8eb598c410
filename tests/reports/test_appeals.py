"""An appeal goes to whoever gave the mark that counts, within its days, and is answered with a reason."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event
from reports.actions import appeals as actions
from reports.appeal_lists import readable, waiting_for
from reports.appeal_tasks import appeal_tasks
from reports.logic.appeal_rules import AppealFacts, obstacles_to_filing, too_short
from reports.models import Appeal, Mark, Result
from tests.make import a_user
from tests.make_scoring import a_mark
from tests.shelves import a_desk

pytestmark = pytest.mark.django_db
WORDS = "Đơn vị đề nghị xem lại điểm vì minh chứng đã nộp đủ."
REASON = "Đã đối chiếu minh chứng, điểm được chấm lại như sau."


def a_closed_desk(*stages, **facts):
    """Marked at the stages named, the last counts."""
    desk = a_desk("closed", **facts)
    for n, kind in enumerate(stages or ("self", "review")):
        a_mark(desk.sheet, desk.leaf, stage=kind, points=10 + n)
    return desk


def an_appeal(desk, leaf=None, **facts) -> Appeal:
    appeal = Appeal(sheet=desk.sheet, criterion=leaf or desk.leaf, **{"text": WORDS, **facts})
    return actions.file_appeal(appeal, by=desk.people["commander"])


# --- Days: whole, in Hà Nội -------------------------------------------------------------------


def facts(**own) -> AppealFacts:
    return AppealFacts(**{"is_closed": True, "today": date(2017, 12, 10), "counted_at": "review", **own})


@pytest.mark.parametrize(
    "own, sentence",
    [
        ({}, None),
        ({"opens_on": date(2017, 12, 10), "closes_on": date(2017, 12, 10)}, None),
        ({"opens_on": date(2017, 12, 11)}, "Appeals open on 11/12/2017."),
        ({"closes_on": date(2017, 12, 9)}, "Appeals closed at the end of 09/12/2017."),
        ({"is_closed": False}, "Appeals begin when the sheet has passed its last stage."),
        ({"has_result": True}, "The result has been prepared; appeals are closed."),
        ({"is_waiting": True}, "An appeal on this criterion is waiting for its answer already."),
        ({"counted_at": "self"}, "The mark that counts is the unit's own; no appeal is needed against it."),
        ({"applies": False}, "This criterion does not apply to the unit."),
    ],
)
def test_an_appeal_is_possible_or_a_sentence_says_why_not(own, sentence):
    from django.utils import translation

    with translation.override("en"):
        assert obstacles_to_filing(facts(**own)) == ([sentence] if sentence else [])


def test_the_last_day_ends_at_midnight_in_ha_noi(monkeypatch):
    desk = a_closed_desk(appeals_until=date(2017, 12, 10))
    late = datetime(2017, 12, 10, 16, 59, tzinfo=UTC)  # 23:59 in Hà Nội
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert an_appeal(desk).state == "open"
    Appeal.objects.all().delete()
    monkeypatch.setattr(timezone, "now", lambda: late + timedelta(minutes=1))
    with pytest.raises(Refused):
        an_appeal(desk)


def test_a_reason_is_counted_without_the_spaces_around_it():
    assert too_short("  ngắn  ".ljust(40), 20) == _("Give a reason of at least %(least)s characters.") % {"least": 20}
    assert too_short("x" * 20, 20) == ""


# --- Filing -----------------------------------------------------------------------------------


def test_an_appeal_stands_against_the_last_mark_not_the_largest():
    desk = a_closed_desk()
    Mark.objects.filter(stage__kind="self").update(points=30)
    a_mark(desk.sheet, desk.leaf, stage="explain", points=None, reason="Giải trình")
    appeal = an_appeal(desk)
    assert (appeal.stage.kind, appeal.state, appeal.filed_by) == ("review", "open", str(desk.people["commander"]))
    assert Event.objects.order_by("number").last().verb == "reports.file_appeal"


def test_where_nobody_marked_the_last_stage_answers():
    desk = a_closed_desk()
    assert an_appeal(desk, leaf=desk.judged).stage.kind == "appraise"


@pytest.mark.parametrize("text", ["", "   ", "ngắn quá"])
def test_an_appeal_says_why(text):
    with pytest.raises(Refused):
        an_appeal(a_closed_desk(), text=text)


def test_one_appeal_waits_at_a_time():
    desk = a_closed_desk()
    an_appeal(desk)
    with pytest.raises(Refused) as caught:
        an_appeal(desk)
    assert caught.value.sentences == [_("An appeal on this criterion is waiting for its answer already.")]


def test_a_prepared_result_closes_appeals():
    desk = a_closed_desk()
    facts = {"package": "{}", "digest": "0" * 64, "prepared_at": timezone.now()}
    Result.objects.create(bloc=desk.bloc, table=desk.table, **facts)
    with pytest.raises(Refused) as caught:
        an_appeal(desk)
    assert caught.value.sentences == [_("The result has been prepared; appeals are closed.")]


@pytest.mark.parametrize(
    "who, answer",
    [("commander", 302), ("reporter", 403), ("admin", 403), ("secretary", 403), ("colleague", 403), ("stranger", 404)],
)
def test_only_the_units_commander_files(client, who, answer):
    desk = a_closed_desk()
    client.force_login(desk.people[who])
    address = reverse("reports:appeal_file", args=[desk.sheet.pk, desk.leaf.pk])
    assert client.post(address, {"text": WORDS}).status_code == answer
    assert Appeal.objects.count() == (answer == 302)


def test_the_page_says_why_no_appeal_can_be_filed_and_a_post_is_refused_too(client):
    desk = a_closed_desk(appeals_until=date(2000, 1, 1))
    client.force_login(desk.people["commander"])
    address = reverse("reports:appeal_file", args=[desk.sheet.pk, desk.leaf.pk])
    sentence = _("Appeals closed at the end of %(day)s.") % {"day": "01/01/2000"}
    assert sentence in client.get(address).content.decode()
    assert sentence in client.post(address, {"text": WORDS}).content.decode()
    assert Appeal.objects.count() == 0


# --- Answering --------------------------------------------------------------------------------

ANSWERERS = {
    "cross": {"checker", "head_commander"},  # who commands the unit drawn to check it
    "review": {"secretary", "head_commander"},
    "appraise": {"standing"},
}


@pytest.mark.parametrize("kind", ANSWERERS)
def test_whoever_works_at_the_stage_that_counted_answers(client, kind):
    desk = a_closed_desk("self", kind)
    appeal = an_appeal(desk)
    may = {who for who, user in desk.people.items() if user.has_perm("reports.answer_appeal", appeal)}
    assert may == ANSWERERS[kind]
    waiting = {who for who, user in desk.people.items() if appeal in waiting_for(user)}
    assert waiting == ANSWERERS[kind]
    tasked = {who for who, user in desk.people.items() if any(task.rank == 33 for task in appeal_tasks(user))}
    assert tasked == ANSWERERS[kind]


def test_a_departments_mark_is_answered_by_the_department():
    desk = a_desk("closed")
    a_mark(desk.sheet, desk.judged, stage="review", points=4)
    appeal = an_appeal(desk, leaf=desk.judged)
    assert {who for who, user in desk.people.items() if user.has_perm("reports.answer_appeal", appeal)} == {
        "department"
    }
    assert {who for who, user in desk.people.items() if appeal in waiting_for(user)} == {"department"}


def test_the_head_units_appeal_goes_to_the_deputy_or_the_standing_body():
    desk = a_closed_desk()
    desk.sheet = desk.sheets[0]
    a_mark(desk.sheet, desk.leaf, stage="review")
    appeal = actions.file_appeal(
        Appeal(sheet=desk.sheet, criterion=desk.leaf, text=WORDS), by=desk.people["head_commander"]
    )
    may = {who for who, user in desk.people.items() if user.has_perm("reports.answer_appeal", appeal)}
    assert may == {"colleague", "standing"}  # the colleague commands the deputy's unit
    assert {who for who, user in desk.people.items() if appeal in waiting_for(user)} == may


def test_a_kept_mark_stays_and_the_reason_reaches_the_unit(client):
    desk = a_closed_desk()
    appeal = an_appeal(desk)
    client.force_login(desk.people["secretary"])
    address = reverse("reports:appeal_answer", args=[appeal.pk])
    answer = client.post(address, {"outcome": "keep", "answer": REASON, "revision": appeal.revision})
    assert answer.status_code == 302
    appeal.refresh_from_db()
    assert (appeal.state, appeal.answered_by) == ("kept", str(desk.people["secretary"]))
    assert Mark.objects.get(stage__kind="review").points == 11
    client.force_login(desk.people["reporter"])
    assert REASON in client.get(reverse("reports:appeal_detail", args=[appeal.pk])).content.decode()


def test_a_changed_mark_is_written_anew_and_the_old_one_stays_in_the_history():
    desk = a_closed_desk()
    appeal = an_appeal(desk)
    before = Event.objects.count()
    actions.answer_appeal(appeal, outcome="change", given="12,5", answer=REASON, by=desk.people["secretary"])
    mark = Mark.objects.get(stage__kind="review")
    assert (str(mark.points.normalize()), mark.reason) == ("12.5", REASON)
    assert 11 in [row.points for row in mark.history.all()] or mark.history.count() == 1
    assert Appeal.objects.get().state == "changed"
    assert Event.objects.count() == before + 1
    assert Event.objects.order_by("number").last().verb == "reports.change_after_appeal"


@pytest.mark.parametrize("given", ["", "31", "-1", "0,3", "abc", "1e1"])
def test_a_change_brings_a_mark_the_criterion_takes(given):
    desk = a_closed_desk()
    appeal = an_appeal(desk)
    with pytest.raises(Refused):
        actions.answer_appeal(appeal, outcome="change", given=given, answer=REASON, by=desk.people["secretary"])
    assert (Appeal.objects.get().state, Mark.objects.get(stage__kind="review").points) == ("open", 11)


@pytest.mark.parametrize(
    "said", [{"answer": "ngắn"}, {"answer": ""}, {"outcome": "xoa"}, {"outcome": "change"}, {"revision": "999"}]
)
def test_an_answer_that_says_too_little_is_shown_again(client, said):
    desk = a_closed_desk()
    appeal = an_appeal(desk)
    client.force_login(desk.people["secretary"])
    typed = {"outcome": "keep", "answer": REASON, "revision": appeal.revision, **said}
    answer = client.post(reverse("reports:appeal_answer", args=[appeal.pk]), typed)
    assert answer.status_code == 200
    assert Appeal.objects.get().state == "open"


def test_an_appeal_is_answered_once():
    desk = a_closed_desk()
    appeal = an_appeal(desk)
    actions.answer_appeal(appeal, outcome="keep", answer=REASON, by=desk.people["secretary"])
    for outcome in ("keep", "change"):
        with pytest.raises(Refused):
            actions.answer_appeal(appeal, outcome=outcome, given="12", answer=REASON, by=desk.people["secretary"])
    with pytest.raises(Refused):
        actions.withdraw_appeal(appeal, by=desk.people["commander"])
    assert Appeal.objects.get().state == "kept"


@pytest.mark.parametrize(
    "who, answer", [("commander", 403), ("admin", 403), ("standing", 403), ("checker", 403), ("stranger", 404)]
)
def test_nobody_else_answers(client, who, answer):
    desk = a_closed_desk()
    appeal = an_appeal(desk)
    client.force_login(desk.people[who])
    typed = {"outcome": "keep", "answer": REASON, "revision": appeal.revision}
    assert client.post(reverse("reports:appeal_answer", args=[appeal.pk]), typed).status_code == answer
    assert Appeal.objects.get().state == "open"


# --- Withdrawing, reading ---------------------------------------------------------------------


@pytest.mark.parametrize("who, answer", [("commander", 302), ("reporter", 403), ("secretary", 403), ("stranger", 404)])
def test_only_the_units_commander_withdraws(client, who, answer):
    desk = a_closed_desk()
    appeal = an_appeal(desk)
    client.force_login(desk.people[who])
    assert client.post(reverse("reports:appeal_withdraw", args=[appeal.pk])).status_code == answer
    assert Appeal.objects.get().state == ("withdrawn" if answer == 302 else "open")


def test_after_a_withdrawal_another_may_be_filed():
    desk = a_closed_desk()
    actions.withdraw_appeal(an_appeal(desk), by=desk.people["commander"])
    assert an_appeal(desk).state == "open"


def test_who_reads_an_appeal_finds_it_in_the_list_and_nobody_else(client):
    desk = a_closed_desk()
    appeal = an_appeal(desk)
    seen = {}
    for who, user in desk.people.items():
        client.force_login(user)
        seen[who] = client.get(reverse("reports:appeal_detail", args=[appeal.pk])).status_code
        assert (appeal in readable(user)) == (seen[who] == 200)
        assert client.get(reverse("reports:appeal_list")).status_code == 200
    part = dict.fromkeys(["admin", "standing", "secretary", "head_commander", "commander", "reporter"], 200)
    assert seen == {**part, **dict.fromkeys(["checker", "colleague", "department"], 403), "stranger": 404}


def test_the_unit_sees_its_appeal_among_its_tasks(client):
    desk = a_closed_desk()
    an_appeal(desk)
    client.force_login(desk.people["commander"])
    assert str(desk.leaf) in client.get(reverse("reports:my_tasks")).content.decode()
    assert appeal_tasks(a_user()) == []
