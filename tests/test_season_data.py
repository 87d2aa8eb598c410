"""The season files of the checkout: whole, loadable, marked for what they are, and the invented ones made anew."""

import json
from collections import Counter
from datetime import date
from io import StringIO

import jsonschema
import pytest
from django.core.management import call_command

from blocs.actions.renewal import renew_bloc
from blocs.actions.seasons import season_after
from blocs.models import Bloc, Event, Leader, Role, Unit
from pacts.actions.ceremonies import begin, plan_ceremony
from pacts.actions.pacts import draft_pact, open_pact
from pacts.actions.pledges import accept_copies
from pacts.actions.signatures import record_all_present
from pacts.actions.tables import adopt_table
from pacts.models import Ceremony, Pact, Pledge, Signature, tree_of
from pacts.models.readiness import signing_of
from reports.actions.seasons import load_season
from reports.lending import results_of
from reports.models import Figure, Honour, Publication, Report
from reports.seasonfile.faults import Faults
from reports.seasonfile.normal import document, registers
from tests import make, seasons
from tools.illustrative.__main__ import write_all

pytestmark = pytest.mark.django_db

PATHS = seasons.files()
INVENTED = seasons.files("minh-hoa-*.json")
SCHEMA = json.loads((seasons.ROOT / "docs" / "season.schema.json").read_text(encoding="utf-8"))
NAME_OF = {"ids": lambda path: path.stem}


def read(path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    yield from seasons.loaded(PATHS, django_db_blocker)


@pytest.mark.parametrize("path", PATHS, **NAME_OF)
def test_a_file_fits_the_schema(path):
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(read(path))) == []


def test_all_files_together_stay_small():
    assert sum(path.stat().st_size for path in PATHS) < 3_000_000


@pytest.mark.parametrize("path", PATHS, **NAME_OF)
def test_a_second_load_makes_nothing_and_writes_no_line(site, path):
    lines = Event.objects.count()
    outcome = load_season(read(path), name=path.name, digest="0" * 64, by="kiểm thử", folder=path.parent)
    assert outcome.created == 0 and outcome.unchanged > 0
    assert Event.objects.count() == lines


# --- Dumping gives the file back -----------------------------------------------------------------


