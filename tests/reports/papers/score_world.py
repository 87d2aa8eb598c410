"""A bloc of many units with a table of many criteria, scored and published: ties, a knocked-out unit, what does not
apply. And what a page's table says, cell by cell.
"""

from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser

from pacts.models import Assignment, CriteriaTable
from reports.models import KnockOut, Mark, Result, Sheet
from reports.paper_frames import frame
from reports.papers.catalogue import BY_SLUG
from reports.papers.document import Document, Table
from tests.make import a_bloc, a_pact, members_of
from tests.make_results import CLASSES, a_published_result
from tests.make_scoring import a_table, leaves_of

NOON = datetime(2017, 12, 1, 5, tzinfo=UTC)
GROUPS = {"Công tác chuyên môn": 33, "Xây dựng lực lượng": 20, "Phong trào thi đua": 9}
"""62 criteria of 2 points each, and one penalty."""


def written(slug: str, subject, bloc=None, **words) -> Document:
    kind, bloc = BY_SLUG[slug], bloc or subject.bloc
    unit = subject.unit if kind.issuer == "unit" else None
    return kind.write(subject, frame(kind, bloc, unit, on=bloc.season.ends_on, made_at=NOON, words=words))


def tables_of(blocks) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def words_of(document: Document) -> str:
    return "\n".join(getattr(block, "text", "") for block in document.body)


def a_big_table(units: int = 13) -> CriteriaTable:
    """Unit 3 and unit 4 score alike; the last unit is knocked out; 1.2 does not apply to unit 2."""
    pact = a_pact(a_bloc(units), state="sealed", sealed_at=NOON, digest="0" * 64, canonical="văn bản")
    leaves = [
        {"group": name, "name": f"{name}: mặt {n}", "points": 2, "formula": "by_hand"}
        for name, count in GROUPS.items()
        for n in range(1, count + 1)
    ]
    off = {"group": "Điểm trừ", "name": "Báo cáo trễ hạn", "points": 3, "formula": "by_hand", "part": "penalty"}
    table = a_table(pact, leaves=[*leaves, off], classes=CLASSES, stages=("self", "cross", "appraise"))
    sheets = [_sheet(table, unit, order) for order, unit in enumerate(members_of(pact.bloc), start=1)]
    Assignment.objects.create(
        criterion=leaves_of(table)[1], unit=sheets[1].unit, applies=False, reason="Không thuộc nhiệm vụ"
    )
    ground = "Có cán bộ bị kỷ luật từ cảnh cáo trở lên"
    facts = {"ground": ground, "legal_basis": "Điều 5", "document": "Thông báo số 12/TB", "state": "confirmed"}
    people = {"proposed_at": NOON, "proposed_by": "Thư ký", "settled_at": NOON, "settled_by": "Thường trực"}
    KnockOut.objects.create(sheet=sheets[-1], **facts, **people)
    return table


def _sheet(table: CriteriaTable, unit, order: int) -> Sheet:
    last = table.stages.last()
    own = {"state": "closed", "closed_at": NOON, "stage": last, "opened_at": NOON}
    sheet = Sheet.objects.create(bloc=table.pact.bloc, table=table, unit=unit, order=order, **own)
    like = 3 if order == 4 else order
    stage = table.stages.first()
    Mark.objects.bulk_create(
        Mark(sheet=sheet, criterion=leaf, stage=stage, points=_points(like, n, leaf), given_by="Cán bộ", given_at=NOON)
        for n, leaf in enumerate(leaves_of(table))
    )
    return sheet


def _points(order: int, n: int, leaf) -> Decimal:
    if leaf.parent.part == "penalty":
        return Decimal("0.5") if order % 2 else Decimal(0)
    return Decimal((order + n) % 5) / 2


def a_big_result(units: int = 13) -> Result:
    return a_published_result(a_big_table(units))


class _Cells(HTMLParser):
    """The rows of the table with a test id: the text of each cell without what stands below a line break."""

    def __init__(self, testid: str):
        super().__init__()
        self.testid, self.rows, self.depth, self.cell, self.below = testid, [], False, None, False

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.depth = ("data-testid", self.testid) in attrs
        elif self.depth and tag == "tr":
            self.rows.append([])
        elif self.depth and tag in ("td", "th"):
            self.cell, self.below = "", False
        elif tag == "br":
            self.below = True

    def handle_endtag(self, tag):
        if tag == "table":
            self.depth = False
        elif tag in ("td", "th") and self.cell is not None:
            self.rows[-1].append(" ".join(self.cell.split()))
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None and not self.below:
            self.cell += data


def rows_on_page(html: str, testid: str) -> list[list[str]]:
    """Without the heads."""
    reader = _Cells(testid)
    reader.feed(html)
    return reader.rows[1:]
