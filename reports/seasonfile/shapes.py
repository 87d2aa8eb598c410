"""What a season file holds. One table, from which the schema, the reading and the writing are made.

A column is written `"key"` or `"key*"` (must be given) where the model's field has that name; `Column` says
more. A field of a model that is neither here nor in `NOT_CARRIED` fails a test, so nothing is lost in silence.
"""

from blocs.models import (
    Bloc,
    Headship,
    Leader,
    Level,
    Membership,
    Phase,
    Post,
    Rank,
    RankHeld,
    Remark,
    Season,
    Series,
    Succession,
    Title,
    Unit,
    UnitPast,
)
from pacts.models import (
    Adoption,
    AgendaItem,
    Attendee,
    Ceremony,
    Contribution,
    Direction,
    Erratum,
    HonourRules,
    OwnTarget,
    Pact,
    Photo,
    Pledge,
    PledgeGroup,
    Quota,
    Regulation,
    Section,
    Signature,
    Solution,
)
from reports.models import Extension, Figure, Honour, Publication, Report, Reporting
from reports.seasonfile.form import MORE_HERE, OPEN, Column, Rows, Shape, columns, ref, stamp
from reports.seasonfile.shapes_scoring import CRITERIA_TABLE, DRAW, MARK

SEASON_FORMAT = "giao-uoc/season/1"
SITE_FORMAT = "giao-uoc/site/1"

NOT_CARRIED = {"id", "revision", "name_sort", "name_fold", "path", "canonical", "author", "released_by", "order"}
"""Kept by the house itself, or an account's. `order` is the place in the list, except where a shape names it."""


DATED = ("from_on", "until_on")
RELEASED = ("release", "released_at", "withdrawn_reason")
TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True}

LEVEL = Shape("level", Level, columns("name*", "order"))
RANK = Shape("rank", Rank, columns("slug*", "name*", "precedence*"), note="Only ranks beyond the 17 of the law.")
TITLE = Shape(
    "title",
    Title,
    columns("slug*", "name*", "kind*", "authority", "order", "legal_basis", "verified_on", "needs_registration"),
)

UNIT_PAST = Shape(
    "former_form", UnitPast, columns("name*", ref("level", "level"), ref("parent", "unit"), *DATED, "decision_number")
)
SUCCESSION = Shape("succession", Succession, columns(ref("after*", "unit"), "kind*", "on*", "decision_number"))
UNIT = Shape(
    "unit",
    Unit,
    columns(
        "slug*", "name*", "code", "short_name", "name_is_open", "is_illustrative",
        ref("level", "level"), ref("parent", "unit"), "precedence", *DATED,
    ),
    (
        Rows("pasts", UNIT_PAST, sort=("until_on", "from_on", "name")),
        Rows("successions", SUCCESSION, sort=("on", "after")),
    ),
)  # fmt: skip

RANK_HELD = Shape("rank_held", RankHeld, columns(ref("rank*", "rank"), *DATED))
POST = Shape("post", Post, columns("kind", "name*", ref("unit", "unit"), "heads_unit", *DATED))
LEADER = Shape(
    "leader",
    Leader,
    columns("slug*", "name*", "is_illustrative"),
    (
        Rows("ranks", RANK_HELD, sort=("from_on", "rank")),
        Rows("posts", POST, sort=("kind", "from_on", "name", "unit")),
    ),
)

PHASE = Shape("phase", Phase, columns("slug*", "name*", "kind*", "starts_on*", "ends_on*"))
SEASON = Shape(
    "season",
    Season,
    columns("slug*", "name*", "kind", "starts_on*", "ends_on*", "is_approximate"),
    (Rows("phases", PHASE, mode=OPEN, id_keys=("slug",), sort=("ends_on", "starts_on", "slug")),),
)

