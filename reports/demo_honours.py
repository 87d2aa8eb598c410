"""From rank to honour and on to the next head at the demo's bloc: its rules, list, council, handover, a joint work.

The season file tells what was proposed and what came of it as separate lines. Here its proposals go up as a list once
more, and the council decides on each as the file says; nothing is granted twice.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from blocs.actions.duties import give_duty
from blocs.models import Bloc, Duty, Event, Headship, Role, Title, Unit, User
from blocs.proving import Proof
from pacts.models import Criterion, HonourRules, Quota
from reports import demo
from reports.actions.council import Decision, Verdict, decide_submission
from reports.actions.handovers import add_item, hand_over, incoming_unit_of, prepare_handover, receive
from reports.actions.heads import Pick, choose_heads
from reports.actions.honour_rules import set_rules
from reports.actions.honours import change_status
from reports.actions.submissions import Choice, begin_submission, save_list, send_submission
from reports.actions.works import add_share, confirm_share, finish_work, plan_work
from reports.models import Handover, HandoverItem, Honour, JointShare, JointWork, Result, Submission
from reports.proposing import Pair, Slate

TAKING = "khoi-truong-nam-sau"
BASIS = "Quy chế hoạt động của Khối (dữ liệu minh họa)"
COUNCIL = "Hội đồng Thi đua – Khen thưởng Công an tỉnh Minh Họa"
NUMBER = "100/QĐ-MH"
SAID = "Hội đồng xét theo kết quả xếp hạng và chỉ tiêu phân bổ (dữ liệu minh họa)."
WHY_MORE = "Đơn vị xếp thứ hai cũng hoàn thành xuất sắc nhiệm vụ; Khối kính đề nghị Hội đồng xem xét (minh họa)."
WHY_SECOND = "Đạt danh hiệu Đơn vị quyết thắng nhiều năm liền; có mô hình được nhân rộng"
WHY_NOT = "Kết quả xếp hạng thấp hơn các đơn vị được đề nghị"
WHY_CHANGED = "Chỉ tiêu phân bổ 01 Cờ; Hội đồng tặng Bằng khen"
RESERVED = "Đề nghị bên giao chuyển tiếp chứng từ quý IV trước ngày 31/01 (dữ liệu minh họa)."
FLAG, RATING, CHANGED_TO = "Cờ thi đua của Bộ Công an", "Đơn vị quyết thắng", "Bằng khen"
HALF = Decimal(50)
SHARE = Decimal(5_000_000)
MONTH = timedelta(days=30)


@transaction.atomic
def ensure_honours() -> Submission | None:
    """Everything once; None where the bloc has no published result or the accounts are not there."""
    bloc = demo.illustrative_bloc()
    people = {user.username: user for user in User.objects.filter(username__in=demo.ACCOUNTS)}
    titles = {title.name: title for title in Title.objects.filter(name__in=[FLAG, RATING, CHANGED_TO])}
    is_ready = Result.objects.newest().filter(bloc=bloc).exists() and len(titles) == 3
    if not is_ready or not {"thu-ky", "thuong-truc", "khoi-truong"} <= people.keys():
        return None
    made = Submission.objects.filter(bloc=bloc).first() or _propose(bloc, titles, people)
    _ensure_work(bloc, people)
    _ensure_handover(bloc, people)
    return made


# --- The list and the council --------------------------------------------------------------------------


def _propose(bloc: Bloc, titles: dict[str, Title], people: dict[str, User]) -> Submission:
    _set_rules(bloc, titles, people["thuong-truc"])
    decided = _taken_back(bloc, [titles[FLAG], titles[RATING]])
    made = begin_submission(bloc, by=people["thu-ky"])
    save_list(made, _choice(bloc, made), by=people["thu-ky"])
    made = send_submission(made, by=people["thu-ky"])
    made = _decide(made, decided, titles[CHANGED_TO], people["thuong-truc"])
    _grant_higher_up(made, decided, people["thuong-truc"])
    made.proposals.filter(status=Honour.Status.REFUSED).update(release="closed")
    return made


def _set_rules(bloc: Bloc, titles: dict[str, Title], by: User) -> None:
    """The flag's candidate is voted on; the rating follows the score table, half of the units at most."""
    rules = HonourRules(bloc=bloc, proposal_needs_ballot=False, flag_needs_top_score=False, legal_basis=BASIS)
    half = Quota(title=titles[RATING], percent=HALF, legal_basis=BASIS)
    set_rules(rules, quotas=[Quota(title=titles[FLAG], most=1, legal_basis=BASIS), half], by=by)


def _taken_back(bloc: Bloc, titles: list[Title]) -> dict[Pair, Honour]:
    """What the file says became of its proposals; the lines go, for the proposals themselves are decided now."""
    rows = Honour.objects.filter(bloc=bloc, title__in=titles, unit__isnull=False)
    waiting = set(rows.filter(status=Honour.Status.PROPOSED).values_list("title", "unit"))
    decided = {(row.title_id, row.unit_id): row for row in rows.exclude(status=Honour.Status.PROPOSED)}
    found = {pair: row for pair, row in decided.items() if pair in waiting}
    Honour.objects.filter(pk__in=[row.pk for row in found.values()]).delete()
    return found


