"""So many rows of every kind, in few inserts: the ground the lists are measured on.

A bloc holds at most 25 units, so what counts units of one bloc stops there; everything else goes on.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from blocs.logic.text import fold, sort_key
from blocs.models import (
    Bloc,
    Duty,
    Event,
    FormerAddress,
    Headship,
    Import,
    Leader,
    Level,
    Membership,
    Movement,
    Phase,
    Post,
    Rank,
    RankHeld,
    Reform,
    Remark,
    Role,
    Season,
    Series,
    Succession,
    Title,
    Unit,
    UnitPast,
    User,
)
from pacts.models import (
    Adoption,
    AgendaItem,
    Attendee,
    Ceremony,
    Comment,
    Contribution,
    CriteriaTable,
    Criterion,
    Direction,
    Erratum,
    OwnTarget,
    Pact,
    PactTemplate,
    Photo,
    Pledge,
    PledgeGroup,
    Registration,
    Regulation,
    Restatement,
    Section,
    Signature,
    Solution,
    TextVersion,
)
from pacts.text import canonical_of, digest_of
from reports.models import (
    Appeal,
    Directive,
    Document,
    DocumentFile,
    Evidence,
    Extension,
    Figure,
    Handover,
    HandoverItem,
    Honour,
    JointShare,
    JointWork,
    KnockOut,
    Letterhead,
    Mark,
    Master,
    Poll,
    Publication,
    Report,
    Reporting,
    Result,
    Sheet,
)
from tests.make import a_bloc, a_ceremony, a_head_of, a_phase, a_user, members_of
from tests.make_polls import polls_of_many
from tests.make_scoring import a_sheet, a_table
from tests.make_turning import a_handover

MOST_UNITS = 25
NOON = datetime(2017, 2, 15, 5, tzinfo=UTC)


@dataclass
class House:
    """One bloc with a pact of each state, at the centre of `rows` of everything."""

    bloc: Bloc
    pact: Pact
    draft: Pact
    ceremony: Ceremony
    live: Ceremony
    leader: Leader
    reporting: Reporting
    people: dict[str, User]
    table: CriteriaTable
    sheet: Sheet  # of the second unit, past its last stage
    leaf: Criterion
    rows: int = 0
    polls: dict[str, Poll] = field(default_factory=dict)  # draft, open and closed, with as many lines as rows
    units: list[Unit] = field(default_factory=list)

    @property
    def unit(self) -> Unit:
        return self.units[0]


def a_house() -> House:
    bloc = a_bloc(2, release="public")
    unit = members_of(bloc)[0]
    sealed = {"state": "sealed", "sealed_at": NOON, "digest": "0" * 64, "canonical": "văn bản"}
    pact = Pact.objects.create(bloc=bloc, title="Giao ước", **sealed)
    draft = Pact.objects.create(bloc=bloc, title="Giao ước", version=2, amends=pact)
    ceremony = a_ceremony(bloc, state="held", release="public", held_at=NOON)
    people = {
        "admin": a_user(Role.ADMIN),
        "standing": a_user(Role.STANDING, at=bloc.series.organiser),
        "secretary": a_user(Role.SECRETARY, at=bloc),
        "commander": a_user(Role.COMMANDER, at=unit),
    }
    table = a_table(pact)
    leaf = table.criteria.get(formula="by_hand")
    house = House(
        bloc, pact, draft, ceremony, a_ceremony(bloc, state="live"), a_head_of(unit),
        Reporting.objects.create(bloc=bloc, phase=a_phase(bloc.season), state="open"), people, table,
        a_sheet(table, members_of(bloc)[1], at="closed"), leaf, units=members_of(bloc),
    )  # fmt: skip
    return house


def fill(house: House, rows: int) -> None:
    """Raise every kind to so many rows; calling again with more adds the rest."""
    new = range(house.rows, rows)
    units = _members(house, range(len(house.units), min(rows, MOST_UNITS)))
    for step in (
        _registers,
        _people,
        _unit_story,
        _seasons,
        _contents,
        _sent_round,
        _meeting,
        _results,
        _scoring,
        _outcomes,
        _directives,
        _news,
        _papers_of_the_year,
        _polls,
        _imports,
        _reforms,
        _turning,
        _log,
    ):
        step(house, new)
    _beside_units(house, units)
    house.rows = rows


def _reforms(house, new) -> None:
    """Drafts of reorganisations, each with as many new units as there are drafts."""
    steps = [{"act": "found", "into": [f"Đơn vị lập mới {n}"]} for n in range(new.stop)]
    made = [Reform(title=f"Sắp xếp {n}", on=date(2017, 7, 1), steps=steps, made_by=house.people["admin"]) for n in new]
    _bulk(Reform, made)
    said = {"pact": house.pact, "from_on": date(2017, 7, 1), "target": 90, "reason": "Sau sắp xếp"}
    member, pledge = house.bloc.memberships.first(), house.pact.pledges.first()
    _bulk(Restatement, [Restatement(membership=member, pledge=pledge, **said) for _n in new])


def _turning(house, new) -> None:
    """A handover with as many things, and joint works of which the first has as many shares, as there are rows."""
    handover = Handover.objects.filter(bloc=house.bloc).first() or a_handover(house.bloc)
    _bulk(HandoverItem, [HandoverItem(handover=handover, kind="fund", text=f"Quỹ {n}", order=n) for n in new])
    _bulk(JointWork, [JointWork(bloc=house.bloc, title=f"Việc chung {n}") for n in new])
    shares = {"work": house.bloc.joint_works.first(), "unit": house.units[0], "measure": "đồng"}
    _bulk(JointShare, [JointShare(amount=n + 1, **shares) for n in new])


def _imports(house, new) -> None:
    """Files of the administrator's, the last with as many lines as there are files."""
    by = house.people["admin"]
    told = {"state": "new", "name": "Đơn vị", "values": {}, "key": None, "problems": [], "was": []}
    lines = [{"line": n, "differences": [["Tên", "", "a"]], **told} for n in range(new.stop)]
    heads = [[n, f"Cột {n}", ["a"]] for n in range(min(new.stop, 100))]
    said = {"kind": "memberships", "target": {"bloc": house.bloc.pk}, "bloc": house.bloc, "state": "ready", "size": 1}
    kept = {"content": b"PK", "preview": lines, "heads": heads, "counts": {"new": len(lines)}, "made_by": by}
    _bulk(Import, [Import(name=f"Tệp {n}.xlsx", sha256="a" * 64, **said, **kept) for n in new])


