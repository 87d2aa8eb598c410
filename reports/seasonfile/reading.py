"""From bytes to a document in normal form: JSON, then the schema, each fault in our own words."""

import json
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from reports.seasonfile import normal, schema, shapes
from reports.seasonfile.faults import BadSeasonFile, Fault, Faults
from reports.seasonfile.normal import Said

MOST_THINGS, MOST_VALUES = 250_000, 1_000_000  # objects and lists, and what stands in them; 20 MB of figures have half
MOST_TOLD = 200
"""Faults told of one file; a file of another kind would give thousands."""


def parse(raw: bytes) -> Any:
    """The JSON of a file. Raises BadSeasonFile where it is none, or says one key twice."""
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BadSeasonFile([Fault("", _("The file is not in UTF-8."))]) from error
    except json.JSONDecodeError as error:
        words = {"line": error.lineno, "column": error.colno}
        sentence = _("The file is not JSON: line %(line)s, column %(column)s.") % words
        raise BadSeasonFile([Fault("", sentence)]) from error
    except (RecursionError, ValueError) as error:  # nested without end, or a number of thousands of digits
        raise BadSeasonFile([Fault("", _("The file is not JSON that a season can be read from."))]) from error


def require_modest(raw: bytes) -> None:
    """Asked of files that somebody sends: small signs become large things in memory. Raises BadSeasonFile."""
    if raw.count(b"{") + raw.count(b"[") > MOST_THINGS or raw.count(b",") > MOST_VALUES:
        raise BadSeasonFile([Fault("", _("The file says far more than a site can hold, so it is not read."))])


def seasons_of(document: Any) -> tuple[list[Said], list[Said]]:
    """(registers that stand alone, season documents in order of time), in normal form. Raises BadSeasonFile."""
    faults = Faults()
    check_schema(document, faults)
    faults.refuse_if_any()
    if document["format"] == shapes.SEASON_FORMAT:
        registers, seasons = [], [normal.document(document, faults)]
    else:
        registers = [normal.registers(document.get("registers", {}), faults, "registers")]
        seasons = [normal.document(one, faults, f"seasons[{n}]") for n, one in enumerate(document["seasons"])]
    faults.refuse_if_any()
    seasons.sort(key=lambda one: (one["season"]["starts_on"], one["season"]["ends_on"]))
    return registers, seasons


def check_schema(document: Any, faults: Faults) -> None:
    whole = schema.build()
    names = {shapes.SEASON_FORMAT: "season_document", shapes.SITE_FORMAT: "site_document"}
    form = document.get("format") if isinstance(document, dict) else None
    if not isinstance(form, str) or form not in names:
        return faults.add("format" if isinstance(document, dict) else "", _sentence_for_format())
    validator = Draft202012Validator({"$ref": f"#/$defs/{names[form]}", "$defs": whole["$defs"]})
    for error in validator.iter_errors(document):
        if len(faults) < MOST_TOLD:
            _tell(error, faults)


def _sentence_for_format() -> str:
    return _("This is no season file: “format” must be “%(season)s” or “%(site)s”.") % {
        "season": shapes.SEASON_FORMAT,
        "site": shapes.SITE_FORMAT,
    }


def _tell(error: ValidationError, faults: Faults) -> None:
    if error.validator == "anyOf":  # ours is always “this or null”
        error = next(one for one in error.context if one.validator_value != "null")
    path = path_of(error.absolute_path)
    if error.validator == "additionalProperties":
        for key in sorted(set(error.instance) - set(error.schema["properties"])):
            faults.add(f"{path}.{key}" if path else key, _("A season file has no such key."))
    elif error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        for key in missing:
            faults.add(f"{path}.{key}" if path else key, _("This must be given."))
    else:
        faults.add(path, _sentence(error))


def path_of(steps) -> str:
    """`blocs[0].pacts[2].title` from the steps of a validator."""
    path = ""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def _sentence(error: ValidationError) -> str:
    kind, limit, value = error.validator, error.validator_value, error.instance
    if kind == "type":
        return _wrong_type(limit, value, error.schema)
    if kind == "enum":
        return _("“%(value)s” is not one of: %(values)s.") % {"value": value, "values": ", ".join(map(str, limit))}
    if kind == "pattern":
        return _wrong_form(value, limit)
    if kind == "maxLength":
        return _("The text may have at most %(most)s characters; it has %(count)s.") % {
            "most": limit,
            "count": len(value),
        }
    if kind in ("minimum", "maximum"):
        return _("The number must be from %(least)s to %(most)s.") % {
            "least": error.schema["minimum"],
            "most": error.schema.get("maximum", "…"),
        }
    plain = {
        "minLength": _("This must not be empty."),
        "minItems": _("This list must not be empty."),
        "uniqueItems": _("Something stands twice in this list."),
    }
    return plain.get(str(kind)) or _("“%(value)s” is not allowed here.") % {"value": value}


def _wrong_type(kind: str, value: Any, schema_here: dict) -> str:
    if kind == "string" and isinstance(value, int | float) and not isinstance(value, bool):
        return _('Write the number as a text, for example "92.02".')
    names = {
        "string": _("A text must stand here."),
        "integer": _("A whole number must stand here."),
        "boolean": _("true or false must stand here."),
        "array": _("A list must stand here."),
        "object": _("An object must stand here."),
    }
    return names[kind]


def _wrong_form(value: str, pattern: str) -> str:
    name = next((name for name, form in schema.PATTERNS.items() if form == pattern), "")
    sentences = {
        "decimal": _('“%(value)s” is not a number with a decimal point, for example "92.02".'),
        "day": _("“%(value)s” is not a day like 2017-02-15."),
        "moment": _("“%(value)s” is not a time with its offset like 2017-02-15T14:00:00+07:00."),
        "time": _("“%(value)s” is not a time of the day like 14:05."),
        "fuzzy": _("A date is written 2017-02-15, 2023-03, 2020 or 2023-02-25/2023-02-28; not “%(value)s”."),
        "slug": _("“%(value)s” must have only letters without accents, digits, - and _."),
        "unit_slug": _("“%(value)s” must have only letters without accents, digits, - and _."),
        "bloc_ref": _("“%(value)s” is not a bloc like khoi-csnd or khoi-csnd/2016."),
        "pact_ref": _("“%(value)s” is not a pact like khoi-csnd or khoi-csnd/2016@2."),
        "criterion_ref": _("“%(value)s” is not a criterion by its place, like 1.3.2."),
        "pledge_ref": _("“%(value)s” is not a pledge like 1.3, @2#1.3 or khoi-csnd/2016#1.3."),
    }
    return sentences.get(name, _("“%(value)s” is not allowed here.")) % {"value": value}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadSeasonFile([Fault(twice, _("This key stands twice in one object."))])
    return found


def _refuse_constant(name: str) -> None:
    raise BadSeasonFile([Fault("", _("“%(value)s” is not allowed here.") % {"value": name})])
