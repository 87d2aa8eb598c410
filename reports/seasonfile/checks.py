"""What is wrong with documents in normal form: unknown names, rows that stand twice, rules a row breaks.

The database has the same rules as constraints; here each broken one gets its path and its sentence first.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from pacts.logic.targets import Kind, at_least_as_strict, problems_of
from reports.seasonfile import checks_scoring, refs, shapes
from reports.seasonfile.checks_scoring import criteria_of, stages_of
from reports.seasonfile.faults import Faults
from reports.seasonfile.form import Shape
from reports.seasonfile.known import BY_NAME, Known, walk
from reports.seasonfile.normal import Said

Above = tuple[Said, ...]


def check(documents: list[Said], faults: Faults, known: Known | None = None) -> None:
    """All faults of all documents of one file. `known`: what files read before it bring; it learns of these, too."""
    known = known or Known()
    for document in documents:
        known.note(document)
    for document in documents:
        for shape, said, above in walk(document):
            _check_references(shape, said, above, known, faults)
            _check_days(shape, said, faults)
            for rule in RULES.get(shape.name, ()):
                rule(said, above, faults)
        _check_twice(document, faults)
        _check_parents(document, faults)


# --- References -------------------------------------------------------------------------------


def _check_references(shape: Shape, said: Said, above: Above, known: Known, faults: Faults) -> None:
    for column in shape.columns:
        if column.ref and said.get(column.key) is not None:
            _check_reference(column.ref, said, column.key, above, known, faults)
    for title, path in _titles_of(shape, said):
        _must_be(known.has("title", title), title, path, faults)
    if shape is shapes.PACT:
        for name in said.get("movements", []):
            _must_be(known.has("movement", name), name, said.at("movements"), faults)
    if shape is shapes.CEREMONY:
        _check_ceremony_references(said, known, faults)


def _check_reference(to: str, said: Said, key: str, above: Above, known: Known, faults: Faults) -> None:
    name, home = said[key], said.home
    asked: dict[str, Callable[[], bool]] = {
        "phase": lambda: known.has_phase(above[0]["season"], name),
        "group": lambda: any(group["name"] == name for group in _nearest(above, "groups").get("groups", [])),
        "bloc": lambda: known.has_bloc(refs.read_bloc(name, home.season)),
        "season": lambda: known.has_bloc(refs.BlocKey(home.series, name)),
        "version": lambda: known.has_pact(refs.PactKey(home, name)),
        "pledge": lambda: known.has_pledge(refs.read_pledge(name, home)),
        "attendee": lambda: name <= len(above[-1].get("attendees", [])),
        "agenda_item": lambda: name <= known.agenda_length(said.get("ceremony", "")),
        "criterion": lambda: name in criteria_of(above),
        "stage": lambda: name in stages_of(above),
    }
    is_known = known.has(to, name) if to in BY_NAME else asked[to]()
    _must_be(is_known, name, said.at(key), faults)


def _check_ceremony_references(said: Said, known: Known, faults: Faults) -> None:
    season = said.home.season
    for text in said["blocs"]:
        _must_be(known.has_bloc(refs.read_bloc(text, season)), text, said.at("blocs"), faults)
    for text in said.get("pacts", []):
        _must_be(known.has_pact(refs.read_pact(text, season)), text, said.at("pacts"), faults)


def _titles_of(shape: Shape, said: Said) -> Iterable[tuple[str, str]]:
    if shape is shapes.PACT:
        for one in said.get("registrations", []):
            yield from ((title, one.at("titles")) for title in one["titles"])


def _must_be(is_known: bool, name, path: str, faults: Faults) -> None:
    if not is_known:
        faults.add(path, _("“%(name)s” is neither in this file nor here already.") % {"name": name})


def _nearest(above: Above, key: str) -> Said:
    """The innermost row above that has the key."""
    return next((one for one in reversed(above) if key in one), Said())


# --- Days -------------------------------------------------------------------------------------


FROM_UNTIL = [
    ("from_on", "until_on"),
    ("starts_on", "ends_on"),
    ("opens_on", "due_on"),
    ("appeals_from", "appeals_until"),
]


def _check_days(shape: Shape, said: Said, faults: Faults) -> None:
    for first, last in FROM_UNTIL:
        if first in said and last in said and said[last] < said[first]:
            faults.add(said.at(last), _("The last day cannot be before the first day."))
    if said.get("release") == "withdrawn" and not said.get("withdrawn_reason"):
        faults.add(said.at("withdrawn_reason"), _("Say why it was withdrawn."))


# --- Rules ------------------------------------------------------------------------------------


def _pledge_is_whole(said: Said, above: Above, faults: Faults) -> None:
    kind, baseline = Kind(said["kind"]), _number(said, "baseline")
    compared_with = baseline if baseline is not None else said.get("baseline_label", "")
    numbers = (_number(said, "target"), _number(said, "target_max"), compared_with)
    above_100 = said.get("allows_over_100", False)
    for key, sentence in problems_of(kind, *numbers, said.get("measure", ""), above_100=above_100):
        faults.add(said.at(key), sentence)


def _own_target_is_stricter(said: Said, above: Above, faults: Faults) -> None:
    pledge = above[-1]
    own = _number(said, "target"), _number(said, "target_max")
    common = _number(pledge, "target"), _number(pledge, "target_max")
    if not at_least_as_strict(Kind(pledge["kind"]), *own, *common):
        faults.add(said.at("target"), _("A unit may pledge more than the common target, never less."))


def _unit_is_member(said: Said, above: Above, faults: Faults) -> None:
    _must_be_member(said.get("unit"), said.at("unit"), above, faults)


def _must_be_member(unit: str | None, path: str, above: Above, faults: Faults) -> None:
    members = {member["unit"] for member in above[1].get("members", [])}
    if unit is not None and unit not in members:
        faults.add(path, _("%(unit)s is not a member of this bloc.") % {"unit": f"“{unit}”"})


def _signature_is_whole(said: Said, above: Above, faults: Faults) -> None:
    is_witness = said.get("part") == "witness"
    if "unit" not in said and not is_witness:
        faults.add(said.at("unit"), _("Say for which unit this is signed."))
    if not is_witness:
        _unit_is_member(said, above, faults)
    if not said.get("name") and (is_witness or said.get("how") in ("account", "tablet")):
        # Sources often tell that the units signed and not by whose hand; a party's line may then stay open.
        faults.add(said.at("name"), _("Say who signed."))
    if ("struck_at" in said) != bool(said.get("struck_reason")):
        faults.add(said.at("struck_reason"), _("A signature is struck only with a reason."))
    if above[-1].get("state") not in ("open", "sealed"):
        faults.add(said.path, _("A draft has no signatures yet."))


def _adoption_is_whole(said: Said, above: Above, faults: Faults) -> None:
    if ("struck_at" in said) != bool(said.get("struck_reason")):
        faults.add(said.at("struck_reason"), _("A vote is struck only with a reason."))


def _pact_is_whole(said: Said, above: Above, faults: Faults) -> None:
    is_sealed = said.get("state") == "sealed"
    if is_sealed and "sealed_at" not in said:
        faults.add(said.at("sealed_at"), _("A sealed pact says when it was sealed."))
    for key in ("sealed_at", "digest", "sealed_text"):
        if key in said and not is_sealed:
            faults.add(said.at(key), _("Only a sealed pact has this."))
    for one in said.get("registrations", []):
        _must_be_member(one["unit"], one.at("unit"), (*above, said), faults)


def _figure_says_one_thing(said: Said, above: Above, faults: Faults) -> None:
    ways = ["value" in said, "numerator" in said or "denominator" in said, bool(said.get("is_not_applicable"))]
    is_half = ("numerator" in said) != ("denominator" in said)
    if sum(ways) > 1 or is_half or not (any(ways) or said.get("statement")):
        sentence = _(
            "Give a value, or a numerator with its denominator, or the result in words, or say it does not apply."
        )
        faults.add(said.path, sentence)
    if "pledge" not in said and not said.get("indicator"):
        faults.add(said.path, _("Say which pledge or which indicator the figure is about."))


def _summary_has_its_times(said: Said, above: Above, faults: Faults) -> None:
    state = said.get("state", "draft")
    wanted = {"draft": [], "published": ["published_at"], "withdrawn": ["published_at", "withdrawn_at"]}[state]
    for key in ("published_at", "withdrawn_at"):
        if (key in said) != (key in wanted):
            missing = key in wanted
            faults.add(said.at(key), _("This must be given.") if missing else _("This does not fit its state."))
    if state == "withdrawn" and not said.get("withdrawn_reason"):
        faults.add(said.at("withdrawn_reason"), _("Say why it was withdrawn."))


def _photo_is_described(said: Said, above: Above, faults: Faults) -> None:
    if len(said["alt"]) < 10:
        faults.add(said.at("alt"), _("Describe the photograph in at least 10 characters."))


def _succession_leads_on(said: Said, above: Above, faults: Faults) -> None:
    if said["after"] == above[-1]["slug"]:
        faults.add(said.at("after"), _("A unit cannot succeed itself."))


def _number(said: Said, key: str) -> Decimal | None:
    return Decimal(said[key]) if key in said else None


Rule = Callable[[Said, Above, Faults], None]
RULES: dict[str, tuple[Rule, ...]] = {
    "succession": (_succession_leads_on,),
    "pact": (_pact_is_whole,),
    "pledge": (_pledge_is_whole,),
    "own_target": (_unit_is_member, _own_target_is_stricter),
    "signature": (_signature_is_whole,),
    "adoption": (_adoption_is_whole,),
    "report": (_unit_is_member,),
    "extension": (_unit_is_member,),
    "figure": (_unit_is_member, _figure_says_one_thing),
    "photo": (_photo_is_described,),
    "summary": (_summary_has_its_times,),
    **{
        name: (_unit_is_member, *rules) if name in ("assignment", "sheet") else rules
        for name, rules in checks_scoring.RULES.items()
    },
}


# --- Rows that stand twice --------------------------------------------------------------------

TWICE: dict[str, tuple[str, ...]] = {
    "level": ("name",),
    "rank": ("slug",),
    "unit": ("slug",),
    "leader": ("slug",),
    "title": ("slug",),
    "succession": ("after",),
    "phase": ("slug",),
    "member": ("unit",),
    "group": ("name",),
    "own_target": ("unit",),
    "pact": ("version",),
    "reporting": ("phase",),
    "report": ("unit",),
    "ceremony": ("slug",),
    "summary": ("thread", "number"),
    "bloc": ("series",),
    "figure": ("phase", "unit", "pledge"),
    "honour": ("title", "status", "unit"),
    "head": ("part",),
    "signature": ("unit", "outcome"),
    "adoption": (),
    "stage": ("kind",),
    "assignment": ("criterion", "unit"),
    "sheet": ("unit",),
    "result": ("number",),
}
COUNTED_ONCE_WHERE: dict[str, Callable[[Said], bool]] = {
    "figure": lambda said: "pledge" in said,
    "honour": lambda said: "unit" in said,
    "head": lambda said: "until_on" not in said,
    "signature": lambda said: said.get("part") != "witness" and "struck_at" not in said,
    "adoption": lambda said: "struck_at" not in said,
}


def _check_twice(document: Said, faults: Faults) -> None:
    seen: dict[tuple, str] = {}
    for shape, said, above in walk(document):
        if shape.name not in TWICE or not COUNTED_ONCE_WHERE.get(shape.name, lambda _said: True)(said):
            continue
        facts = ((said.get(key) or {}).get("slug") if key == "series" else said.get(key) for key in TWICE[shape.name])
        first = seen.setdefault((shape.name, above[-1].path, *facts), said.path)
        if first != said.path:
            faults.add(said.path, _("The same stands at %(path)s already.") % {"path": first})


def _check_parents(document: Said, faults: Faults) -> None:
    """A unit never hangs under itself, however many steps down."""
    parents = {unit["slug"]: unit.get("parent") for unit in document["units"]}
    for unit in document["units"]:
        met, above = {unit["slug"]}, unit.get("parent")
        while above in parents and above not in met:
            met.add(above)
            above = parents[above]
        if above == unit["slug"]:
            faults.add(unit.at("parent"), _("A unit cannot hang under itself."))
