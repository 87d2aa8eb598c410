"""A season goes in whole and comes out the same."""

import json
import random
import unicodedata
from decimal import Decimal

import pytest
from django.db import models

from blocs.models import Bloc, Event, Leader, Membership, Season, Unit
from pacts.logic import seal
from pacts.models import (
    Ceremony,
    Pact,
    Pledge,
    Signature,
    SignatureFile,
    SignatureImage,
    Solution,
)
from pacts.text import text_of
from reports.models import Figure, Publication, Report
from reports.seasonfile import dumping, reading, schema, shapes
from reports.seasonfile.writing_scoring import signature_files_left_out
from tests.reports.season_tools import RICH, dumped, empty_the_site, load, rich, small

pytestmark = pytest.mark.django_db


def test_load_dump_load_is_the_identity():
    load(rich())
    first = dumped()
    empty_the_site()
    assert Unit.objects.count() == 0
    load(json.loads(first))
    assert dumped() == first


def test_the_dump_says_what_the_file_says():
    load(rich())
    said, told = (reading.seasons_of(document)[1] for document in (rich(), json.loads(dumped())))
    for key in ("season", "blocs", "ceremonies", "summaries"):
        assert [without_stamps(one[key]) for one in told] == [without_stamps(one[key]) for one in said]


def without_stamps(document):
    """Without what the loader fills in."""
    if isinstance(document, list):
        return [without_stamps(one) for one in document]
    if not isinstance(document, dict):
        return document
    filled_in = {"made_at", "made_by", "recorded_at", "recorded_by", "unit_name", "digest", "adopted_at"}
    return {key: without_stamps(one) for key, one in document.items() if key not in filled_in}


def test_a_second_load_creates_nothing_and_writes_no_line():
    outcome = load(rich())
    assert outcome.created == sum(outcome.rows.values()) > 100
    lines = Event.objects.count()
    second = load(rich())
    assert (second.created, second.rows) == (0, {})
    assert second.unchanged > 20
    assert Event.objects.count() == lines


def test_the_logbook_names_the_file_and_its_digest():
    outcome = load(small(), name="2017.json")
    line = Event.objects.get(verb="reports.load_season")
    assert (line.object_name, line.by) == ("2017.json", "thử nghiệm")
    assert line.facts == {"sha256": "0" * 64, "created": outcome.created}


def test_a_dump_is_the_same_bytes_twice():
    load(rich())
    assert dumped().encode() == dumped().encode()


def test_a_dump_does_not_depend_on_the_order_of_arrival():
    load(rich())
    first = dumped()
    empty_the_site()
    shuffled = rich()
    chance = random.Random(2017)
    chance.shuffle(shuffled["seasons"])
    for season in shuffled["seasons"]:
        for key in ("units", "leaders", "titles", "levels", "blocs", "ceremonies", "summaries", "movements"):
            chance.shuffle(season.get(key, []))
        for bloc in season["blocs"]:
            for key in ("figures", "honours", "reportings", "heads"):
                chance.shuffle(bloc.get(key, []))
    load(shuffled)
    assert without_stamps(json.loads(dumped())) == without_stamps(json.loads(first))


def test_dumped_blocs_are_loaded_one_by_one_and_meet_at_their_ceremony():
    load(rich())
    whole = json.loads(dumped())
    parts = [dumping.of_blocs([bloc]) for bloc in Bloc.objects.order_by("season__starts_on", "series__slug")]
    assert {part["format"] for part in parts} == {shapes.SEASON_FORMAT}
    empty_the_site()
    parts.sort(key=lambda part: part["season"]["starts_on"])
    for part in parts:
        load(part)
    ceremony = Ceremony.objects.get(slug="ky-ket-minh-hoa-2017")
    assert ceremony.blocs.count() == 3
    assert ceremony.pacts.count() == 3
    assert json.loads(dumped())["seasons"] == whole["seasons"]


def test_registers_no_season_uses_are_dumped_too():
    load(rich())
    unused = {"slug": "don-vi-chua-dung", "name": "Đơn vị chưa dùng", "is_illustrative": True}
    assert dumping.site()["registers"] == {"units": [unused], "movements": ["Phong trào chưa dùng"]}


def test_a_dump_of_one_bloc_has_that_bloc_and_what_belongs_to_it():
    load(rich())
    bloc = Bloc.objects.get(series__slug="khoi-minh-hoa", season__slug="2016")
    document = dumping.of_blocs([bloc])
    slugs = ["so-ket-minh-hoa-2016", "tong-ket-minh-hoa-2016", "ky-ket-minh-hoa-2017"]
    assert [one["slug"] for one in document["ceremonies"]] == slugs
    assert document["ceremonies"][2]["blocs"] == ["khoi-minh-hoa"]
    assert [one["slug"] for one in document["units"]] == ["cong-an-tinh-minh-hoa", "doi-01", "doi-02", "phong-cu"]
    assert [one["slug"] for one in document["leaders"]] == ["le-thi-minh-hoa", "tran-van-minh-hoa"]


