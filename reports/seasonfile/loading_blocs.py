"""Blocs of a season document: what lasts, who belongs, and what was reported, reached and granted."""

from blocs.models import Bloc, FormerAddress, Season, Series
from reports.models import Reporting
from reports.seasonfile import shapes
from reports.seasonfile.compare import differences
from reports.seasonfile.form import Rows
from reports.seasonfile.loading import Loading
from reports.seasonfile.loading_pacts import make_pact
from reports.seasonfile.loading_scoring import load_scoring
from reports.seasonfile.normal import Said
from reports.seasonfile.saving import Lookup, put_back_times, unless_said

ROWS = {rows.key: rows for rows in shapes.BLOC.rows}
REPORTING_ROWS = {rows.key: rows for rows in shapes.REPORTING.rows}


def load_bloc(load: Loading, said: Said, season: Season) -> None:
    series = _load_series(load, said["series"])
    bloc = Bloc.objects.filter(series=series, season=season).select_related("series", "season").first()
    here = load.writer.row(shapes.BLOC, bloc) if bloc else {}
    if bloc:
        differences(shapes.BLOC, here, said, load.faults)
        load.unchanged += 1
    else:
        bloc = _make_bloc(load, said, series, season)
    for one in load.new_rows(ROWS["pacts"], here, said):
        make_pact(load, one, bloc)
    _load_reportings(load, here, said, bloc)
    _load_results(load, here, said, bloc)


def _load_series(load: Loading, said: Said) -> Series:
    series = Series.objects.filter(slug=said["slug"]).first()
    if series:
        differences(shapes.SERIES, load.writer.row(shapes.SERIES, series), said, load.faults)
        return series
    lookups = load.find.lookups(said.home)
    series = load.saver.save(load.saver.build(shapes.SERIES, said, lookups), said.path)
    addresses = [FormerAddress(series=series, slug=slug) for slug in said.get("former_addresses", [])]
    load.saver.save_all(addresses, said.at("former_addresses"))
    return series


def _make_bloc(load: Loading, said: Said, series: Series, season: Season) -> Bloc:
    lookups = load.find.lookups(said.home, season)
    bloc = load.saver.save(load.saver.build(shapes.BLOC, said, lookups, series=series, season=season), said.path)
    for key in ("members", "heads", "remarks"):
        load.saver.add_rows(ROWS[key], said.get(key, []), lookups, said.at(key), bloc=bloc)
    if "regulation" in said:
        regulation = load.saver.build(shapes.REGULATION, said["regulation"], lookups, bloc=bloc)
        load.saver.save(regulation, said["regulation"].path)
    if "honour_rules" in said:
        _make_honour_rules(load, said["honour_rules"], lookups, bloc)
    return bloc


def _make_honour_rules(load: Loading, said: Said, lookups: dict[str, Lookup], bloc: Bloc) -> None:
    rules = load.saver.save(load.saver.build(shapes.HONOUR_RULES, said, lookups, bloc=bloc), said.path)
    (quotas,) = shapes.HONOUR_RULES.rows
    load.saver.add_rows(quotas, said.get("quotas", []), lookups, said.at("quotas"), rules=rules)


def _load_results(load: Loading, here: dict, said: Said, bloc: Bloc) -> None:
    lookups = load.find.lookups(said.home, bloc.season)
    for key in ("figures", "honours"):
        new = load.new_rows(ROWS[key], here, said)
        load.saver.add_rows(ROWS[key], new, lookups, said.at(key), bloc=bloc)
    load_scoring(load, here, said, bloc)


def _load_reportings(load: Loading, here: dict, said: Said, bloc: Bloc) -> None:
    lookups = load.find.lookups(said.home, bloc.season)
    rows = ROWS["reportings"]
    new = load.new_rows(rows, here, said)
    for one in new:
        reporting = load.saver.save(load.saver.build(rows.shape, one, lookups, bloc=bloc), one.path)
        _make_extensions(load, one, reporting, lookups)
        load.saver.add_rows(REPORTING_ROWS["reports"], one.get("reports", []), lookups, one.path, reporting=reporting)
    heres = {one["phase"]: one for one in here.get("reportings", [])}
    for one in said.get("reportings", []):
        if one["phase"] in heres:
            _add_reports(load, heres[one["phase"]], one, bloc, lookups)


def _add_reports(load: Loading, here: dict, said: Said, bloc: Bloc, lookups: dict[str, Lookup]) -> None:
    """Further reports in a reporting phase that is here already."""
    rows: Rows = REPORTING_ROWS["reports"]
    reporting = Reporting.objects.get(bloc=bloc, phase__slug=said["phase"])
    new = load.new_rows(rows, here, said)
    load.saver.add_rows(rows, new, lookups, said.at("reports"), reporting=reporting)


def _make_extensions(load: Loading, said: Said, reporting: Reporting, lookups: dict[str, Lookup]) -> None:
    saids, rows = said.get("extensions", []), REPORTING_ROWS["extensions"]
    made = [
        load.saver.build(rows.shape, one, lookups, reporting=reporting, **unless_said(one, made_by=load.saver.by_file))
        for one in saids
    ]
    put_back_times(load.saver.save_all(made, said.at("extensions")), saids, "made_at")
