"""What a season file may not say: each fault with its path and its sentence, and nothing written by half."""

import json

import pytest
from django.utils.translation import override

from blocs.models import Bloc, Event, Season, Unit
from pacts.models import Pact
from reports.actions.seasons import BadSeasonFile
from reports.models import Figure
from reports.seasonfile import reading
from tests.reports.season_tools import SEASONS, changed, load, rich, small

pytestmark = pytest.mark.django_db

TABLE = json.loads((SEASONS / "faults.json").read_text(encoding="utf-8"))
PACT = "blocs.0.pacts.0"
PLEDGE = f"{PACT}.sections.0.pledges.0"
FIGURES = "blocs.0.figures"


def faults_of(document) -> list[tuple[str, str]]:
    with override("en"), pytest.raises(BadSeasonFile) as caught:
        load(document)
    assert Event.objects.count() == 0
    return [tuple(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("row", TABLE["faults"], ids=lambda row: f"{row['path']} {row['sentence']}")
def test_a_fault_has_its_path_and_its_sentence(row):
    """Each row of the table changes one place of the small file; without `set` the place is taken out."""
    found = faults_of(changed(small(), row["at"], row.get("set", ...)))
    assert (row["path"], row["sentence"]) in found
    assert (Unit.objects.count(), Bloc.objects.count(), Season.objects.count()) == (0, 0, 0)


def test_a_digest_that_does_not_hold_is_refused():
    stated = "0" * 64
    ((path, sentence),) = faults_of(changed(small(), f"{PACT}.digest", stated))
    assert path == "blocs[0].pacts[0].digest"
    assert sentence.startswith(f"The file states the digest {stated}, but the digest of this text is ")


def test_all_faults_are_told_at_once():
    document = changed(changed(small(), f"{PLEDGE}.target", "101"), "units.1.parent", "tinh-khac")
    document = changed(document, "season.ends_on", "2016-12-31")
    assert {path for path, _sentence in faults_of(document)} >= {
        "blocs[0].pacts[0].sections[0].pledges[0].target",
        "units[1].parent",
        "season.ends_on",
    }


def test_in_a_site_file_paths_begin_with_the_season():
    document = changed(rich(), "seasons.1.blocs.0.pacts.0.title", ...)
    assert faults_of(document) == [("seasons[1].blocs[0].pacts[0].title", "This must be given.")]


@pytest.mark.parametrize(
    "raw, path, sentence",
    [
        (b"{", "", "The file is not JSON: line 1, column 2."),
        (b"\xff\xfe", "", "The file is not in UTF-8."),
        (b'{"a": 1, "a": 2}', "a", "This key stands twice in one object."),
        (b'{"a": NaN}', "", "“NaN” is not allowed here."),
    ],
)
def test_what_is_no_json_is_refused(raw, path, sentence):
    with override("en"), pytest.raises(BadSeasonFile) as caught:
        reading.parse(raw)
    assert [tuple(fault) for fault in caught.value.faults] == [(path, sentence)]


@pytest.mark.parametrize("document", [[], None, "x", 5, {}, {"format": []}])
def test_another_kind_of_json_is_refused(document):
    assert [sentence[:23] for _path, sentence in faults_of(document)] == ["This is no season file:"]


# --- All or nothing ---------------------------------------------------------------------------


def test_a_bad_last_row_leaves_nothing():
    document = rich()
    document["seasons"][1]["summaries"].append(
        {"bloc": "khoi-minh-hoa", "thread": "x", "title": "T", "body": "B", "state": "published"}
    )
    assert faults_of(document) == [("seasons[1].summaries[2].published_at", "This must be given.")]
    assert (Unit.objects.count(), Pact.objects.count(), Figure.objects.count()) == (0, 0, 0)


def test_what_only_the_database_sees_leaves_nothing_either():
    """Two series of one organiser with one name: no rule of ours looks there, the constraint does."""
    load(small())
    lines = Event.objects.count()
    other = json.loads(
        json.dumps(small()).replace("khoi-minh-hoa", "khoi-khac").replace("ky-ket-minh-hoa-2017", "ky-ket-khac")
    )
    with override("en"), pytest.raises(BadSeasonFile) as caught:
        load(other)
    sentence = "The database refuses this: something here has the same name, number or place already."
    assert [tuple(fault) for fault in caught.value.faults] == [("blocs[0].series", sentence)]
    assert (Bloc.objects.count(), Event.objects.count()) == (1, lines)


# --- What is here already ---------------------------------------------------------------------


def differences(document) -> list[tuple[str, str]]:
    lines = Event.objects.count()
    with override("en"), pytest.raises(BadSeasonFile) as caught:
        load(document)
    assert Event.objects.count() == lines
    return [tuple(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("row", TABLE["differences"], ids=lambda row: f"{row['path']} {row['said']}")
def test_a_difference_from_what_is_here_is_refused_with_both_values(row):
    load(small())
    sentence = f"Here stands {row['here']}, the file says {row['said']}; a season file never overwrites."
    assert differences(changed(small(), row["at"], row.get("set", ...))) == [(row["path"], sentence)]


def test_a_row_more_or_less_in_a_sealed_pact_is_refused():
    load(small())
    document = changed(small(), f"{PACT}.sections.1", ...)
    document["blocs"][0]["pacts"][0]["groups"] = []
    found = differences(document)
    assert ("blocs[0].pacts[0].sections", "Here are 2 rows, the file has 1; a season file never overwrites.") in found


def test_a_signature_the_site_does_not_have_is_refused_but_one_more_here_is_not():
    load(small())
    late = {"unit": "don-vi-02", "name": "Phạm Văn Minh Họa", "is_late": True}
    sentence = "This is not here, and what it belongs to is here already."
    assert differences(changed(small(), f"{PACT}.signatures.2", late)) == [
        ("blocs[0].pacts[0].signatures[2]", sentence)
    ]
    Pact.objects.get().signatures.create(unit=Unit.objects.get(slug="don-vi-02"), name="Phạm Văn Minh Họa", order=2)
    assert load(small()).created == 0


def test_a_file_may_bring_what_is_not_here_yet():
    load(small())
    document = changed(small(), f"{FIGURES}.4", {"phase": "6-thang", "pledge": "1.1", "value": "91.5"})
    report = {"unit": "don-vi-02", "results": "Đạt."}
    document = changed(document, "blocs.0.reportings.0.reports.1", report)
    phase = {"slug": "quy-1", "name": "Quý I", "kind": "quarter", "starts_on": "2017-01-01", "ends_on": "2017-03-31"}
    document = changed(document, "season.phases.2", phase)
    assert load(document).rows == {"figure": 1, "phase": 1, "report": 1}
    assert load(document).created == 0


def test_text_that_differs_only_in_its_spaces_is_no_difference():
    load(small())
    assert load(changed(small(), f"{PACT}.title", "  Giao  ước thi đua năm 2017 ")).created == 0


def test_loading_here_what_was_dumped_here_says_a_digest_that_holds():
    load(small())
    digest = Pact.objects.get().digest
    assert load(changed(small(), f"{PACT}.digest", digest)).created == 0
    assert [path for path, _sentence in differences(changed(small(), f"{PACT}.digest", "0" * 64))] == [
        "blocs[0].pacts[0].digest"
    ]