def _choice(bloc: Bloc, made: Submission) -> Choice:
    """The proposals of the file, with the usual words for who is left out."""
    slate = Slate(bloc, made)
    rows = Honour.objects.filter(bloc=bloc, status=Honour.Status.PROPOSED, unit__isnull=False)
    slate.ticked = {(row.title_id, row.unit_id) for row in rows if row.unit_id}
    notes = {pair: WHY_SECOND for pair in slate.ticked if slate.answer(*pair).needs_reason}
    usual = slate.suggestions()
    remarks = {pair: usual.get(pair) or WHY_NOT for pair in slate.left_out()}
    return Choice(slate.ticked, notes, remarks, WHY_MORE)


def _decide(made: Submission, decided: dict[Pair, Honour], instead: Title, by: User) -> Submission:
    rows = list(made.proposals.select_related("title"))
    verdicts = {row.pk: _verdict(decided.get((row.title_id, row.unit_id)), row, instead) for row in rows}
    days = [row.decided_on for row in decided.values() if row.decided_on]
    return decide_submission(made, Decision(COUNCIL, min(days, default=_after(made)), NUMBER, SAID), verdicts, by=by)


def _after(made: Submission) -> date:
    return made.bloc.season.ends_on + MONTH / 2


def _verdict(told: Honour | None, row: Honour, instead: Title) -> Verdict:
    """A flag granted by the ministry is only approved here; what the file leaves open becomes the lower title."""
    if told is None:
        return Verdict("change", instead, WHY_CHANGED)
    if told.status == Honour.Status.REFUSED:
        return Verdict("refuse", reason=told.reason)
    return Verdict("approve" if row.title.kind == Title.Kind.FLAG else "award")


def _grant_higher_up(made: Submission, decided: dict[Pair, Honour], by: User) -> None:
    for row in made.proposals.filter(status=Honour.Status.APPROVED):
        told = decided[row.title_id, row.unit_id]
        facts = {"decided_on": told.decided_on, "decision_number": told.decision_number}
        change_status(row, status=Honour.Status.AWARDED, authority=told.authority, by=by, **facts)


# --- A joint work -------------------------------------------------------------------------------------


def _ensure_work(bloc: Bloc, people: dict[str, User]) -> None:
    if JointWork.objects.filter(bloc=bloc).exists():
        return
    begins = bloc.season.starts_on + 3 * MONTH
    about = {"purpose": "Nhà cho một gia đình chính sách (dữ liệu minh họa)", "partner": "Ủy ban MTTQ Việt Nam xã"}
    days = {"begins_on": begins, "due_on": begins + 4 * MONTH}
    work = JointWork(bloc=bloc, title="Xây 01 nhà tình nghĩa", planned_amount=13 * SHARE, **about, **days)
    work.criterion = Criterion.objects.filter(table__pact__bloc=bloc, name="Tham gia hoạt động chung của Khối").first()
    work = plan_work(work, by=people["thu-ky"])
    for number, row in enumerate(bloc.memberships.in_order().select_related("unit"), start=1):
        share = JointShare(work=work, unit=row.unit, amount=SHARE, given_on=begins + MONTH, measure="đồng")
        share.receipt_number = f"PT-{number:02}"
        confirm_share(add_share(share, by=people["thu-ky"]), by=people["khoi-truong"])
    finish_work(work, ended_on=begins + 4 * MONTH, by=people["thu-ky"])


# --- The handover -------------------------------------------------------------------------------------


def _ensure_handover(bloc: Bloc, people: dict[str, User]) -> None:
    """Nothing where next year is made already, or there is one."""
    if Handover.objects.filter(bloc=bloc).exists() or Bloc.objects.filter(previous=bloc).exists():
        return
    if incoming_unit_of(bloc) is None:
        _choose(bloc, people["thu-ky"])
    row = prepare_handover(bloc, by=people["thu-ky"])
    for item in _things(row):
        add_item(item, by=people["thu-ky"])
    row = hand_over(row, proof=Proof(people["khoi-truong"]))
    receive(row, reservation=RESERVED, proof=Proof(_commander_of(row.to_unit)))


def _choose(bloc: Bloc, by: User) -> None:
    """Next in turn after those who head the bloc."""
    busy = bloc.headships.values_list("unit", flat=True)
    units = [row.unit for row in bloc.memberships.in_order().select_related("unit") if row.unit_id not in busy]
    by_rota = [Pick(unit, Headship.Chosen.ROTA) for unit in units[:2]]
    choose_heads(bloc, head=by_rota[0], deputy=by_rota[1], by=by)


def _things(row: Handover) -> list[HandoverItem]:
    fund = HandoverItem(handover=row, kind="fund", text="Quỹ Khối còn lại", amount=Decimal(12_500_000), measure="đồng")
    flag = HandoverItem(handover=row, kind="thing", text="Cờ luân lưu của Khối", note="01 chiếc")
    papers = HandoverItem(handover=row, kind="paper", text="Hồ sơ giao ước thi đua bản giấy", note="02 cặp")
    return [fund, flag, papers]


def _commander_of(unit: Unit) -> User:
    """Whoever commands the unit at the demo; without one its invented leader, with no password to log in by."""
    found = (
        Duty.objects.on().filter(unit=unit, role=Role.COMMANDER, user__is_active=True).select_related("user").first()
    )
    if found:
        return found.user
    user = demo.new_user(TAKING, "Chỉ huy đơn vị khối trưởng năm sau", {"unit": unit})
    user.set_unusable_password()
    user.save()
    Event.record("blocs.give_account", user, by=demo.BY)
    give_duty(Duty(user=user, role=Role.COMMANDER, unit=unit), by=demo.BY)
    return user
