"""What a handover holds: what waits, what comes, what came back; and its minutes, written from what was signed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Role
from blocs.proving import Proof
from pacts.models import Comment, TextVersion
from reports.actions import handovers as actions
from reports.handing_over import gather
from reports.models import Directive, HandoverItem, PublicComment, ReturnedDossier, Submission
from tests import make
from tests.make_turning import a_handover, a_next_head, a_work
from tests.reports.papers.papers_written import words_of, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    bloc = make.a_bloc(4)
    a_next_head(bloc)
    return bloc


def commander(unit):
    return make.a_user(Role.COMMANDER, at=unit)


def section(bloc, slug: str):
    row = getattr(bloc, "handover", None) or a_handover(bloc)
    return next(one for one in gather(row).sections if one.slug == slug)


def test_a_bloc_whose_head_ended_before_the_year_hands_nothing_over(bloc):
    bloc.headships.filter(part="head").update(until_on=date(2017, 6, 30))
    with pytest.raises(Refused) as refusal:
        actions.prepare_handover(bloc, by=make.a_user(Role.SECRETARY, at=bloc))
    assert "31/12/2017" in str(refusal.value)


def test_what_nobody_answered_is_an_open_matter_without_the_names_of_outsiders(bloc):
    pact, unit = make.a_pact(bloc), make.members_of(bloc)[1]
    version = TextVersion.objects.create(pact=pact, number=1, canonical="{}", digest=64 * "0", made_by="Thư ký")
    said = {"pact": pact, "version": version, "unit": unit, "made_name": "Cán bộ"}
    Comment.objects.create(**said, text="Đề nghị nêu rõ hơn")
    Comment.objects.create(**said, text="Xong rồi", state="withdrawn")
    today = timezone.localdate()
    listed = Submission.objects.create(bloc=bloc, state="comments", comments_from=today, comments_until=today)
    PublicComment.objects.create(submission=listed, name="Nguyễn Văn Dân", text="Ý kiến", unit=unit)
    entries = section(bloc, "open").entries
    assert [entry.whose for entry in entries] == [unit.name, unit.name]
    assert "Nguyễn Văn Dân" not in str(entries)


def test_a_directive_waits_without_its_words(bloc):
    unit = make.members_of(bloc)[1]
    due = timezone.localdate() + timedelta(days=9)
    said = {"text": "Chấn chỉnh ngay việc trực ban", "due_on": due, "given_by": make.a_user(), "given_name": "Chỉ huy"}
    Directive.objects.create(bloc=bloc, unit=unit, **said)
    (entry,) = section(bloc, "open").entries
    assert (entry.whose, entry.when) == (unit.name, due.isoformat()) and "trực ban" not in str(entry)


def test_the_calendar_looks_twelve_weeks_ahead_and_what_is_overdue_waits(bloc):
    today = timezone.localdate()
    days = {"qua": -3, "sap-toi": 20, "xa": 100}
    for slug, later in days.items():
        phase = make.a_phase(bloc.season, slug=slug, name=f"Kỳ {slug}")
        make.a_reporting(bloc, phase=phase, due_on=today + timedelta(days=later))
    (coming,) = section(bloc, "calendar").entries
    assert coming.text.endswith("Kỳ sap-toi")
    assert [entry.text.endswith("Kỳ qua") for entry in section(bloc, "open").entries] == [True]


def test_what_was_signed_and_came_back_is_kept_with_its_reason(bloc, client):
    row, members = a_handover(bloc), make.members_of(bloc)
    giving, taking = commander(members[0]), commander(members[-1])
    actions.add_item(HandoverItem(handover=row, kind="fund", text="Quỹ khối cũ"), by=giving)
    handed = actions.hand_over(row, proof=Proof(giving))
    signed, digest = handed.dossier, handed.digest
    actions.return_handover(handed, reason="Chưa có sổ quỹ của khối", by=taking)
    kept = ReturnedDossier.objects.get()
    assert (kept.dossier, kept.digest, kept.handed_name) == (signed, digest, str(giving))
    assert (kept.returned_name, kept.reason) == (str(taking), "Chưa có sổ quỹ của khối")
    client.force_login(giving)
    page = client.get(reverse("reports:handover_detail", args=[bloc.pk])).content.decode()
    assert 'data-testid="returned"' in page and digest in page


def test_the_minutes_say_what_was_signed_and_gather_nothing_anew(bloc):
    row, members = a_handover(bloc), make.members_of(bloc)
    giving, taking = commander(members[0]), commander(members[-1])
    fund = {"kind": "fund", "text": "Quỹ khối còn lại", "amount": 12_500_000, "measure": "đồng"}
    actions.add_item(HandoverItem(handover=row, **fund), by=giving)
    handed = actions.hand_over(row, proof=Proof(giving))
    actions.receive(handed, reservation="Thiếu sổ quỹ quý I", proof=Proof(taking))
    a_work(bloc, title="Làm sau khi ký")
    members[0].name = "Tên đổi sau khi ký"
    members[0].save()
    paper = written("handover", bloc)
    words = words_of(paper)
    for said in ("12.500.000 đồng", handed.digest, "Thiếu sổ quỹ quý I", handed.from_unit.name):
        assert said in words
    assert "Làm sau khi ký" not in words and "Tên đổi sau khi ký" not in words
    assert (paper.signs_left.name, paper.signs.name) == (str(giving), str(taking))


def test_the_list_leads_only_whom_it_lets_in(bloc, client):
    a_handover(bloc)
    link, by = reverse("reports:handover_detail", args=[bloc.pk]), make.a_user(Role.SECRETARY, at=bloc)
    for user, is_led in ((by, True), (commander(make.members_of(bloc)[1]), False)):
        client.force_login(user)
        page = client.get(reverse("reports:handover_list")).content.decode()
        assert (bloc.name in page, f'href="{link}"' in page) == (True, is_led)
        assert client.get(link).status_code == (200 if is_led else 403)


def test_the_minutes_are_offered_once_it_is_handed_over(bloc, client):
    row, by = a_handover(bloc), make.a_user(Role.SECRETARY, at=bloc)
    address = reverse("reports:handover_detail", args=[bloc.pk])
    client.force_login(by)
    assert 'data-testid="minutes"' not in client.get(address).content.decode()
    actions.hand_over(row, proof=Proof(commander(make.members_of(bloc)[0])))
    assert 'data-testid="minutes"' in client.get(address).content.decode()