SERIES = Shape(
    "series",
    Series,
    columns("slug*", "name*", ref("organiser*", "unit"), "task"),
    note="What lasts of a bloc from season to season.",
    by_hand={"former_addresses": TEXTS},
)
MEMBER = Shape(
    "member",
    Membership,
    columns(
        ref("unit*", "unit"),
        Column("order", kind="place", note="Said only where it is not the place in the list."),
        *DATED,
        "decision_number",
        "note",
    ),
)
HEAD = Shape(
    "head", Headship, columns(ref("unit*", "unit"), "part*", "chosen", *DATED, "decision_number", "decided_on", "note")
)
REMARK = Shape("remark", Remark, columns("text*", "is_inferred"))
QUOTA = Shape(
    "quota",
    Quota,
    columns(
        ref("title*", "title"), ref("level", "level"), "most", "percent",
        ref("of", "title", "A share of those proposed for this title; left out for a share of the members."),
        "rounding", "remainder", "legal_basis", "verified_on",
    ),
)  # fmt: skip
HONOUR_RULES = Shape(
    "honour_rules",
    HonourRules,
    columns(
        "ballot_needs_result", "proposal_needs_ballot", "publication_needs_decision", "flag_needs_top_score",
        "comment_days", "is_secret", "smallest_secret", "quorum_part", "quorum_whole", "majority_part",
        "majority_whole", "majority_is_more", "majority_base", "runoff", "shuffles_candidates", "legal_basis",
    ),
    (Rows("quotas", QUOTA, sort=("title", "level")),),
    note="How the bloc comes from scores to honours: gates, ballots, quotas.",
)  # fmt: skip
REGULATION = Shape(
    "regulation",
    Regulation,
    columns(
        "number",
        "adopted_on",
        "absent_unit_hinders_seal",
        "heads_sign_for_members",
        "adoption_before_seal",
        "adoption_majority",
    ),
)

OWN_TARGET = Shape(
    "own_target", OwnTarget, columns(ref("unit*", "unit", name="membership"), "target*", "target_max", "baseline")
)
PLEDGE = Shape(
    "pledge",
    Pledge,
    columns(
        "name*", "kind*", "target", "target_max", "measure", "baseline", "baseline_label", "allows_over_100",
        "data_source", "note", ref("group", "group", "Name of a group of this pact."),
        ref("follows", "pledge", "Last season's pledge, for example `khoi-csnd/2016#1.3`."), "is_unreviewed_copy",
    ),
    (Rows("own_targets", OWN_TARGET, sort=("unit",)),),
)  # fmt: skip
SECTION = Shape("section", Section, columns("title*", "text"), (Rows("pledges", PLEDGE),))
GROUP = Shape("group", PledgeGroup, columns("name*", "judged"))
SOLUTION = Shape("solution", Solution, columns("text*"))
ERRATUM = Shape("erratum", Erratum, columns("text*", stamp("made_at"), stamp("made_by")))
SIGNATURE = Shape(
    "signature",
    Signature,
    columns(
        ref("unit", "unit", "For which unit; left out only for a witness."), "part", "outcome", "how",
        stamp("unit_name", "As written on the paper; the unit's name where the file is silent."),
        "name", "rank", "position", "acting_for", "acting_document", "reason", "signed_at", "is_late",
        "proof", "code", "digest", "record_digest",
        ref("ceremony", "ceremony"), stamp("recorded_at"), stamp("recorded_by"),
        "struck_at", "struck_by", "struck_reason",
    ),
)  # fmt: skip
ADOPTION = Shape(
    "adoption",
    Adoption,
    columns(
        "outcome*", "votes_for*", "votes_against", "abstentions", "adopted_at*",
        stamp("digest", "Of the text voted on; that of this pact where the file is silent."),
        ref("ceremony", "ceremony"),
        ref("item", "agenda_item", "Place of the item in the agenda of that ceremony, from 1."),
        stamp("recorded_by"), "struck_at", "struck_by", "struck_reason",
    ),
)  # fmt: skip
ADOPTION_KEYS = ("adopted_at", "outcome", "struck_at")
REGISTRATIONS = {
    "type": "array",
    "description": "The titles each unit aims at.",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["unit", "titles"],
        "properties": {
            "unit": {"$ref": "#/$defs/unit_slug"},
            "titles": {"type": "array", "items": {"$ref": "#/$defs/slug"}, "minItems": 1, "uniqueItems": True},
        },
    },
}
PACT = Shape(
    "pact",
    Pact,
    columns(
        "version", ref("amends", "version", "The version this one amends."), "state", "title*",
        Column("legal_bases", kind="lines", note="One legal basis each."),
        "slogan", "preamble", "undertaking", "copies", "stated_content_count", "stated_target_count", "origin",
        "opened_at", "sealed_at",
        Column("digest", note="Where given, the digest computed from this pact must be the same.", is_stamp=True),
    ),
    (
        Rows("groups", GROUP, sort=("name",)),
        Rows("sections", SECTION),
        Rows("pledges", PLEDGE, note="Pledges outside any content; referred to as 0.1, 0.2 …"),
        Rows("solutions", SOLUTION, plain="text"),
        Rows("signatures", SIGNATURE, mode=MORE_HERE, id_keys=("unit", "part", "name", "outcome", "struck_at")),
        Rows("adoptions", ADOPTION, mode=MORE_HERE, id_keys=ADOPTION_KEYS, sort=ADOPTION_KEYS),
        Rows("errata", ERRATUM, mode=MORE_HERE, id_keys=("text",), sort=("made_at", "text")),
    ),
    by_hand={
        "movements": {**TEXTS, "description": "Names from the file's movements."},
        "registrations": REGISTRATIONS,
        "criteria_table": {"$ref": "#/$defs/criteria_table"},
        "sealed_text": {
            "type": "string",
            "description": "The canonical text as sealed; given only where names in it have changed since.",
        },
    },
)  # fmt: skip

