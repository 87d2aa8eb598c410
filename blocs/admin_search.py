"""Search that finds “tran minh thuy” in any column of text, also where no folded column stands beside it."""

from django.db.models import Func, Q, QuerySet, TextField

from blocs.logic.text import fold

LETTERS = [chr(code) for code in range(0xC0, 0x1EFA) if chr(code).isalpha()]
MARKED = "".join(letter for letter in LETTERS if len(fold(letter)) == 1 and fold(letter).isascii())
PLAIN = "".join(fold(letter) for letter in MARKED)


class Folded(Func):
    """A column as people type it: small letters without marks. PostgreSQL does it without an extension."""

    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        connection.ensure_connection()
        connection.connection.create_function("folded", 1, lambda text: text and fold(str(text)), deterministic=True)
        return super().as_sql(compiler, connection, function="folded", **context)

    def as_postgresql(self, compiler, connection, **context):
        template = f"translate(lower(%(expressions)s::text), '{MARKED}', '{PLAIN}')"
        return super().as_sql(compiler, connection, template=template, **context)


def found_in(rows: QuerySet, names, words: list[str]) -> QuerySet:
    """The rows where every word occurs in one of the columns `names`, with or without accents."""
    if not words:
        return rows
    rows = rows.alias(**{_key(n): Folded(name) for n, name in enumerate(names) if not _is_folded(name)})
    for word in words:
        found = Q(pk__in=[])
        for n, name in enumerate(names):
            column = name if _is_folded(name) else _key(n)
            found |= Q(**{f"{column}__contains": fold(word)})
        rows = rows.filter(found)
    return rows


def _is_folded(name: str) -> bool:
    return name.endswith("name_fold")


def _key(number: int) -> str:
    return f"folded_{number}"
