"""What the demo holds: the season files of the checkout, and one account per role at the illustrative bloc."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.accounts import one_time_password
from blocs.actions.duties import give_duty
from blocs.models import Bloc, Body, Duty, Event, Headship, Post, Role, Series, User
from pacts.actions.table_templates import load_table_templates
from pacts.models import Pledge
from reports.actions.directives import answer_directive, give_directive, settle_directive
from reports.actions.papers import ask_for_paper, issue, register_certificate
from reports.actions.row_notes import say
from reports.models import Directive, Reporting, Result, RowNote
from reports.papers import keys
from reports.papers.key_making import make as make_key

SEASONS = settings.BASE_DIR / "seasons"
BY = "make demo"
SEAL_NAME = "Hệ thống Giao ước (minh họa)"
SEALED_SERIES = ("khoi-csnd-minh-hoa", "khoi-csnd")

# User name: role, and the name shown where no invented leader stands behind the account.
ACCOUNTS = {
    "quan-tri": (Role.ADMIN, "Quản trị viên"),
    "thuong-truc": (Role.STANDING, "Cán bộ thường trực thi đua"),
    "phong-chuc-nang": (Role.DEPARTMENT, "Cán bộ đơn vị chức năng"),
    "thu-ky": (Role.SECRETARY, "Thư ký khối"),
    "khoi-truong": (Role.COMMANDER, "Chỉ huy đơn vị khối trưởng"),
    "chi-huy": (Role.COMMANDER, "Chỉ huy đơn vị thành viên"),
    "bao-cao": (Role.REPORTER, "Cán bộ báo cáo"),
}


# --- Season files ---------------------------------------------------------------


def load_seasons(folder: Path = SEASONS) -> list[str]:
    """Load each season file not loaded yet, in order of name; returns the names of those loaded now."""
    fresh = [path for path in sorted(folder.glob("*.json")) if not is_loaded(path)]
    for path in fresh:
        call_command("load_season", str(path), verbosity=0)
    return [path.name for path in fresh]


def is_loaded(path: Path) -> bool:
    """The logbook names the digest of every file that was loaded."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Event.objects.filter(verb__endswith="load_season", details__contains=digest).exists()


def ensure_body() -> None:
    """A site has a body that runs it; the demo's puts the bloc of the 2017 article first."""
    if not Body.objects.exists():
        first = Series.objects.filter(slug="khoi-csnd").select_related("organiser").first()
        organiser = first.organiser if first else None
        body = Body.objects.create(name="Bản minh họa hệ thống giao ước thi đua", unit=organiser)
        Event.record("blocs.set_up", body, by=BY)


def ensure_templates() -> None:
    """The criteria tables a bloc may start from, the real one of 1.000 points among them."""
    load_table_templates(by=BY)


def keep_package() -> Path | None:
    """The frozen package of the newest published result of an illustrative bloc, for `manage.py recompute`."""
    rows = Result.objects.published().filter(bloc__is_illustrative=True)
    newest = rows.order_by("-bloc__season__starts_on", "-number").first()
    if newest is None:
        return None
    path = settings.VAR_DIR / "demo" / "package.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(newest.package, encoding="utf-8")
    return path


def ensure_seal(address: str) -> None:
    """A key of its own for the demo, and the papers of the two pacts of 2017 people come to see; once.

    `address` is the site's, to which the codes on the papers lead. Others are made by `manage.py make_papers --all`.
    """
    settings.SITE_URL = address.rstrip("/")
    if not keys.is_there():
        register_certificate(make_key(SEAL_NAME, years=5), by=BY)
    for bloc in Bloc.objects.filter(season__slug="2017", series__slug__in=SEALED_SERIES):
        for pact in bloc.pacts.sealed().filter(papers__isnull=True):
            issue(ask_for_paper(pact, BY).pk)


# --- Accounts ---------------------------------------------------------------------


def illustrative_bloc() -> Bloc:
    """The bloc people play with: the invented one of the latest season; without one, the latest of all."""
    blocs = Bloc.objects.order_by("-season__starts_on", "pk")
    return blocs.filter(is_illustrative=True).first() or blocs[0]


def places(bloc: Bloc) -> dict[str, dict]:
    """Where each account has its duty: the organiser, the head unit, or the unit after it."""
    members = [membership.unit for membership in bloc.memberships.in_order()]
    heads = bloc.headships.filter(part=Headship.Part.HEAD).select_related("unit")
    head = heads[0].unit if heads else members[0]
    other = next(unit for unit in members if unit != head)
    organiser = bloc.series.organiser
    at_unit = {"thuong-truc": organiser, "phong-chuc-nang": organiser, "khoi-truong": head, "chi-huy": other}
    return {
        "quan-tri": {},
        "thu-ky": {"bloc": bloc},
        "bao-cao": {"unit": other},
        **{name: {"unit": unit} for name, unit in at_unit.items()},
    }


def accounts_file() -> Path:
    return settings.VAR_DIR / "demo" / "accounts.txt"


def kept_passwords(path: Path | None = None) -> dict[str, str]:
    path = path or accounts_file()
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return dict(line.split()[:2] for line in lines if line.strip() and not line.startswith("#"))