EXTENSION = Shape(
    "extension", Extension, columns(ref("unit", "unit"), "due_on*", "reason*", stamp("made_at"), stamp("made_by"))
)
REPORT = Shape(
    "report",
    Report,
    columns(
        ref("unit", "unit", "Left out for the bloc's own report."), "state", "results", "limits", "causes",
        "good_models", "next_tasks", "sent_at", "sent_by", "is_late", "returned_reason", "code",
    ),
    left_out=("accepted_at", "accepted_by"),
)  # fmt: skip
REPORTING = Shape(
    "reporting",
    Reporting,
    columns(ref("phase*", "phase"), "state", "due_on", "opened_at", "closed_at", "closed_by"),
    (
        Rows("extensions", EXTENSION, mode=MORE_HERE, id_keys=("unit", "due_on"), sort=("due_on", "unit", "reason")),
        Rows("reports", REPORT, mode=OPEN, id_keys=("unit",), sort=("unit",)),
    ),
)
FIGURE = Shape(
    "figure",
    Figure,
    columns(
        ref("phase*", "phase"), ref("unit", "unit", "Left out for the bloc's own figure."),
        ref("pledge", "pledge", "1.3 is the third pledge of the first content of version 1; @2#1.3 of version 2."),
        "indicator", "measure", "value", "numerator", "denominator", "statement", "is_not_applicable", "is_withheld",
        "note", "source", Column("order"), *RELEASED,
    ),
)  # fmt: skip
HONOUR = Shape(
    "honour",
    Honour,
    columns(
        ref("title*", "title"), "status*", ref("unit", "unit"), "count", "authority", "decided_on", "decision_number",
        "reason", "note", ref("granted_title", "title", "Where another title was granted than the one proposed."),
        "revoked_on", "revocation_number", "revocation_ground", Column("order"), *RELEASED,
    ),
    left_out=("submission",),
)  # fmt: skip

FIGURE_KEYS = ("phase", "unit", "pledge", "indicator")
HONOUR_KEYS = ("title", "status", "order", "unit", "count")
BLOC = Shape(
    "bloc",
    Bloc,
    columns(
        "name*", "code", ref("previous", "season", "Slug of the season in which this series had its bloc before."),
        "decision_number", "slogan", "stated_unit_count", "sector", "level_words", "source", "source_is_complete",
        "is_illustrative", *RELEASED,
    ),
    (
        Rows("members", MEMBER, "memberships"),
        Rows("heads", HEAD, "headships", sort=("part", "from_on", "unit")),
        Rows("remarks", REMARK),
        Rows("pacts", PACT, mode=OPEN, id_keys=("version",), sort=("version",)),
        Rows("reportings", REPORTING, mode=OPEN, id_keys=("phase",), sort=("phase",)),
        Rows("figures", FIGURE, mode=OPEN, id_keys=FIGURE_KEYS, sort=("phase", "order", *FIGURE_KEYS)),
        Rows("honours", HONOUR, mode=OPEN, id_keys=HONOUR_KEYS, sort=HONOUR_KEYS),
    ),
    by_hand={
        "series": {"$ref": "#/$defs/series"},
        "regulation": {"$ref": "#/$defs/regulation"},
        "honour_rules": {"$ref": "#/$defs/honour_rules"},
    },
)  # fmt: skip

