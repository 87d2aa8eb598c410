"""Lists of accounts as an administrator types them: one a line, four parts with semicolons."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from blocs.logic.text import clean, fold

# How people write the roles, folded; the values are those of blocs.models.Role.
ROLES = {
    "quan tri": "admin",
    "quan tri vien": "admin",
    "co quan thuong truc": "standing",
    "thuong truc": "standing",
    "don vi chuc nang": "department",
    "chuc nang": "department",
    "thu ky": "secretary",
    "thu ky khoi": "secretary",
    "chi huy": "commander",
    "lanh dao": "commander",
    "lanh dao, chi huy": "commander",
    "bao cao": "reporter",
    "can bo bao cao": "reporter",
}


@dataclass(frozen=True)
class Wanted:
    """One line: who, under which user name, in which role, where (a slug or a name; empty for an administrator)."""

    line: int
    name: str
    username: str
    role: str
    place: str


def read_accounts(text: str) -> tuple[list[Wanted], list[str]]:
    """The accounts wanted and a sentence for each line that cannot be read; blank lines are passed over."""
    wanted, problems = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        parts = [clean(part) for part in line.split(";")]
        if not any(parts):
            continue
        sentence = _fault(parts)
        if sentence:
            problems.append(_("Line %(line)s: %(sentence)s") % {"line": number, "sentence": sentence})
        else:
            wanted.append(Wanted(number, parts[0], parts[1], ROLES[fold(parts[2])], parts[3] if len(parts) > 3 else ""))
    return wanted, problems + _doubles(wanted)


def _fault(parts: list[str]) -> str:
    if not 3 <= len(parts) <= 4 or not all(parts[:3]):
        return _("write full name; user name; role; unit or bloc.")
    if fold(parts[2]) not in ROLES:
        return _("the role “%(role)s” is not known. Use: %(roles)s.") % {
            "role": parts[2],
            "roles": "quản trị, thường trực, chức năng, thư ký, chỉ huy, báo cáo",
        }
    if ROLES[fold(parts[2])] != "admin" and not parts[3:4]:
        return _("name the unit or the bloc of this role.")
    return ""


def _doubles(wanted: list[Wanted]) -> list[str]:
    seen: dict[str, int] = {}
    problems = []
    for row in wanted:
        if row.username in seen:
            words = {"line": row.line, "username": row.username, "first": seen[row.username]}
            problems.append(_("Line %(line)s: the user name “%(username)s” stands on line %(first)s already.") % words)
        seen.setdefault(row.username, row.line)
    return problems
