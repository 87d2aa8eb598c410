"""The list of proposals: every gate with its refusal, the freeze, and what the council makes of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Membership, Succession, TitleClash, TitleNeed
from pacts.models import Registration
from reports.actions.council import Decision, Verdict, decide_submission, revoke_honour
from reports.actions.honours import change_status, edit_honour, record_honour
from reports.actions.poll_closing import close_poll
from reports.actions.poll_opening import set_presence
from reports.actions.public_comments import answer_comment, write_comment
from reports.actions.releases import set_levels
from reports.actions.submissions import Choice, begin_submission, put_forward, save_list, send_submission, take_back
from reports.models import Honour, PublicComment, Submission
from reports.paper_trees import worded
from reports.proposing import Slate, slate_of
from tests.make import a_bloc, a_pact, a_title, a_unit, a_user
from tests.make_honours import (
    a_flag,
    a_list,
    a_quota,
    a_ranked_bloc,
    a_sent_list,
    proposals_of,
    the_rules,
    units_by_rank,
)
from tests.make_polls import an_open_poll, keys_of, vote, voters_of

pytestmark = pytest.mark.django_db
COUNCIL = Decision("Bộ trưởng Bộ Công an", date(2017, 12, 28), "123/QĐ-BCA", "Nhất trí với đề nghị của Khối")


@pytest.fixture
def someone(db):
    return a_user()


def refused(action, *args, **facts) -> Refused:
    with pytest.raises(Refused) as told:
        action(*args, **facts)
    return told.value


# --- Only from an adopted score table ---------------------------------------------------------------


def test_no_list_before_the_score_table_is_adopted(someone):
    assert refused(begin_submission, a_bloc(), by=someone)
    assert not Submission.objects.exists()


def test_a_list_is_begun_once(someone):
    bloc = a_ranked_bloc()
    assert begin_submission(bloc, by=someone) == begin_submission(bloc, by=someone)
    assert Event.objects.filter(verb="reports.begin_submission").count() == 1


# --- Ticks ------------------------------------------------------------------------------------------


def test_ticks_become_proposals_and_go_again(someone):
    made = a_list(units=2)
    assert [row.status for row in proposals_of(made)] == ["proposed", "proposed"]
    first = proposals_of(made)[0]
    save_list(made, Choice({(first.title_id, first.unit_id)}), by=someone)
    assert [row.pk for row in proposals_of(made)] == [first.pk]


def test_a_proposal_recorded_before_comes_onto_the_list(someone):
    bloc, flag = a_ranked_bloc(), a_flag()
    best = units_by_rank(bloc)[0]
    old = Honour.objects.create(bloc=bloc, title=flag, unit=best, status="proposed")
    made = a_list(bloc, flag)
    assert [row.pk for row in proposals_of(made)] == [old.pk]


def test_a_forged_tick_is_refused(someone):
    made = a_list()
    title = proposals_of(made)[0].title_id
    for pair in [(title, a_unit().pk), (999_999, units_by_rank(made.bloc)[0].pk)]:
        assert refused(save_list, made, Choice({pair}), by=someone)
    assert len(proposals_of(made)) == 1


def test_who_is_not_eligible_is_refused_with_the_reason(someone):
    made = a_list()
    title, late = proposals_of(made)[0].title_id, a_unit("Phòng mới lập")
    Membership.objects.create(bloc=made.bloc, unit=late, order=9)
    told = refused(save_list, made, Choice({(title, late.pk)}), by=someone)
    assert len(told.sentences) == 1 and "Phòng mới lập" in str(told)


def test_who_left_the_bloc_since_is_named_before_the_list_goes_up(someone):
    made = a_list(units=3)
    gone = proposals_of(made)[0].unit
    Membership.objects.filter(unit=gone).delete()
    assert any(gone.name in sentence for sentence in refused(send_submission, made, by=someone).sentences)
    rest = {(row.title_id, row.unit_id) for row in proposals_of(made) if row.unit != gone}
    save_list(made, Choice(rest), by=someone)
    assert send_submission(made, by=someone).state == "sent"


def test_the_flag_needs_the_highest_score_where_the_rules_say_so(someone):
    made = a_list()
    title, second = proposals_of(made)[0].title_id, units_by_rank(made.bloc)[1]
    pair = (title, second.pk)
    the_rules(made.bloc, flag_needs_top_score=True)
    assert refused(save_list, made, Choice({pair}), by=someone)
    the_rules(made.bloc, flag_needs_top_score=False)
    save_list(made, Choice({pair}), by=someone)
    assert any(units_by_rank(made.bloc)[1].name in said for said in slate_of(made.bloc).missing())
    save_list(made, Choice({pair}, notes={pair: "Đơn vị đứng đầu có vi phạm đang xem xét"}), by=someone)
    assert not any("“" in said and second.name in said for said in slate_of(made.bloc).missing())
    assert proposals_of(made)[0].note == "Đơn vị đứng đầu có vi phạm đang xem xét"


def test_registration_years_and_clashes_come_from_the_rows(someone):
    bloc = a_ranked_bloc()
    flag, title = a_flag(needs_registration=True), a_title()
    made = a_list(bloc, title)
    a_quota(bloc, flag)
    best = units_by_rank(bloc)[0].pk
    pair, lower = (flag.pk, best), (title.pk, best)
    assert refused(save_list, made, Choice({pair}), by=someone)
    Registration.objects.create(pact=bloc.pacts.first(), unit_id=best, title=flag)
    save_list(made, Choice({pair}), by=someone)
    TitleNeed.objects.create(title=flag, lower=title)
    assert refused(save_list, made, Choice({pair}), by=someone)
    save_list(made, Choice({pair, lower}), by=someone)
    TitleNeed.objects.all().delete()
    TitleClash.objects.create(title=title, other=flag)
    assert refused(save_list, made, Choice({pair, lower}), by=someone)


def test_honours_of_a_predecessor_count_for_its_successor(someone):
    bloc, flag, title = a_ranked_bloc(), a_flag(), a_title()
    best, old = units_by_rank(bloc)[0], a_unit("Phòng cũ")
    before = a_bloc(1, year=2016, series=bloc.series)
    Membership.objects.create(bloc=before, unit=old, order=9)
    Honour.objects.create(bloc=before, title=title, unit=old, status="awarded")
    TitleNeed.objects.create(title=flag, lower=title, this_season_counts=False)
    made = a_list(bloc, title, units=0)
    a_quota(bloc, flag)
    assert refused(save_list, made, Choice({(flag.pk, best.pk)}), by=someone)
    Succession.objects.create(before=old, after=best, kind="merged", on=date(2017, 3, 1))
    save_list(made, Choice({(flag.pk, best.pk)}), by=someone)
    held = slate_of(bloc).by_unit[best.pk].held
    assert [(one.by, one.ago, one.is_own) for one in held] == [("Phòng cũ", 1, False)]


# --- The ballot -------------------------------------------------------------------------------------


def test_no_proposal_without_a_valid_ballot(someone):
    bloc, flag = a_ranked_bloc(), a_flag()
    the_rules(bloc, proposal_needs_ballot=True)
    best, second = units_by_rank(bloc)[:2]
    made = begin_submission(bloc, by=someone)
    a_quota(bloc, flag)
    assert refused(save_list, made, Choice({(flag.pk, best.pk)}), by=someone)
    a_closed_poll(bloc, flag, best)
    assert [told.is_chosen for told in slate_of(bloc).ballots(flag.pk, best.pk)] == [True]
    save_list(made, Choice({(flag.pk, best.pk)}), by=someone)
    assert refused(save_list, made, Choice({(flag.pk, second.pk)}), by=someone)


def test_a_ballot_without_its_quorum_has_chosen_nobody(someone):
    bloc, flag = a_ranked_bloc(), a_flag()
    the_rules(bloc, proposal_needs_ballot=True)
    best = units_by_rank(bloc)[0]
    a_closed_poll(bloc, flag, best, present=2)
    made = begin_submission(bloc, by=someone)
    assert slate_of(bloc).choices.valid == set()
    assert refused(save_list, made, Choice({(flag.pk, best.pk)}), by=someone)


def a_closed_poll(bloc, title, winner, present=7):
    poll = an_open_poll(bloc, title=title, seats=1)
    yes = str(poll.candidates.get(unit=winner).pk)
    set_presence(poll, present=[voter.pk for voter in voters_of(poll)[:present]], by=a_user())
    for voter in voters_of(poll)[:present]:
        vote(voter, {key: "yes" if key == yes else "no" for key in keys_of(poll)})
    return close_poll(poll, by=a_user())


# --- What is left out, and beyond the quota -----------------------------------------------------------


def test_each_eligible_unit_left_out_needs_its_remark(someone):
    made = a_list(remarks={})
    told = refused(send_submission, made, by=someone)
    assert len(told.sentences) == 2
    title = proposals_of(made)[0].title_id
    ticked = {(title, proposals_of(made)[0].unit_id)}
    said = {(title, unit.pk): "Chỉ tiêu đã hết" for unit in units_by_rank(made.bloc)[1:]}
    save_list(made, Choice(ticked, remarks=said), by=someone)
    assert send_submission(made, by=someone).state == "sent"
    assert made.left_out.count() == 2


def test_the_usual_remark_is_offered_when_the_quota_is_used_up():
    bloc, flag = a_ranked_bloc(), a_flag()
    a_quota(bloc, flag)
    made = a_list(bloc, flag)
    told = Slate(bloc, made).suggestions()
    assert len(told) == 2 and all(told.values())


def test_going_beyond_the_quota_needs_a_justification_and_shows_it(someone):
    bloc, flag = a_ranked_bloc(), a_flag()
    a_quota(bloc, flag)
    made = a_list(bloc, flag, units=2)
    assert [row["over"] for row in slate_of(bloc).quota_table()] == [1]
    assert refused(send_submission, made, by=someone)
    made = a_list(bloc, flag, units=2, justification="Hai đơn vị cùng lập công xuất sắc")
    sent = send_submission(made, by=someone)
    assert sent.quota_table[0]["over"] == 1 and sent.justification


def test_a_nested_quota_follows_the_list(someone):
    bloc, flag, title = a_ranked_bloc(5), a_flag(), a_title()
    a_quota(bloc, title, percent=60)
    a_quota(bloc, flag, percent=40, of=title, rounding="up")
    made = a_list(bloc, title, units=3)
    told = {row["title"]: (row["base"], row["most"], row["proposed"]) for row in slate_of(bloc).quota_table()}
    assert told == {title.name: (5, 3, 3), flag.name: (3, 2, 0)}
    assert made.state == "draft"


# --- Up to the council --------------------------------------------------------------------------------


def test_what_is_sent_is_frozen_and_has_its_paper(someone):
    sent = a_sent_list()
    assert sent.document.kind == "submission" and sent.document.state == "draft"
    assert refused(save_list, sent, Choice(), by=someone)
    honour = proposals_of(sent)[0]
    assert refused(edit_honour, honour, by=someone)
    assert refused(change_status, honour, status="awarded", by=someone)
    assert refused(send_submission, sent, by=someone)
    assert len(proposals_of(sent)) == 1


def test_public_comment_comes_first_where_the_rules_want_it(someone):
    made = a_list(a_ranked_bloc(release="public"))
    assert refused(put_forward, made, by=someone)
    the_rules(made.bloc, comment_days=5)
    assert refused(send_submission, made, by=someone)
    put_forward(made, by=someone)
    made.refresh_from_db()
    assert made.comments_until == timezone.localdate() + timedelta(days=4)
    assert refused(send_submission, made, by=someone)
    take_back(made, by=someone)
    put_forward(made, by=someone)
    comment = write_comment(made, name="Nguyễn Văn Dân", text="Đơn vị này rất xứng đáng.")
    Submission.objects.filter(pk=made.pk).update(comments_until=timezone.localdate() - timedelta(days=1))
    assert refused(send_submission, made, by=someone)
    answer_comment(comment, answer="Cảm ơn ông đã góp ý.", by=someone)
    assert send_submission(made, by=someone).state == "sent"


def test_candidates_are_put_forward_on_a_public_page_only(someone):
    made = a_list()
    the_rules(made.bloc, comment_days=5)
    assert refused(put_forward, made, by=someone)


def test_comments_have_their_days_their_limits_and_no_text_in_the_logbook(someone):
    made = a_list(a_ranked_bloc(release="public"))
    assert refused(write_comment, made, name="Nguyễn Văn Dân", text="Sớm quá")
    the_rules(made.bloc, comment_days=5)
    put_forward(made, by=someone)
    assert refused(write_comment, made, name="Nguyễn Văn Dân", text="Ai đây", unit=a_unit())
    with pytest.raises(ValidationError):
        write_comment(made, name="", text="Không tên")
    comment = write_comment(made, name="Nguyễn Văn Dân", text="Lời góp ý bí mật", contact="0912")
    line = Event.objects.get(verb="reports.write_comment")
    assert "bí mật" not in line.canonical and "Nguyễn Văn Dân" not in line.canonical
    assert refused(answer_comment, comment, answer=" ", by=someone)
    answer_comment(comment, answer="Không thuộc nội dung lấy ý kiến", is_set_aside=True, by=someone)
    assert PublicComment.objects.get().state == "aside"
    assert refused(answer_comment, comment, answer="Lần nữa", by=someone)


# --- The council ----------------------------------------------------------------------------------------


def test_the_council_grants_changes_and_refuses_beside_the_proposal(someone):
    sent, lower = a_sent_list(units=3), a_title("Bằng khen", kind="commendation")
    first, second, third = proposals_of(sent)
    verdicts = {
        first.pk: Verdict("award"),
        second.pk: Verdict("change", lower, "Đủ điều kiện tặng Bằng khen"),
        third.pk: Verdict("refuse", reason="Chưa đủ tiêu chuẩn"),
    }
    decided = decide_submission(sent, COUNCIL, verdicts, by=someone)
    assert decided.state == "decided" and decided.decision_number == "123/QĐ-BCA"
    told = [(row.status, row.title, row.held_title, row.reason) for row in proposals_of(sent)]
    flag = first.title
    assert told == [
        ("awarded", flag, flag, ""),
        ("awarded", flag, lower, "Đủ điều kiện tặng Bằng khen"),
        ("refused", flag, flag, "Chưa đủ tiêu chuẩn"),
    ]
    assert {(row.authority, row.decided_on) for row in proposals_of(sent)} == {(COUNCIL.authority, COUNCIL.decided_on)}
    assert refused(decide_submission, sent, COUNCIL, verdicts, by=someone)


def test_what_the_council_leaves_unsaid_is_refused_whole(someone):
    sent = a_sent_list()
    one = proposals_of(sent)[0]
    wrong = [
        (COUNCIL, {}),
        (COUNCIL, {one.pk: Verdict("refuse")}),
        (COUNCIL, {one.pk: Verdict("change")}),
        (COUNCIL, {one.pk: Verdict("change", one.title)}),
        (COUNCIL, {one.pk: Verdict("revoke")}),
        (Decision("", date(2017, 12, 28)), {one.pk: Verdict("award")}),
        (Decision("Bộ Công an", None), {one.pk: Verdict("award")}),
    ]
    for decision, verdicts in wrong:
        assert refused(decide_submission, sent, decision, verdicts, by=someone)
    assert proposals_of(sent)[0].status == "proposed"


def test_a_draft_is_not_decided(someone):
    made = a_list()
    assert refused(decide_submission, made, COUNCIL, {proposals_of(made)[0].pk: Verdict("award")}, by=someone)


def test_what_is_granted_may_be_revoked_on_its_ground(someone):
    sent = a_sent_list()
    one = proposals_of(sent)[0]
    assert refused(revoke_honour, one, by=someone, ground="Gian dối", revoked_on=date(2018, 3, 1))
    decide_submission(sent, COUNCIL, {one.pk: Verdict("award")}, by=someone)
    assert refused(revoke_honour, one, by=someone, ground=" ", revoked_on=date(2018, 3, 1))
    assert refused(revoke_honour, one, by=someone, ground="Gian dối", revoked_on=date(2017, 12, 1))
    row = revoke_honour(one, by=someone, ground="Gian dối trong kê khai", revoked_on=date(2018, 3, 1), number="9/QĐ")
    assert (row.status, row.revocation_ground) == ("revoked", "Gian dối trong kê khai")
    assert refused(change_status, row, status="awarded", by=someone)


def test_a_second_list_of_the_season_leaves_out_what_is_held(someone):
    sent = a_sent_list()
    one = proposals_of(sent)[0]
    decide_submission(sent, COUNCIL, {one.pk: Verdict("award")}, by=someone)
    again = begin_submission(sent.bloc, by=someone)
    a_quota(again.bloc, one.title, most=3)
    assert again.number == 2
    assert refused(save_list, again, Choice({(one.title_id, one.unit_id)}), by=someone)
    assert (one.title_id, one.unit_id) not in slate_of(again.bloc).left_out()


# --- Gates of the old pages -------------------------------------------------------------------------------


def test_where_the_rules_ask_for_a_ballot_a_unit_is_proposed_on_the_list_only(someone):
    bloc = a_ranked_bloc()
    unit = units_by_rank(bloc)[0]
    the_rules(bloc, proposal_needs_ballot=True)
    assert refused(record_honour, Honour(bloc=bloc, title=a_flag(), unit=unit, status="proposed"), by=someone)
    assert record_honour(Honour(bloc=bloc, title=a_flag(), count=69, status="proposed"), by=someone).pk
    assert record_honour(Honour(bloc=bloc, title=a_flag(), unit=unit, status="awarded"), by=someone).pk


def test_no_honour_is_published_before_the_council_has_decided(someone):
    bloc = a_ranked_bloc()
    honour = Honour.objects.create(bloc=bloc, title=a_flag(), count=3, status="proposed")
    facts = {"withheld": {}, "reason": "", "by": someone}
    assert refused(set_levels, [(honour, "public")], **facts)
    change_status(honour, status="awarded", authority="Bộ Công an", by=someone)
    assert set_levels([(honour, "public")], **facts) == 1
    other = Honour.objects.create(bloc=bloc, title=a_flag(), count=2, status="proposed")
    the_rules(bloc, publication_needs_decision=False)
    assert set_levels([(other, "public")], **facts) == 1


def test_a_pact_with_an_amendment_counts_its_newest_registrations():
    bloc = a_ranked_bloc()
    old, flag, unit = bloc.pacts.first(), a_flag(), units_by_rank(bloc)[0]
    Registration.objects.create(pact=old, unit=unit, title=flag)
    assert slate_of(bloc).registered == {unit.pk: {flag.pk}}
    a_pact(bloc, version=2, amends=old)
    assert slate_of(bloc).registered == {}


# --- The paper --------------------------------------------------------------------------------------------


def test_the_paper_has_the_list_the_quotas_and_who_was_left_out(someone):
    bloc, flag = a_ranked_bloc(), a_flag()
    a_quota(bloc, flag)
    made = a_list(bloc, flag, units=2, justification="Hai đơn vị cùng lập công xuất sắc")
    sent = send_submission(made, by=someone)
    told = texts_of(sent)
    assert "Hai đơn vị cùng lập công xuất sắc" in told and "Điểm thấp hơn đơn vị được đề nghị" in told
    assert all(row.unit.name in told for row in proposals_of(sent))
    rest = {row.pk: Verdict("refuse", reason="Chưa đủ tiêu chuẩn") for row in proposals_of(sent)}
    decide_submission(sent, COUNCIL, rest, by=someone)
    assert "Chưa đủ tiêu chuẩn" not in texts_of(sent)
    assert all(row.unit.name in texts_of(sent) for row in proposals_of(sent))


def texts_of(submission) -> str:
    return str(worded(submission.document))