def _polls(house, new) -> None:
    """A ballot in each state, on whose roll and paper stand as many as there are rows."""
    users = [*User.objects.filter(username__in=[f"can-bo-{n}" for n in range(new.stop)]), house.people["commander"]]
    house.polls = polls_of_many(house.bloc, users, house.units, by=house.people["secretary"])


def _named(name: str) -> dict:
    return {"name": name, "name_sort": sort_key(name), "name_fold": fold(name)}


def _bulk(model, rows) -> list:
    return model.objects.bulk_create(rows)


def _units(house, new, word, parent) -> list[Unit]:
    made = _bulk(
        Unit, [Unit(**_named(f"{word} {n}"), slug=f"{fold(word).replace(' ', '-')}-{n}", parent=parent) for n in new]
    )
    for unit in made:
        unit.path = f"{parent.path}{unit.pk}/"
    Unit.objects.bulk_update(made, ["path"])
    return made


def _members(house, new) -> list[Unit]:
    made = _units(house, new, "Phòng", house.bloc.series.organiser)
    _bulk(Membership, [Membership(bloc=house.bloc, unit=unit, order=n) for n, unit in zip(new, made, strict=True)])
    house.units += made
    return made


def _registers(house, new) -> None:
    _bulk(Level, [Level(name=f"Cấp {n}") for n in new])
    _bulk(Movement, [Movement(name=f"Phong trào {n}") for n in new])
    _bulk(Title, [Title(name=f"Danh hiệu {n}", slug=f"danh-hieu-{n}", kind="title") for n in new])
    _bulk(PactTemplate, [PactTemplate(name=f"Mẫu {n}") for n in new])
    _bulk(FormerAddress, [FormerAddress(series=house.bloc.series, slug=f"cu-{n}") for n in new])
    _bulk(Remark, [Remark(bloc=house.bloc, text=f"Sự việc {n}") for n in new])