def test_an_empty_site_is_dumped_and_loaded():
    assert dumping.site() == {"format": shapes.SITE_FORMAT, "seasons": []}
    assert load(dumping.site()).created == 0


# --- What becomes of the values ---------------------------------------------------------------


def test_figures_stay_exact():
    load(rich())
    rate = Figure.objects.get(pledge__name="Tỷ lệ điều tra, khám phá", bloc__season__slug="2016")
    assert rate.value == Decimal("92.02")
    assert Pledge.objects.get(name="Đơn thư quá hạn").target == Decimal("12345678901.2345")
    text = dumped()
    for figure in ['"92.02"', '"12345678901.2345"', '"-99999999999.9999"', '"value": "0"', '"91.23"', '"120.25"']:
        assert figure in text


def test_rows_are_in_their_final_state_with_the_days_of_the_file():
    load(rich())
    pact = Pact.objects.get(bloc__season__slug="2017", state="sealed")
    assert pact.sealed_at.isoformat() == "2017-02-15T09:30:15.250000+00:00"
    assert Publication.objects.published().get().published_at.date().isoformat() == "2017-02-18"
    assert Report.objects.get(unit__slug="doi-01").state == "sent"
    assert Signature.objects.standing().signed().count() == 3
    assert Publication.objects.filter(author__isnull=False).count() == 0


def test_every_precision_of_a_date_comes_through():
    load(rich())
    dates = {one.slug: (one.precision, one.on and one.on.isoformat()) for one in Ceremony.objects.all()}
    assert dates == {
        "tong-ket-minh-hoa-2016": ("month", "2016-11-01"),
        "so-ket-minh-hoa-2016": ("unknown", None),
        "ky-ket-minh-hoa-2017": ("day", "2017-02-15"),
        "dot-minh-hoa-2017": ("range", "2017-02-25"),
        "hop-minh-hoa-2017": ("year", "2017-01-01"),
    }


def test_decomposed_text_goes_in_and_composed_text_comes_out():
    decomposed = unicodedata.normalize("NFD", json.dumps(small(), ensure_ascii=False))
    load(json.loads(decomposed))
    text = dumped()
    assert text == unicodedata.normalize("NFC", text)
    assert Leader.objects.get().name == "Trần Văn Minh Họa"
    assert load(small()).created == 0


def test_the_seal_is_computed_from_the_rows():
    load(small())
    pact = Pact.objects.get()
    assert pact.canonical == seal.canonical(text_of(pact))
    assert pact.digest == seal.digest(pact.canonical)


def test_a_pact_sealed_under_an_old_name_keeps_its_text():
    load(small())
    Unit.objects.filter(slug="don-vi-01").update(name="Đơn vị đổi tên")
    digest = Pact.objects.get().digest
    text = dumped()
    assert "sealed_text" in text
    empty_the_site()
    load(json.loads(text))
    assert Pact.objects.get().digest == digest
    assert "Đơn vị 01" in Pact.objects.get().canonical
    assert dumped() == text


def test_members_that_share_a_place_keep_it_and_the_seal():
    load(small())
    Membership.objects.update(order=7)
    Solution.objects.create(pact=Pact.objects.get(), order=1, text="Một phong trào.")
    pact = Pact.objects.get()
    canonical = seal.canonical(text_of(pact))
    Pact.objects.update(canonical=canonical, digest=seal.digest(canonical))
    text = dumped()
    assert "sealed_text" not in text
    empty_the_site()
    load(json.loads(text))
    assert set(Membership.objects.values_list("order", flat=True)) == {7}
    assert (Pact.objects.get().canonical, dumped()) == (canonical, text)
    assert load(json.loads(text)).created == 0


def test_history_begins_with_what_was_loaded():
    load(small())
    pact = Pact.objects.get()
    assert [(row.state, row.digest, row.history_change_reason) for row in pact.history.all()] == [
        ("sealed", pact.digest, "2017.json")
    ]
    figure = Figure.objects.get(numerator=46)
    assert [row.history_change_reason for row in figure.history.all()] == ["2017.json"]
    assert Unit.objects.get(slug="don-vi-01").history.count() == 1
    assert pact.revision == 1


def test_units_know_their_path_and_sort_key():
    load(small())
    unit = Unit.objects.get(slug="don-vi-01")
    assert unit.path == f"/{unit.parent_id}/{unit.pk}/"
    assert unit.name_fold == "don vi 01"


