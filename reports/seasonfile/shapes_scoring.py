"""The criteria table of a pact and the scoring under it: the part of the table of shapes that issues points."""

from pacts.logic.formulas import StageKind
from pacts.models import Assignment, CriteriaTable, Criterion, Stage
from reports.models import Appeal, Draw, Evidence, KnockOut, Mark, Passage, Result, Return, Sheet, StageExtension
from reports.seasonfile.form import OPEN, Column, Rows, Shape, columns, nested, plain_json, ref, stamp

TEXT = {"type": "string"}
BAND = {
    "type": "object",
    "additionalProperties": False,
    "required": ["points"],
    "properties": {"upto": {"$ref": "#/$defs/decimal"}, "points": {"$ref": "#/$defs/decimal"}},
}
RULES = {
    "type": "object",
    "description": "What the formula is told besides the points; figures are texts.",
    "additionalProperties": False,
    "properties": {
        **{key: {"$ref": "#/$defs/decimal"} for key in ("per", "floor", "target", "target_max", "baseline")},
        "kind": TEXT,
        "measure": TEXT,
        "bands": {"type": "array", "items": BAND, "minItems": 1},
    },
}
CLASSES = {
    "type": "array",
    "description": "Groups in descending order; `from` in per cent of the assigned maximum.",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "from"],
        "properties": {"name": {"type": "string", "minLength": 1}, "from": {"$ref": "#/$defs/decimal"}},
    },
}
TIE_BREAKS = {
    "type": "array",
    "description": "fewer_penalties, pledges_met, evidence, group:2 … in the order in which they are asked.",
    "items": {"type": "string", "pattern": r"^(fewer_penalties|pledges_met|evidence|group:[1-9]\d*)$"},
    "uniqueItems": True,
}
NUMBERS = {"type": "array", "items": {"$ref": "#/$defs/criterion_ref"}, "uniqueItems": True}
STAGES_IN_ORDER = [kind.value for kind in StageKind]
AGREES = "="
"""A mark written so repeats the figures of the stage before, given by who passed the sheet on, without a word."""

