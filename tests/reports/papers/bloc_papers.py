"""A bloc with everything its papers of the year's beginning speak of, and such papers as plain lines."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from blocs.models import Bloc, Headship, Phase
from pacts.models import AgendaItem, Assignment, Attendee, OwnTarget, Registration, Regulation, Solution
from reports.paper_frames import frame
from reports.papers.catalogue import BY_SLUG
from reports.papers.document import Article, Document, Facts, Heading, Para, SignerGrid, Table
from tests.make import a_bloc, a_ceremony, a_head_of, a_pact, a_pledge, a_title, members_of
from tests.make_scoring import a_criterion, a_table

MADE = datetime(2017, 2, 15, 3, tzinfo=UTC)
LONG = "Trung tâm Chỉ huy, tiếp nhận và xử lý tin báo, tố giác tội phạm, phối hợp các lực lượng trên toàn tỉnh"


def a_whole_bloc(units: int = 3, **facts):
    """With regulation, pact of two pledges, criteria table with stages, a signing with its people, registrations."""
    bloc = a_bloc(units, **{"decision_number": "12/QĐ-MH ngày 9/1/2012", **facts})
    bloc.headships.filter(part=Headship.Part.HEAD).update(chosen="elected")
    Regulation.objects.create(
        bloc=bloc, number="Số 05/QC-KTĐ", adopted_on=date(2017, 1, 15), adoption_majority="two_thirds"
    )
    _phases(bloc)
    _table(_pact(bloc))
    _meeting(bloc)
    return bloc


def _phases(bloc):
    half = {"name": "6 tháng đầu năm", "starts_on": date(2017, 1, 1), "ends_on": date(2017, 6, 30)}
    Phase.objects.get_or_create(season=bloc.season, slug="half", kind="half", defaults=half)


def _pact(bloc):
    facts = {"slogan": "Kỷ cương, trách nhiệm", "undertaking": "Các đơn vị cam kết thực hiện.", "copies": 15}
    bases = "Luật Thi đua, Khen thưởng\nQuy chế hoạt động của Khối"
    pact = a_pact(bloc, title="Giao ước thi đua năm 2017", legal_bases=bases, **facts)
    fall = a_pledge(pact, name="Số vụ phạm pháp hình sự", kind="reduce_at_least", target=5, measure="vụ")
    type(fall).objects.filter(pk=fall.pk).update(baseline=Decimal("1080"), baseline_label="năm 2016")
    Solution.objects.create(pact=pact, text="Mở ba đợt cao điểm.")
    first = bloc.memberships.in_order().first()
    if first:
        OwnTarget.objects.create(pledge=fall, membership=first, target=Decimal("6.5"))
        Registration.objects.create(pact=pact, unit=first.unit, title=a_title("Đơn vị quyết thắng"))
        a_head_of(first.unit, "Trần Thị Bình", rank="Thượng tá", post="Trưởng phòng")
    return pact


def _table(pact):
    days = {"opens_on": date(2017, 11, 28), "due_on": date(2017, 12, 4)}
    stages = [{"kind": "self", "name": "Tự chấm điểm", **days}, {"kind": "review", "name": "Khối rà soát"}]
    classes = [{"name": "Xuất sắc", "from": "90"}, {"name": "Tốt", "from": "70.5"}, {"name": "Kém", "from": "0"}]
    facts = {"classes": classes, "tie_breaks": ["fewer_penalties", "group:1"], "appeals_until": date(2017, 12, 29)}
    table = a_table(pact, stages=stages, name="Bảng tiêu chí chấm điểm năm 2017", **facts)
    leaf = a_criterion(table, group="Điểm thưởng", name="Chiến công", points="2.5", part="bonus", formula="flat")
    for row in pact.bloc.memberships.in_order():
        Assignment.objects.create(criterion=leaf, unit=row.unit, applies=False, reason="Ngoài chức năng")
    return table


def _meeting(bloc):
    ceremony = a_ceremony(
        bloc, on=date(2017, 2, 24), starts_at=time(8, 5), place_name="Hội trường tầng 3", title="Lễ ký kết giao ước"
    )
    told = {"ceremony": ceremony, "rank": "Đại tá", "party_post": "UVTV Đảng ủy", "position": "Phó Giám đốc"}
    Attendee.objects.create(part="directing", name="Trần Minh Thùy", **told)
    Attendee.objects.create(ceremony=ceremony, part="presiding", rank="Thượng tá", name="Trần Thị Bình")
    AgendaItem.objects.create(ceremony=ceremony, title="Thông qua giao ước")
    return ceremony


def a_long_name(bloc) -> str:
    """The last member is called by the longest name one meets."""
    unit = members_of(bloc)[-1]
    unit.name = LONG
    unit.save()
    return LONG


def paper_of(slug: str, subject, bloc, **facts) -> Document:
    """The paper as the desk would make it on 15 February 2017."""
    kind = BY_SLUG[slug]
    unit = subject.unit if kind.about == "unit" else None
    return kind.write(subject, frame(kind, bloc, unit, **{"on": date(2017, 2, 15), "made_at": MADE, **facts}))


def asked(write, units: int) -> int:
    """How many questions to the database the writing takes, from a bloc of so many units of which nothing is read."""
    bloc = Bloc.objects.get(pk=a_whole_bloc(units).pk)
    with CaptureQueriesContext(connection) as queries:
        write(bloc)
    return len(queries)


def lines_of(document: Document) -> list[str]:
    """Every text of the paper in its order; a row of a table is one line with bars between its cells."""
    head = [document.parent, document.agency, document.number_line, document.type_name, document.abstract]
    body = [line for block in document.body for line in _lines(block)]
    annexes = [line for one in document.annexes for line in (one.label, one.title, one.reference)]
    annexes += [line for one in document.annexes for block in one.body for line in _lines(block)]
    return [*head, *document.bases, *document.resolves, *body, *document.recipients, *annexes]


def _lines(block) -> list[str]:
    if isinstance(block, Para):
        return [block.text]
    if isinstance(block, Heading):
        return [f"{block.text} {block.title}".strip()]
    if isinstance(block, Article):
        return [" ".join(filter(None, [block.number, block.title, block.text]))]
    if isinstance(block, Facts):
        return [f"{label}: {value}" for label, value in block.rows]
    if isinstance(block, SignerGrid):
        return [" | ".join([one.unit, *one.capacity, one.mark, one.name]) for one in block.signers]
    assert isinstance(block, Table)
    return [" | ".join(row.cells) for row in block.rows]


def text_of(document: Document) -> str:
    return "\n".join(lines_of(document))