def _people(house, new) -> None:
    rank = Rank.objects.first()
    leaders = _bulk(Leader, [Leader(**_named(f"Nguyễn Văn {n}"), slug=f"nguyen-van-{n}") for n in new])
    _bulk(RankHeld, [RankHeld(leader=leader, rank=rank) for leader in leaders])
    _bulk(Post, [Post(leader=leader, unit=house.unit, name="Phó Trưởng phòng") for leader in leaders])
    _bulk(Post, [Post(leader=house.leader, unit=house.unit, name=f"Chức vụ {n}") for n in new])
    _bulk(RankHeld, [RankHeld(leader=house.leader, rank=rank) for n in new])
    users = [User(**_named(f"Cán bộ {n}"), username=f"can-bo-{n}", leader=leaders[n - new.start]) for n in new]
    _bulk(User, users)
    deputies = [Duty(user=user, role=Role.REPORTER, unit=house.unit) for user in users]
    _bulk(Duty, deputies)
    first = house.people["secretary"].duties.first()
    _bulk(Duty, [Duty(user=user, role=Role.SECRETARY, bloc=house.bloc, acting_for=first) for user in users])


def _unit_story(house, new) -> None:
    after = _units(house, new, "Đội", house.unit)
    _bulk(UnitPast, [UnitPast(unit=unit, name="Tên cũ", until_on=date(2010, 1, 1)) for unit in after])
    _bulk(UnitPast, [UnitPast(unit=house.unit, name=f"Tên {n}", until_on=date(2000, 1, 1)) for n in new])
    _bulk(Succession, [Succession(before=house.unit, after=u, kind="split", on=date(2019, 1, 1)) for u in after])
    _bulk(Succession, [Succession(before=u, after=house.unit, kind="merged", on=date(2016, 1, 1)) for u in after])


def _seasons(house, new) -> None:
    """Other blocs this year, and other years of this bloc, each with its member, head, pact, ceremony and phase."""
    years = [Season(slug=str(1700 + n), name=f"Năm {1700 + n}", starts_on=date(1700 + n, 1, 1), ends_on=date(1700 + n, 12, 31)) for n in new]  # fmt: skip  # noqa: E501
    _bulk(Season, years)
    organiser = house.bloc.series.organiser
    series = _bulk(Series, [Series(**_named(f"Khối số {n}"), slug=f"khoi-so-{n}", organiser=organiser) for n in new])
    blocs = [Bloc(**_named(one.name), series=one, season=house.bloc.season, release="public") for one in series]
    blocs += [
        Bloc(**_named(f"Khối cũ {year.slug}"), series=house.bloc.series, season=year, release="public")
        for year in years
    ]
    _bulk(Bloc, blocs)
    _bulk(Membership, [Membership(bloc=bloc, unit=house.unit) for bloc in blocs])
    _bulk(Headship, [Headship(bloc=bloc, unit=house.unit, part="head") for bloc in blocs])
    gone = {"part": "head", "until_on": date(2017, 1, 1)}
    _bulk(Headship, [Headship(bloc=house.bloc, unit=house.unit, **gone) for n in new])
    _bulk(Regulation, [Regulation(bloc=bloc) for bloc in blocs])
    _bulk(Duty, [Duty(user=house.people["secretary"], role=Role.SECRETARY, bloc=bloc) for bloc in blocs])
    sealed = {"state": "sealed", "sealed_at": NOON, "digest": "0" * 64, "canonical": "văn bản"}
    pacts = _bulk(Pact, [Pact(bloc=bloc, title="Giao ước", **sealed) for bloc in blocs])
    held = [
        Ceremony(slug=f"le-{bloc.pk}", title=f"Lễ ký {bloc.pk}", on=date(2017, 2, 15), state="held", release="public")
        for bloc in blocs
    ]
    _bulk(Ceremony, held)
    _bulk(
        Ceremony.blocs.through, [Ceremony.blocs.through(ceremony=c, bloc=b) for c, b in zip(held, blocs, strict=True)]
    )
    _bulk(
        Ceremony.pacts.through, [Ceremony.pacts.through(ceremony=c, pact=p) for c, p in zip(held, pacts, strict=True)]
    )
    _bulk(Attendee, [Attendee(ceremony=c, part="presiding", name="Nguyễn Chủ Trì", rank="Đại tá") for c in held])
    phases = [Phase(season=house.bloc.season, slug=f"dot-{n}", name=f"Đợt {n}", kind="part", starts_on=date(2017, 1, 1), ends_on=date(2017, 6, 1) + timedelta(n % 200)) for n in new]  # fmt: skip  # noqa: E501
    _bulk(Phase, phases)
    reportings = [Reporting(bloc=house.bloc, phase=phase, state="open") for phase in phases]
    reportings += [Reporting(bloc=bloc, phase=house.reporting.phase, state="open") for bloc in blocs]
    _bulk(Reporting, reportings)
    _bulk(Report, [Report(reporting=row, unit=house.unit, state="sent", sent_at=NOON) for row in reportings])


