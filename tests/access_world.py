"""One world for the tests of access: two seasons of one bloc with a row of every kind, and everybody who may ask."""

from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO

from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from blocs.models import (
    Bloc,
    Body,
    Duty,
    Headship,
    Import,
    Job,
    Membership,
    Notice,
    Preference,
    Reform,
    Role,
    SheetFile,
    User,
)
from pacts.models import (
    AgendaItem,
    Attendee,
    Comment,
    Contribution,
    Device,
    Direction,
    OwnTarget,
    PactTemplate,
    Photo,
    PledgeGroup,
    Registration,
    Restatement,
    Signature,
    SignatureFile,
    SignatureImage,
    TextVersion,
)
from pacts.text import canonical_of, digest_of
from reports.actions.documents import draft_document
from reports.actions.issuing import issue_document
from reports.actions.results import freeze, publish
from reports.models import (
    Appeal,
    Directive,
    DocumentFile,
    Evidence,
    Honour,
    KnockOut,
    Master,
    Publication,
    Report,
    Result,
    WallScreen,
)
from reports.papers.catalogue import BY_SLUG
from reports.scored import board_of
from tests.make import (
    a_bloc,
    a_ceremony,
    a_figure,
    a_head_of,
    a_pact,
    a_pledge,
    a_reporting,
    a_season,
    a_title,
    a_user,
    adopted,
    members_of,
    the_cast,
)
from tests.make_honours import lists_of_the_world
from tests.make_papers import a_paper, an_outer_paper
from tests.make_polls import polls_of_the_world
from tests.make_scoring import a_sheet, a_table
from tests.make_turning import turning_of_the_world

WHO = [
    *["anonymous", "admin", "standing", "secretary", "head_commander"],
    *["commander", "reporter", "stranger", "former", "inactive"],
]


def a_world(**release) -> dict:
    """Things by name. `release` goes to the blocs and the ceremony; closed unless it says public."""
    bloc = a_bloc(3, **release)
    later = _next_season(bloc, release)
    world = {"bloc": bloc, "later": later, "series": bloc.series, "people": _people(bloc, later)}
    world |= _registers(bloc) | _pacts(bloc, later)
    world |= _adoption(world)
    world |= _meeting(world, release) | _reckoning(world) | _scoring(world)
    world |= _shelves(world) | _desk(world)
    world |= _outcome(world)
    world["scan"] = _signed_sheet(world["signature"])
    world |= _imports(world["people"]["admin"])
    world |= _reforms(world)
    world["paper"] = a_paper(world["sealed"])
    world["outer"] = an_outer_paper(world["sealed"])
    world |= _year_papers(world)
    world |= polls_of_the_world(bloc, world["people"])
    world |= lists_of_the_world(bloc)
    world |= turning_of_the_world(bloc)
    Body.objects.create(name="Công an tỉnh (minh họa)", unit=bloc.series.organiser)
    return world


def _reforms(world: dict) -> dict:
    """A reorganisation being prepared, and a target restated by hand."""
    pact = world["sealed"]
    said = {"membership": pact.bloc.memberships.first(), "pledge": pact.pledges.first(), "reason": "Sau sắp xếp"}
    return {
        "reform": Reform.objects.create(title="Sắp xếp tổ chức", on=date(2017, 7, 1)),
        "restatement": Restatement.objects.create(pact=pact, from_on=date(2017, 7, 1), target=90, **said),
    }


def _imports(admin: User) -> dict:
    """A file of the administrator's that was read, and a template made for them."""
    read = {"kind": "units", "name": "Đơn vị.xlsx", "state": "ready", "sha256": "a" * 64, "size": 8, "content": b"PK"}
    made = {"kind": "units", "name": "Mẫu.xlsx", "content": b"PK", "purpose": "template"}
    Import.objects.create(
        kind="year", name="2014.xlsx", state="ready", choices={"batch": "namcu"}, size=8, made_by=admin
    )
    return {
        "year_batch": "namcu",
        "import": Import.objects.create(made_by=admin, **read),
        "import_sheet": SheetFile.objects.create(made_by=admin, **made),
    }


def _year_papers(world: dict) -> dict:
    """A plan that is issued, with its file, and the draft of the next; a batch the secretary asked for."""
    bloc, by = world["bloc"], world["people"]["secretary"]
    plan, issued = (draft_document(BY_SLUG["plan"], place, place, by=by) for place in (bloc, world["later"]))
    batch = Job.objects.create(name="Văn bản", made_by=by)
    issued.job = batch
    issued.save(update_fields=["job"])
    issued = issue_document(issued, dated_on=date(2018, 1, 5), by=by)
    told = {"content": b"%PDF-1.7", "sha256": "a" * 64, "size": 8, "content_digest": issued.digest}
    DocumentFile.objects.create(document=issued, format="pdf", made_at=timezone.now(), **told)
    file = {
        "name": "Mẫu.docx",
        "content": b"PK",
        "sha256": "b" * 64,
        "size": 2,
        "preview": b"PK",
        "made_name": "Thư ký",
    }
    master = Master.objects.create(letterhead=plan.letterhead, kind="plan", **file)
    return {"plan": plan, "issued_plan": issued, "batch": batch, "master": master}


