"""Database triggers that refuse to change or remove a published result and its lines, or to add one, on both databases.

A migration that alters one of the two tables must call `install` again at its end: SQLite drops triggers silently
when it remakes a table.
"""

RESULT, PLACING = "reports_result", "reports_placing"
SENTENCE = "a published result never changes"

INTO_PUBLISHED = f"EXISTS (SELECT 1 FROM {RESULT} WHERE id = NEW.result_id AND state = 'published')"
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
    ] + [
        f"CREATE TRIGGER {PLACING}_no_{word} BEFORE {verb} ON {PLACING} WHEN {INTO_PUBLISHED} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for word, verb in (("insert", "INSERT"), ("move", "UPDATE"))
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
    return [
        *found,
        f"CREATE OR REPLACE FUNCTION {PLACING}_refuse_new() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {INTO_PUBLISHED} THEN RAISE EXCEPTION '{SENTENCE}'; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {PLACING}_no_insert BEFORE INSERT OR UPDATE ON {PLACING} "
        f"FOR EACH ROW EXECUTE FUNCTION {PLACING}_refuse_new()",
    ]


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
        words = ("change", "truncate", "insert")
        names = [f"DROP TRIGGER IF EXISTS {t}_no_{word} ON {t}" for t in PUBLISHED for word in words]
    else:
        words = ("update", "delete", "insert", "move")
        names = [f"DROP TRIGGER IF EXISTS {t}_no_{word}" for t in PUBLISHED for word in words]
    _run(connection, names)
