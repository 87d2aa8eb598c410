"""The canonical text of stored rows: the same facts, the same digest, whatever the keys."""

import json
from datetime import date
from decimal import Decimal

import pytest

from blocs.models import Bloc, Headship, Membership, Movement, UnitPast
from pacts.logic.seal import canonical, digest
from pacts.models import OwnTarget, Pact, Pledge, PledgeGroup, Registration, Section, Solution
from pacts.text import canonical_of, digest_of, text_of
from tests.make import a_season, a_series, a_title, a_unit

pytestmark = pytest.mark.django_db


def the_pact(series, units, titles, *, backwards: bool) -> Pact:
    """One pact, its rows written in order or from the last to the first, so that their keys differ."""
    turn = (lambda rows: list(reversed(rows))) if backwards else list
    bloc = Bloc.objects.create(series=series, season=a_season(2017), name="Khối CSND")
    for order, unit in turn(list(enumerate(units, start=1))):
        Membership.objects.create(bloc=bloc, unit=unit, order=order)
    pact = Pact.objects.create(bloc=bloc, title="Giao ước thi đua", legal_bases="Luật A\nLuật B")
    pact.movements.set(
        turn([Movement.objects.get_or_create(name=name)[0] for name in ("Phong trào Ă", "Phong trào Z")])
    )
    groups = {name: PledgeGroup.objects.create(pact=pact, name=name) for name in turn(["Án", "Tai nạn"])}
    for n in turn([1, 2]):
        section = Section.objects.create(pact=pact, order=n, title=f"Nội dung {n}")
        for m in turn([1, 2, 3]):
            target = Decimal("90.00") if backwards else Decimal("90")
            facts = {"name": f"Chỉ tiêu {n}.{m}", "kind": "at_least", "target": target, "measure": "%", "order": m}
            pledge = Pledge.objects.create(pact=pact, section=section, group=groups["Án"], **facts)
            for member in turn(list(bloc.memberships.in_order())[:2]):
                OwnTarget.objects.create(pledge=pledge, membership=member, target=Decimal("95.5"))
    for n in turn([1, 2]):
        Solution.objects.create(pact=pact, order=n, text=f"Giải pháp {n}")
    for unit in turn(units[:2]):
        for title in turn(titles):
            Registration.objects.create(pact=pact, unit=unit, title=title)
    return pact


def test_the_digest_knows_neither_keys_nor_the_order_of_typing():
    series, units = a_series(), [a_unit(f"Đơn vị 0{n}") for n in (1, 2, 3)]
    titles = [a_title("Đơn vị quyết thắng", order=1), a_title("Cờ thi đua", order=2)]
    first = the_pact(series, units, titles, backwards=False)
    line = canonical_of(first)
    first.pledges.all().delete()
    first.delete()
    Bloc.objects.all().delete()
    second = the_pact(series, units, titles, backwards=True)
    assert canonical_of(second) == line
    assert digest_of(second) == digest(line)


def test_the_text_holds_the_pact_as_it_reads():
    series, units = a_series(), [a_unit(f"Đơn vị 0{n}") for n in (1, 2)]
    pact = the_pact(series, units, [a_title()], backwards=True)
    told = json.loads(canonical_of(pact))
    assert told["units"] == ["Đơn vị 01", "Đơn vị 02"]
    assert [section["number"] for section in told["sections"]] == ["1", "2"]
    assert [row["number"] for row in told["sections"][1]["pledges"]] == ["2.1", "2.2", "2.3"]
    assert told["sections"][0]["pledges"][0]["target"] == "90"
    assert told["legal_bases"] == ["Luật A", "Luật B"]
    assert told["registrations"][0] == {"unit": "Đơn vị 01", "titles": ["Đơn vị quyết thắng"]}


def test_a_unit_renamed_later_reads_under_the_name_it_signed_with():
    series, units = a_series(), [a_unit("Công an huyện A"), a_unit("Công an huyện B")]
    pact = the_pact(series, units, [a_title()], backwards=False)
    UnitPast.objects.create(unit=units[0], name="Công an huyện A", until_on=date(2024, 12, 31))
    units[0].name = "Công an xã A"
    units[0].save()
    pact.sealed_at = "2017-02-15T08:00:00+07:00"
    Pact.objects.filter(pk=pact.pk).update(state="sealed", sealed_at=pact.sealed_at, digest="0" * 64)
    assert text_of(Pact.objects.get(pk=pact.pk)).units == ("Công an huyện A", "Công an huyện B")


def test_a_unit_that_left_before_is_no_party():
    series, units = a_series(), [a_unit(f"Đơn vị 0{n}") for n in (1, 2, 3)]
    pact = the_pact(series, units, [a_title()], backwards=False)
    Headship.objects.create(bloc=pact.bloc, unit=units[0], part="head")
    pact.bloc.memberships.filter(unit=units[2]).update(until_on=date(2017, 1, 15))
    assert text_of(pact).units == ("Đơn vị 01", "Đơn vị 02")


def test_a_pledge_outside_any_content_stands_first_with_its_own_number():
    pact = the_pact(a_series(), [a_unit(), a_unit()], [a_title()], backwards=False)
    Pledge.objects.create(pact=pact, name="Chấp hành pháp luật", order=1)
    text = text_of(pact)
    assert (text.sections[0].number, text.sections[0].pledges[0].number) == ("", "1")
    assert canonical(text) == canonical_of(pact)