def _next_season(bloc: Bloc, release) -> Bloc:
    """The same units a season later, under the same head, so that a draft and an open pact can stand side by side."""
    later = Bloc.objects.create(series=bloc.series, season=a_season(2018), name=bloc.name, previous=bloc, **release)
    for row in bloc.memberships.all():
        Membership.objects.create(bloc=later, unit=row.unit, order=row.order)
    for row in bloc.headships.all():
        Headship.objects.create(bloc=later, unit=row.unit, part=row.part)
    return later


def _people(bloc: Bloc, later: Bloc) -> dict[str, User | None]:
    yesterday = timezone.localdate() - timedelta(days=1)
    people = {"anonymous": None, **the_cast(bloc), "former": a_user(), "inactive": a_user(Role.ADMIN)}
    Duty.objects.create(user=people["secretary"], role=Role.SECRETARY, bloc=later)
    for place in (bloc, later):
        Duty.objects.create(user=people["former"], role=Role.SECRETARY, bloc=place, until_on=yesterday)
    people["inactive"].is_active = False
    people["inactive"].save(update_fields=["is_active"])
    return people


def _registers(bloc: Bloc) -> dict:
    unit = members_of(bloc)[-1]
    leader = a_head_of(unit)
    person = a_user(Role.REPORTER, at=unit)
    return {
        "unit": unit,
        "head_unit": members_of(bloc)[0],
        "membership": bloc.memberships.get(unit=unit),
        "headship": bloc.headships.first(),
        "leader": leader,
        "post": leader.posts.first(),
        "person": person,
        "duty": person.duties.first(),
        "template": PactTemplate.objects.create(name="Mẫu giao ước", content={}),
    }


def _pacts(bloc: Bloc, later: Bloc) -> dict:
    sealed = a_pact(bloc, state="sealed", sealed_at=timezone.now(), digest="0" * 64, canonical="văn bản")
    draft = a_pact(bloc, version=2, amends=sealed)
    pledge = draft.pledges.get()
    title = a_title()
    return {
        "sealed": sealed,
        "sealed_pledge": sealed.pledges.get(),
        "draft": draft,
        "open": a_pact(later, state="open"),
        "pledge": pledge,
        "second_pledge": a_pledge(draft),
        "section": pledge.section,
        "group": PledgeGroup.objects.create(pact=draft, name="Tai nạn giao thông"),
        "own": OwnTarget.objects.create(pledge=pledge, membership=bloc.memberships.first(), target=95),
        "title": title,
        "registration": Registration.objects.create(pact=draft, unit=members_of(bloc)[0], title=title),
    }


def _adoption(world: dict) -> dict:
    """The draft as sent round, a comment of the unit on it, and the vote."""
    draft, made = world["draft"], {"made_by": "Thư ký"}
    line = canonical_of(draft)
    version = TextVersion.objects.create(pact=draft, number=1, canonical=line, digest=digest_of(draft), **made)
    said = {"version": version, "unit": world["unit"], "text": "Đề nghị nêu rõ hơn", "made_name": "Cán bộ"}
    return {"comment": Comment.objects.create(pact=draft, **said), "adoption": adopted(draft)}


def _meeting(world: dict, release) -> dict:
    ceremony = a_ceremony(world["later"], state="live", on=date(2018, 1, 15), **release)
    attendee = Attendee.objects.create(ceremony=ceremony, part="presiding", name="Nguyễn Văn Chủ Trì")
    world["held"] = a_ceremony(world["bloc"], state="held", **release)
    return {
        "ceremony": ceremony,
        # Seen later than any test runs, so that a look does not write when it was.
        "tablet": Device.objects.create(
            ceremony=ceremony, kind="tablet", name="Bàn ký", seen_at=timezone.now() + timedelta(days=1)
        ),
        "board": Device.objects.create(ceremony=ceremony, name="Máy chiếu", seen_at=timezone.now() + timedelta(days=1)),
        "planned": a_ceremony(world["later"], state="planned", on=date(2099, 1, 15)),
        "attendee": attendee,
        "agenda": AgendaItem.objects.create(ceremony=ceremony, title="Chào cờ"),
        "direction": Direction.objects.create(ceremony=ceremony, text="Giữ vững kỷ cương", given_by=attendee),
        "contribution": Contribution.objects.create(ceremony=ceremony, purpose="Quỹ khen thưởng", amount=1),
        "photo": Photo.objects.create(
            ceremony=ceremony, image=ContentFile(a_picture(), name="anh.jpg"), caption="Lễ ký", alt="Đại biểu ký kết"
        ),
        "signature": Signature.objects.create(
            pact=world["open"], ceremony=ceremony, unit=world["head_unit"], unit_name=world["head_unit"].name,
            name="Trần Thị Bình", signed_at=timezone.now(), recorded_by="thư ký",
        ),
    }  # fmt: skip