ATTENDEE = Shape(
    "attendee",
    Attendee,
    columns(
        "part*", ref("leader", "leader"), ref("unit", "unit"), "name*", "rank", "party_post", "position", "unit_name",
        "gave_directions", "reason",
    ),
)  # fmt: skip
AGENDA_ITEM = Shape(
    "agenda_item",
    AgendaItem,
    columns(
        "title*", "note", "is_adoption", "votes_for", "votes_against", "abstentions", "is_unanimous", "began_at",
        "ended_at",
    ),
)  # fmt: skip
DIRECTION = Shape(
    "direction",
    Direction,
    columns(
        "text*", ref("given_by", "attendee", "Place of the person in the list of attendees, from 1."),
        ref("unit", "unit", "Who carries it out; left out where every member unit does."), "due_on", "follow_up",
        "followed_up_on",
    ),
)  # fmt: skip
CONTRIBUTION = Shape(
    "contribution",
    Contribution,
    columns(ref("unit", "unit", "Left out where each unit gave this."), "amount", "measure", "purpose"),
)
PHOTO = Shape(
    "photo",
    Photo,
    columns("caption*", "alt*"),
    note="The picture itself lies in the folder `photos` beside the file.",
    by_hand={
        "file": {"type": "string", "pattern": "^[^/\\\\]+\\.(jpe?g|png|webp|JPE?G|PNG|WEBP)$", "maxLength": 100},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
)
CEREMONY = Shape(
    "ceremony",
    Ceremony,
    columns(
        "slug*", "kind", "title*", "state",
        Column("date", name="on", kind="fuzzy", note="2017-02-15, 2023-03, 2020, 2023-02-25/2023-02-28 or null."),
        "starts_at", "part_of_day", "place_name", "began_at", "held_at", "postponed_from", "secretary_name", "words",
        "source", *RELEASED,
    ),
    (
        Rows("attendees", ATTENDEE),
        Rows("agenda", AGENDA_ITEM),
        Rows("directions", DIRECTION),
        Rows("contributions", CONTRIBUTION),
        Rows("photos", PHOTO),
    ),
    by_hand={
        "blocs": {"type": "array", "items": {"$ref": "#/$defs/bloc_ref"}, "minItems": 1, "uniqueItems": True},
        "pacts": {"type": "array", "items": {"$ref": "#/$defs/pact_ref"}, "uniqueItems": True},
    },
)  # fmt: skip

SUMMARY = Shape(
    "summary",
    Publication,
    columns(
        ref("bloc*", "bloc"), ref("ceremony", "ceremony"), "thread*", "number", "state", "title*", "body*",
        "correction_note", "published_at", "withdrawn_at", "withdrawn_reason",
    ),
    note="A published summary needs no account; who wrote and released it is no part of a season file.",
)  # fmt: skip

REGISTERS = (
    Rows("levels", LEVEL, id_keys=("name",), sort=("order", "name")),
    Rows("ranks", RANK, id_keys=("slug",), sort=("precedence",)),
    Rows("units", UNIT, id_keys=("slug",), sort=("slug",)),
    Rows("leaders", LEADER, id_keys=("slug",), sort=("slug",)),
    Rows("titles", TITLE, id_keys=("slug",), sort=("order", "slug")),
)
DOCUMENT = (
    Rows("blocs", BLOC, id_keys=("series.slug",), sort=("series.slug",)),
    Rows("ceremonies", CEREMONY, id_keys=("slug",), sort=("date", "slug")),
    Rows("summaries", SUMMARY, id_keys=("thread", "number"), sort=("thread", "number")),
)
ALONE: dict[str, Shape] = {
    "series": SERIES,
    "regulation": REGULATION,
    "honour_rules": HONOUR_RULES,
    "criteria_table": CRITERIA_TABLE,
    "draw": DRAW,
}
"""Rows that stand alone under their key."""
BY_MARK = {"marks": MARK}
"""Rows that stand in an object of objects, by criterion and stage."""
BY_HAND_REQUIRED = {"bloc": ["series"], "ceremony": ["blocs"], "photo": ["file", "sha256"]}
