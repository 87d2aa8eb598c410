"""Database triggers that refuse to change or remove a published result and its lines, on both databases.

A migration that alters one of the two tables must call `install` again at its end: SQLite drops triggers silently
when it remakes a table.
"""

RESULT, PLACING = "reports_result", "reports_placing"
SENTENCE = "a published result never changes"

PUBLISHED = {
    RESULT: "OLD.state = 'published'",
    PLACING: f"EXISTS (SELECT 1 FROM {RESULT} WHERE id = OLD.result_id AND state = 'published')",
}


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{word} BEFORE {word.upper()} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for table, condition in PUBLISHED.items()
        for word in ("update", "delete")
    ]


def _postgresql() -> list[str]:
    found = []
    for table, condition in PUBLISHED.items():
        found += [
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{SENTENCE}'; END IF; "
            f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE OR REPLACE FUNCTION {table}_refuse_all() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse_all()",
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
    if connection.vendor == "postgresql":
        names = [f"DROP TRIGGER IF EXISTS {t}_no_{word} ON {t}" for t in PUBLISHED for word in ("change", "truncate")]
    else:
        names = [f"DROP TRIGGER IF EXISTS {t}_no_{word}" for t in PUBLISHED for word in ("update", "delete")]
    _run(connection, names)
