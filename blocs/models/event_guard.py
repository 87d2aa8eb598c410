"""Database triggers that refuse to change or remove a line of the logbook, on both databases.

A migration that alters the table must call `install` again at its end: SQLite drops triggers silently
when it remakes a table.
"""

TABLE = "blocs_event"
SENTENCE = "the logbook is append-only"

SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_{word} BEFORE {word.upper()} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for word in ("update", "delete")
]
POSTGRESQL = [
    f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$",
    f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
]


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install(connection):
    remove(connection)
    _run(connection, POSTGRESQL if connection.vendor == "postgresql" else SQLITE)


def remove(connection):
    """Only for a test run that empties the database between tests, and for a migration that remakes the table."""
    if connection.vendor == "postgresql":
        names = [f"DROP TRIGGER IF EXISTS {TABLE}_no_{word} ON {TABLE}" for word in ("change", "truncate")]
    else:
        names = [f"DROP TRIGGER IF EXISTS {TABLE}_no_{word}" for word in ("update", "delete")]
    _run(connection, names)