ASSIGNMENT = Shape(
    "assignment",
    Assignment,
    columns(ref("unit*", "unit"), "applies", "is_without_target", "target", "baseline", "reason"),
    left_out=("criterion",),
)
STAGE = Shape("stage", Stage, columns("kind*", "name*", "opens_on", "due_on"), left_out=("table",))
CRITERION = nested(
    Shape(
        "criterion",
        Criterion,
        columns(
            "code", "name*", "name_is_open", "points*", "part",
            Column("formula", note="Left out for a group; its points are the sum of its children's."),
            plain_json("rules", RULES), "assessor", ref("department", "unit"),
            ref("pledge", "pledge", "Which pledge's figures feed it."), "evidence", "evidence_note", "note",
        ),
        rows=(Rows("assignments", ASSIGNMENT, sort=("unit",)),),
        note="Referred to by its place: 1.3.2 is the second child of the third child of the first.",
        left_out=("table", "parent"),
    ),
    "children",
)  # fmt: skip
DRAW = Shape("draw", Draw, columns("method", "seed*", "drawn_at*", "drawn_by*"), left_out=("table", "slugs"))
STAGE_EXTENSION = Shape(
    "stage_extension",
    StageExtension,
    columns(
        ref("stage*", "stage"), ref("unit", "unit", "Left out for all units."), "due_on*", "reason*",
        stamp("made_at"), stamp("made_by"),
    ),
)  # fmt: skip
MARK = Shape(
    "mark",
    Mark,
    columns(
        "points", "value", "numerator", "denominator", "reason", "is_from_figure", "needs_review",
        stamp("given_by", "Who first passed the sheet on from this stage, where the file is silent."),
        stamp("given_at", "When the sheet first passed this stage, where the file is silent."),
    ),
    left_out=("sheet", "criterion", "stage", "giver"),
)  # fmt: skip
_ONE_MARK = {"anyOf": [{"$ref": "#/$defs/mark"}, {"const": AGREES}]}
MARKS = {
    "type": "object",
    "description": "By criterion and stage. “=” repeats the figures of the stage before, without a word.",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": False,
        "properties": {kind: _ONE_MARK for kind in STAGES_IN_ORDER},
    },
}
PASSAGE = Shape(
    "passage",
    Passage,
    columns(ref("stage*", "stage"), "passed_at*", "passed_by*", "is_forced", "note"),
    left_out=("sheet",),
)
RETURN = Shape(
    "return",
    Return,
    columns(
        ref("from_stage*", "stage"), ref("to_stage*", "stage"), "reason*", "returned_at*", "returned_by*", "settled_at"
    ),
    by_hand={"reopened": {**NUMBERS, "description": "Only these criteria reopen; left out: all of them."}},
    left_out=("sheet",),
)  # fmt: skip
EVIDENCE = Shape(
    "evidence",
    Evidence,
    columns(
        ref("criterion*", "criterion"), ref("stage*", "stage"), "name*", "number*", "issued_on", "issuer", "kept_at",
        "note", "added_at*", "added_by*", "removed_at", "removed_by", "removed_reason",
    ),
    note="A paper kept elsewhere; files stay in the site's own store and its backups.",
    left_out=("sheet", "kind", "file", "sha256", "size", "content_type"),
)  # fmt: skip
APPEAL = Shape(
    "appeal",
    Appeal,
    columns(
        ref("criterion*", "criterion"), ref("stage*", "stage"), "state", "text*", "filed_at*", "filed_by*", "answer",
        "answered_at", "answered_by",
    ),
    left_out=("sheet",),
)  # fmt: skip
KNOCK_OUT = Shape(
    "knock_out",
    KnockOut,
    columns(
        "effect", "ceiling", "state", "ground*", "legal_basis*", "document*", "proposed_at*", "proposed_by*",
        "settled_at", "settled_by", "settled_reason",
    ),
    left_out=("sheet", "proposer"),
)  # fmt: skip
SHEET = Shape(
    "sheet",
    Sheet,
    columns(
        ref("unit*", "unit"), Column("order", kind="place", note="Said only where it is not the place in the list."),
        "state", ref("stage*", "stage"), ref("checker", "unit"), "opened_at*", "closed_at",
    ),
    (
        Rows("passages", PASSAGE, sort=("passed_at", "stage")),
        Rows("returns", RETURN, sort=("returned_at", "reason")),
        Rows("evidence", EVIDENCE, sort=("criterion", "stage", "added_at", "name", "number")),
        Rows("appeals", APPEAL, sort=("filed_at", "criterion")),
        Rows("knock_outs", KNOCK_OUT, sort=("proposed_at", "ground")),
    ),
    by_hand={"marks": MARKS},
    left_out=("bloc", "table"),
)  # fmt: skip
RESULT = Shape(
    "result",
    Result,
    columns(
        "number", "state", "mode", "correction_note", "prepared_at*", "author_name", "published_at",
        "released_by_name",
        Column("digest", note="Where given, the digest of the package must be the same.", is_stamp=True),
    ),
    by_hand={
        "package": {
            "type": "string",
            "description": "The frozen package; given only where it cannot be made anew from this file.",
        }
    },
    note="The placings follow from the package, which is made from the marks where the file has none.",
    left_out=("bloc", "table"),
)  # fmt: skip

CRITERIA_TABLE = Shape(
    "criteria_table",
    CriteriaTable,
    columns(
        "state", "name*", "maximum", "bonus_is_inside", "step", "reason_length", "outcome",
        plain_json("classes", CLASSES), plain_json("tie_breaks", TIE_BREAKS), "appeals_from", "appeals_until",
        "formulas", "source", "origin",
        stamp("adopted_at", "The pact's opening or seal where the file is silent."), "adopted_by",
    ),
    (
        Rows("stages", STAGE),
        Rows("criteria", CRITERION),
        Rows(
            "extensions", STAGE_EXTENSION, mode=OPEN, id_keys=("stage", "unit", "due_on"),
            sort=("stage", "due_on", "unit", "reason"),
        ),
        Rows("sheets", SHEET, mode=OPEN, id_keys=("unit",)),
        Rows("results", RESULT, mode=OPEN, id_keys=("number",), sort=("number",)),
    ),
    by_hand={"draw": {"$ref": "#/$defs/draw"}},
    note="How points are given under this pact, sealed with it. Draw, sheets and results follow the seal.",
    left_out=("pact",),
)  # fmt: skip