def _contents(house, new) -> None:
    for pact in (house.pact, house.draft):
        sections = _bulk(Section, [Section(pact=pact, title=f"Nội dung {n}", order=n) for n in new])
        groups = _bulk(PledgeGroup, [PledgeGroup(pact=pact, name=f"Nhóm {n}") for n in new])
        pledges = [
            Pledge(
                pact=pact,
                section=section,
                group=group,
                order=n,
                name=f"Chỉ tiêu {n}",
                kind="at_least",
                target=90,
                measure="%",
            )
            for n, section, group in zip(new, sections, groups, strict=True)
        ]
        _bulk(Pledge, pledges)
        member = house.bloc.memberships.first()
        _bulk(OwnTarget, [OwnTarget(pledge=pledge, membership=member, target=95) for pledge in pledges])
        _bulk(Solution, [Solution(pact=pact, text=f"Giải pháp {n}") for n in new])
        titles = Title.objects.filter(slug__in=[f"danh-hieu-{n}" for n in new])
        _bulk(Registration, [Registration(pact=pact, unit=house.unit, title=title) for title in titles])
    _bulk(Erratum, [Erratum(pact=house.pact, text=f"Đính chính {n}", made_by="thư ký") for n in new])


def _sent_round(house, new) -> None:
    """Versions of the draft, comments on the newest, votes that were struck."""
    text, said = canonical_of(house.draft), {"unit": house.unit, "text": "Đề nghị", "made_name": "Cán bộ"}
    kept = {"pact": house.draft, "canonical": text, "digest": digest_of(house.draft), "made_by": "thư ký"}
    versions = _bulk(TextVersion, [TextVersion(number=n + 1, **kept) for n in new])
    _bulk(Comment, [Comment(pact=house.draft, version=versions[-1], clause="1.1", **said) for _n in new])
    struck = {"struck_at": NOON, "struck_by": "thư ký", "struck_reason": "Nhầm", "recorded_by": "thư ký"}
    votes = {"pact": house.draft, "outcome": "adopted", "digest": "0" * 64, "votes_for": 1, "adopted_at": NOON}
    _bulk(Adoption, [Adoption(**votes, **struck) for _n in new])


