"""A signing as the news would tell it: thirteen unnamed units, two colonels, last year's figures, five directions.

The persons and the place are invented; only the shape is that of a real signing.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.urls import reverse

from blocs.models import Bloc, Membership, Release, Remark
from pacts.models import Attendee, Ceremony, Direction, Pact, Section
from reports.models import Figure
from tests.make import a_bloc, a_ceremony, a_pact, a_phase, a_pledge, a_season, a_series, a_unit

POST = {"party_post": "UVTV Đảng ủy", "position": "Phó Giám đốc Công an tỉnh"}


@dataclass
class Year:
    bloc: Bloc
    pact: Pact
    ceremony: Ceremony


def a_year(**release) -> Year:
    """The whole year, sealed and held; closed to the public unless `release="public"` is given."""
    before = a_bloc(
        0, year=2016, series=a_series(name="Khối thi đua lực lượng CSND Công an tỉnh"), slogan="Chủ động, kỷ cương"
    )
    bloc = Bloc.objects.create(
        series=before.series, season=a_season(2017), name=before.series.name, previous=before,
        stated_unit_count=13, source="Báo điện tử, 15/02/2017", source_is_complete=False, **release,
    )  # fmt: skip
    for n in range(1, 14):
        unit = a_unit(f"Đơn vị {n:02}", name_is_open=True, parent=before.series.organiser)
        Membership.objects.create(bloc=bloc, unit=unit, order=n)
    _last_year(before)
    pact = _pact(bloc)
    Remark.objects.create(bloc=bloc, text="Tỉnh không được nêu tên", is_inferred=True)
    return Year(bloc, pact, _ceremony(bloc, **release))


def _last_year(before: Bloc) -> None:
    figures = [
        ("Tỷ lệ điều tra, khám phá án hình sự", {"value": Decimal("92.02"), "measure": "%"}),
        ("Khám phá án đặc biệt nghiêm trọng", {"value": Decimal(100), "measure": "%"}),
        ("Tỷ lệ điều tra kết luận", {"value": Decimal("91.23"), "measure": "%"}),
        ("Tai nạn giao thông", {"statement": "giảm trên cả 03 tiêu chí"}),
    ]
    for order, (indicator, facts) in enumerate(figures, start=1):
        values = {"bloc": before, "phase": a_phase(before.season), "indicator": indicator, "order": order}
        Figure.objects.create(**values, release=Release.PUBLIC, **facts)


def _pact(bloc: Bloc) -> Pact:
    pact = a_pact(bloc)
    pact.pledges.all().delete()
    pact.sections.all().delete()
    section = Section.objects.create(pact=pact, title="Phòng, chống tội phạm", order=1)
    other = Section.objects.create(pact=pact, title="Xây dựng lực lượng", order=2)
    a_pledge(pact, section=section, name="Oan sai", kind="zero", target=None, measure="vụ", order=1)
    a_pledge(pact, section=section, name="Khám phá án hình sự", order=2)
    a_pledge(pact, section=other, name="Quản lý cán bộ", kind="qualitative", target=None, measure="", order=1)
    seal(pact)
    return Pact.objects.get(pk=pact.pk)


def seal(pact: Pact) -> None:
    """Final at once, as a season file does it."""
    facts = {"state": "sealed", "sealed_at": datetime(2017, 2, 15, 8, tzinfo=UTC), "digest": "a" * 64}
    Pact.objects.filter(pk=pact.pk).update(**facts)


def _ceremony(bloc: Bloc, **release) -> Ceremony:
    ceremony = a_ceremony(
        bloc, state="held", on=date(2017, 2, 15), part_of_day="chiều", place_name="Hội trường Công an tỉnh",
        held_at=datetime(2017, 2, 15, 10, tzinfo=UTC), **release,
    )  # fmt: skip
    people = [
        ("Trần Văn Bình", "Thượng tá", 1, "presiding", {}),
        ("Nguyễn Văn Hai", "Đại tá", 2, "directing", POST),
        ("Trần Thị Ba", "Đại tá", 3, "directing", POST),
    ]
    for name, rank, order, part, post in people:
        Attendee.objects.create(ceremony=ceremony, name=name, rank=rank, order=order, part=part, **post)
    speaker = Attendee.objects.get(ceremony=ceremony, name="Nguyễn Văn Hai")
    for order, text in enumerate(["Cụ thể hóa các tiêu chí thi đua", "Công bằng trong đánh giá"], start=1):
        Direction.objects.create(ceremony=ceremony, order=order, text=text, given_by=speaker)
    return ceremony


def season_url(bloc: Bloc, name: str = "public_season") -> str:
    return reverse(name, args=[bloc.series.slug, bloc.season.slug])


def pages(year: Year) -> dict[str, str]:
    """The address of each kind of page that has a release level."""
    return {
        "season": season_url(year.bloc),
        "figures": season_url(year.bloc, "public_figures"),
        "bloc": reverse("public_bloc", args=[year.bloc.series.slug]),
        "ceremony": reverse("public_ceremony", args=[year.ceremony.slug]),
    }


def text(client, address: str, **data) -> str:
    response = client.get(address, data)
    assert response.status_code == 200, address
    return response.content.decode()
