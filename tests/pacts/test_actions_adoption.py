"""A draft is sent round, commented on clause by clause, answered, amended (issue 5, adoption before the seal)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Notice, Role
from blocs.models.base import Stale
from pacts.actions import adoption as actions
from pacts.actions.pacts import edit_pact, open_pact
from pacts.actions.pledges import add_pledge, edit_pledge, move_pledge
from pacts.models import Comment, Pact, Pledge
from pacts.text import digest_of
from tests.make import a_bloc, a_pact, a_pledge, a_user, members_of, the_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def pact():
    return a_pact(slogan="Đoàn kết, kỷ cương", legal_bases="Luật Thi đua\nNghị định", preamble="Mở đầu")


@pytest.fixture
def cast(pact):
    return the_cast(pact.bloc)


@pytest.fixture
def member(pact):
    return pact.bloc.memberships.get(unit=members_of(pact.bloc)[-1])


@pytest.fixture
def version(pact, cast):
    return actions.circulate(pact, by=cast["secretary"], note="Bản đầu")


@pytest.fixture
def say(version, member, cast):
    def comment(clause="", text="Đề nghị nêu rõ hơn", **words):
        return actions.comment(member, version=version, clause=clause, text=text, by=cast["reporter"], **words)

    return comment


def accept(said, by, **words):
    return actions.answer_comment(said, state="accepted", apply=True, by=by, **words)


def verbs() -> list[str]:
    return list(Event.objects.order_by("number").values_list("verb", flat=True))


# --- Sent round ---


def test_a_version_freezes_the_text_and_tells_the_member_units(pact, cast):
    until = timezone.localdate() + timedelta(days=7)
    version = actions.circulate(pact, by=cast["secretary"], note="Bản đầu", comments_until=until)
    assert (version.number, version.digest, version.made_by) == (1, digest_of(pact), str(cast["secretary"]))
    told = {notice.user for notice in Notice.objects.all()}
    assert told == {cast["head_commander"], cast["commander"], cast["reporter"]}
    assert verbs() == ["pacts.circulate"]


def test_pressed_twice_it_is_one_version_and_another_day_moves_the_day(pact, cast, version):
    again = actions.circulate(pact, by=cast["secretary"])
    assert again == version and verbs() == ["pacts.circulate"]
    until = timezone.localdate() + timedelta(days=3)
    moved = actions.circulate(pact, by=cast["secretary"], comments_until=until)
    assert (moved.pk, moved.comments_until, pact.text_versions.count()) == (version.pk, until, 1)


def test_a_changed_text_is_the_next_version_and_the_first_stays_as_it_was(pact, cast, version):
    a_pledge(pact, name="Xây dựng mô hình")
    second = actions.circulate(pact, by=cast["secretary"])
    assert second.number == 2 and second.canonical != version.canonical
    version.refresh_from_db()
    assert "Xây dựng mô hình" not in version.canonical


@pytest.mark.parametrize("state", ["open", "sealed"])
def test_only_a_draft_is_sent_round(cast, state):
    sealed = {"sealed_at": timezone.now(), "digest": "0" * 64} if state == "sealed" else {}
    with pytest.raises(Refused):
        actions.circulate(a_pact(state=state, **sealed), by=cast["secretary"])


def test_an_empty_draft_and_a_day_that_is_past_are_refused(pact, cast):
    with pytest.raises(Refused):
        actions.circulate(Pact.objects.create(bloc=a_bloc(), title="Giao ước"), by=cast["secretary"])
    with pytest.raises(Refused):
        actions.circulate(pact, by=cast["secretary"], comments_until=timezone.localdate() - timedelta(days=1))
    assert not pact.text_versions.exists()


# --- Comments ---


def test_a_comment_keeps_the_clause_as_it_read_and_tells_the_secretary(say, cast, pact):
    said = say("1.1", proposed="Tỷ lệ điều tra án nghiêm trọng")
    assert said.clause_text.startswith(pact.pledges.get().name)
    assert (said.state, said.made_name) == ("open", str(cast["reporter"]))
    assert Notice.objects.filter(user=cast["secretary"]).count() == 1


@pytest.mark.parametrize("who", ["admin", "standing", "secretary", "head_commander", "stranger"])
def test_nobody_else_speaks_for_the_unit(version, member, cast, who):
    with pytest.raises(PermissionDenied):
        actions.comment(member, version=version, text="Góp ý", by=cast[who])
    assert not Comment.objects.exists()


def test_a_membership_of_another_bloc_is_no_way_in(version, cast):
    other = a_bloc()
    unit = members_of(other)[0]
    with pytest.raises(PermissionDenied):
        actions.comment(
            other.memberships.get(unit=unit), version=version, text="Góp ý", by=a_user(Role.COMMANDER, at=unit)
        )
    assert not Comment.objects.exists()


def test_a_clause_that_is_not_there_and_words_where_none_can_be_proposed_are_refused(say):
    for clause, proposed in [("9.9", ""), ("units", "Đơn vị khác"), ("", "Cả giao ước viết lại"), ("1.1.1", "")]:
        with pytest.raises(Refused):
            say(clause, proposed=proposed)
    with pytest.raises(ValidationError):
        say("title", text="  ")
    assert not Comment.objects.exists()


def test_the_same_words_of_one_unit_stand_once(say):
    say("title")
    with pytest.raises(Refused):
        say("title")
    assert Comment.objects.count() == 1


def test_after_the_last_day_on_an_older_version_and_once_open_comments_are_closed(pact, version, say, cast):
    version.comments_until = timezone.localdate() - timedelta(days=1)
    version.save()
    with pytest.raises(Refused):
        say()
    version.comments_until = None
    version.save()
    a_pledge(pact)
    actions.circulate(pact, by=cast["secretary"])
    with pytest.raises(Refused):
        say()
    open_pact(pact, by=cast["secretary"])
    with pytest.raises(Refused):
        actions.comment(
            pact.bloc.memberships.last(), version=pact.text_versions.last(), text="Muộn", by=cast["reporter"]
        )
    assert not Comment.objects.exists()


def test_a_comment_is_taken_back_by_its_unit_and_only_while_it_is_open(say, cast):
    said = say()
    for who in ("admin", "secretary", "head_commander"):
        with pytest.raises(PermissionDenied):
            actions.withdraw_comment(said, by=cast[who])
    assert actions.withdraw_comment(said, by=cast["commander"]).state == "withdrawn"
    with pytest.raises(Refused):
        actions.withdraw_comment(said, by=cast["commander"])
    with pytest.raises(Refused):
        actions.answer_comment(said, state="accepted", by=cast["secretary"])


# --- Answers ---


def test_an_answer_is_given_once_and_told_to_the_unit(say, cast):
    said = say()
    done = actions.answer_comment(said, state="declined", answer="Đã nêu ở mục 2", by=cast["secretary"])
    assert (done.state, done.answer, done.answered_by) == ("declined", "Đã nêu ở mục 2", str(cast["secretary"]))
    told = Notice.objects.filter(about=f"pact_comment:{said.pk}")
    assert {notice.user for notice in told} == {cast["commander"], cast["reporter"]}
    with pytest.raises(Refused):
        actions.answer_comment(said, state="accepted", by=cast["secretary"])


@pytest.mark.parametrize("state", ["declined", "partly", "open", "withdrawn", "whatever"])
def test_without_a_reason_or_a_state_there_is_no_answer(say, cast, state):
    with pytest.raises(Refused):
        actions.answer_comment(say(), state=state, by=cast["secretary"])
    assert Comment.objects.get().state == "open"


def test_an_answer_to_a_comment_taken_back_meanwhile_is_stale(say, cast):
    said = say()
    actions.withdraw_comment(said, by=cast["reporter"])
    with pytest.raises(Stale):
        actions.answer_comment(said, state="accepted", by=cast["secretary"], revision=1)


# --- Amendments put into the draft ---


@pytest.mark.parametrize(
    ("clause", "words", "read"),
    [
        ("title", "Giao ước  thi đua mới", lambda pact: pact.title == "Giao ước thi đua mới"),
        ("slogan", "Kỷ cương, trách nhiệm", lambda pact: pact.slogan == "Kỷ cương, trách nhiệm"),
        ("preamble", "Dòng một\nDòng hai", lambda pact: pact.preamble == "Dòng một\nDòng hai"),
        ("legal_bases", "Luật Thi đua\nThông tư", lambda pact: pact.legal_bases.splitlines()[1] == "Thông tư"),
        ("1", "Phòng, chống ma túy\nTập trung", lambda pact: pact.sections.get().text == "Tập trung"),
        ("1.1", "Tỷ lệ phá án", lambda pact: pact.pledges.get().name == "Tỷ lệ phá án"),
    ],
)
def test_an_accepted_wording_takes_the_place_of_the_clause(pact, say, cast, clause, words, read):
    accept(say(clause, proposed=words), cast["secretary"])
    assert read(Pact.objects.get(pk=pact.pk))
    edits = {"1": "pacts.edit_section", "1.1": "pacts.edit_pledge"}
    assert verbs() == ["pacts.circulate", "pacts.comment", edits.get(clause, "pacts.edit"), "pacts.answer_comment"]


def test_solutions_are_reworded_line_by_line(pact, cast, member):
    edit_pact(pact, by=cast["secretary"], solutions=["Một", "Hai"])
    version = actions.circulate(pact, by=cast["secretary"])
    words = {"text": "Thêm giải pháp", "proposed": "Một\nHai\nBa", "by": cast["reporter"]}
    accept(actions.comment(member, version=version, clause="solutions", **words), cast["secretary"])
    assert list(pact.solutions.values_list("text", flat=True)) == ["Một", "Hai", "Ba"]


def test_a_pledge_outside_any_content_is_reworded_and_not_its_namesake(pact, cast, member):
    loose = add_pledge(Pledge(pact=pact, name="Ngoài nội dung"), by=cast["secretary"])
    version = actions.circulate(pact, by=cast["secretary"])
    said = {"text": "Sửa", "proposed": "Ngoài các nội dung", "by": cast["reporter"]}
    accept(actions.comment(member, version=version, clause="0.1", **said), cast["secretary"])
    loose.refresh_from_db()
    assert loose.name == "Ngoài các nội dung" and pact.sections.get().title == "Phòng, chống tội phạm"


def test_a_clause_that_was_only_moved_is_found_again(pact, cast, say):
    first = pact.pledges.get()
    said = say("1.1", proposed="Tỷ lệ phá án")
    a_pledge(pact, name="Dòng mới")
    move_pledge(first, step=1, by=cast["secretary"])
    accept(said, cast["secretary"])
    first.refresh_from_db()
    assert first.name == "Tỷ lệ phá án" and pact.pledges.filter(name="Dòng mới").exists()


def test_a_clause_changed_since_is_refused_with_both_texts(pact, cast, say):
    pledge = pact.pledges.get()
    was, said = pledge.name, say("1.1", proposed="Tỷ lệ phá án")
    pledge.name = "Đã sửa tay"
    edit_pledge(pledge, by=cast["secretary"])
    with pytest.raises(Refused) as refusal:
        accept(said, cast["secretary"])
    assert was in str(refusal.value) and "Đã sửa tay" in str(refusal.value)
    said.refresh_from_db()
    assert said.state == "open" and pact.pledges.get().name == "Đã sửa tay"
    assert actions.answer_comment(said, state="accepted", by=cast["secretary"]).state == "accepted"


def test_words_that_do_not_fit_leave_comment_and_draft_as_they_were(pact, cast, say):
    was, said = pact.pledges.get().name, say("1.1", proposed="x" * 501)
    with pytest.raises(ValidationError):
        accept(said, cast["secretary"])
    assert (Comment.objects.get().state, pact.pledges.get().name) == ("open", was)


def test_only_an_accepted_wording_and_only_a_draft_is_changed(pact, cast, say):
    plain, amendment = say("title"), say("slogan", proposed="Khác")
    with pytest.raises(Refused):
        accept(plain, cast["secretary"])
    with pytest.raises(Refused):
        actions.answer_comment(amendment, state="partly", answer="Một phần", apply=True, by=cast["secretary"])
    open_pact(pact, by=cast["secretary"])
    with pytest.raises(Refused):
        accept(amendment, cast["secretary"])
    assert set(Comment.objects.values_list("state", flat=True)) == {"open"}
    assert actions.answer_comment(plain, state="declined", answer="Giữ nguyên", by=cast["secretary"])