def _meeting(house, new) -> None:
    for ceremony in (house.ceremony, house.live):
        present = [Attendee(ceremony=ceremony, part="directing", name=f"Người {n}", unit=house.unit) for n in new]
        _bulk(Attendee, present)
        _bulk(AgendaItem, [AgendaItem(ceremony=ceremony, title=f"Mục {n}", is_adoption=True) for n in new])
        _bulk(Direction, [Direction(ceremony=ceremony, text=f"Chỉ đạo {n}", given_by=present[0]) for n in new])
        _bulk(Contribution, [Contribution(ceremony=ceremony, purpose="Quỹ", unit=house.unit) for n in new])
        _bulk(Photo, [Photo(ceremony=ceremony, image=f"ceremonies/{n}.jpg", caption="Lễ ký", alt="Các đại biểu ký kết") for n in new])  # fmt: skip  # noqa: E501
        facts = {"part": "witness", "signed_at": NOON, "recorded_by": "thư ký"}
        _bulk(Signature, [Signature(pact=house.pact, ceremony=ceremony, name=f"Chứng {n}", **facts) for n in new])


def _results(house, new) -> None:
    phase = house.reporting.phase
    pledges = Pledge.objects.filter(pact=house.pact, name__in=[f"Chỉ tiêu {n}" for n in new])
    figures = [Figure(bloc=house.bloc, pledge=pledge, phase=phase, unit=unit, value=91, release="public") for pledge in pledges for unit in (house.unit, None)]  # fmt: skip  # noqa: E501
    figures += [Figure(bloc=house.bloc, indicator=f"Chỉ số {n}", phase=phase, value=n, release="public") for n in new]
    _bulk(Figure, figures)
    for status in ("proposed", "awarded"):
        titles = Title.objects.filter(slug__in=[f"danh-hieu-{n}" for n in new])
        _bulk(
            Honour,
            [
                Honour(bloc=house.bloc, title=title, unit=house.unit, status=status, release="public")
                for title in titles
            ],
        )
    _bulk(Extension, [Extension(reporting=house.reporting, unit=house.unit, due_on=date(2099, 1, 1), reason="Thêm giờ", made_by="thư ký") for n in new])  # fmt: skip  # noqa: E501


def _scoring(house, new) -> None:
    """Criteria, and of one sheet its marks, evidence, appeals, knock-outs."""
    facts = {"table": house.table, "parent": house.leaf.parent, "formula": "by_hand", "points": 1}
    leaves = _bulk(Criterion, [Criterion(**facts, order=n + 10, name=f"Tiêu chí {n}") for n in new])
    review = house.table.stages.get(kind="review")
    own = {"sheet": house.sheet, "stage": review}
    given = {**own, "points": 1, "given_by": "thư ký", "given_at": NOON}
    _bulk(Mark, [Mark(**given, criterion=leaf) for leaf in leaves])
    paper = {**own, "criterion": house.leaf, "kind": "paper", "added_at": NOON, "added_by": "cán bộ"}
    gone = {**paper, "removed_at": NOON, "removed_by": "cán bộ", "removed_reason": "Nhầm"}
    _bulk(Evidence, [Evidence(**{**kind, "name": f"Báo cáo {n}", "number": f"{n}/BC"}) for n in new for kind in (paper, gone)])  # fmt: skip  # noqa: E501
    filed = {**own, "text": "Đề nghị xem lại", "filed_at": NOON, "filed_by": "lãnh đạo"}
    kept = {**filed, "state": "kept", "answer": "Giữ nguyên", "answered_at": NOON}
    _bulk(Appeal, [Appeal(**facts, criterion=leaf) for leaf in leaves for facts in (filed, kept)])
    ground = {"ground": "Vi phạm", "legal_basis": "Điều 14", "document": "12/KL", "proposed_at": NOON}
    _bulk(KnockOut, [KnockOut(**ground, sheet=house.sheet, proposed_by="thư ký") for n in new])