def test_five_seasons_of_42_pledges_and_13_units_load_in_seconds(django_assert_max_num_queries):
    with django_assert_max_num_queries(1500):
        load(large())
    assert Figure.objects.count() == 5 * 42 * 13
    assert Season.objects.count() == 5


def large() -> dict:
    """Seasons 2013–2017 of one bloc with every figure of the year."""
    return {"format": shapes.SITE_FORMAT, "seasons": [large_season(year) for year in range(2013, 2018)]}


def large_season(year: int) -> dict:
    units = [{"slug": f"doi-{n:02}", "name": f"Đội {n:02}", "parent": "tinh", "precedence": n} for n in range(1, 14)]
    pledge = {"kind": "at_least", "target": "90", "measure": "%"}
    sections = [
        {"title": f"Nội dung {n}", "pledges": [{"name": f"Chỉ tiêu {n}.{m}", **pledge} for m in range(1, 8)]}
        for n in range(1, 7)
    ]
    pact = {"title": f"Giao ước {year}", "state": "sealed", "sealed_at": f"{year}-02-15T08:00:00+07:00"}
    figures = [
        {"phase": "nam", "unit": unit["slug"], "pledge": f"{n}.{m}", "value": "92.02"}
        for unit in units
        for n in range(1, 7)
        for m in range(1, 8)
    ]
    days = {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
    phase = {"slug": "nam", "name": "Cả năm", "kind": "year", **days}
    bloc = {
        "series": {"slug": "khoi", "name": "Khối", "organiser": "tinh"},
        "name": "Khối",
        **({"previous": str(year - 1)} if year > 2013 else {}),
        "members": [{"unit": unit["slug"]} for unit in units],
        "pacts": [{**pact, "sections": sections}],
        "figures": figures,
    }
    return {
        "format": shapes.SEASON_FORMAT,
        "season": {"slug": str(year), "name": f"Năm {year}", **days, "phases": [phase]},
        "units": [{"slug": "tinh", "name": "Công an tỉnh"}, *units],
        "blocs": [bloc],
    }


def test_an_adoption_is_of_the_pacts_own_text_unless_the_file_says_otherwise():
    load(rich())
    pact = Pact.objects.get(bloc__season__slug="2017", state="sealed")
    struck, standing = pact.adoptions.order_by("adopted_at")
    assert (standing.digest, standing.votes_for, standing.abstentions) == (pact.digest, 2, 1)
    assert (standing.item.title, struck.digest, struck.item) == ("Thông qua quy chế", "4" * 64, None)
    assert struck.struck_at is not None


def test_drawn_signatures_and_scans_are_left_out_and_counted():
    load(rich())
    pact = Pact.objects.get(bloc__season__slug="2017", state="sealed")
    signature = pact.signatures.signed().filter(how="tablet").get()
    SignatureImage.objects.create(signature=signature, png=b"\x89PNG", sha256="a" * 64)
    facts = {"kind": "scan", "name": "to-ky.pdf", "file": "signatures/to-ky.pdf", "size": 4, "sha256": "b" * 64}
    SignatureFile.objects.create(signature=signature, added_by="Thư ký", **facts)
    assert signature_files_left_out() == 2
    assert signature_files_left_out([pact.bloc]) == 2
    assert signature_files_left_out([]) == 0
    assert "to-ky" not in dumped()


# --- The table --------------------------------------------------------------------------------


def test_every_field_of_every_carried_model_is_in_the_table():
    """A new field is carried or named as not carried; it is never lost in silence."""
    parents = {
        "bloc",
        "pact",
        "unit",
        "leader",
        "season",
        "series",
        "section",
        "ceremony",
        "reporting",
        "before",
        "pledge",
        "rules",
    }
    for shape in schema.all_shapes():
        said = {column.field_name for column in shape.columns} | {"precision", "until", "image"} | shapes.NOT_CARRIED
        fields = [field for field in shape.model._meta.concrete_fields if not isinstance(field, models.ManyToManyField)]
        lost = {field.name for field in fields} - said - parents - {*shape.left_out, *shape.by_hand}
        assert lost == set(), shape.name


def test_the_rich_file_says_every_key_of_the_table():
    keys = set(keys_of(rich()))
    lists = {rows.key for shape in schema.all_shapes() for rows in shape.rows}
    table = {key for shape in schema.all_shapes() for key in (*shape.by_hand, *(c.key for c in shape.columns))}
    assert (table | lists) - keys == {"sealed_text", "package"}


def keys_of(document):
    if isinstance(document, list):
        for one in document:
            yield from keys_of(one)
    elif isinstance(document, dict):
        for key, one in document.items():
            yield key
            yield from keys_of(one)


def test_the_schema_in_the_docs_is_the_one_of_the_table():
    kept = RICH.parents[3] / "docs" / "season.schema.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == schema.build()