@pytest.fixture(scope="module")
def dump(site) -> dict:
    """The whole site, written out once."""
    out = StringIO()
    call_command("dump_season", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("path", PATHS, **NAME_OF)
def test_a_dump_says_what_the_file_says(dump, path):
    said = read(path)
    where = next(one for one in dump["seasons"] if days_of(one) == days_of(said))
    assert told_of_the_season(said) - told_of_the_season(where) == set()


def days_of(said: dict) -> tuple:
    return (
        said["season"]["slug"],
        said["season"].get("kind", "year"),
        said["season"]["starts_on"],
        said["season"]["ends_on"],
    )


def test_a_dump_names_every_unit_leader_and_title_of_the_files(dump):
    """Each stands in the first season that uses it, or in the registers where none does."""
    written = [dump.get("registers", {}), *dump["seasons"]]
    assert registered(map(read, PATHS)) - registered(written) == set()


def told_of_the_season(said: dict) -> set[str]:
    """Each bloc, ceremony, summary and phase in normal form, as texts one can compare."""
    faults = Faults()
    normal = document(said, faults)
    faults.refuse_if_any()
    rows = [row for kind in ("blocs", "ceremonies", "summaries") for row in normal[kind]]
    return set(map(as_text, rows + normal["season"].get("phases", [])))


def registered(documents) -> set[str]:
    faults, found = Faults(), set()
    for said in documents:
        normal = registers(said, faults)
        for kind in ("levels", "units", "leaders", "titles"):
            found |= set(map(as_text, normal[kind]))
        found |= set(normal["movements"])
    faults.refuse_if_any()
    return found


def as_text(row: dict) -> str:
    return json.dumps(without_stamps(row), ensure_ascii=False, sort_keys=True)


STAMPS = {"adopted_at", "digest", "released_at", "recorded_at", "recorded_by", "made_at", "made_by", "unit_name"}


def without_stamps(value):
    if isinstance(value, dict):
        return {key: without_stamps(one) for key, one in value.items() if key not in STAMPS}
    return [without_stamps(one) for one in value] if isinstance(value, list) else value


# --- Marks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS, **NAME_OF)
def test_only_invented_rows_bear_the_mark(path):
    said, invented = read(path), path in INVENTED
    rows = [*said["units"], *said.get("leaders", []), *said["blocs"]]
    assert {row.get("is_illustrative", False) for row in rows} == {invented}
    assert invented == ("minh họa" in path.read_text(encoding="utf-8"))


def test_no_leader_or_unit_is_both_real_and_invented(site):
    assert not Unit.objects.filter(is_illustrative=True, memberships__bloc__is_illustrative=False).exists()
    assert not Leader.objects.filter(is_illustrative=False, attendances__ceremony__blocs__is_illustrative=True).exists()


def test_every_real_record_names_its_source(site):
    real = Bloc.objects.filter(is_illustrative=False)
    assert real.count() == 43
    assert not real.filter(source="").exists() and not real.exclude(release="public").exists()


# --- The invented bloc --------------------------------------------------------------------------


def test_the_invented_files_are_made_anew_byte_by_byte(tmp_path):
    for made, kept in zip(write_all(tmp_path), INVENTED, strict=True):
        assert (made.name, made.read_bytes()) == (kept.name, kept.read_bytes())


def the_bloc(year: int) -> Bloc:
    return Bloc.objects.get(series__slug="khoi-csnd-minh-hoa", season__slug=str(year))


def test_five_seasons_are_there_and_the_sixth_is_left_to_be_made(site):
    seasons_here = Bloc.objects.filter(is_illustrative=True).values_list("season__slug", flat=True)
    assert sorted(seasons_here) == ["2013", "2014", "2015", "2016", "2017"]
    assert the_bloc(2017).previous == the_bloc(2016)


@pytest.mark.parametrize("year", range(2013, 2018))
def test_a_season_has_42_pledges_of_all_nine_kinds(site, year):
    pledges = Pledge.objects.filter(pact__bloc=the_bloc(year), pact__version=1)
    kinds = Counter(pledges.values_list("kind", flat=True))
    assert sum(kinds.values()) == 42 and len(kinds) == 9
    assert set(pledges.exclude(group=None).values_list("group__judged", flat=True)) == {"all_of", "sum_of"}
    assert pledges.filter(own_targets__isnull=False).exists()


def test_copying_2017_finds_what_each_fall_is_measured_against(site):
    bloc = the_bloc(2017)
    falling = Pledge.objects.filter(pact__bloc=bloc, kind__startswith="reduce")
    phase = bloc.season.phases.get(slug="nam")
    for pledge in falling:
        assert Figure.objects.filter(pledge=pledge, phase=phase, unit__isnull=False, value__isnull=False).exists()
    assert Figure.objects.filter(bloc=bloc, phase=phase, unit__isnull=False).count() == 13 * 42


def test_each_unit_of_2017_has_a_head_still_in_post_the_year_after(site):
    for membership in the_bloc(2017).memberships.all():
        posts = membership.unit.posts.filter(heads_unit=True, until_on=None)
        assert posts.count() == 1 and posts[0].leader.ranks.filter(until_on=None).count() == 1


def test_the_longest_name_of_a_unit_is_really_long(site):
    names = Unit.objects.filter(is_illustrative=True).values_list("name", flat=True)
    assert 115 <= max(map(len, names)) <= 130


def test_all_ways_of_signing_occur(site):
    rows = Signature.objects.filter(pact__bloc__series__slug="khoi-csnd-minh-hoa")
    assert rows.filter(outcome="absent").exists() and rows.filter(is_late=True).exists()
    assert rows.exclude(acting_for="").exists() and rows.filter(part="witness").exists()
    assert rows.filter(struck_at__isnull=False).exists()


def test_every_unit_of_a_sealed_pact_signed_or_was_absent(site):
    for pact in Pact.objects.filter(bloc__is_illustrative=True):
        signing = signing_of(pact, pact.digest)
        assert signing.signers and all(one.has_signed or one.was_absent for one in signing.signers)


def test_all_states_of_figures_and_reports_occur(site):
    bloc = the_bloc(2017)
    figures = Figure.objects.filter(bloc=bloc)
    assert figures.filter(is_not_applicable=True).exists() and figures.filter(is_withheld=True).exists()
    assert figures.filter(denominator__isnull=False).exists() and figures.exclude(statement="").exists()
    assert set(Report.objects.filter(reporting__bloc=bloc).values_list("state", flat=True)) == {
        "draft",
        "sent",
        "returned",
    }
    reported = set(
        Report.objects.filter(reporting__bloc=bloc, reporting__phase__slug="9-thang").values_list("unit", flat=True)
    )
    silent = bloc.memberships.exclude(unit__in=reported)
    assert silent.count() == 2 and not figures.filter(phase__slug="9-thang", unit__in=silent.values("unit")).exists()
    assert figures.filter(phase__slug="6-thang", unit__isnull=False).count() == 13 * 42 - 2


def test_honours_overlap_and_some_are_refused(site):
    honours = Honour.objects.filter(bloc=the_bloc(2017))
    assert set(honours.values_list("status", flat=True)) == {"proposed", "approved", "awarded", "refused"}
    several = Counter(honours.filter(status="awarded").values_list("unit", flat=True))
    assert max(several.values()) >= 2
    assert not honours.filter(status="refused").exclude(release="closed").exists()


def test_a_merger_a_new_name_and_an_amendment_occur(site):
    merged = Unit.objects.get(slug="minh-hoa-phong-duong-thuy")
    assert merged.successions.get().after.slug == "minh-hoa-phong-giao-thong" and merged.until_on
    assert Unit.objects.get(slug="minh-hoa-phong-thi-hanh-an").pasts.count() == 1
    assert list(the_bloc(2015).pacts.order_by("version").values_list("version", "amends__version")) == [
        (1, None),
        (2, 1),
    ]


def test_summaries_are_published_corrected_and_withdrawn(site):
    ours = Publication.objects.filter(bloc__series__slug="khoi-csnd-minh-hoa")
    assert ours.filter(state="withdrawn").count() == 1 and ours.filter(number=2).count() == 1
    assert ours.filter(state="published").count() >= 9


def test_ceremonies_of_every_usual_kind_occur(site):
    ours = Ceremony.objects.filter(blocs__series__slug="khoi-csnd-minh-hoa")
    kinds = set(ours.values_list("kind", flat=True))
    assert {"signing", "midyear_review", "nine_month_review", "year_review", "year_review+signing"} == kinds
    assert set(ours.values_list("state", flat=True)) == {"held", "cancelled"}


# --- What is left to be made --------------------------------------------------------------------------


def test_2018_can_be_made_from_2017(site):
    """Renewed, copied with what each fall is measured against, opened, and signed by thirteen leaders at once."""
    by = make.a_user(Role.ADMIN)
    bloc = renew_bloc(the_bloc(2017), season=season_after(the_bloc(2017).season), by=by)
    assert bloc.memberships.count() == 13 and bloc.headships.get(part="head").unit.slug == "minh-hoa-phong-giao-thong"
    old = Pledge.objects.filter(pact__bloc=the_bloc(2017))
    pact = draft_pact(bloc, by=by, start="last_season", results=results_of(old.values_list("pk", flat=True)))
    falls = pact.pledges.filter(kind__startswith="reduce")
    assert pact.pledges.count() == 42 and falls.count() == 6
    assert all(fall.baseline > 0 and fall.baseline_label == "năm 2017" for fall in falls)
    accept_copies(pact, by=by)
    assert (
        tree_of(pact.criteria_table).by_number().keys()
        == tree_of(the_bloc(2017).pacts.get().criteria_table).by_number().keys()
    )
    adopt_table(pact.criteria_table, by=by)
    open_pact(pact, by=by)
    meeting = Ceremony(title="Lễ ký kết năm 2018", on=date(2018, 2, 23), place_name="Hội trường")
    signing = begin(plan_ceremony(meeting, blocs=[bloc], pacts=[pact], by=by), by=by)
    signed = record_all_present(pact, ceremony=signing, by=by)
    assert len(signed) == 13 and all(one.name and one.rank and one.position for one in signed)