def keep_passwords(passwords: dict[str, str], path: Path | None = None) -> None:
    """Written anew under another name and moved into place, readable by its owner only."""
    path = path or accounts_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write("".join(f"{name} {password}\n" for name, password in passwords.items()))
    draft.replace(path)


def ensure_accounts() -> list[tuple[str, str, str]]:
    """(name, password, duty in words) of each account; makes what is missing, and what is printed always works."""
    kept = kept_passwords()
    passwords = {name: kept.get(name) or one_time_password() for name in ACCOUNTS}
    if passwords != kept:
        keep_passwords(passwords)
    bloc = illustrative_bloc()
    where = places(bloc)
    return [(name, passwords[name], ensure_account(name, passwords[name], where[name])) for name in ACCOUNTS]


@transaction.atomic
def ensure_account(name: str, password: str, place: dict) -> str:
    role, shown = ACCOUNTS[name]
    user = User.objects.filter(username=name).first() or new_user(name, shown, place if role == Role.COMMANDER else {})
    if not user.pk or not user.check_password(password):
        user.set_password(password)
        user.save()
        Event.record("blocs.give_account", user, by=BY)
    held = user.duties.filter(role=role).select_related("unit", "bloc__season").first()
    return in_words(held or give_duty(Duty(user=user, role=role, **place), by=BY))


def new_user(name: str, shown: str, place: dict) -> User:
    """A commander of an invented unit is its invented leader, so that a signature bears the right name."""
    posts = Post.objects.on().filter(heads_unit=True, leader__is_illustrative=True, leader__user=None)
    post = posts.filter(unit=place["unit"]).select_related("leader").first() if place else None
    return User(username=name, name=post.leader.name if post else shown, leader=post.leader if post else None)


def in_words(duty: Duty) -> str:
    at = duty.bloc or duty.unit
    return f"{duty.get_role_display()} – {at}" if at else duty.get_role_display()


# --- Words between people -----------------------------------------------------------

ASKED = "Rà soát các vụ việc còn tồn, báo cáo nguyên nhân và biện pháp khắc phục trước kỳ tổng kết."
ASKED_BEFORE = "Phối hợp với các đơn vị trong khối kiểm tra lại nguồn số liệu của chỉ tiêu này."
ANSWERED = "Đơn vị đã đối chiếu với sổ theo dõi và thống nhất số liệu với thư ký khối."
QUESTION = "Đề nghị đơn vị nói rõ nguồn của số liệu này."
REPLY = "Số liệu lấy từ sổ theo dõi của đơn vị, đã đối chiếu cuối kỳ."


@transaction.atomic
def ensure_desk() -> None:
    """Two directives and two comments at the illustrative bloc, so that the desks of the accounts are alive; once."""
    bloc = illustrative_bloc()
    reporting = Reporting.objects.filter(bloc=bloc).order_by("-phase__ends_on").first()
    pledges = list(Pledge.objects.filter(pact__bloc=bloc, pact__state="sealed").select_related("section")[:2])
    if reporting is None or len(pledges) < 2 or Directive.objects.filter(bloc=bloc).exists():
        return
    people = {user.username: user for user in User.objects.filter(username__in=ACCOUNTS)}
    talk_of_directives(reporting, pledges, people)
    talk_of_a_row(reporting, pledges[0], people)


def talk_of_directives(reporting: Reporting, pledges: list[Pledge], people: dict[str, User]) -> None:
    """One that waits for the unit of chi-huy, and one that was answered and settled."""
    unit, head = places(reporting.bloc)["chi-huy"]["unit"], people["khoi-truong"]
    about = {"bloc": reporting.bloc, "unit": unit, "phase": reporting.phase, "due_on": due_in_two_weeks()}
    give_directive(Directive(text=ASKED, section=pledges[0].section, pledge=pledges[0], **about), by=head)
    before = give_directive(Directive(text=ASKED_BEFORE, pledge=pledges[1], **about), by=head)
    settle_directive(answer_directive(before, ANSWERED, by=people["chi-huy"]), by=people["thuong-truc"])


def due_in_two_weeks():
    return timezone.localdate() + timedelta(days=14)


def talk_of_a_row(reporting: Reporting, pledge: Pledge, people: dict[str, User]) -> None:
    row = {"reporting": reporting, "unit": places(reporting.bloc)["bao-cao"]["unit"], "pledge": pledge}
    say(RowNote(text=QUESTION, **row), by=people["thu-ky"])
    say(RowNote(text=REPLY, **row), by=people["bao-cao"])


# --- What there is to see -------------------------------------------------------------


def sights() -> list[tuple[str, str]]:
    """(words, path) of the pages a newcomer opens first: the real bloc of 2017 from its units to its summary."""
    pages = [(_("Home"), reverse("home"))]
    for bloc in Bloc.objects.public().filter(series__slug="khoi-csnd", season__slug="2017"):
        pages.append((bloc.name, reverse("public_season", args=[bloc.series.slug, bloc.season.slug])))
        pages += [(row.title, reverse("public_ceremony", args=[row.slug])) for row in bloc.ceremonies.public()]
        pages += [(row.title, reverse("publication", args=[row.thread])) for row in bloc.publications.newest()]
    play = illustrative_bloc()
    pages.append((str(play), reverse("public_season", args=[play.series.slug, play.season.slug])))
    return [*pages, (_("Log in"), reverse("account_login"))]