def _beside_units(house, units) -> None:
    """What each unit of the bloc has once."""
    for n, unit in enumerate(units):
        leader = Leader.objects.create(name=f"Trưởng phòng {unit.pk}", slug=f"truong-phong-{unit.pk}")
        leader.ranks.create(rank=Rank.objects.first())
        leader.posts.create(unit=unit, name="Trưởng phòng", heads_unit=True)
        facts = {"unit": unit, "unit_name": unit.name, "name": leader.name, "signed_at": NOON, "order": n}
        Signature.objects.create(pact=house.pact, ceremony=house.ceremony, recorded_by="thư ký", **facts)
        Report.objects.create(reporting=house.reporting, unit=unit, state="sent", sent_at=NOON)
        Sheet.objects.get_or_create(
            table=house.table, unit=unit, defaults={"bloc": house.bloc, "stage": house.sheet.stage, "opened_at": NOON}
        )
        for pledge in house.pact.pledges.all()[:3]:
            Figure.objects.create(bloc=house.bloc, pledge=pledge, phase=house.reporting.phase, unit=unit, value=80)
        for pledge in house.draft.pledges.all()[:3]:
            OwnTarget.objects.create(pledge=pledge, membership=unit.memberships.get(bloc=house.bloc), target=96)


def _outcomes(house, new) -> None:
    """Results of other blocs: half of them prepared, half published."""
    blocs = Bloc.objects.filter(series__slug__in=[f"khoi-so-{n}" for n in new])
    facts = {"table": house.table, "package": "{}", "digest": "0" * 64, "prepared_at": NOON}
    facts |= {"author": house.people["secretary"], "author_name": "Thư ký"}
    for n, bloc in enumerate(blocs):
        out = {"state": "published", "published_at": NOON} if n % 2 else {}
        Result.objects.create(bloc=bloc, **facts, **out)


def _directives(house, new) -> None:
    """To the first unit by the standing body: half of them answered."""
    own = {"bloc": house.bloc, "unit": house.unit, "due_on": date(2099, 1, 1), "given_by": house.people["standing"]}
    own |= {"given_name": "Thường trực", "round": "dot-1"}
    answered = {"state": "answered", "answer": "Đã làm", "answered_by": "Chỉ huy", "answered_at": NOON}
    _bulk(Directive, [Directive(**own, text=f"Rà soát số liệu {n}") for n in new])
    _bulk(Directive, [Directive(**own, **answered, text=f"Giải quyết {n}") for n in new])


def _news(house, new) -> None:
    author, released = house.people["secretary"], house.people["standing"]
    text = {"bloc": house.bloc, "body": "Sáng ngày 15/02/2017", "author": author}
    out = {"state": "published", "published_at": NOON, "released_by": released, "ceremony": house.ceremony}
    _bulk(Publication, [Publication(**text, **out, title=f"Tin {n}", thread=f"tin-{n}") for n in new])
    _bulk(Publication, [Publication(**text, title=f"Nháp {n}", thread=f"nhap-{n}") for n in new])
    later = {**out, "thread": "tin-0"}
    _bulk(Publication, [Publication(**text, **later, title="Tin", number=n + 2) for n in new])


def _papers_of_the_year(house, new) -> None:
    """Plans of the bloc, drafts and issued ones with a file; the first of all is a draft that can be worded."""
    head = Letterhead.objects.get_or_create(series=house.bloc.series)[0]
    own = {"kind": "plan", "bloc": house.bloc, "letterhead": head, "made_name": "Thư ký"}
    out = {"state": "issued", "content": "{}", "year": 2017, "code": "KH", "symbol": "KH-KTĐ", "dated_on": NOON.date()}
    for n in new:
        Document.objects.create(**own, abstract=f"Kế hoạch {n}")
        Master.objects.create(letterhead=head, name=f"Mẫu {n}.docx", content=b"x", sha256="a" * 64, size=1)
        row = Document.objects.create(**own, **out, abstract=f"Kế hoạch đã phát hành {n}", number=n * 2 + 1)
        told = {"content": b"x", "sha256": "a" * 64, "size": 1, "content_digest": "b" * 64, "made_at": NOON}
        DocumentFile.objects.create(document=row, format="pdf", **told)


def _log(house, new) -> None:
    for n in new:
        Event.record("blocs.add_unit", house.unit, by=house.people["admin"], facts={"name": f"Đơn vị {n}"})