def _signed_sheet(signature: Signature) -> SignatureFile:
    """Scanned, beside a drawn signature."""
    drawn = a_picture("PNG")
    SignatureImage.objects.create(signature=signature, png=drawn, sha256=sha256(drawn).hexdigest())
    row = SignatureFile(signature=signature, kind="scan", name="Trang ký.png", size=8, sha256="a" * 64, added_by="thử")
    row.file.save("x.png", ContentFile(drawn))
    return row


def a_picture(kind: str = "JPEG", **options) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (640, 480), "navy").save(kept, kind, **options)
    return kept.getvalue()


def _reckoning(world: dict) -> dict:
    bloc, author = world["bloc"], a_user()
    reporting = a_reporting(bloc, due_on=date(2099, 1, 1))
    text = {"bloc": bloc, "author": author, "title": "Ký kết giao ước", "body": "Sáng ngày hôm nay."}
    times = {"state": "published", "published_at": timezone.now(), "released_by": a_user()}
    return {
        "reporting": reporting,
        "planned_phase": a_reporting(world["later"], state="planned"),
        "figure": a_figure(world["sealed_pledge"], world["unit"], phase=reporting.phase),
        "report": Report.objects.create(reporting=reporting, unit=world["head_unit"], state="sent"),
        "wall": WallScreen.objects.create(bloc=bloc, place_name="Phòng họp", until_on=date(2099, 1, 1), made_by=author),
        "honour": Honour.objects.create(bloc=bloc, title=world["title"], unit=world["unit"], status="proposed"),
        "summary": Publication.objects.create(**text, **times, thread="tin-da-dang", ceremony=world["held"]),
        "summary_draft": Publication.objects.create(**text, thread="tin-nhap"),
        "directive": Directive.objects.create(
            bloc=bloc,
            unit=world["unit"],
            text="Rà soát lại số liệu đã báo cáo",
            due_on=date(2099, 1, 1),
            round="dot-1",
            given_by=world["people"]["standing"],
            given_name="Thường trực",
        ),
    }


def _scoring(world: dict) -> dict:
    """The unit's sheet at its self-scoring, and a season later at the review, where it also checks the head's."""
    unit, head = world["unit"], world["head_unit"]
    table, later = a_table(world["sealed"]), a_table(world["open"])
    a_sheet(table, head, at="review")
    return {
        "table": table,
        "criterion": a_table(world["draft"], adopted=False).criteria.exclude(formula="").first(),
        "sheet": a_sheet(table, unit),
        "reviewed": a_sheet(later, unit, at="review"),
        "checked": a_sheet(later, head, at="cross", checker=unit),
    }


def _shelves(world: dict) -> dict:
    """A file behind the unit's self-score; an appeal against the review of the other season; a proposed knock-out."""
    leaf, later = (world[name].table.criteria.get(formula="by_hand") for name in ("sheet", "reviewed"))
    own = {"sheet": world["sheet"], "criterion": leaf, "stage": world["sheet"].stage, "name": "Báo cáo.pdf"}
    told = {"sha256": "a" * 64, "size": 8, "content_type": "application/pdf", "added_by": "Cán bộ"}
    piece = Evidence(**own, **told, added_at=timezone.now())
    piece.file.save("x", ContentFile(b"%PDF-1.7"))
    ground = {"ground": "Vi phạm", "legal_basis": "Điều 14", "document": "12/KL", "proposed_by": "Cán bộ"}
    filed = {"text": "Đề nghị xem lại", "filed_at": timezone.now(), "filed_by": "Lãnh đạo"}
    appealed = {"sheet": world["reviewed"], "criterion": later, "stage": world["reviewed"].stage}
    return {
        "leaf": leaf,
        "later_leaf": later,
        "piece": piece,
        "appeal": Appeal.objects.create(**appealed, **filed),
        "knock_out": KnockOut.objects.create(sheet=world["sheet"], proposed_at=timezone.now(), **ground),
    }


def _desk(world: dict) -> dict:
    """A message to the commander; a login and a calendar of somebody else."""
    Preference.objects.create(user=world["person"], calendar_key="lich-rieng")
    told = {"kind": "returned", "about": "report:1", "title": "Báo cáo bị trả lại", "url": "/viec-cua-toi/"}
    return {
        "notice": Notice.objects.create(user=world["people"]["commander"], **told),
        "device": UserSession.objects.create(user=world["person"], ip="10.0.0.9", session_key="khac"),
        "calendar_key": "lich-rieng",
    }


def _outcome(world: dict) -> dict:
    """A published result under a table nobody scores by, so that no sheet opens to others; and a draft a season on."""
    bloc, later, empty = world["bloc"], world["later"], world["criterion"].table
    published = freeze(Result(bloc=bloc, table=empty, mode="ranking", author_name="Thư ký"), board_of(empty))
    publish(published, by=a_user())
    table = world["reviewed"].table
    return {
        "result": published,
        "result_draft": freeze(Result(bloc=later, table=table, mode="ranking", author_name="Thư ký"), board_of(table)),
        "job": Job.objects.create(name="Công bố kết quả", made_by=world["people"]["admin"]),
    }
