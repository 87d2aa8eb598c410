"""Database triggers around a ballot, on both databases: what was opened keeps its terms, what is over never changes.

Open: question, rules, candidates and roll stay column by column, a voter who voted stays one who voted, the box takes
and gives ballots. Closed or broken off: nothing changes. A migration that alters one of these tables must call
`install` again at its end: SQLite drops triggers silently when it remakes a table.
"""

SENTENCE = "a ballot that was opened keeps its terms, and one that is over never changes"
POLL, CANDIDATE, VOTER = "reports_poll", "reports_candidate", "reports_voter"
BALLOT, RECEIPT, TELLER = "reports_ballot", "reports_receipt", "reports_teller"
CHILDREN = (CANDIDATE, VOTER, BALLOT, RECEIPT, TELLER)


def _state(row: str, *states: str) -> str:
    """That the poll of this row stands in none of the states."""
    words = ", ".join(f"'{state}'" for state in states)
    return f"EXISTS (SELECT 1 FROM {POLL} WHERE id = {row}.poll_id AND state NOT IN ({words}))"


def _differs(*columns: str) -> str:
    return " OR ".join(f'OLD."{name}" <> NEW."{name}"' for name in columns)


def _leads_elsewhere(*columns: str) -> str:
    """Of columns that may be empty."""
    return " OR ".join(f"COALESCE(OLD.{name}, 0) <> COALESCE(NEW.{name}, 0)" for name in columns)


RULES = (
    *("terms", "terms_digest", "bloc_id", "kind", "part", "question", "way", "seats", "is_secret", "runoff"),
    *("quorum_part", "quorum_whole", "majority_part", "majority_whole", "majority_is_more", "majority_base"),
    *("shuffles_candidates", "opened_at", "opened_by"),
)


# table → verb → the condition under which it is refused
REFUSED: dict[str, dict[str, str]] = {
    POLL: {
        "UPDATE": f"OLD.state IN ('closed', 'void') OR (OLD.state = 'open' AND (NEW.state = 'draft' OR "
        f"{_differs(*RULES)} OR {_leads_elsewhere('title_id', 'runoff_of_id')}))",
        "DELETE": "OLD.state <> 'draft'",
    },
    CANDIDATE: {
        "INSERT": _state("NEW", "draft"),
        "UPDATE": f"{_state('OLD', 'draft', 'open')} OR {_state('NEW', 'draft', 'open')} OR "
        f"({_state('OLD', 'draft')} AND ({_differs('id', 'poll_id', 'unit_id', 'unit_name', 'order', 'note')}))",
        "DELETE": _state("OLD", "draft"),
    },
    VOTER: {
        "INSERT": _state("NEW", "draft"),
        "UPDATE": f"{_state('OLD', 'draft', 'open')} OR {_state('NEW', 'draft', 'open')} OR ({_state('OLD', 'draft')} "
        f"AND ({_differs('id', 'poll_id', 'name', 'position', 'stands_for', 'order')} OR "
        f"{_leads_elsewhere('user_id', 'unit_id')} OR (OLD.on_paper AND NOT NEW.on_paper) OR "
        "(OLD.has_voted AND (NOT NEW.has_voted OR NOT NEW.is_present OR (NEW.on_paper AND NOT OLD.on_paper)))))",
        "DELETE": _state("OLD", "draft"),
    },
    BALLOT: {verb: _state(row, "open") for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))},
    RECEIPT: {verb: _state(row, "open") for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))},
    TELLER: {
        "INSERT": _state("NEW", "draft", "open"),
        "UPDATE": f"{_state('OLD', 'draft', 'open')} OR {_state('NEW', 'draft', 'open')}",
        "DELETE": _state("OLD", "draft", "open"),
    },
}


def _name(table: str, verb: str) -> str:
    return f"{table}_poll_no_{verb.lower()}"


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for table, verbs in REFUSED.items()
        for verb, condition in verbs.items()
    ]


def _postgresql() -> list[str]:
    found = []
    for table, verbs in REFUSED.items():
        for verb, condition in verbs.items():
            name, kept = _name(table, verb), "OLD" if verb == "DELETE" else "NEW"
            found += [
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{SENTENCE}'; END IF; RETURN {kept}; END $$",
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
            ]
        found += [
            f"CREATE OR REPLACE FUNCTION {table}_poll_no_truncate() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$",
            f"CREATE TRIGGER {table}_poll_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_poll_no_truncate()",
        ]
    return found


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install(connection):
    remove(connection)
    _run(connection, _postgresql() if connection.vendor == "postgresql" else _sqlite())


def remove(connection):
    """Only for a test run that empties the database between tests, and for a migration that remakes a table."""
    names = [(table, _name(table, verb)) for table, verbs in REFUSED.items() for verb in verbs]
    if connection.vendor == "postgresql":
        names += [(table, f"{table}_poll_no_truncate") for table in REFUSED]
        _run(connection, [f"DROP TRIGGER IF EXISTS {name} ON {table}" for table, name in names])
    else:
        _run(connection, [f"DROP TRIGGER IF EXISTS {name}" for _table, name in names])
