"""What neither minutes of another count, nor a second list, nor a correction after the decision may bring about."""

from datetime import date

import pytest

from blocs.logic.lifecycle import Refused
from blocs.models import Role, TitleClash
from reports.actions.council import Decision, Verdict, decide_submission
from reports.actions.honours import edit_honour
from reports.actions.poll_closing import close_poll
from reports.actions.poll_opening import set_presence
from reports.actions.submissions import Choice, begin_submission, save_list, send_submission
from reports.models import Document, Honour, Letterhead
from tests.make import a_ceremony, a_title, a_user
from tests.make_honours import a_flag, a_ranked_bloc, a_sent_list, proposals_of, the_rules, units_by_rank
from tests.make_polls import an_open_poll, keys_of, vote, voters_of

pytestmark = pytest.mark.django_db
COUNCIL = Decision("Bộ trưởng Bộ Công an", date(2017, 12, 28), "123/QĐ-BCA")


def refused(action, *args, **facts) -> Refused:
    with pytest.raises(Refused) as told:
        action(*args, **facts)
    return told.value


# --- Minutes of which count ---------------------------------------------------------------------------


def a_gated_bloc():
    bloc = a_ranked_bloc()
    the_rules(bloc, proposal_needs_ballot=True)
    return bloc, begin_submission(bloc, by=a_user()), units_by_rank(bloc)[0]


def issued_minutes(bloc, ceremony):
    """As the database has them once they are issued."""
    head = Letterhead.objects.filter(series=bloc.series).first() or Letterhead.objects.create(series=bloc.series)
    facts = {"kind": "count_minutes", "abstract": "Kiểm phiếu", "letterhead": head, "ceremony": ceremony}
    return Document.objects.create(bloc=bloc, state="issued", content="Biên bản kiểm phiếu", **facts)


def a_closed_poll(bloc, title, winner, present=7, ceremony=None):
    poll = an_open_poll(bloc, title=title, seats=1, ceremony=ceremony)
    set_presence(poll, present=[voter.pk for voter in voters_of(poll)[:present]], by=a_user())
    yes = str(poll.candidates.get(unit=winner).pk)
    for voter in voters_of(poll)[:present]:
        vote(voter, {key: "yes" if key == yes else "no" for key in keys_of(poll)})
    return close_poll(poll, by=a_user())


def test_minutes_of_a_count_on_paper_stand_for_a_ballot():
    bloc, made, best = a_gated_bloc()
    flag = a_flag()
    assert refused(save_list, made, Choice({(flag.pk, best.pk)}), by=a_user())
    issued_minutes(bloc, a_ceremony(bloc, kind="year_review"))
    assert save_list(made, Choice({(flag.pk, best.pk)}), by=a_user()).pk


def test_minutes_of_a_ballot_here_open_no_other_title_and_not_their_own_without_quorum():
    bloc, made, best = a_gated_bloc()
    meeting, flag, other = a_ceremony(bloc, kind="year_review"), a_flag(), a_title("Danh hiệu không bỏ phiếu")
    a_closed_poll(bloc, flag, best, present=2, ceremony=meeting)
    issued_minutes(bloc, meeting)
    assert refused(save_list, made, Choice({(flag.pk, best.pk)}), by=a_user())
    assert refused(save_list, made, Choice({(other.pk, best.pk)}), by=a_user())


def test_minutes_on_paper_do_not_mend_a_ballot_that_failed_here():
    bloc, made, best = a_gated_bloc()
    flag = a_flag()
    a_closed_poll(bloc, flag, best, present=2)
    issued_minutes(bloc, a_ceremony(bloc, kind="year_review"))
    assert refused(save_list, made, Choice({(flag.pk, best.pk)}), by=a_user())


def test_minutes_of_the_signing_are_no_ballot():
    bloc, made, best = a_gated_bloc()
    issued_minutes(bloc, a_ceremony(bloc, kind="signing"))
    assert refused(save_list, made, Choice({(a_flag().pk, best.pk)}), by=a_user())


# --- Titles of one season -----------------------------------------------------------------------------


def a_decided_list():
    sent = a_sent_list()
    one = proposals_of(sent)[0]
    decide_submission(sent, COUNCIL, {one.pk: Verdict("award")}, by=a_user())
    return sent, Honour.objects.get(pk=one.pk)


def test_a_title_that_clashes_with_one_of_an_earlier_list_is_not_proposed():
    sent, one = a_decided_list()
    other = a_title("Danh hiệu không đi cùng")
    TitleClash.objects.create(title=other, other=one.title)
    again = begin_submission(sent.bloc, by=a_user())
    assert refused(save_list, again, Choice({(other.pk, one.unit_id)}), by=a_user())


def two_proposals():
    """A unit proposed for a flag and a lower title, sent: the list, the flag's line, the other."""
    bloc, flag, lower, by = a_ranked_bloc(), a_flag(), a_title("Đơn vị quyết thắng"), a_user()
    best, *others = units_by_rank(bloc)
    said = {(title.pk, unit.pk): "Chỉ tiêu đã hết" for title in (flag, lower) for unit in others}
    made = begin_submission(bloc, by=by)
    save_list(made, Choice({(flag.pk, best.pk), (lower.pk, best.pk)}, remarks=said), by=by)
    rows = {row.title_id: row for row in proposals_of(send_submission(made, by=by))}
    return made, rows[flag.pk], rows[lower.pk]


def test_the_council_grants_no_title_twice():
    made, flag, lower = two_proposals()
    verdicts = {flag.pk: Verdict("change", lower.title), lower.pk: Verdict("award")}
    assert refused(decide_submission, made, COUNCIL, verdicts, by=a_user())
    assert {row.status for row in proposals_of(made)} == {"proposed"}
    verdicts[lower.pk] = Verdict("refuse", reason="Đã tặng thay Cờ thi đua")
    assert decide_submission(made, COUNCIL, verdicts, by=a_user()).state == "decided"


def test_the_council_grants_no_two_titles_that_do_not_go_together():
    made, flag, lower = two_proposals()
    third = a_title("Danh hiệu thứ ba")
    TitleClash.objects.create(title=third, other=lower.title)
    verdicts = {flag.pk: Verdict("change", third), lower.pk: Verdict("award")}
    assert refused(decide_submission, made, COUNCIL, verdicts, by=a_user())


# --- After the decision -------------------------------------------------------------------------------


def test_what_was_decided_on_is_not_given_to_another_unit_or_made_another_title():
    sent, one = a_decided_list()
    secretary = a_user(Role.SECRETARY, at=sent.bloc)
    for facts in ({"unit": units_by_rank(sent.bloc)[1]}, {"title": a_title("Danh hiệu khác")}):
        row = Honour.objects.get(pk=one.pk)
        for name, value in facts.items():
            setattr(row, name, value)
        assert refused(edit_honour, row, by=secretary)
    row = Honour.objects.get(pk=one.pk)
    row.decision_number = "124/QĐ-BCA"
    assert edit_honour(row, by=secretary).decision_number == "124/QĐ-BCA"
